use super::*;
use crate::sample::corpus;
use crate::syntax::format::{Layout, format};
use crate::syntax::parse;

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const ACR_PULL: &str = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const ALICE: &str = "28c35fea-2099-4cf5-8ad9-473547bc9423";
const BOB: &str = "86951b8b-723a-407b-a74a-1bca3f0c95d0";

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

fn parameters(kind: TemplateKind) -> Parameters {
    Parameters {
        roles: strings(if kind.needs_roles() { &[READER, ACR_PULL] } else { &[] }),
        principals: strings(if kind.needs_principals() { &[ALICE, BOB] } else { &[] }),
        principal_types: strings(if kind.needs_principal_types() { &["User", "Group"] } else { &[] }),
        pairs: if kind.needs_pairs() {
            vec![(strings(&[READER]), strings(&[ALICE])), (strings(&[ACR_PULL]), strings(&[ALICE, BOB]))]
        } else {
            Vec::new()
        },
    }
}

fn all() -> Vec<Template> {
    let mut all: Vec<_> =
        TemplateKind::ALL.into_iter().map(|k| Template::new(k, &parameters(k)).unwrap()).collect();
    let mut add = parameters(TemplateKind::AddOnly);
    add.principal_types = strings(&["serviceprincipal"]);
    all.push(Template::new(TemplateKind::AddOnly, &add).unwrap());
    add.principals = strings(&[ALICE]);
    all.push(Template::new(TemplateKind::AddOnly, &add).unwrap());
    all
}

#[test]
fn the_documented_texts_come_out_byte_for_byte() {
    let mut seen = 0;
    for (id, _, text) in corpus() {
        let kind = match id.as_str() {
            "delegate-roles" => TemplateKind::ConstrainRoles,
            "delegate-roles-types" | "delegate-acr" => TemplateKind::ConstrainRolesAndPrincipalTypes,
            "delegate-roles-principals" | "delegate-aks" => TemplateKind::ConstrainRolesAndPrincipals,
            _ => continue,
        };
        let template = recognise(&parse(&text)).unwrap();
        assert_eq!((template.kind(), template.text()), (kind, text), "{id}");
        seen += 1;
    }
    assert!(seen == 5 || corpus().is_empty());
    for (id, _, text) in corpus() {
        if matches!(id.as_str(), "azcli-rec-02" | "azcli-rec-03") {
            let template = recognise(&parse(&text)).unwrap();
            assert_eq!(template.kind(), TemplateKind::ExcludePrivilegedRoles, "{id}");
            if id == "azcli-rec-03" {
                assert_eq!(format(&parse(&template.text()), Layout::SingleLine).unwrap(), text);
            }
        }
    }
}

#[test]
fn every_template_parses_is_laid_out_and_is_recognised_as_itself() {
    for template in all() {
        let text = template.text();
        let parsed = parse(&text);
        assert_eq!(parsed.diagnostics, [], "{text}");
        assert_eq!(format(&parsed, Layout::Portal).as_deref(), Some(text.as_str()));
        assert_eq!(recognise(&parsed), Some(template));
    }
}

#[test]
fn spelling_does_not_matter() {
    for template in all() {
        let text = template.text();
        let line = format(&parse(&text), Layout::SingleLine).unwrap();
        let (write, delete) = line
            .split_once(") AND ((!")
            .map_or((line.clone(), None), |(a, b)| (format!("{a})"), Some(format!("((!{b}"))));
        let mut variants = vec![
            line.replace("AND", "&&").replace("OR", "||").replace(") ||", ")||"),
            format!("(({line}))"),
            line.replace("!(", "NOT ("),
            line.replace(READER, &READER.replace('-', "").to_uppercase()),
            line.replace("roleAssignments/write", "ROLEASSIGNMENTS/write"),
            line.replace("ForAnyOfAnyValues", "ForAllOfAnyValues"),
        ];
        variants.extend(delete.map(|delete| format!("{delete} AND {write}")));
        for variant in variants {
            assert_eq!(recognise(&parse(&variant)), Some(template.clone()), "{variant}");
        }
    }
}

