//! Storage accounts and the blobs, files, queues and tables in them.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Storage";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x17d1049b_9a84_46fb_8f53_869881c3d3ab,
        name: "Storage Account Contributor",
        description: "Manages storage accounts, account keys included, and through the keys all data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Insights/diagnosticSettings/*",
                "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Storage/storageAccounts/*",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x81a9662b_bebf_436f_a333_f67b29880f12,
        name: "Storage Account Key Operator Service Role",
        description: "Lists and regenerates account keys.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/listkeys/action",
                "Microsoft.Storage/storageAccounts/regeneratekey/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xe5e2a7ff_d759_4cd2_bb51_3152d37e2eb1,
        name: "Storage Account Backup Contributor",
        description: "Used by Azure Backup on storage accounts.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Authorization/locks/read",
                "Microsoft.Authorization/locks/write",
                "Microsoft.Authorization/locks/delete",
                "Microsoft.Features/features/read",
                "Microsoft.Features/providers/features/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Storage/operations/read",
                "Microsoft.Storage/storageAccounts/objectReplicationPolicies/delete",
                "Microsoft.Storage/storageAccounts/objectReplicationPolicies/read",
                "Microsoft.Storage/storageAccounts/objectReplicationPolicies/write",
                "Microsoft.Storage/storageAccounts/objectReplicationPolicies/restorePointMarkers/write",
                "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                "Microsoft.Storage/storageAccounts/blobServices/containers/write",
                "Microsoft.Storage/storageAccounts/blobServices/read",
                "Microsoft.Storage/storageAccounts/blobServices/write",
                "Microsoft.Storage/storageAccounts/read",
                "Microsoft.Storage/storageAccounts/restoreBlobRanges/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xc12c1c16_33a1_487b_954d_41c89c60f349,
        name: "Reader and Data Access",
        description: "Sees everything and lists account keys, and so reads all data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/listKeys/action",
                "Microsoft.Storage/storageAccounts/ListAccountSas/action",
                "Microsoft.Storage/storageAccounts/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb7e6dc6d_f1e8_4753_8033_0f276bb0955b,
        name: "Storage Blob Data Owner",
        description: "Full access to blobs and containers, POSIX access control included.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/blobServices/containers/*",
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            ],
            data_actions: &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
            ..NONE
        }],
    },
    Entry {
        id: 0xba92f5b4_2d11_453d_a403_e96b0029c9fe,
        name: "Storage Blob Data Contributor",
        description: "Reads, writes and deletes blobs and containers.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
                "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                "Microsoft.Storage/storageAccounts/blobServices/containers/write",
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            ],
            data_actions: &[
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action",
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x2a2b9908_6ea1_4ae2_8e65_a410df84e7d1,
        name: "Storage Blob Data Reader",
        description: "Reads and lists blobs and containers.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            ],
            data_actions: &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0xdb58b8e5_c6ad_4a2a_8342_4190687cbf4a,
        name: "Storage Blob Delegator",
        description: "Gets a user delegation key for signing shared access signatures.",
        privileged: None,
        permissions: &[Block {
            actions: &["Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"],
            ..NONE
        }],
    },
    Entry {
        id: 0x69566ab7_960f_475b_8e7c_b3118f30c6bd,
        name: "Storage File Data Privileged Contributor",
        description: "Reads, writes and deletes files and their permissions, whatever their permissions say.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/modifypermissions/action",
                "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
                "Microsoft.Storage/storageAccounts/fileServices/writeFileBackupSemantics/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb8eda974_7b85_4f76_af95_65846b26df6d,
        name: "Storage File Data Privileged Reader",
        description: "Reads all files, whatever their permissions say.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x0c867c2a_1d8c_454a_a3db_ab2ea1bdc8bb,
        name: "Storage File Data SMB Share Contributor",
        description: "Reads, writes and deletes files over SMB.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xa7264617_510b_434b_a828_9731dc254ea7,
        name: "Storage File Data SMB Share Elevated Contributor",
        description: "Reads, writes, deletes and changes NTFS permissions over SMB.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/modifypermissions/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xaba4ae5f_2193_4029_9191_0cb91df5e314,
        name: "Storage File Data SMB Share Reader",
        description: "Reads files over SMB.",
        privileged: None,
        permissions: &[Block {
            data_actions: &["Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0x974c5e8b_45b9_4653_ba55_5f855dd0fb88,
        name: "Storage Queue Data Contributor",
        description: "Reads, writes and deletes queues and messages.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/queueServices/queues/delete",
                "Microsoft.Storage/storageAccounts/queueServices/queues/read",
                "Microsoft.Storage/storageAccounts/queueServices/queues/write",
            ],
            data_actions: &[
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/delete",
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write",
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x8a0f0c08_91a1_4084_bc3d_661d67233fed,
        name: "Storage Queue Data Message Processor",
        description: "Peeks, receives and deletes messages.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xc6a89b2d_59bc_44d0_9896_0f6e12d7b80a,
        name: "Storage Queue Data Message Sender",
        description: "Adds messages to queues.",
        privileged: None,
        permissions: &[Block {
            data_actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action"],
            ..NONE
        }],
    },
    Entry {
        id: 0x19e7f393_937e_4f77_808e_94535e297925,
        name: "Storage Queue Data Reader",
        description: "Reads queues and peeks messages.",
        privileged: None,
        permissions: &[Block {
            actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/read"],
            data_actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/messages/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0x0a9a7e1f_b9d0_4cc4_a60d_0319b160aaa3,
        name: "Storage Table Data Contributor",
        description: "Reads, writes and deletes tables and entities.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Storage/storageAccounts/tableServices/tables/read",
                "Microsoft.Storage/storageAccounts/tableServices/tables/write",
                "Microsoft.Storage/storageAccounts/tableServices/tables/delete",
            ],
            data_actions: &[
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete",
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x76199698_9eea_4c19_bc75_cec21354c6b6,
        name: "Storage Table Data Reader",
        description: "Reads tables and entities.",
        privileged: None,
        permissions: &[Block {
            actions: &["Microsoft.Storage/storageAccounts/tableServices/tables/read"],
            data_actions: &["Microsoft.Storage/storageAccounts/tableServices/tables/entities/read"],
            ..NONE
        }],
    },
];
