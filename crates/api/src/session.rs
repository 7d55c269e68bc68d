//! Signing in and out at the window, one function per request. Tokens stay below this: no answer and no event holds
//! one.

use std::path::Path;
use std::sync::Arc;

use rolewright_arm::error::Error;
use rolewright_arm::sign_in::{InMemory, RefreshTokens};

use crate::app::App;
use crate::clouds::Clouds;
use crate::pull_tasks;
use crate::sign_in::{self, Desk, Way};
use crate::wire::error::ApiError;
use crate::wire::progress::ProgressEvent;
use crate::wire::session::{
    Account, AccountId, ChosenFile, Door, DoorKind, OpenPage, Session, SignInId, SignInProgress, SignInStep,
    StartSignIn,
};

/// Who is signed in, and where one can sign in. Asks no network.
///
/// # Errors
/// Where those who stay signed in cannot be read.
pub async fn session(app: &App) -> Result<Session, ApiError> {
    let accounts = app.accounts.list(app).await?;
    let demo_running = accounts.iter().any(|account| account.door == DoorKind::Demo);
    Ok(Session { accounts, clouds: app.clouds.list()?, may_write: false, demo_running })
}

/// Begins to sign in and answers at once; what the person has to do, and how it ends, come as events.
///
/// # Errors
/// Where the cloud is unknown, or a certificate was not chosen by the user.
pub fn start_sign_in(app: &App, request: StartSignIn) -> Result<SignInId, ApiError> {
    let StartSignIn { door, cloud: id, tenant, remember } = request;
    let cloud = app.clouds.find(&id)?;
    if let Door::ServicePrincipalCertificate { path, .. } = &door
        && !app.accounts.is_offered(Path::new(path))
    {
        return Err(ApiError::invalid("that certificate was not chosen").with_hint("choose its file"));
    }
    let kind = kind(&door);
    let tenant = tenant.map(|tenant| tenant.trim().to_owned()).filter(|tenant| !tenant.is_empty());
    // A cloud that is gone with this run leaves nothing behind.
    let remember = remember && Clouds::is_lasting(&id);
    let keep: Arc<dyn RefreshTokens> =
        if remember { app.host.refresh_tokens() } else { Arc::new(InMemory::default()) };
    let cancel = app.closing.child_token();
    let number = app.running.begin_sign_in(cancel.clone());
    let beside = app.clone();
    app.tasks.spawn(async move {
        let tell = |step| beside.host.emit(ProgressEvent::SignIn(SignInProgress { sign_in: number, step }));
        let show = |step: SignInStep| {
            if let SignInStep::Browser { page } = &step
                && let Some(page) = cloud.sign_in_page(page)
            {
                // The page can be opened again from the step that is told next.
                drop(beside.host.open_page(&page));
            }
            tell(step);
        };
        let now = || beside.now().unwrap_or_default();
        let read = |path: &Path| beside.host.read(path);
        let desk = Desk { now: &now, read: &read, tell: &show, cancel: &cancel };
        // Not every way in can be stopped from within: the Azure CLI is a program of its own.
        let entered = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Cancelled.into()),
            entered = sign_in::enter(&cloud, tenant.as_deref(), door, keep, desk) => entered,
        };
        let entered = match entered {
            Ok(entered) if cancel.is_cancelled() => {
                // Cancelled when all was done: nothing of it stays.
                if let Way::Person(person) = entered.way {
                    drop(person.sign_out().await);
                }
                Ok(None)
            }
            Ok(entered) => beside.accounts.add(&beside, &id, kind, entered, remember).await.map(Some),
            Err(error) if error.is_cancelled() => Ok(None),
            Err(error) => Err(error),
        };
        beside.running.end_sign_in(number);
        tell(match entered {
            Ok(Some((account, tenant))) => SignInStep::Done { account, tenant },
            Ok(None) => SignInStep::Cancelled,
            Err(error) => SignInStep::Failed { error },
        });
    });
    Ok(SignInId { sign_in: number })
}

/// Ends a sign-in early. One that has come to its end is left as it is.
pub fn cancel_sign_in(app: &App, request: SignInId) {
    if let Some(cancel) = app.running.end_sign_in(request.sign_in) {
        cancel.cancel();
    }
}

/// Forgets an account with its tokens, those in the keyring too; what is read as it stops and can be resumed.
///
/// # Errors
/// Where the keyring cannot be written; the hint says how to empty it by hand.
pub async fn sign_out(app: &App, request: AccountId) -> Result<(), ApiError> {
    pull_tasks::cancel_pulls_of(app, &request.account).await?;
    let is_demo =
        app.accounts.list(app).await?.iter().any(|a| a.id == request.account && a.door == DoorKind::Demo);
    app.accounts.remove(app, &request.account).await?;
    if is_demo {
        app.demo.stop().await;
    }
    Ok(())
}

/// Finds the tenants that an account belongs to.
///
/// # Errors
/// Where no token can be had (`SignInNeeded`) or Azure does not answer.
pub async fn refresh_tenants(app: &App, request: AccountId) -> Result<Account, ApiError> {
    app.accounts.refresh(app, &request.account).await
}

/// Asks for the file of a certificate, which only the program reads.
#[must_use]
pub fn choose_certificate(app: &App) -> Option<ChosenFile> {
    let path = app.host.choose_certificate()?;
    let shown = path.display().to_string();
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    app.accounts.offer_certificate(path);
    Some(ChosenFile { path: shown, name })
}

/// Shows a sign-in page of Azure, or of the sandbox that the program was started with, in the system's browser.
///
/// # Errors
/// For any other page; where there is no browser.
pub fn open_page(app: &App, request: &OpenPage) -> Result<(), ApiError> {
    let page = app.clouds.sign_in_page(&request.url).ok_or_else(|| {
        ApiError::invalid("only the sign-in pages of Azure are opened")
            .with_hint("copy the address into a browser if you trust it")
    })?;
    app.host.open_page(&page).map_err(|problem| {
        ApiError::file(format!("no browser could be opened: {problem}"), "copy the address into a browser")
    })
}

fn kind(door: &Door) -> DoorKind {
    match door {
        Door::Browser => DoorKind::Browser,
        Door::DeviceCode => DoorKind::DeviceCode,
        Door::AzureCli => DoorKind::AzureCli,
        Door::ServicePrincipalSecret { .. } => DoorKind::ServicePrincipalSecret,
        Door::ServicePrincipalCertificate { .. } => DoorKind::ServicePrincipalCertificate,
        Door::ManagedIdentity { .. } => DoorKind::ManagedIdentity,
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
