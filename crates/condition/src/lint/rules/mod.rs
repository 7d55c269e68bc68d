//! The registry: every rule, in order of its code. A new rule is a file here and a line in each list.

mod always_false_list;
mod always_true_exclusion;
mod blocked_listing;
mod broken_secret_listing;
mod bypassed_by_account_key;
mod bypassed_by_other_assignment;
mod case_sensitive_resource_id;
mod contradictory_comparisons;
mod deprecated_suboperation;
mod differing_lists;
mod escapable_restriction;
mod expired_time_bound;
mod guid_with_storage_actions;
mod incomplete_exclusion;
mod invisible_character;
mod log_analytics_mismatch;
mod malformed_path;
mod malformed_time_comparison;
mod missing_key_suffix;
mod missing_super_user_action;
mod missing_twin_action;
mod mixed_and_or;
mod negated_absent_attribute;
mod not_visual;
mod one_sided_delegation;
mod operator_mismatch;
mod oversized_condition;
mod principal_attribute_with_pim;
mod principal_type_mismatch;
mod privileged_role_allowed;
mod redundant_value;
mod swallowed_key_suffix;
mod syntax_error;
mod unavailable_attribute;
mod undelimited_prefix;
mod ungranted_action;
mod unguarded_expression;
mod unknown_id;
mod unknown_name;
mod unread_repository_attribute;
mod unrestricted_actions;
mod unstated_principal_type;
mod unsupported_namespace_attribute;
mod wrong_attribute_source;
mod wrong_condition_version;

use crate::lint::rule::Rule;

/// All rules, in order of their codes.
pub(crate) static ALL: [Rule; 45] = [
    syntax_error::RULE,
    invisible_character::RULE,
    swallowed_key_suffix::RULE,
    wrong_condition_version::RULE,
    oversized_condition::RULE,
    unknown_name::RULE,
    operator_mismatch::RULE,
    mixed_and_or::RULE,
    always_true_exclusion::RULE,
    always_false_list::RULE,
    contradictory_comparisons::RULE,
    wrong_attribute_source::RULE,
    one_sided_delegation::RULE,
    differing_lists::RULE,
    missing_twin_action::RULE,
    missing_super_user_action::RULE,
    escapable_restriction::RULE,
    ungranted_action::RULE,
    unrestricted_actions::RULE,
    unavailable_attribute::RULE,
    blocked_listing::RULE,
    deprecated_suboperation::RULE,
    malformed_path::RULE,
    missing_key_suffix::RULE,
    malformed_time_comparison::RULE,
    expired_time_bound::RULE,
    undelimited_prefix::RULE,
    unread_repository_attribute::RULE,
    broken_secret_listing::RULE,
    case_sensitive_resource_id::RULE,
    principal_type_mismatch::RULE,
    privileged_role_allowed::RULE,
    incomplete_exclusion::RULE,
    unknown_id::RULE,
    unstated_principal_type::RULE,
    guid_with_storage_actions::RULE,
    principal_attribute_with_pim::RULE,
    unsupported_namespace_attribute::RULE,
    negated_absent_attribute::RULE,
    bypassed_by_other_assignment::RULE,
    not_visual::RULE,
    log_analytics_mismatch::RULE,
    redundant_value::RULE,
    bypassed_by_account_key::RULE,
    unguarded_expression::RULE,
];

