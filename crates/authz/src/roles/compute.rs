//! Virtual machines, disks and signing in to machines.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Compute";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x9980e02c_c2be_4d73_94e8_173b1dc7cf3c,
        name: "Virtual Machine Contributor",
        description: "Manages virtual machines, not access to them nor the network or storage they use.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Compute/availabilitySets/*",
                "Microsoft.Compute/locations/*",
                "Microsoft.Compute/virtualMachines/*",
                "Microsoft.Compute/virtualMachineScaleSets/*",
                "Microsoft.Compute/cloudServices/*",
                "Microsoft.Compute/disks/write",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/disks/delete",
                "Microsoft.Compute/hostgroups/write",
                "Microsoft.Compute/hostgroups/hosts/write",
                "Microsoft.DevTestLab/schedules/*",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Network/applicationGateways/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatRules/join/action",
                "Microsoft.Network/loadBalancers/probes/join/action",
                "Microsoft.Network/loadBalancers/read",
                "Microsoft.Network/locations/*",
                "Microsoft.Network/networkInterfaces/*",
                "Microsoft.Network/networkSecurityGroups/join/action",
                "Microsoft.Network/networkSecurityGroups/read",
                "Microsoft.Network/publicIPAddresses/join/action",
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/virtualNetworks/subnets/join/action",
                "Microsoft.RecoveryServices/locations/*",
                "Microsoft.RecoveryServices/Vaults/backupFabrics/backupProtectionIntent/write",
                "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/*/read",
                "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read",
                "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
                "Microsoft.RecoveryServices/Vaults/backupPolicies/read",
                "Microsoft.RecoveryServices/Vaults/backupPolicies/write",
                "Microsoft.RecoveryServices/Vaults/read",
                "Microsoft.RecoveryServices/Vaults/usages/read",
                "Microsoft.RecoveryServices/Vaults/write",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.SerialConsole/serialPorts/connect/action",
                "Microsoft.SqlVirtualMachine/*",
                "Microsoft.Storage/storageAccounts/listKeys/action",
                "Microsoft.Storage/storageAccounts/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x1c0163c0_47e6_4577_8991_ea5c82e286e4,
        name: "Virtual Machine Administrator Login",
        description: "Signs in to virtual machines as administrator.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/loadBalancers/read",
                "Microsoft.Network/networkInterfaces/read",
                "Microsoft.Compute/virtualMachines/*/read",
                "Microsoft.HybridCompute/machines/*/read",
                "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
            ],
            data_actions: &[
                "Microsoft.Compute/virtualMachines/login/action",
                "Microsoft.Compute/virtualMachines/loginAsAdmin/action",
                "Microsoft.HybridCompute/machines/login/action",
                "Microsoft.HybridCompute/machines/loginAsAdmin/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xfb879df8_f326_4884_b1cf_06f3ad86be52,
        name: "Virtual Machine User Login",
        description: "Signs in to virtual machines as an ordinary user.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/loadBalancers/read",
                "Microsoft.Network/networkInterfaces/read",
                "Microsoft.Compute/virtualMachines/*/read",
                "Microsoft.HybridCompute/machines/*/read",
                "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
            ],
            data_actions: &[
                "Microsoft.Compute/virtualMachines/login/action",
                "Microsoft.HybridCompute/machines/login/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x602da2ba_a5c2_41da_b01d_5360126ab525,
        name: "Virtual Machine Local User Login",
        description: "Signs in to Arc-enabled servers as a local user.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.HybridCompute/machines/*/read",
                "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x66f75aeb_eabe_4b70_9f1e_c350c4c9ad04,
        name: "Virtual Machine Data Access Administrator (preview)",
        description: "Assigns and removes the two machine sign-in roles; the role's own condition allows no other role.",
        privileged: Some("can assign the virtual machine sign-in roles"),
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.Authorization/*/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Resources/subscriptions/read",
                "Microsoft.Management/managementGroups/read",
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/loadBalancers/read",
                "Microsoft.Network/networkInterfaces/read",
                "Microsoft.Compute/virtualMachines/*/read",
                "Microsoft.HybridCompute/machines/*/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0xde139f84_1756_47ae_9be6_808fbbe84772,
        name: "Website Contributor",
        description: "Manages web apps, not their plans nor access to them.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Insights/components/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.Web/certificates/*",
                "Microsoft.Web/listSitesAssignedToHostName/read",
                "Microsoft.Web/register/action",
                "Microsoft.Web/serverFarms/join/action",
                "Microsoft.Web/serverFarms/read",
                "Microsoft.Web/sites/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x2cc479cb_7b4d_49a8_b449_8c00fd0f0a4b,
        name: "Web Plan Contributor",
        description: "Manages App Service plans.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
                "Microsoft.Web/serverFarms/*",
                "Microsoft.Web/hostingEnvironments/Join/Action",
                "Microsoft.Insights/autoscalesettings/*",
            ],
            ..NONE
        }],
    },
];
