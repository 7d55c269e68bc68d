//! Resource Guard roles and the roles that backup identities hold.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Backup";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0xc2a970b4_16a7_4a51_8c84_8a8ea6ee0bb8,
        name: "Backup MUA Admin",
        description: "Manages Resource Guards for multi-user authorization.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.DataProtection/*/read",
                "Microsoft.DataProtection/*/resourceGuards/write",
                "Microsoft.DataProtection/subscriptions/resourceGroups/providers/resourceGuards/write",
                "Microsoft.DataProtection/subscriptions/resourceGroups/providers/resourceGuards/delete",
                "Microsoft.DataProtection/subscriptions/resourceGroups/providers/resourceGuards/read",
                "Microsoft.DataProtection/locations/operationResults/read",
                "Microsoft.DataProtection/locations/operationStatus/read",
                "Microsoft.DataProtection/locations/getBackupStatus/action",
                "Microsoft.DataProtection/locations/checkFeatureSupport/action",
                "Microsoft.DataProtection/subscriptions/resourceGroups/providers/locations/operationStatus/read",
                "Microsoft.Authorization/*/read",
                "Microsoft.Features/features/read",
                "Microsoft.Features/providers/features/read",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/operations/read",
                "Microsoft.Resources/subscriptions/operationresults/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourcegroups/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/read",
                "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/write",
                "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/delete",
                "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/unlockDelete/action",
                "Microsoft.DataProtection/subscriptions/providers/resourceGuards/read",
                "Microsoft.DataProtection/subscriptions/resourceGroups/providers/resourceGuards/{operationName}/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xf54b6d04_23c6_443e_b462_9c16ab7b4a52,
        name: "Backup MUA Operator",
        description: "Carries out operations that a Resource Guard protects.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.DataProtection/*/action",
                "Microsoft.DataProtection/*/read",
                "Microsoft.Authorization/*/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x3e5e47e6_65f7_47ef_90b5_e5dd4d455f24,
        name: "Disk Backup Reader",
        description: "Lets a Backup vault read disks to back up.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/disks/beginGetAccess/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb50d9833_a0cb_478e_945f_707fcc997c13,
        name: "Disk Restore Operator",
        description: "Lets a Backup vault restore disks.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Compute/disks/write",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/disks/beginGetAccess/action",
                "Microsoft.Compute/disks/endGetAccess/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x7efff54f_a5b4_42b5_a1c5_5411624893ce,
        name: "Disk Snapshot Contributor",
        description: "Lets a Backup vault manage disk snapshots.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Compute/snapshots/delete",
                "Microsoft.Compute/snapshots/write",
                "Microsoft.Compute/snapshots/read",
                "Microsoft.Compute/snapshots/beginGetAccess/action",
                "Microsoft.Compute/snapshots/endGetAccess/action",
                "Microsoft.Compute/disks/beginGetAccess/action",
                "Microsoft.Storage/storageAccounts/listkeys/action",
                "Microsoft.Storage/storageAccounts/write",
                "Microsoft.Storage/storageAccounts/read",
                "Microsoft.Storage/storageAccounts/delete",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x959f8984_c045_4866_89c7_12bf9737be2e,
        name: "Data Operator for Managed Disks",
        description: "Reads and writes disk contents by shared access signature.",
        privileged: None,
        permissions: &[Block {
            data_actions: &[
                "Microsoft.Compute/disks/download/action",
                "Microsoft.Compute/disks/upload/action",
                "Microsoft.Compute/snapshots/download/action",
                "Microsoft.Compute/snapshots/upload/action",
            ],
            ..NONE
        }],
    },
];
