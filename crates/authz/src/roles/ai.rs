//! Azure AI services, Foundry, OpenAI and AI Search.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "AI + machine learning";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x64702f94_c441_49e6_a78b_ef80e0188fee,
        name: "Azure AI Developer",
        description: "Works in AI hubs and projects, but does not manage them.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.MachineLearningServices/workspaces/*/read",
                "Microsoft.MachineLearningServices/workspaces/*/action",
                "Microsoft.MachineLearningServices/workspaces/*/delete",
                "Microsoft.MachineLearningServices/workspaces/*/write",
                "Microsoft.MachineLearningServices/locations/*/read",
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/deployments/*",
            ],
            not_actions: &[
                "Microsoft.MachineLearningServices/workspaces/delete",
                "Microsoft.MachineLearningServices/workspaces/write",
                "Microsoft.MachineLearningServices/workspaces/listKeys/action",
                "Microsoft.MachineLearningServices/workspaces/hubs/write",
                "Microsoft.MachineLearningServices/workspaces/hubs/delete",
                "Microsoft.MachineLearningServices/workspaces/featurestores/write",
                "Microsoft.MachineLearningServices/workspaces/featurestores/delete",
                "Microsoft.MachineLearningServices/workspaces/evaluations/results/labels/read",
                "Microsoft.MachineLearningServices/workspaces/evaluations/results/reasonings/read",
                "Microsoft.MachineLearningServices/workspaces/simulations/results/images/read",
            ],
            data_actions: &[
                "Microsoft.CognitiveServices/accounts/OpenAI/*",
                "Microsoft.CognitiveServices/accounts/SpeechServices/*",
                "Microsoft.CognitiveServices/accounts/ContentSafety/*",
                "Microsoft.CognitiveServices/accounts/MaaS/*",
            ],
            not_data_actions: &["Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write"],
        }],
    },
    Entry {
        id: 0x25fbc0a9_bd7c_42a3_aa1a_3b75d497ee68,
        name: "Cognitive Services Contributor",
        description: "Creates, reads, changes, deletes and manages keys of AI services accounts.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.CognitiveServices/*",
                "Microsoft.Features/features/read",
                "Microsoft.Features/providers/features/read",
                "Microsoft.Features/providers/features/register/action",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Insights/diagnosticSettings/*",
                "Microsoft.Insights/logDefinitions/read",
                "Microsoft.Insights/metricdefinitions/read",
                "Microsoft.Insights/metrics/read",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/deployments/operations/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourcegroups/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb59867f0_fa02_499b_be73_45a86b5b3e1c,
        name: "Cognitive Services Data Reader",
        description: "Reads data of AI services.",
        privileged: None,
        permissions: &[Block { data_actions: &["Microsoft.CognitiveServices/*/read"], ..NONE }],
    },
    Entry {
        id: 0xa97b65f3_24c7_4388_baec_2e87135dc908,
        name: "Cognitive Services User",
        description: "Reads and lists keys of AI services accounts and calls the services.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.CognitiveServices/*/read",
                "Microsoft.CognitiveServices/accounts/listkeys/action",
                "Microsoft.Insights/alertRules/read",
                "Microsoft.Insights/diagnosticSettings/read",
                "Microsoft.Insights/logDefinitions/read",
                "Microsoft.Insights/metricdefinitions/read",
                "Microsoft.Insights/metrics/read",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/operations/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            data_actions: &["Microsoft.CognitiveServices/*"],
            not_data_actions: &[
                "Microsoft.CognitiveServices/accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write",
                "Microsoft.CognitiveServices/accounts/AIServices/fine_tuning_deployments/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xa001fd3d_188f_4b5d_821b_7da978bf7442,
        name: "Cognitive Services OpenAI Contributor",
        description: "Manages models and fine-tuning and calls Azure OpenAI.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.CognitiveServices/*/read",
                "Microsoft.CognitiveServices/accounts/deployments/write",
                "Microsoft.CognitiveServices/accounts/deployments/delete",
                "Microsoft.CognitiveServices/accounts/raiPolicies/read",
                "Microsoft.CognitiveServices/accounts/raiPolicies/write",
                "Microsoft.CognitiveServices/accounts/raiPolicies/delete",
                "Microsoft.CognitiveServices/accounts/commitmentplans/read",
                "Microsoft.CognitiveServices/accounts/commitmentplans/write",
                "Microsoft.CognitiveServices/accounts/commitmentplans/delete",
                "Microsoft.Authorization/roleAssignments/read",
                "Microsoft.Authorization/roleDefinitions/read",
            ],
            data_actions: &["Microsoft.CognitiveServices/accounts/OpenAI/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0x5e0bd9bd_7b93_4f28_af87_19fc36ad61bd,
        name: "Cognitive Services OpenAI User",
        description: "Reads resources and calls models of Azure OpenAI.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.CognitiveServices/*/read",
                "Microsoft.Authorization/roleAssignments/read",
                "Microsoft.Authorization/roleDefinitions/read",
            ],
            data_actions: &[
                "Microsoft.CognitiveServices/accounts/OpenAI/*/read",
                "Microsoft.CognitiveServices/accounts/OpenAI/engines/completions/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/engines/search/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/engines/generate/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/audio/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/search/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/completions/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/realtime/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/extensions/chat/completions/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/images/generations/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/video/generations/*/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/video/generations/*/delete",
                "Microsoft.CognitiveServices/accounts/OpenAI/assistants/*",
                "Microsoft.CognitiveServices/accounts/OpenAI/responses/*",
            ],
            not_data_actions: &["Microsoft.CognitiveServices/accounts/OpenAI/stored-completions/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0xbba48692_92b0_4667_a9ad_c31c7b334ac2,
        name: "Cognitive Services Usages Reader",
        description: "Sees quota usage of AI services.",
        privileged: None,
        permissions: &[Block { actions: &["Microsoft.CognitiveServices/locations/usages/read"], ..NONE }],
    },
    Entry {
        id: 0xeadc314b_1a2d_4efa_be10_5d325db5065e,
        name: "Foundry Project Manager",
        description: "Manages Foundry projects and assigns the two Foundry user roles; the role's own condition allows no other role.",
        privileged: Some("can assign the Foundry user roles"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.CognitiveServices/accounts/*/read",
                "Microsoft.CognitiveServices/accounts/projects/*",
                "Microsoft.CognitiveServices/locations/*/read",
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            data_actions: &["Microsoft.CognitiveServices/*"],
            not_data_actions: &[
                "Microsoft.CognitiveServices/accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write",
                "Microsoft.CognitiveServices/accounts/AIServices/fine_tuning_deployments/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x53ca6127_db72_4b80_b1b0_d745d6d5456d,
        name: "Foundry User",
        description: "Works in Foundry projects: reads accounts and projects, uses their data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.CognitiveServices/*/read",
                "Microsoft.CognitiveServices/accounts/listkeys/action",
                "Microsoft.Insights/alertRules/read",
                "Microsoft.Insights/diagnosticSettings/read",
                "Microsoft.Insights/logDefinitions/read",
                "Microsoft.Insights/metricdefinitions/read",
                "Microsoft.Insights/metrics/read",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            data_actions: &["Microsoft.CognitiveServices/*"],
            not_data_actions: &[
                "Microsoft.CognitiveServices/accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action",
                "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write",
                "Microsoft.CognitiveServices/accounts/AIServices/fine_tuning_deployments/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x7ca78c08_252a_4471_8644_bb5ff32d4ba0,
        name: "Search Service Contributor",
        description: "Manages search services, indexes and indexers, no index data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Search/searchServices/*",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x8ebe5a00_799e_43f5_93ac_243d3dce84a7,
        name: "Search Index Data Contributor",
        description: "Reads and writes the documents of search indexes.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Search/searchServices/indexes/documents/*",
                "Microsoft.Search/searchServices/indexes/contentSecurity/elevatedOperations/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x1407120a_92aa_4202_b7e9_c0e197c71c8f,
        name: "Search Index Data Reader",
        description: "Queries search indexes.",
        privileged: None,
        permissions: &[Block {
            data_actions: &["Microsoft.Search/searchServices/indexes/documents/read"],
            ..NONE
        }],
    },
];
