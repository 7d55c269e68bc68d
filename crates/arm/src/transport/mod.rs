//! The one way out: every request to Azure goes through here, whichever library made it.
//!
//! Over https only, pooled, HTTP/2 where the server offers it, gzip. A request that may be repeated is repeated
//! on 408, 429, 500, 502, 503, 504, on a lost connection and on a body that breaks off, up to the bounds of
//! [`Patience`]; a wait that Azure asks for is kept, for everything that Azure counts together. Redirects are not
//! followed, because a token must not travel.
//!
//! Not here: who is signed in (`sign_in`), and what the answers mean (`endpoints`).

mod call;
pub(crate) mod error_body;
pub(crate) mod redact;
mod throttle;
mod wait;

use std::error::Error as _;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Certificate, Client, Url};
use tokio_util::sync::CancellationToken;

pub use call::{Call, Reply};
pub use wait::Patience;
pub(crate) use wait::duration as retry_after;

use self::throttle::Gates;
use crate::clock;
use crate::error::{Error, Refusal};

/// No answer that Azure gives comes near; what is longer is not read into memory.
const LONGEST_BODY: usize = 1 << 30;

/// A pool of connections with patience and manners. Cloning shares it.
#[derive(Clone)]
pub struct Transport(Arc<Inner>);

struct Inner {
    client: Client,
    gates: Gates,
    patience: Patience,
}

/// How one try ended.
enum Try<T> {
    /// With what the caller wants.
    Done(T),
    /// With an answer whose status is an error.
    Refused(Reply),
    /// Without a connection, so that nothing was sent.
    NotSent(String),
    /// The connection was lost on the way.
    Lost(String),
    /// With a body that is no whole JSON.
    Broken(String),
    /// With a whole JSON of another form than asked for; another try gives the same.
    Odd(String),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").field("patience", &self.0.patience).finish_non_exhaustive()
    }
}

impl Transport {
    /// A transport that trusts what the machine trusts, and `root_certificate` (PEM) besides.
    ///
    /// # Errors
    /// Where the certificate cannot be read.
    pub fn new(root_certificate: Option<&str>, patience: Patience) -> Result<Self, Error> {
        let mut builder = Client::builder()
            .user_agent(concat!("Rolewright/", env!("CARGO_PKG_VERSION")))
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(patience.connect)
            .read_timeout(patience.silence);
        if let Some(pem) = root_certificate {
            let roots = Certificate::from_pem_bundle(pem.as_bytes()).map_err(|problem| {
                Error::Setup(format!("the root certificate cannot be read: {}", reason(&problem)))
            })?;
            if roots.is_empty() {
                return Err(Error::Setup("the root certificate holds no certificate in PEM".to_owned()));
            }
            builder = builder.tls_certs_merge(roots);
        }
        let client = builder.build().map_err(|problem| Error::Setup(reason(&problem)))?;
        Ok(Self(Arc::new(Inner { client, gates: Gates::default(), patience })))
    }

    /// How long some host has asked to be left alone from now on.
    pub(crate) fn waits(&self) -> Option<Duration> {
        self.0.gates.waits()
    }

