//! Vaults, and the keys, secrets and certificates in them.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Key Vault";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x00482a5a_887f_4fb3_b363_3b7fe8e74483,
        name: "Key Vault Administrator",
        description: "Does everything with the keys, secrets and certificates of a vault; does not manage the vault or its roles.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/checkNameAvailability/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/*/read",
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/operations/read",
            ],
            data_actions: &["Microsoft.KeyVault/vaults/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0xf25e0fa2_a7c8_4377_a976_54943a77a395,
        name: "Key Vault Contributor",
        description: "Manages vaults, not the keys, secrets and certificates in them.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.KeyVault/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            not_actions: &[
                "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                "Microsoft.KeyVault/hsmPools/*",
                "Microsoft.KeyVault/managedHsms/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x21090545_7ca7_4776_b22c_e363652d74d2,
        name: "Key Vault Reader",
        description: "Reads metadata of vaults and their contents, no secret value and no key material.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/checkNameAvailability/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/*/read",
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/operations/read",
            ],
            data_actions: &[
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb86a8fe4_44ce_4948_aee5_eccb2c155cd7,
        name: "Key Vault Secrets Officer",
        description: "Does everything with secrets except managing permissions.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/checkNameAvailability/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/*/read",
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/operations/read",
            ],
            data_actions: &["Microsoft.KeyVault/vaults/secrets/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0x4633458b_17de_408a_b874_0445c86b69e6,
        name: "Key Vault Secrets User",
        description: "Reads secret values.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x14b46e9e_c2b7_41b4_b07b_48a6ebf60603,
        name: "Key Vault Crypto Officer",
        description: "Does everything with keys except managing permissions.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/checkNameAvailability/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/*/read",
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/operations/read",
            ],
            data_actions: &[
                "Microsoft.KeyVault/vaults/keys/*",
                "Microsoft.KeyVault/vaults/keyrotationpolicies/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x12338af0_0e69_4776_bea7_57ae8d297424,
        name: "Key Vault Crypto User",
        description: "Uses keys for cryptographic operations.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.KeyVault/vaults/keys/read",
                "Microsoft.KeyVault/vaults/keys/update/action",
                "Microsoft.KeyVault/vaults/keys/backup/action",
                "Microsoft.KeyVault/vaults/keys/encrypt/action",
                "Microsoft.KeyVault/vaults/keys/decrypt/action",
                "Microsoft.KeyVault/vaults/keys/wrap/action",
                "Microsoft.KeyVault/vaults/keys/unwrap/action",
                "Microsoft.KeyVault/vaults/keys/sign/action",
                "Microsoft.KeyVault/vaults/keys/verify/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xe147488a_f6f5_4113_8e2d_b22465e65bf6,
        name: "Key Vault Crypto Service Encryption User",
        description: "Reads keys, wraps and unwraps with them: for services that encrypt with a customer's key.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.EventGrid/eventSubscriptions/write",
                "Microsoft.EventGrid/eventSubscriptions/read",
                "Microsoft.EventGrid/eventSubscriptions/delete",
            ],
            data_actions: &[
                "Microsoft.KeyVault/vaults/keys/read",
                "Microsoft.KeyVault/vaults/keys/wrap/action",
                "Microsoft.KeyVault/vaults/keys/unwrap/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x08bbd89e_9f13_488c_ac41_acfcb10c90ab,
        name: "Key Vault Crypto Service Release User",
        description: "Releases keys to trusted environments.",
        privileged: None,
        permissions: &[Block { data_actions: &["Microsoft.KeyVault/vaults/keys/release/action"], ..NONE }],
    },
    Entry {
        id: 0xa4417e6f_fecd_4de8_b567_7b0420556985,
        name: "Key Vault Certificates Officer",
        description: "Does everything with certificates except managing permissions.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/checkNameAvailability/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/*/read",
                "Microsoft.KeyVault/vaults/*/read",
                "Microsoft.KeyVault/operations/read",
            ],
            data_actions: &[
                "Microsoft.KeyVault/vaults/certificatecas/*",
                "Microsoft.KeyVault/vaults/certificates/*",
                "Microsoft.KeyVault/vaults/certificatecontacts/write",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xdb79e9a7_68ee_4b58_9aeb_b90e7c24fcba,
        name: "Key Vault Certificate User",
        description: "Reads certificates with their secret and key part.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.KeyVault/vaults/certificates/read",
                "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
                "Microsoft.KeyVault/vaults/keys/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xa68e7c17_0ab2_4c09_9a58_125dae29748c,
        name: "Key Vault Purge Operator",
        description: "Permanently deletes soft-deleted vaults.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.KeyVault/deletedVaults/read",
                "Microsoft.KeyVault/locations/deletedVaults/read",
                "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                "Microsoft.KeyVault/locations/operationResults/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x8b54135c_b56d_4d72_a534_26097cfdc8d8,
        name: "Key Vault Data Access Administrator",
        description: "Assigns and removes the Key Vault data roles; the role's own condition allows no other role.",
        privileged: Some("can assign the Key Vault data roles"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Support/*",
                "Microsoft.KeyVault/vaults/*/read",
            ],
            ..NONE
        }],
    },
];