#[test]
fn one_value_needs_no_braces() {
    let one = Parameters { roles: strings(&[READER]), ..Parameters::default() };
    for kind in [TemplateKind::ConstrainRoles, TemplateKind::ExcludeRoles] {
        let template = Template::new(kind, &one).unwrap();
        let scalar = template
            .text()
            .replace("ForAnyOfAnyValues:", "")
            .replace("ForAnyOfAllValues:", "")
            .replace(&format!("{{{READER}}}"), READER);
        assert_eq!(recognise(&parse(&scalar)), Some(template));
    }
}

#[test]
fn what_means_something_else_is_no_template() {
    let types = Template::new(
        TemplateKind::ConstrainRolesAndPrincipalTypes,
        &parameters(TemplateKind::ConstrainRolesAndPrincipalTypes),
    )
    .unwrap()
    .text();
    let exclude =
        Template::new(TemplateKind::ExcludeRoles, &parameters(TemplateKind::ExcludeRoles)).unwrap().text();
    let first = |text: &str, from: &str, to: &str| text.replacen(from, to, 1);
    for text in [
        first(&types, "@Request", "@Resource"),
        first(&types, "GuidEquals", "GuidNotEquals"),
        first(&types, "'Group'", "'Device'"),
        first(&types, "'Group'", "'ServicePrincipal'"),
        first(&types, READER, BOB),
        first(&types, READER, &format!("'{READER}'")),
        first(&types, "IgnoreCase", ""),
        first(&types, "ForAnyOfAnyValues", "ForAnyOfAllValues"),
        first(&types, "roleAssignments/write", "roleAssignments/*"),
        first(&types, "  AND", "  OR"),
        first(&types, " OR \n (", " OR \n NOT ("),
        first(&types, "!(", "("),
        types.replace("ForAnyOfAnyValues:GuidEquals {", "GuidEquals {"),
        format!("{types}\nAND\nExists @Request[a]"),
        format!("{types}\nAND\n{types}"),
        exclude.replace("ForAnyOfAllValues", "ForAnyOfAnyValues"),
        first(&exclude, READER, BOB),
        format!("{exclude} AND"),
        "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})".into(),
        first(&types, READER, "${var.role}"),
        String::new(),
        "@Subject.A == 'x'".into(),
    ] {
        assert_eq!(recognise(&parse(&text)), None, "{text}");
    }
}

#[test]
fn bad_parameters_are_named() {
    let none = Parameters::default();
    for (kind, given, message) in [
        (TemplateKind::ConstrainRoles, none.clone(), "template `constrain-roles` needs at least one role"),
        (
            TemplateKind::ConstrainRoles,
            Parameters { roles: strings(&["Reader"]), ..none.clone() },
            "role id `Reader` is not a GUID",
        ),
        (
            TemplateKind::ConstrainRolesAndPrincipalTypes,
            Parameters { roles: strings(&[READER]), principal_types: strings(&["Device"]), ..none.clone() },
            "unknown principal type `Device`; conditions know `User`, `Group` and `ServicePrincipal`",
        ),
        (
            TemplateKind::ExcludePrivilegedRoles,
            Parameters { roles: strings(&[READER]), ..none.clone() },
            "template `exclude-privileged-roles` takes no roles",
        ),
        (
            TemplateKind::ConstrainRoles,
            Parameters { roles: strings(&[READER]), principals: strings(&[ALICE]), ..none.clone() },
            "template `constrain-roles` takes no principals",
        ),
        (
            TemplateKind::PairedRolesAndPrincipals,
            Parameters { pairs: vec![(strings(&[READER]), Vec::new())], ..none.clone() },
            "template `paired-roles-and-principals` needs at least one principal in each pair",
        ),
        (
            TemplateKind::PairedRolesAndPrincipals,
            Parameters { pairs: vec![(strings(&[READER]), strings(&[ALICE]))], ..none.clone() },
            "template `paired-roles-and-principals` needs two pairs; one alone is `constrain-roles-and-principals`",
        ),
    ] {
        assert_eq!(Template::new(kind, &given).unwrap_err().to_string(), message);
    }
    let twice = Parameters { roles: strings(&[READER, &READER.replace('-', "")]), ..none };
    assert_eq!(Template::new(TemplateKind::ConstrainRoles, &twice).unwrap().roles().len(), 1);
}