    /// Sends until there is an answer to go by: `Ok(Ok(…))` what `read` made of a good answer, `Ok(Err(…))` an
    /// answer with an error status that is not worth another try, or none of the tries gave a better one.
    ///
    /// Where `read` finds no whole JSON, that is worth another try; where it finds another form than it wants, it
    /// is not.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Interrupted`], [`Error::Unreadable`], [`Error::Cancelled`],
    /// [`Error::NotHttps`].
    pub(crate) async fn exchange<T>(
        &self,
        call: &Call,
        cancel: &CancellationToken,
        read: impl Fn(&Reply) -> serde_json::Result<T>,
    ) -> Result<Result<T, Reply>, Error> {
        if call.url.scheme() != "https" {
            return Err(Error::NotHttps { address: redact::address(&call.url) });
        }
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Cancelled),
            answer = self.tries(call, read) => answer,
        }
    }

    async fn tries<T>(
        &self,
        call: &Call,
        read: impl Fn(&Reply) -> serde_json::Result<T>,
    ) -> Result<Result<T, Reply>, Error> {
        let patience = &self.0.patience;
        let gate = self.0.gates.of(&call.url);
        let bucket = throttle::bucket(&call.url);
        let mut tried = 0;
        loop {
            tried += 1;
            let place = gate.enter(&bucket).await;
            let outcome = self.once(call, &read).await;
            drop(place);
            let last = tried >= patience.tries;
            let wait = match outcome {
                Try::Done((value, headers)) => {
                    gate.learn(&bucket, &headers);
                    return Ok(Ok(value));
                }
                Try::Refused(reply) => {
                    let busy = matches!(reply.status, 429 | 503);
                    let refusal = refusal(&reply);
                    if busy {
                        gate.slow_down();
                    }
                    let wait = refusal.retry_after.unwrap_or_else(|| patience.wait(tried));
                    let worth = busy || matches!(reply.status, 408 | 500 | 502 | 504);
                    if !worth || !call.repeatable || last || wait > patience.longest_asked {
                        return Ok(Err(reply));
                    }
                    if busy {
                        // Everybody who asks the same bucket waits, not only this request.
                        gate.pause(&bucket, wait);
                    }
                    wait
                }
                Try::NotSent(reason) if last || tried >= patience.connections => {
                    return Err(Error::Unreachable { host: host(&call.url), reason });
                }
                Try::Lost(reason) if last || !call.repeatable => {
                    return Err(Error::Interrupted { host: host(&call.url), reason });
                }
                Try::Broken(reason) if last || !call.repeatable => return Err(unreadable(&call.url, reason)),
                Try::Odd(reason) => return Err(unreadable(&call.url, reason)),
                Try::NotSent(_) | Try::Lost(_) | Try::Broken(_) => patience.wait(tried),
            };
            tokio::time::sleep(wait).await;
        }
    }

    async fn once<T>(
        &self,
        call: &Call,
        read: impl Fn(&Reply) -> serde_json::Result<T>,
    ) -> Try<(T, HeaderMap)> {
        let mut request =
            self.0.client.request(call.method.clone(), call.url.clone()).headers(call.headers.clone());
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        } else if call.method == reqwest::Method::POST {
            // Azure Resource Manager refuses a POST without a length.
            request = request.body(Bytes::new());
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(problem) if problem.is_connect() || problem.is_builder() => {
                return Try::NotSent(reason(&problem));
            }
            Err(problem) => return Try::Lost(reason(&problem)),
        };
        let reply = match whole(response).await {
            Ok(reply) => reply,
            Err(lost) => return Try::Lost(lost),
        };
        if !reply.is_success() {
            return Try::Refused(reply);
        }
        match read(&reply) {
            Ok(value) => Try::Done((value, reply.headers)),
            Err(problem) if problem.is_data() => Try::Odd(problem.to_string()),
            Err(problem) => Try::Broken(format!("{problem} ({} bytes)", reply.body.len())),
        }
    }
}

/// What an answer with an error status says.
pub(crate) fn refusal(reply: &Reply) -> Refusal {
    let mut refusal = error_body::read(reply.status, &reply.body);
    refusal.request_id = ["x-ms-request-id", "request-id", "x-ms-correlation-request-id"]
        .iter()
        .find_map(|name| reply.header(name))
        .map(str::to_owned);
    refusal.retry_after = wait::asked(&reply.headers, &refusal.message, clock::now()).or_else(|| {
        (reply.status == 429).then(|| throttle::clock_time(reply.header("x-ms-user-quota-resets-after")?))?
    });
    refusal
}

async fn whole(mut response: reqwest::Response) -> Result<Reply, String> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|problem| reason(&problem))? {
        if body.len() + chunk.len() > LONGEST_BODY {
            return Err(format!("the answer is longer than {LONGEST_BODY} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply { status, headers, body: body.freeze() })
}

fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn unreadable(url: &Url, reason: String) -> Error {
    Error::Unreadable { address: redact::address(url), reason }
}

/// What went wrong in the words of the innermost causes; never the address, which may hold a secret.
fn reason(problem: &reqwest::Error) -> String {
    if problem.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut cause = problem.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !words.contains(&text) {
            words.push(text);
        }
        cause = inner.source();
    }
    if words.is_empty() {
        return if problem.is_body() || problem.is_decode() {
            "the answer broke off".to_owned()
        } else {
            "the connection failed".to_owned()
        };
    }
    words.join(": ")
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
