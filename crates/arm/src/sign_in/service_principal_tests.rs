use std::sync::Arc;

use super::*;
use crate::client::Azure;
use crate::sign_in::test_entra::entra;
use crate::test_server::Server;

fn azure(server: &Server, proof: Proof) -> Azure {
    let (cloud, transport) = (server.cloud(), server.transport());
    let principal =
        ServicePrincipal::new(&cloud, &transport, "contoso.example", "the-client", proof).unwrap();
    Azure::new(cloud, transport, Arc::new(principal))
}

fn certificate() -> String {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate = rcgen::CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    format!("{}{}", key.serialize_pem(), certificate.pem())
}

#[tokio::test]
async fn a_secret_is_proof() {
    let server = entra().await;
    let azure = azure(&server, Proof::Secret(Secret::new("right")));
    assert_eq!(azure.identity().await.unwrap().name, "ada@contoso.example");
    let asked = &server.seen()[0];
    assert_eq!(asked.field("scope").unwrap(), format!("{}/.default", server.address));
    assert_eq!(asked.target, "/contoso.example/oauth2/v2.0/token");
}

#[tokio::test]
async fn a_wrong_secret_is_told_in_entras_words() {
    let server = entra().await;
    let error = azure(&server, Proof::Secret(Secret::new("wrong"))).identity().await.unwrap_err();
    let Error::SignIn(problem) = &error else { panic!("{error:?}") };
    assert_eq!(problem.code, "AADSTS7000215");
    assert!(problem.message.contains("Invalid client secret"), "{problem:?}");
    assert!(!problem.sign_in_again);
    assert!(!format!("{error:?}").contains("wrong"));
}

#[tokio::test]
async fn a_certificate_signs_an_assertion() {
    let server = entra().await;
    let pem = certificate();
    azure(&server, Proof::Certificate(Secret::new(pem.clone()))).identity().await.unwrap();
    let assertion = server.seen()[0].field("client_assertion").unwrap();
    let part = |index: usize| -> serde_json::Value {
        let part = assertion.split('.').nth(index).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    assert_eq!(part(0)["alg"], "PS256");
    let certificate = pem_block(&pem, "CERTIFICATE").unwrap();
    assert_eq!(part(0)["x5t#S256"], URL_SAFE_NO_PAD.encode(Sha256::digest(certificate)));
    assert_eq!(part(1)["aud"], format!("{}/contoso.example/oauth2/v2.0/token", server.address));
    assert_eq!((part(1)["iss"].as_str(), part(1)["sub"].as_str()), (Some("the-client"), Some("the-client")));
}

#[tokio::test]
async fn a_bad_certificate_is_told_at_once() {
    let server = entra().await;
    let whole = certificate();
    let (key, rest) = whole.split_at(whole.find("-----BEGIN CERTIFICATE").unwrap());
    for pem in ["", "nonsense", key, rest, &whole.replace("A", "!")] {
        let proof = Proof::Certificate(Secret::new(pem.to_owned()));
        let refused = ServicePrincipal::new(&server.cloud(), &server.transport(), "t", "c", proof);
        let words = refused.unwrap_err().to_string();
        assert!(words.starts_with("the certificate file"), "{words}");
    }
}

#[tokio::test]
async fn an_unreachable_sign_in_is_the_networks_fault() {
    let server = entra().await;
    let nowhere = "https://localhost:1";
    let cloud =
        Cloud::custom(&server.address, nowhere, &server.address, Some(server.certificate.clone())).unwrap();
    let transport = server.transport();
    let proof = Proof::Secret(Secret::new("right"));
    let principal = ServicePrincipal::new(&cloud, &transport, "contoso.example", "c", proof).unwrap();
    assert!(!format!("{principal:?}").contains("right"));
    let error = Azure::new(cloud, transport, Arc::new(principal)).identity().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
}
