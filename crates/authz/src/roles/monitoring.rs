//! Metrics, logs and alerts.

use super::{Block, Entry, NONE};

pub(super) const CATEGORY: &str = "Monitoring";

pub(super) const ROLES: &[Entry] = &[
    Entry {
        id: 0x749f88d5_cbae_40b8_bcfc_e573ddc772fa,
        name: "Monitoring Contributor",
        description: "Reads all monitoring data and edits monitoring settings.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.AlertsManagement/alerts/*",
                "Microsoft.AlertsManagement/alertsSummary/*",
                "Microsoft.AlertsManagement/issues/*",
                "Microsoft.Insights/actiongroups/*",
                "Microsoft.Insights/activityLogAlerts/*",
                "Microsoft.Insights/AlertRules/*",
                "Microsoft.Insights/components/*",
                "Microsoft.Insights/createNotifications/*",
                "Microsoft.Insights/dataCollectionEndpoints/*",
                "Microsoft.Insights/dataCollectionRules/*",
                "Microsoft.Insights/dataCollectionRuleAssociations/*",
                "Microsoft.Insights/DiagnosticSettings/*",
                "Microsoft.Insights/eventtypes/*",
                "Microsoft.Insights/LogDefinitions/*",
                "Microsoft.Insights/metricalerts/*",
                "Microsoft.Insights/MetricDefinitions/*",
                "Microsoft.Insights/Metrics/*",
                "Microsoft.Insights/notificationStatus/*",
                "Microsoft.Insights/Register/Action",
                "Microsoft.Insights/scheduledqueryrules/*",
                "Microsoft.Insights/webtests/*",
                "Microsoft.Insights/workbooks/*",
                "Microsoft.Insights/workbooktemplates/*",
                "Microsoft.Insights/privateLinkScopes/*",
                "Microsoft.Insights/privateLinkScopeOperationStatuses/*",
                "Microsoft.Monitor/accounts/*",
                "Microsoft.Monitor/settings/*",
                "Microsoft.OperationalInsights/workspaces/write",
                "Microsoft.OperationalInsights/workspaces/intelligencepacks/*",
                "Microsoft.OperationalInsights/workspaces/savedSearches/*",
                "Microsoft.OperationalInsights/workspaces/search/action",
                "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
                "Microsoft.OperationalInsights/workspaces/sharedKeys/read",
                "Microsoft.OperationalInsights/workspaces/storageinsightconfigs/*",
                "Microsoft.OperationalInsights/locations/workspaces/failover/action",
                "Microsoft.OperationalInsights/workspaces/failback/action",
                "Microsoft.Support/*",
                "Microsoft.AlertsManagement/smartDetectorAlertRules/*",
                "Microsoft.AlertsManagement/actionRules/*",
                "Microsoft.AlertsManagement/smartGroups/*",
                "Microsoft.AlertsManagement/migrateFromSmartDetection/*",
                "Microsoft.AlertsManagement/investigations/*",
                "Microsoft.AlertsManagement/prometheusRuleGroups/*",
                "Microsoft.Monitor/investigations/*",
                "Microsoft.Resources/deployments/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x43d0d8ad_25c7_4714_9337_8ba259a9fe05,
        name: "Monitoring Reader",
        description: "Reads all monitoring data.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.OperationalInsights/workspaces/search/action",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
    Entry {
        id: 0x3913510d_42f4_4e42_8a64_420c390055eb,
        name: "Monitoring Metrics Publisher",
        description: "Publishes metrics.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Insights/Register/Action",
                "Microsoft.Support/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            data_actions: &["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
            ..NONE
        }],
    },
    Entry {
        id: 0x92aaf0da_9dab_42b6_94a3_d43ce8d16293,
        name: "Log Analytics Contributor",
        description: "Reads monitoring data, edits settings, adds machine extensions and lists storage keys.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.ClassicCompute/virtualMachines/extensions/*",
                "Microsoft.ClassicStorage/storageAccounts/listKeys/action",
                "Microsoft.Compute/virtualMachines/extensions/*",
                "Microsoft.HybridCompute/machines/extensions/write",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Insights/diagnosticSettings/*",
                "Microsoft.OperationalInsights/*",
                "Microsoft.OperationsManagement/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourcegroups/deployments/*",
                "Microsoft.Storage/storageAccounts/listKeys/action",
                "Microsoft.Support/*",
            ],
            data_actions: &["Microsoft.OperationalInsights/workspaces/jobs/export/action"],
            ..NONE
        }],
    },
    Entry {
        id: 0x73c42c96_874c_492b_b04d_ab87d138a893,
        name: "Log Analytics Reader",
        description: "Searches all monitoring data and sees settings.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "*/read",
                "Microsoft.OperationalInsights/workspaces/analytics/query/action",
                "Microsoft.OperationalInsights/workspaces/search/action",
                "Microsoft.Support/*",
            ],
            not_actions: &["Microsoft.OperationalInsights/workspaces/sharedKeys/read"],
            data_actions: &["Microsoft.OperationalInsights/workspaces/jobs/export/action"],
            ..NONE
        }],
    },
    Entry {
        id: 0x3b03c2da_16b3_4a49_8834_0f8130efdd3b,
        name: "Log Analytics Data Reader",
        description: "Queries workspace tables; takes conditions on tables and columns.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.OperationalInsights/workspaces/query/read",
                "Microsoft.OperationalInsights/workspaces/read",
            ],
            data_actions: &["Microsoft.OperationalInsights/workspaces/tables/data/read"],
            ..NONE
        }],
    },
    Entry {
        id: 0xae349356_3a1b_4a5e_921d_050484c6347e,
        name: "Application Insights Component Contributor",
        description: "Manages Application Insights components.",
        privileged: None,
        permissions: &[Block {
            actions: &[
                "Microsoft.Authorization/*/read",
                "Microsoft.Insights/alertRules/*",
                "Microsoft.Insights/generateLiveToken/read",
                "Microsoft.Insights/metricAlerts/*",
                "Microsoft.Insights/components/*",
                "Microsoft.Insights/scheduledqueryrules/*",
                "Microsoft.Insights/topology/read",
                "Microsoft.Insights/transactions/read",
                "Microsoft.Insights/webtests/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "Microsoft.Support/*",
            ],
            ..NONE
        }],
    },
];
