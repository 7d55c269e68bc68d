//! Signing in with the browser: authorization code with PKCE, and a redirect to this machine.
//!
//! The listener takes connections from this machine only, answers one sign-in, and believes nothing that does not
//! carry the state it sent out; whoever else knocks is turned away and the wait goes on.
//! Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions>

use std::borrow::Cow;
use std::time::Duration;

use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl};
use reqwest::Url;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::entra::{self, PersonSignIn};
use super::person::{Person, sign_in_again};
use crate::error::{Error, SignInProblem};

/// A person who has not come back by then has gone away.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// A browser sends its request line at once; what is slower or longer is no browser.
const SLOWEST: Duration = Duration::from_secs(5);
const LONGEST_REQUEST: usize = 16 * 1024;

/// A sign-in that waits for the browser to come back.
#[derive(Debug)]
pub struct BrowserSignIn {
    settings: PersonSignIn,
    listener: TcpListener,
    redirect: RedirectUrl,
    address: Url,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
}

/// What a request to the listener was.
enum Visit {
    /// The redirect, with a code.
    Code(String),
    /// The redirect, with an error.
    Refused(SignInProblem),
    /// Anything else.
    Stranger,
}

impl BrowserSignIn {
    /// Listens, and makes the address that the browser has to open.
    ///
    /// # Errors
    /// [`Error::Setup`] where no port of this machine can be listened on.
    pub async fn start(settings: PersonSignIn) -> Result<Self, Error> {
        let unusable =
            |problem: std::io::Error| Error::Setup(format!("no port of this machine can be used: {problem}"));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(unusable)?;
        let port = listener.local_addr().map_err(unusable)?.port();
        // Entra takes any port of `localhost` for applications on a desk, and ignores it when it compares.
        let redirect = RedirectUrl::new(format!("http://localhost:{port}"))
            .map_err(|problem| Error::Setup(problem.to_string()))?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let entra = settings.entra()?;
        let mut request = entra
            .authorize_url(CsrfToken::new_random)
            .add_scopes(settings.scopes())
            .set_pkce_challenge(challenge)
            .set_redirect_uri(Cow::Borrowed(&redirect))
            .add_extra_param("prompt", "select_account");
        if let Some(claims) = &settings.claims {
            request = request.add_extra_param("claims", claims.clone());
        }
        let (address, state) = request.url();
        Ok(Self { settings, listener, redirect, address, state, verifier })
    }

    /// What the browser has to open.
    #[must_use]
    pub fn address(&self) -> &str {
        self.address.as_str()
    }

    /// Waits for the browser to come back and fetches the tokens.
    ///
    /// # Errors
    /// [`Error::SignIn`] where the person declines or does not come back; [`Error::Cancelled`].
    pub async fn finish(self, cancel: &CancellationToken) -> Result<Person, Error> {
        let code = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(Error::Cancelled),
            () = tokio::time::sleep(LONGEST_WAIT) => {
                return Err(sign_in_again("SignInTimedOut", "nobody came back from the browser in time"));
            }
            code = self.redirected() => code?,
        };
        let entra = self.settings.entra()?;
        let transport = &self.settings.transport;
        // A code is good once: a second try after a lost answer would only be refused.
        let send = |request| entra::send(transport.clone(), request, false);
        let request = entra
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(self.verifier)
            .set_redirect_uri(Cow::Borrowed(&self.redirect));
        let answer = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(Error::Cancelled),
            answer = request.request_async(&send) => answer.map_err(entra::problem)?,
        };
        Person::new(self.settings, &answer).await
    }

    async fn redirected(&self) -> Result<String, Error> {
        loop {
            // A connection that fails is the visitor's loss; the listener goes on.
            let Ok((mut stream, _)) = self.listener.accept().await else { continue };
            let Ok(Some(target)) = tokio::time::timeout(SLOWEST, request_target(&mut stream)).await else {
                continue;
            };
            let visit = visit(&target, self.state.secret());
            let (status, words) = match &visit {
                Visit::Code(_) => {
                    ("200 OK", "You are signed in. You may close this page and go back to Rolewright.")
                }
                Visit::Refused(_) => ("200 OK", "The sign-in was refused. Go back to Rolewright to see why."),
                Visit::Stranger => ("404 Not Found", "There is nothing here."),
            };
            let page = format!(
                "HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{words}",
                words.len()
            );
            drop(tokio::time::timeout(SLOWEST, stream.write_all(page.as_bytes())).await);
            drop(tokio::time::timeout(SLOWEST, stream.shutdown()).await);
            match visit {
                Visit::Code(code) => return Ok(code),
                Visit::Refused(problem) => return Err(Error::SignIn(Box::new(problem))),
                Visit::Stranger => {}
            }
        }
    }
}

/// The target of a GET, read up to the end of its headers.
async fn request_target(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut part = [0_u8; 2048];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        head.extend_from_slice(part.get(..read)?);
        if head.len() > LONGEST_REQUEST {
            return None;
        }
    }
    let line = head.split(|byte| *byte == b'\r').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    (words.next()? == "GET").then(|| words.next().map(str::to_owned))?
}

fn visit(target: &str, state: &str) -> Visit {
    let Some(url) = Url::parse("http://localhost").ok().and_then(|base| base.join(target).ok()) else {
        return Visit::Stranger;
    };
    let value =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    if url.path() != "/" || value("state").as_deref() != Some(state) {
        return Visit::Stranger;
    }
    if let Some(code) = value("code").filter(|code| !code.is_empty()) {
        return Visit::Code(code);
    }
    match value("error") {
        Some(code) => {
            let message = value("error_description").unwrap_or_else(|| code.clone());
            Visit::Refused(SignInProblem { sign_in_again: true, code, message, claims: None })
        }
        None => Visit::Stranger,
    }
}

#[cfg(test)]
#[path = "browser_tests.rs"]
mod tests;
