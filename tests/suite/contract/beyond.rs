//! What differs from official examples and stays.

/// What differs from an example and stays: the examples, the end of the difference, the reason.
pub(crate) const BEYOND: &[(&str, &str, &str)] = &[
    ("authorization/*", ".condition: not in Azure", BRIEF),
    ("authorization/*", ".conditionVersion: not in Azure", BRIEF),
    ("authorization/*", ".createdBy: not in Azure", BRIEF),
    ("authorization/*", ".createdOn: not in Azure", BRIEF),
    ("authorization/*", ".updatedBy: not in Azure", BRIEF),
    ("authorization/*", ".updatedOn: not in Azure", BRIEF),
    ("authorization/*", ".dataActions: not in Azure", BRIEF),
    ("authorization/*", ".notDataActions: not in Azure", BRIEF),
    ("authorization/*", ".delegatedManagedIdentityResourceId: not in Azure", BRIEF),
    ("authorization/*", ".description: not in Azure", BRIEF),
    ("authorization/*", ".principalType: not in Azure", BRIEF),
    ("authorization/GetPermissions", ".nextLink: missing", LAST_PAGE),
    (
        "authorization/DenyAssignments_*",
        ".denyAssignmentEffect: missing",
        "every deny assignment here is enforced",
    ),
    (
        "authorization/DenyAssignments_*",
        ".createdBy: null where Azure has string",
        "the recorded answer to a write does not say",
    ),
    (
        "authorization/DenyAssignments_*",
        ".systemData: missing",
        "the recorded answer does not have it either",
    ),
    ("authorization-pim/*", ".condition: missing", OPTIONAL),
    ("authorization-pim/*", ".conditionVersion: missing", OPTIONAL),
    ("authorization-pim/*", ".displayName: null where Azure has string", "a principal that was deleted"),
    ("authorization-pim/*", ".email: sometimes missing", OPTIONAL),
    ("authorization-pim/*", ".endDateTime: sometimes missing", OPTIONAL),
    ("authorization-pim/*", ".linkedRoleEligibilityScheduleId: sometimes missing", OPTIONAL),
    ("authorization-pim/*", ".linkedRoleEligibilityScheduleInstanceId: sometimes missing", OPTIONAL),
    ("activitylog/*", ": not in Azure", BRIEF),
    ("activitylog/*", ".nextLink: missing", LAST_PAGE),
    ("activitylog/*", ".role: missing", "the recorded answer does not have it either"),
    ("activitylog/*", ".statusCode: sometimes missing", "the recorded start of an operation has none"),
    ("dataprotection/*", ".description: missing", OPTIONAL),
    ("dataprotection/*", ".tags: missing", OPTIONAL),
    ("managementgroups/GetEntities", ".count: not in Azure", BRIEF),
    ("managementgroups/GetEntities", ".id: null where Azure has string", "the root group has no parent"),
    ("managementgroups/*", ".displayName: not in Azure", BRIEF),
    ("managementgroups/*", ".name: not in Azure", BRIEF),
    ("managementgroups/*", ".nextLink: missing", LAST_PAGE),
    ("recoveryservicesbackup/*", ".description: missing", OPTIONAL),
    ("recoveryservicesbackup/Common/*", ": not in Azure", BRIEF),
    ("resources/CreateResourceGroup", ".type: not in Azure", BRIEF),
    ("subscriptions/*", ".count: not in Azure", BRIEF),
    ("subscriptions/*", ".nextLink: missing", LAST_PAGE),
    ("subscriptions/*", ".tags: missing", OPTIONAL),
];

const BRIEF: &str = "the example is brief; recorded answers have it";
const LAST_PAGE: &str = "on the last page there is none";
const OPTIONAL: &str = "the reference says optional, and recorded answers leave it out";
