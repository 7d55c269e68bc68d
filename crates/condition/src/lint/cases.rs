//! Tables of texts that a rule must and must not speak about. Each rule's file ends with its own.

use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, apply_edits};
use crate::facts::{Directory, Permission, PrincipalFacts, RoleFacts};
use crate::guid::Guid;
use crate::lint::context::Context;
use crate::lint::rule::Rule;
use crate::lint::{Report, lint};
use crate::syntax::parse;

/// The table of one rule.
#[derive(Default)]
pub(crate) struct Cases {
    context: Context<'static>,
    pub(crate) passing: Vec<(Context<'static>, String)>,
    pub(crate) failing: Vec<Failing>,
}

pub(crate) struct Failing {
    pub(crate) context: Context<'static>,
    pub(crate) text: String,
    /// What each fix makes of the text, in order; the last entries may be left out with `…`.
    pub(crate) fixed: Vec<String>,
}

impl Cases {
    /// The context of the cases that follow.
    pub(crate) fn with(mut self, context: Context<'static>) -> Self {
        self.context = context;
        self
    }

    /// A text that the rule has nothing to say about.
    pub(crate) fn pass(mut self, text: impl Into<String>) -> Self {
        self.passing.push((self.context, text.into()));
        self
    }

    /// A text that the rule speaks about, and what its fixes make of it.
    pub(crate) fn fail(mut self, text: impl Into<String>, fixed: &[&str]) -> Self {
        let fixed = fixed.iter().map(|&f| f.to_owned()).collect();
        self.failing.push(Failing { context: self.context, text: text.into(), fixed });
        self
    }
}

/// Runs a rule's table.
pub(crate) fn run(rule: &Rule, cases: &Cases) {
    let of = |report: &Report| -> Vec<Diagnostic> {
        report.diagnostics.iter().filter(|d| d.code == rule.code).cloned().collect()
    };
    for (context, text) in &cases.passing {
        let found = of(&lint(&parse(text), context));
        assert!(found.is_empty(), "{} speaks about `{text}`: {found:#?}", rule.code);
    }
    for Failing { context, text, fixed } in &cases.failing {
        let found = of(&lint(&parse(text), context));
        let Some(first) = found.first() else { panic!("{} is silent about `{text}`", rule.code) };
        let results: Vec<String> = first.fixes.iter().map(|f| apply_edits(text, &f.edits)).collect();
        assert_eq!(&results, fixed, "{} fixes of `{text}`", rule.code);
        for result in results {
            let parsed = parse(&result);
            assert!(!parsed.has_errors(), "{}: `{result}`: {:?}", rule.code, parsed.diagnostics);
            let left = of(&lint(&parsed, context)).len();
            assert!(left < found.len(), "{} still speaks about `{result}`", rule.code);
        }
    }
}

/// A clause for one action, in parentheses.
pub(crate) fn clause(action: &str, body: &str) -> String {
    format!("((!(ActionMatches{{'{action}'}})) OR ({body}))")
}

/// A full action of blobs.
pub(crate) fn blobs(action: &str) -> String {
    format!("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/{action}")
}

pub(crate) const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
pub(crate) const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
pub(crate) const ALICE: &str = "11111111-1111-1111-1111-111111111111";
pub(crate) const NOBODY: &str = "99999999-9999-9999-9999-999999999999";

fn role(id: &str, name: &str, actions: &[&str], data_actions: &[&str]) -> RoleFacts {
    let strings = |all: &[&str]| all.iter().map(|&s| s.to_owned()).collect();
    let mut role = RoleFacts {
        id: Guid::parse(id).unwrap(),
        name: name.into(),
        custom: false,
        privileged: None,
        permissions: vec![Permission {
            actions: strings(actions),
            data_actions: strings(data_actions),
            ..Permission::default()
        }],
    };
    role.privileged = role.can_assign_roles().then(|| "can assign roles".into());
    role
}

struct Tenant {
    roles: Vec<RoleFacts>,
    principals: Vec<PrincipalFacts>,
}

static TENANT: LazyLock<Tenant> = LazyLock::new(|| Tenant {
    roles: vec![
        role(OWNER, "Owner", &["*"], &[]),
        role(READER, "Reader", &["*/read"], &[]),
        role(
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
            "Storage Blob Data Owner",
            &["Microsoft.Storage/storageAccounts/blobServices/containers/*"],
            &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
        ),
        role(
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
            "Storage Blob Data Reader",
            &["Microsoft.Storage/storageAccounts/blobServices/containers/read"],
            &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
        ),
    ],
    principals: vec![PrincipalFacts {
        id: Guid::parse(ALICE).unwrap(),
        name: "Alice".into(),
        kind: Some("User".into()),
    }],
});

impl Directory for Tenant {
    fn roles(&self) -> &[RoleFacts] {
        &self.roles
    }
    fn roles_are_complete(&self) -> bool {
        true
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        Some(&self.principals)
    }
}

/// A context with a role of the test tenant, by name.
pub(crate) fn on_role(name: &str) -> Context<'static> {
    let role = TENANT.roles.iter().find(|r| r.name == name);
    assert!(role.is_some(), "{name}");
    Context { role, ..Context::default() }
}

/// A context with the test tenant's directory.
pub(crate) fn in_tenant() -> Context<'static> {
    let tenant: &'static Tenant = &TENANT;
    Context { directory: Some(tenant), ..Context::default() }
}
