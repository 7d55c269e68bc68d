//! A server on this machine that speaks https with a certificate of its own and answers as a test says, including
//! the ways in which servers and networks fail.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::OffsetDateTime;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::client::Azure;
use crate::cloud::Cloud;
use crate::transport::{Patience, Transport};

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: hyper::HeaderMap,
    pub(crate) body: String,
    /// How many had arrived before.
    pub(crate) index: usize,
}

/// What to do about it.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// The connection ends in the middle of the body.
    CutBody,
    /// The connection ends without an answer.
    Cut,
    /// Nothing comes.
    Silence,
}

pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) certificate: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// A field of a form in the body.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let url = reqwest::Url::parse(&format!("http://x/?{}", self.body)).ok()?;
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::from(body.into()), fault: Fault::None }
    }

    pub(crate) fn ok(body: impl Into<String>) -> Self {
        Self::new(200, body)
    }

    pub(crate) fn error(status: u16, code: &str) -> Self {
        Self::new(status, format!(r#"{{"error":{{"code":"{code}","message":"in words"}}}}"#))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn cut() -> Self {
        Self { fault: Fault::Cut, ..Self::ok("") }
    }

    pub(crate) fn silence() -> Self {
        Self { fault: Fault::Silence, ..Self::ok("") }
    }

    pub(crate) fn cut_body(mut self) -> Self {
        self.fault = Fault::CutBody;
        self
    }
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let chain = vec![CertificateDer::from(certified.cert.der().to_vec())];
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (answer, log) = (Arc::new(answer), Arc::clone(&seen));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, answer, log) = (acceptor.clone(), Arc::clone(&answer), Arc::clone(&log));
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service = service_fn(move |request| {
                        let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                        async move { respond(request, &log, answer.as_ref()).await }
                    });
                    let serve = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service);
                    drop(serve.await);
                });
            }
        });
        Self { address, certificate: certified.cert.pem(), seen }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn cloud(&self) -> Cloud {
        let address = &self.address;
        Cloud::custom(address, address, address, Some(self.certificate.clone())).unwrap()
    }

    pub(crate) fn transport(&self) -> Transport {
        Transport::new(Some(&self.certificate), quick()).unwrap()
    }

    /// Somebody signed in, whose tokens are `token-1`, `token-2` …
    pub(crate) fn azure(&self) -> Azure {
        Azure::new(self.cloud(), self.transport(), Arc::new(Numbered::default()))
    }
}

/// Patience for tests.
pub(crate) fn quick() -> Patience {
    Patience {
        tries: 4,
        first_wait: Duration::from_millis(2),
        longest_wait: Duration::from_millis(10),
        silence: Duration::from_millis(400),
        ..Patience::default()
    }
}

/// A credential that numbers its tokens.
#[derive(Debug, Default)]
pub(crate) struct Numbered(AtomicUsize);

#[async_trait]
impl TokenCredential for Numbered {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let hour = Duration::from_secs(3600);
        Ok(AccessToken::new(format!("token-{number}"), OffsetDateTime::now_utc() + hour))
    }
}

async fn respond(
    request: Request<Incoming>,
    log: &Mutex<Vec<Seen>>,
    answer: &(dyn Fn(&Seen) -> Answer + Send + Sync),
) -> Result<Response<Parts>, std::io::Error> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let seen = {
        let mut log = log.lock().unwrap();
        let seen = Seen {
            target: parts.uri.to_string(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            index: log.len(),
        };
        log.push(seen.clone());
        seen
    };
    let answer = answer(&seen);
    match answer.fault {
        Fault::Silence => {
            std::future::pending::<Infallible>().await;
        }
        Fault::Cut => return Err(std::io::Error::other("cut")),
        Fault::None | Fault::CutBody => {}
    }
    let mut response = Response::builder().status(answer.status).header("content-length", answer.body.len());
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    let parts = if answer.fault == Fault::CutBody {
        let half = answer.body.slice(..answer.body.len() / 2);
        VecDeque::from([Ok(Frame::data(half)), Err(std::io::Error::other("cut"))])
    } else {
        VecDeque::from([Ok(Frame::data(answer.body))])
    };
    Ok(response.body(Parts(parts)).unwrap())
}

/// A body in parts, the last of which may be a fault.
struct Parts(VecDeque<Result<Frame<Bytes>, std::io::Error>>);

impl Body for Parts {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(self.0.pop_front())
    }
}
