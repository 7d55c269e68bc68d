//! Container Registry and Kubernetes Service.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Containers";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x7f951dda_4ed3_4680_a7ca_43fe172d538d,
        name: "AcrPull",
        description: "Pulls images.",
        privileged: None,
        permissions: &[Block { actions: &["Microsoft.ContainerRegistry/registries/pull/read"], ..NONE }],
    },
    Entry {
        id: 0x8311e382_0749_4cb8_b61a_304f252e45ec,
        name: "AcrPush",
        description: "Pulls and pushes images.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.ContainerRegistry/registries/pull/read",
                "Microsoft.ContainerRegistry/registries/push/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xc2f4ef07_c644_48eb_af81_4b1b4947fb11,
        name: "AcrDelete",
        description: "Deletes images from a registry.",
        privileged: None,
        permissions: &[Block {
            actions: &["Microsoft.ContainerRegistry/registries/artifacts/delete"],
            ..NONE
        }],
    },
    Entry {
        id: 0x6cef56e8_d556_48e5_a04f_b8e64114680f,
        name: "AcrImageSigner",
        description: "Signs images (content trust).",
        privileged: None,
        permissions: &[Block {
            actions: &["Microsoft.ContainerRegistry/registries/sign/write"],
            data_actions: &["Microsoft.ContainerRegistry/registries/trustedCollections/write"],
            ..NONE
        }],
    },
    Entry {
        id: 0xb93aa761_3e63_49ed_ac28_beffa264f7ac,
        name: "Container Registry Repository Reader",
        description: "Reads images and metadata of repositories; takes conditions on the repository name.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                "Microsoft.ContainerRegistry/registries/repositories/content/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x2a1e307c_b015_4ebd_883e_5b7698a07328,
        name: "Container Registry Repository Writer",
        description: "Reads and writes images and metadata of repositories; takes conditions on the repository name.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                "Microsoft.ContainerRegistry/registries/repositories/content/read",
                "Microsoft.ContainerRegistry/registries/repositories/metadata/write",
                "Microsoft.ContainerRegistry/registries/repositories/content/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x2efddaa5_3f1f_4df3_97df_af3f13818f4c,
        name: "Container Registry Repository Contributor",
        description: "Reads, writes and deletes images and metadata of repositories; takes conditions on the repository name.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                "Microsoft.ContainerRegistry/registries/repositories/content/read",
                "Microsoft.ContainerRegistry/registries/repositories/metadata/write",
                "Microsoft.ContainerRegistry/registries/repositories/content/write",
                "Microsoft.ContainerRegistry/registries/repositories/metadata/delete",
                "Microsoft.ContainerRegistry/registries/repositories/content/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xbfdb9389_c9a5_478a_bb2f_ba9ca092c3c7,
        name: "Container Registry Repository Catalog Lister",
        description: "Lists the repositories of a registry.",
        privileged: None,
        permissions: &[Block {
            data_actions: &["Microsoft.ContainerRegistry/registries/catalog/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0xed7f3fbd_7b88_4dd4_9017_9adb7ce333f8,
        name: "Azure Kubernetes Service Contributor Role",
        description: "Creates and changes clusters.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.ContainerService/locations/*",
                "Microsoft.ContainerService/managedClusters/*",
                "Microsoft.ContainerService/managedclustersnapshots/*",
                "Microsoft.ContainerService/snapshots/*",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.ContainerService/deploymentSafeguards/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x0ab0b1a8_8aac_4efd_b8c2_3ee1fb270be8,
        name: "Azure Kubernetes Service Cluster Admin Role",
        description: "Gets the cluster's admin credentials.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
                "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
                "Microsoft.ContainerService/managedClusters/read",
                "Microsoft.ContainerService/managedClusters/runcommand/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x4abbcc35_e782_43d8_92c5_2d3f1bd2253f,
        name: "Azure Kubernetes Service Cluster User Role",
        description: "Gets the cluster's user credentials.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
                "Microsoft.ContainerService/managedClusters/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb1ff04bb_8a4e_4dc4_8eb5_8693973ce19b,
        name: "Azure Kubernetes Service RBAC Cluster Admin",
        description: "Does everything inside a cluster.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            ],
            data_actions: &["Microsoft.ContainerService/managedClusters/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0x3498e952_d568_435e_9b2c_8d77e338d7f7,
        name: "Azure Kubernetes Service RBAC Admin",
        description: "Does everything inside a namespace or cluster, except quotas and the namespace itself.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            ],
            data_actions: &["Microsoft.ContainerService/managedClusters/*"],
            not_data_actions: &[
                "Microsoft.ContainerService/managedClusters/resourcequotas/write",
                "Microsoft.ContainerService/managedClusters/resourcequotas/delete",
                "Microsoft.ContainerService/managedClusters/namespaces/write",
                "Microsoft.ContainerService/managedClusters/namespaces/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x7f6c6a51_bcf8_42ba_9220_52d62157d7db,
        name: "Azure Kubernetes Service RBAC Reader",
        description: "Sees most objects of a namespace, no roles and no secrets.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            data_actions: &[
                "Microsoft.ContainerService/managedClusters/apps/controllerrevisions/read",
                "Microsoft.ContainerService/managedClusters/apps/daemonsets/read",
                "Microsoft.ContainerService/managedClusters/apps/deployments/read",
                "Microsoft.ContainerService/managedClusters/apps/replicasets/read",
                "Microsoft.ContainerService/managedClusters/apps/statefulsets/read",
                "Microsoft.ContainerService/managedClusters/autoscaling/horizontalpodautoscalers/read",
                "Microsoft.ContainerService/managedClusters/batch/cronjobs/read",
                "Microsoft.ContainerService/managedClusters/batch/jobs/read",
                "Microsoft.ContainerService/managedClusters/configmaps/read",
                "Microsoft.ContainerService/managedClusters/discovery.k8s.io/endpointslices/read",
                "Microsoft.ContainerService/managedClusters/endpoints/read",
                "Microsoft.ContainerService/managedClusters/events.k8s.io/events/read",
                "Microsoft.ContainerService/managedClusters/events/read",
                "Microsoft.ContainerService/managedClusters/extensions/daemonsets/read",
                "Microsoft.ContainerService/managedClusters/extensions/deployments/read",
                "Microsoft.ContainerService/managedClusters/extensions/ingresses/read",
                "Microsoft.ContainerService/managedClusters/extensions/networkpolicies/read",
                "Microsoft.ContainerService/managedClusters/extensions/replicasets/read",
                "Microsoft.ContainerService/managedClusters/limitranges/read",
                "Microsoft.ContainerService/managedClusters/metrics.k8s.io/pods/read",
                "Microsoft.ContainerService/managedClusters/metrics.k8s.io/nodes/read",
                "Microsoft.ContainerService/managedClusters/namespaces/read",
                "Microsoft.ContainerService/managedClusters/networking.k8s.io/ingresses/read",
                "Microsoft.ContainerService/managedClusters/networking.k8s.io/networkpolicies/read",
                "Microsoft.ContainerService/managedClusters/persistentvolumeclaims/read",
                "Microsoft.ContainerService/managedClusters/pods/read",
                "Microsoft.ContainerService/managedClusters/policy/poddisruptionbudgets/read",
                "Microsoft.ContainerService/managedClusters/replicationcontrollers/read",
                "Microsoft.ContainerService/managedClusters/resourcequotas/read",
                "Microsoft.ContainerService/managedClusters/serviceaccounts/read",
                "Microsoft.ContainerService/managedClusters/services/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xa7ffa36f_339b_4b5c_8bdf_e2c188b2c0eb,
        name: "Azure Kubernetes Service RBAC Writer",
        description: "Changes most objects of a namespace, no roles; reads secrets and runs as any service account.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            data_actions: &[
                "Microsoft.ContainerService/managedClusters/apps/controllerrevisions/read",
                "Microsoft.ContainerService/managedClusters/apps/daemonsets/*",
                "Microsoft.ContainerService/managedClusters/apps/deployments/*",
                "Microsoft.ContainerService/managedClusters/apps/replicasets/*",
                "Microsoft.ContainerService/managedClusters/apps/statefulsets/*",
                "Microsoft.ContainerService/managedClusters/autoscaling/horizontalpodautoscalers/*",
                "Microsoft.ContainerService/managedClusters/batch/cronjobs/*",
                "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/read",
                "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/write",
                "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/delete",
                "Microsoft.ContainerService/managedClusters/discovery.k8s.io/endpointslices/read",
                "Microsoft.ContainerService/managedClusters/batch/jobs/*",
                "Microsoft.ContainerService/managedClusters/configmaps/*",
                "Microsoft.ContainerService/managedClusters/endpoints/*",
                "Microsoft.ContainerService/managedClusters/events.k8s.io/events/read",
                "Microsoft.ContainerService/managedClusters/events/*",
                "Microsoft.ContainerService/managedClusters/extensions/daemonsets/*",
                "Microsoft.ContainerService/managedClusters/extensions/deployments/*",
                "Microsoft.ContainerService/managedClusters/extensions/ingresses/*",
                "Microsoft.ContainerService/managedClusters/extensions/networkpolicies/*",
                "Microsoft.ContainerService/managedClusters/extensions/replicasets/*",
                "Microsoft.ContainerService/managedClusters/limitranges/read",
                "Microsoft.ContainerService/managedClusters/metrics.k8s.io/pods/read",
                "Microsoft.ContainerService/managedClusters/metrics.k8s.io/nodes/read",
                "Microsoft.ContainerService/managedClusters/namespaces/read",
                "Microsoft.ContainerService/managedClusters/networking.k8s.io/ingresses/*",
                "Microsoft.ContainerService/managedClusters/networking.k8s.io/networkpolicies/*",
                "Microsoft.ContainerService/managedClusters/persistentvolumeclaims/*",
                "Microsoft.ContainerService/managedClusters/pods/*",
                "Microsoft.ContainerService/managedClusters/policy/poddisruptionbudgets/*",
                "Microsoft.ContainerService/managedClusters/replicationcontrollers/*",
                "Microsoft.ContainerService/managedClusters/resourcequotas/read",
                "Microsoft.ContainerService/managedClusters/secrets/*",
                "Microsoft.ContainerService/managedClusters/serviceaccounts/*",
                "Microsoft.ContainerService/managedClusters/services/*",
            ],
            ..NONE
        }],
    },
];
