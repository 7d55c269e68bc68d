//! What goes wrong on demand.

use std::time::{Duration, Instant};

use rolewright_sandbox::{Fault, FaultKind};

use crate::client::*;

const SUBSCRIPTIONS: &str = "/subscriptions?api-version=2022-12-01";

#[test]
fn each_fault_does_what_it_says_and_ends() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    let faults = client.sandbox.faults();
    let with = |fault: Fault| {
        faults.set(vec![fault]);
        let answer = client.get(&token, SUBSCRIPTIONS);
        faults.clear();
        answer
    };
    let throttled = with(Fault::first(FaultKind::Throttle(3.0), 1));
    assert_eq!((throttled.status, throttled.header("retry-after")), (429, Some("3")));
    assert_eq!(with(Fault::always(FaultKind::ServerError(502))).status, 502);
    let cut = with(Fault::always(FaultKind::CutBody));
    assert!(cut.cut && cut.status == 200);
    let truncated = with(Fault::always(FaultKind::TruncatedJson));
    assert!(!truncated.cut && serde_json::from_slice::<serde_json::Value>(&truncated.body).is_err());
    let began = Instant::now();
    assert_eq!(with(Fault::always(FaultKind::Latency(Duration::from_millis(300)))).status, 200);
    assert!(began.elapsed() >= Duration::from_millis(300));
    let link =
        with(Fault::always(FaultKind::ForeignNextLink)).json()["nextLink"].as_str().unwrap().to_owned();
    assert!(!link.starts_with(&client.addresses().resource_manager));
    let id = client.get(&token, SUBSCRIPTIONS).json()["value"][0]["id"].as_str().unwrap().to_owned();
    faults.set(vec![format!("forbidden={id}").parse().unwrap()]);
    let path = format!("{id}/providers/Microsoft.Authorization/locks?api-version=2016-09-01");
    let forbidden = client.get(&token, &path);
    assert_eq!((forbidden.status, forbidden.code().as_str()), (403, "AuthorizationFailed"));
    assert!(forbidden.message().contains("Microsoft.Authorization/locks/read"));
    assert_eq!(client.get(&token, SUBSCRIPTIONS).status, 200);
}

#[test]
fn a_token_expires_in_the_middle_and_a_new_one_works() {
    let client = Client::demo();
    let token = client.application_token(0, 0, ARM);
    client.sandbox.faults().set(vec![Fault::first(FaultKind::ExpiredToken, 1).after(1)]);
    let status = || client.get(&token, SUBSCRIPTIONS).status;
    assert_eq!([status(), status(), status()], [200, 401, 401]);
    let fresh = client.application_token(0, 0, ARM);
    assert_eq!(client.get(&fresh, SUBSCRIPTIONS).status, 200);
}

#[test]
fn a_sandbox_stops_and_its_port_is_free_again() {
    let client = Client::demo();
    let address = client.addresses().resource_manager.clone();
    let listen = address.strip_prefix("https://").unwrap().parse::<std::net::SocketAddr>().unwrap();
    client.sandbox.stop().unwrap();
    assert!(std::net::TcpStream::connect(listen).is_err());
}
