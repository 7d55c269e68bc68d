use rolewright_store::Database;

use super::*;
use crate::test_desk::{Bench, sandbox};
use crate::wire::error::ErrorCode;
use crate::wire::session::Secret;
use crate::wire::snapshots::StartPull;

fn request(door: Door, tenant: Option<&str>) -> StartSignIn {
    StartSignIn { door, cloud: "sandbox".to_owned(), tenant: tenant.map(str::to_owned), remember: true }
}

/// What a person does: opens the page and fills the form.
async fn fill_in(ca: &str, page: &str, form: &str) {
    let ca = reqwest::Certificate::from_pem(ca.as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_merge([ca]).build().unwrap();
    let post = client.post(page).header("content-type", "application/x-www-form-urlencoded");
    let answer = post.body(form.to_owned()).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

/// No token stands in anything that crosses to the window: every token of the sandbox is a JWT or an opaque secret
/// that only its own files hold.
fn no_token(bench: &Bench, session: &Session) {
    for text in [serde_json::to_string(&bench.events()).unwrap(), serde_json::to_string(session).unwrap()] {
        assert!(!text.contains("eyJ"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_with_a_device_code() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let first = session(&bench.app).await.unwrap();
    assert_eq!(first.clouds[0].id, "sandbox");
    assert!(facts.login.ends_with(&first.clouds[0].authority_host));
    assert!(first.accounts.is_empty() && !first.may_write && !first.demo_running);

    let id = start_sign_in(&bench.app, request(Door::DeviceCode, None)).unwrap().sign_in;
    let (code, page) = bench
        .step(id, |step| match step {
            SignInStep::DeviceCode { code, page, .. } => Some((code.clone(), page.clone())),
            _ => None,
        })
        .await;
    assert!(bench.pages().is_empty(), "the page is opened when the person asks for it");
    open_page(&bench.app, &OpenPage { url: page.clone() }).unwrap();
    assert_eq!(bench.pages(), std::slice::from_ref(&page));
    let person = &facts.tenants[0].people[0];
    fill_in(&facts.ca, &page, &format!("user_code={code}&user={person}")).await;
    let (account, tenant) = bench
        .step(id, |step| match step {
            SignInStep::Done { account, tenant } => Some((account.clone(), tenant.clone())),
            SignInStep::Failed { error } => panic!("{error:?}"),
            _ => None,
        })
        .await;
    assert_eq!((&account.name, account.door), (person, DoorKind::DeviceCode));
    assert_eq!((&tenant.id, &tenant.name), (&facts.tenants[0].id, &facts.tenants[0].name));
    assert!(tenant.opened && account.usable);
    assert!(!account.remembered, "a sandbox is gone tomorrow, so nothing of it is kept");

    let after = session(&bench.app).await.unwrap();
    assert_eq!(after.accounts.len(), 1);
    let found = refresh_tenants(&bench.app, AccountId { account: account.id.clone() }).await.unwrap();
    assert_eq!(found.tenants.len(), account.tenants.len());
    no_token(&bench, &after);
    sign_out(&bench.app, AccountId { account: account.id.clone() }).await.unwrap();
    assert!(session(&bench.app).await.unwrap().accounts.is_empty());
    let pull = StartPull { account: account.id, tenant: tenant.id };
    let error = pull_tasks::start_pull(&bench.app, pull).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInNeeded);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_with_the_browser_which_the_program_opens() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let tenant = &facts.tenants[0];
    let id = start_sign_in(&bench.app, request(Door::Browser, Some(&tenant.domain))).unwrap().sign_in;
    let page = bench
        .step(id, |step| match step {
            SignInStep::Browser { page } => Some(page.clone()),
            _ => None,
        })
        .await;
    assert_eq!(bench.pages(), std::slice::from_ref(&page));
    fill_in(&facts.ca, &page, &format!("{}&user={}", page.split_once('?').unwrap().1, tenant.people[0]))
        .await;
    let account = bench
        .step(id, |step| match step {
            SignInStep::Done { account, .. } => Some(account.clone()),
            SignInStep::Failed { error } => panic!("{error:?}"),
            _ => None,
        })
        .await;
    assert_eq!(account.name, tenant.people[0]);
    no_token(&bench, &session(&bench.app).await.unwrap());
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_signs_in_with_a_secret_or_a_chosen_certificate_and_fails_in_words() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let name = &facts.tenants[0].applications[0].name;
    let (account, _) = bench.sign_in_as(&facts, name).await;
    let client_id = facts.tenants[0].applications[0].client_id.clone();
    assert_eq!((account.tenants.len(), &account.name), (1, &client_id));

    let wrong =
        Door::ServicePrincipalSecret { client_id: client_id.clone(), secret: Secret("hunter2".to_owned()) };
    let id = start_sign_in(&bench.app, request(wrong, Some(&facts.tenants[0].id))).unwrap().sign_in;
    let error = bench
        .step(id, |step| match step {
            SignInStep::Failed { error } => Some(error.clone()),
            _ => None,
        })
        .await;
    assert_eq!(error.code, ErrorCode::SignInNeeded);
    assert!(error.hint.is_some() && !format!("{error:?}").contains("hunter2"), "{error:?}");

    let file = bench.folder.path().join("deployer.pem");
    std::fs::write(&file, &facts.certificate).unwrap();
    let path = file.display().to_string();
    let door = || Door::ServicePrincipalCertificate {
        client_id: client_id.clone(),
        path: path.clone(),
        password: None,
    };
    let error = start_sign_in(&bench.app, request(door(), Some(&facts.tenants[0].id))).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput, "a file that nobody chose is not read");
    assert_eq!(choose_certificate(&bench.app), None);
    bench.choose(&file);
    let chosen = choose_certificate(&bench.app).unwrap();
    assert_eq!((chosen.path.as_str(), chosen.name.as_str()), (path.as_str(), "deployer.pem"));
    let id = start_sign_in(&bench.app, request(door(), Some(&facts.tenants[0].id))).unwrap().sign_in;
    let account = bench
        .step(id, |step| match step {
            SignInStep::Done { account, .. } => Some(account.clone()),
            SignInStep::Failed { error } => panic!("{error:?}"),
            _ => None,
        })
        .await;
    assert_eq!(account.door, DoorKind::ServicePrincipalCertificate);
    assert_eq!(session(&bench.app).await.unwrap().accounts.len(), 2);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_can_be_cancelled_and_ends_with_the_program() {
    let (_sandbox, facts) = sandbox(&[]);
    let bench = Bench::new(Some(&facts));
    let waiting = |step: &SignInStep| matches!(step, SignInStep::DeviceCode { .. }).then_some(());
    let cancelled = |step: &SignInStep| matches!(step, SignInStep::Cancelled).then_some(());
    let first = start_sign_in(&bench.app, request(Door::DeviceCode, None)).unwrap();
    let second = start_sign_in(&bench.app, request(Door::DeviceCode, None)).unwrap();
    bench.step(first.sign_in, waiting).await;
    bench.step(second.sign_in, waiting).await;
    cancel_sign_in(&bench.app, first);
    bench.step(first.sign_in, cancelled).await;
    cancel_sign_in(&bench.app, first);
    bench.app.close().await;
    bench.step(second.sign_in, cancelled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_begun_says_why_at_once() {
    let bench = Bench::new(None);
    let gone = StartSignIn { cloud: "sandbox".to_owned(), ..request(Door::AzureCli, None) };
    for cloud in [gone.cloud.as_str(), "", "Public", "moon"] {
        let request = StartSignIn { cloud: cloud.to_owned(), ..request(Door::AzureCli, None) };
        let error = start_sign_in(&bench.app, request).unwrap_err();
        assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some(), "{cloud}: {error:?}");
    }
    for url in [
        "http://microsoft.com/devicelogin",
        "https://evil.example/",
        "https://127.0.0.1:1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
    ] {
        let error = open_page(&bench.app, &OpenPage { url: url.to_owned() }).unwrap_err();
        assert!(error.hint.is_some(), "{url}");
    }
    assert!(bench.pages().is_empty());
    open_page(&bench.app, &OpenPage { url: "https://microsoft.com/devicelogin".to_owned() }).unwrap();
    assert_eq!(bench.pages().len(), 1);
    let nobody = AccountId { account: "nobody".to_owned() };
    assert_eq!(sign_out(&bench.app, nobody.clone()).await.unwrap_err().code, ErrorCode::SignInNeeded);
    assert_eq!(refresh_tenants(&bench.app, nobody).await.unwrap_err().code, ErrorCode::SignInNeeded);
}

#[test]
fn a_sandbox_elsewhere_is_not_taken_by_its_word() {
    let (_sandbox, mut facts) = sandbox(&[]);
    facts.login = "https://login.example".to_owned();
    let bench = Bench::new(None);
    assert_eq!(bench.app.clone().with_sandbox(&facts).unwrap_err().code, ErrorCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stays_signed_in_is_known_at_the_next_start_and_can_be_forgotten() {
    let bench = Bench::new(None);
    let tenant = "7d7a4b5c-0000-4000-8000-000000000001";
    let list = format!(
        r#"[{{"name":"dara@contoso.example","door":"device-code","cloud":"public","tenants":
        [{{"id":"{tenant}","name":"Contoso","domain":null,"opened":false}}]}}]"#
    );
    let database = Database::open(bench.app.path()).await.unwrap();
    database.set_settings(&[("accounts", list)]).await.unwrap();
    database.close().await;
    let known = session(&bench.app).await.unwrap().accounts;
    let [dara] = known.as_slice() else { panic!("{known:?}") };
    assert!(dara.remembered && dara.usable && dara.name == "dara@contoso.example");
    // The keyring of this desk is empty: somebody has taken the token out of it.
    let pull = StartPull { account: dara.id.clone(), tenant: tenant.to_owned() };
    let error = pull_tasks::start_pull(&bench.app, pull).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInNeeded);
    assert!(error.message.contains("Contoso") && error.hint.is_some(), "{error:?}");
    let elsewhere = StartPull { account: dara.id.clone(), tenant: tenant.replace('7', "8") };
    assert_eq!(
        pull_tasks::start_pull(&bench.app, elsewhere).await.unwrap_err().code,
        ErrorCode::InvalidInput
    );
    sign_out(&bench.app, AccountId { account: dara.id.clone() }).await.unwrap();
    let again = Bench::at(bench.folder.clone(), None);
    assert!(session(&again.app).await.unwrap().accounts.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_read_costs_one_sign_in() {
    for damaged in
        ["{}", "7", "[null]", "[{\"name\":\"x\",\"door\":\"window\",\"cloud\":\"public\",\"tenants\":[]}]"]
    {
        let bench = Bench::new(None);
        let database = Database::open(bench.app.path()).await.unwrap();
        database.set_settings(&[("accounts", damaged.to_owned())]).await.unwrap();
        database.close().await;
        assert!(session(&bench.app).await.unwrap().accounts.is_empty(), "{damaged}");
    }
}
