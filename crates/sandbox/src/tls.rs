//! The throw-away certificate authority: made anew at each start, trusted by nobody who is not handed its PEM.

use std::io;
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::entra::signer::rsa_key;

/// What the listeners present, and what a client must trust.
pub(crate) struct Certificates {
    /// The authority's certificate.
    pub(crate) ca_pem: String,
    /// The listeners' side.
    pub(crate) config: RustlsConfig,
}

/// Makes an authority and a certificate for the loopback addresses.
pub(crate) fn make() -> io::Result<Certificates> {
    let ca_key = KeyPair::generate().map_err(io::Error::other)?;
    let mut ca = CertificateParams::default();
    ca.distinguished_name = named("Rolewright sandbox throw-away CA");
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let ca = CertifiedIssuer::self_signed(ca, ca_key).map_err(io::Error::other)?;

    let leaf_key = KeyPair::generate().map_err(io::Error::other)?;
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut leaf = CertificateParams::new(names).map_err(io::Error::other)?;
    leaf.distinguished_name = named("Rolewright sandbox");
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // Strict verifiers (OpenSSL's `X509_V_FLAG_X509_STRICT`, the default of newer Pythons) ask for it.
    leaf.use_authority_key_identifier_extension = true;
    let leaf = leaf.signed_by(&leaf_key, &ca).map_err(io::Error::other)?;

    let chain = vec![CertificateDer::from(leaf.der().to_vec())];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(io::Error::other)?;
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Certificates { ca_pem: ca.pem(), config: RustlsConfig::from_config(Arc::new(server)) })
}

/// A key and a self-signed certificate with which applications sign in.
pub(crate) struct ApplicationCertificate {
    pub(crate) key: KeyPair,
    /// The key, then the certificate.
    pub(crate) pem: String,
}

/// Makes one.
pub(crate) fn application_certificate() -> io::Result<ApplicationCertificate> {
    let key = rsa_key()?;
    let mut certificate = CertificateParams::default();
    certificate.distinguished_name = named("Rolewright sandbox application");
    let certificate = certificate.self_signed(&key).map_err(io::Error::other)?;
    Ok(ApplicationCertificate { pem: key.serialize_pem() + &certificate.pem(), key })
}

fn named(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common_name);
    name
}
