//! Virtual networks, name zones and delivery.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Networking";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x4d97b98b_1d4f_4787_a291_c67834d212e7,
        name: "Network Contributor",
        description: "Manages networks, not access to them.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Network/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xbefefa01_2a29_4197_83a8_272ff33ce314,
        name: "DNS Zone Contributor",
        description: "Manages DNS zones and records.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Network/dnsZones/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xb12aa53e_6015_4669_85d0_8515ebb3ae7f,
        name: "Private DNS Zone Contributor",
        description: "Manages private DNS zones, not the networks they are linked to.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.Network/privateDnsZones/*",
                "Microsoft.Network/privateDnsOperationResults/*",
                "Microsoft.Network/privateDnsOperationStatuses/*",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/virtualNetworks/join/action",
                "Microsoft.Authorization/*/read",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xec156ff8_a8d1_4d15_830c_5b80698ca432,
        name: "CDN Profile Contributor",
        description: "Manages CDN and Front Door profiles and endpoints.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Cdn/edgenodes/read",
                "Microsoft.Cdn/operationresults/*",
                "Microsoft.Cdn/profiles/*",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xa4b10055_b0c7_44c2_b00f_c7b5b3550cf7,
        name: "Traffic Manager Contributor",
        description: "Manages Traffic Manager profiles.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Network/trafficManagerProfiles/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
];