/// Each rule's file name and text, in the same order, for the manual.
#[cfg(test)]
pub(crate) const SOURCES: [(&str, &str); 45] = [
    ("syntax_error", include_str!("syntax_error.rs")),
    ("invisible_character", include_str!("invisible_character.rs")),
    ("swallowed_key_suffix", include_str!("swallowed_key_suffix.rs")),
    ("wrong_condition_version", include_str!("wrong_condition_version.rs")),
    ("oversized_condition", include_str!("oversized_condition.rs")),
    ("unknown_name", include_str!("unknown_name.rs")),
    ("operator_mismatch", include_str!("operator_mismatch.rs")),
    ("mixed_and_or", include_str!("mixed_and_or.rs")),
    ("always_true_exclusion", include_str!("always_true_exclusion.rs")),
    ("always_false_list", include_str!("always_false_list.rs")),
    ("contradictory_comparisons", include_str!("contradictory_comparisons.rs")),
    ("wrong_attribute_source", include_str!("wrong_attribute_source.rs")),
    ("one_sided_delegation", include_str!("one_sided_delegation.rs")),
    ("differing_lists", include_str!("differing_lists.rs")),
    ("missing_twin_action", include_str!("missing_twin_action.rs")),
    ("missing_super_user_action", include_str!("missing_super_user_action.rs")),
    ("escapable_restriction", include_str!("escapable_restriction.rs")),
    ("ungranted_action", include_str!("ungranted_action.rs")),
    ("unrestricted_actions", include_str!("unrestricted_actions.rs")),
    ("unavailable_attribute", include_str!("unavailable_attribute.rs")),
    ("blocked_listing", include_str!("blocked_listing.rs")),
    ("deprecated_suboperation", include_str!("deprecated_suboperation.rs")),
    ("malformed_path", include_str!("malformed_path.rs")),
    ("missing_key_suffix", include_str!("missing_key_suffix.rs")),
    ("malformed_time_comparison", include_str!("malformed_time_comparison.rs")),
    ("expired_time_bound", include_str!("expired_time_bound.rs")),
    ("undelimited_prefix", include_str!("undelimited_prefix.rs")),
    ("unread_repository_attribute", include_str!("unread_repository_attribute.rs")),
    ("broken_secret_listing", include_str!("broken_secret_listing.rs")),
    ("case_sensitive_resource_id", include_str!("case_sensitive_resource_id.rs")),
    ("principal_type_mismatch", include_str!("principal_type_mismatch.rs")),
    ("privileged_role_allowed", include_str!("privileged_role_allowed.rs")),
    ("incomplete_exclusion", include_str!("incomplete_exclusion.rs")),
    ("unknown_id", include_str!("unknown_id.rs")),
    ("unstated_principal_type", include_str!("unstated_principal_type.rs")),
    ("guid_with_storage_actions", include_str!("guid_with_storage_actions.rs")),
    ("principal_attribute_with_pim", include_str!("principal_attribute_with_pim.rs")),
    ("unsupported_namespace_attribute", include_str!("unsupported_namespace_attribute.rs")),
    ("negated_absent_attribute", include_str!("negated_absent_attribute.rs")),
    ("bypassed_by_other_assignment", include_str!("bypassed_by_other_assignment.rs")),
    ("not_visual", include_str!("not_visual.rs")),
    ("log_analytics_mismatch", include_str!("log_analytics_mismatch.rs")),
    ("redundant_value", include_str!("redundant_value.rs")),
    ("bypassed_by_account_key", include_str!("bypassed_by_account_key.rs")),
    ("unguarded_expression", include_str!("unguarded_expression.rs")),
];

/// Each rule's table of cases, in the same order.
#[cfg(test)]
pub(crate) fn all_cases() -> [crate::lint::cases::Cases; 45] {
    [
        syntax_error::cases(),
        invisible_character::cases(),
        swallowed_key_suffix::cases(),
        wrong_condition_version::cases(),
        oversized_condition::cases(),
        unknown_name::cases(),
        operator_mismatch::cases(),
        mixed_and_or::cases(),
        always_true_exclusion::cases(),
        always_false_list::cases(),
        contradictory_comparisons::cases(),
        wrong_attribute_source::cases(),
        one_sided_delegation::cases(),
        differing_lists::cases(),
        missing_twin_action::cases(),
        missing_super_user_action::cases(),
        escapable_restriction::cases(),
        ungranted_action::cases(),
        unrestricted_actions::cases(),
        unavailable_attribute::cases(),
        blocked_listing::cases(),
        deprecated_suboperation::cases(),
        malformed_path::cases(),
        missing_key_suffix::cases(),
        malformed_time_comparison::cases(),
        expired_time_bound::cases(),
        undelimited_prefix::cases(),
        unread_repository_attribute::cases(),
        broken_secret_listing::cases(),
        case_sensitive_resource_id::cases(),
        principal_type_mismatch::cases(),
        privileged_role_allowed::cases(),
        incomplete_exclusion::cases(),
        unknown_id::cases(),
        unstated_principal_type::cases(),
        guid_with_storage_actions::cases(),
        principal_attribute_with_pim::cases(),
        unsupported_namespace_attribute::cases(),
        negated_absent_attribute::cases(),
        bypassed_by_other_assignment::cases(),
        not_visual::cases(),
        log_analytics_mismatch::cases(),
        redundant_value::cases(),
        bypassed_by_account_key::cases(),
        unguarded_expression::cases(),
    ]
}
