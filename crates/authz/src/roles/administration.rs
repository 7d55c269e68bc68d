//! Full control, role assignment and reading of everything.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Administration";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635,
        name: "Owner",
        description: "Manages everything, and decides who else may.",
        privileged: Some("can assign roles and change every resource"),
        permissions: &[Block { actions: &["*"], ..NONE }],
    },
    Entry {
        id: 0xb24988ac_6180_42a0_ab88_20f7382dd24c,
        name: "Contributor",
        description: "Manages all resources, but cannot assign roles, manage Blueprints assignments or share galleries.",
        privileged: Some("can change every resource"),
        permissions: &[Block {
            actions: &["*"],
            not_actions: &[
                "Microsoft.Authorization/*/Delete",
                "Microsoft.Authorization/*/Write",
                "Microsoft.Authorization/elevateAccess/Action",
                "Microsoft.Blueprint/blueprintAssignments/write",
                "Microsoft.Blueprint/blueprintAssignments/delete",
                "Microsoft.Compute/galleries/share/action",
                "Microsoft.Purview/consents/write",
                "Microsoft.Purview/consents/delete",
                "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
                "Microsoft.Subscription/cancel/action",
                "Microsoft.Subscription/enable/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xacdd72a7_3385_48ef_bd42_f606fba81ae7,
        name: "Reader",
        description: "Sees all resources, changes nothing, reads no data and no secrets.",
        privileged: None,
        permissions: &[Block { actions: &["*/read"], ..NONE }],
    },
    Entry {
        id: 0x18d7d88d_d35e_4fb5_a5c3_7773c20a72d9,
        name: "User Access Administrator",
        description: "Manages who may do what; reads everything else.",
        privileged: Some("can assign roles"),
        permissions: &[Block {
            actions: &["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0xf58310d9_a9f6_439a_9e8d_f62e7b41a168,
        name: "Role Based Access Control Administrator",
        description: "Assigns and removes roles, and nothing else of access management.",
        privileged: Some("can assign roles"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.Authorization/roleAssignments/delete",
                "*/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x76cc9ee4_d5d3_4a45_a930_26add3d73475,
        name: "Access Review Operator Service Role",
        description: "Used by access reviews: reads and removes role assignments.",
        privileged: Some("can remove role assignments"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/roleAssignments/read",
                "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.Management/getEntities/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x28bf596f_4eb7_45ce_b5bc_6cf482fec137,
        name: "Locks Contributor",
        description: "Creates, changes and removes resource locks.",
        privileged: Some("can remove locks"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/locks/read",
                "Microsoft.Authorization/locks/write",
                "Microsoft.Authorization/locks/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x5d58bcaf_24a5_4b20_bdb6_eed9f69fbe4c,
        name: "Management Group Contributor",
        description: "Creates, changes and moves management groups.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Management/managementGroups/delete",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Management/managementGroups/subscriptions/delete",
                "Microsoft.Management/managementGroups/subscriptions/write",
                "Microsoft.Management/managementGroups/write",
                "Microsoft.Management/managementGroups/subscriptions/read",
                "Microsoft.Authorization/*/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xac63b705_f282_497d_ac71_919bf39d939d,
        name: "Management Group Reader",
        description: "Sees the management group hierarchy.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Management/managementGroups/subscriptions/read",
                "Microsoft.Authorization/*/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x350f8d15_c687_4448_8ae1_157740a3936d,
        name: "Hierarchy Settings Administrator",
        description: "Changes the settings of the management group hierarchy.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Management/managementGroups/settings/write",
                "Microsoft.Management/managementGroups/settings/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x36243c78_bf99_498c_9df9_86d9f8d28608,
        name: "Resource Policy Contributor",
        description: "Writes policy definitions and assignments, opens support requests.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.Authorization/policyassignments/*",
                "Microsoft.Authorization/policydefinitions/*",
                "Microsoft.Authorization/policyexemptions/*",
                "Microsoft.Authorization/policyenrollments/*",
                "Microsoft.Authorization/policysetdefinitions/*",
                "Microsoft.PolicyInsights/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x4a9ae827_6dc8_4573_8ac7_8239d42aa03f,
        name: "Tag Contributor",
        description: "Changes tags without access to the resources themselves.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
                "Microsoft.Resources/subscriptions/resources/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Support/*",
                "Microsoft.Resources/tags/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xcfd33db0_3dd1_45e3_aa9d_cdbdf3b6f24e,
        name: "Support Request Contributor",
        description: "Opens and follows support requests.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x641177b8_a67a_45b9_a033_47bc880bb21e,
        name: "Managed Application Contributor Role",
        description: "Creates managed applications.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.Solutions/applications/*",
                "Microsoft.Solutions/register/action",
                "Microsoft.Resources/subscriptions/resourceGroups/*",
                "Microsoft.Resources/deployments/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xc7393b34_138c_406f_901b_d8cf2b17e6ae,
        name: "Managed Application Operator Role",
        description: "Reads managed applications and acts on them.",
        privileged: None,
        permissions: &[Block {
            actions: &["*/read", "Microsoft.Solutions/applications/read", "Microsoft.Solutions/*/action"],
            ..NONE
        }],
    },
    Entry {
        id: 0x434105ed_43f6_45c7_a02f_909b2ba83430,
        name: "Cost Management Contributor",
        description: "Sees costs and manages budgets and exports.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Consumption/*",
                "Microsoft.CostManagement/*",
                "Microsoft.Billing/billingPeriods/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.Advisor/configurations/read",
                "Microsoft.Advisor/recommendations/read",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Billing/billingProperty/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x72fafb9e_0641_4937_9268_a91bfd8191a3,
        name: "Cost Management Reader",
        description: "Sees costs, budgets and exports.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Consumption/*/read",
                "Microsoft.CostManagement/*/read",
                "Microsoft.Billing/billingPeriods/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.Advisor/configurations/read",
                "Microsoft.Advisor/recommendations/read",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Billing/billingProperty/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xfa23ad8b_c56e_40d8_ac0c_ce449e1d2c64,
        name: "Billing Reader",
        description: "Sees billing data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Billing/*/read",
                "Microsoft.Commerce/*/read",
                "Microsoft.Consumption/*/read",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.CostManagement/*/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
];
