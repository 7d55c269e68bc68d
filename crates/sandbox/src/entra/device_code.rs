//! Device code: the device is given two codes, a person types one of them on a page, the device polls with the other.
//!
//! Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use serde_json::json;

use super::accounts;
use super::authorize::BUTTONS;
use super::grants::{Consent, DEVICE_CODE_SECONDS};
use super::page;
use super::refusal::Refusal;
use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::reply::Reply;

/// `POST /{tenant}/oauth2/v2.0/devicecode`
pub(crate) fn begin(cloud: &Cloud, tenant: &str, asked: &Asked) -> Result<Reply, Refusal> {
    let form = asked.form();
    let world = cloud.world();
    let place = accounts::tenant(&world, tenant)?;
    let client = form.get("client_id").ok_or_else(|| Refusal::missing("client_id"))?;
    let client = accounts::public_client(&world, place, client)?;
    let scope = form.get("scope").ok_or_else(|| Refusal::missing("scope"))?;
    let (device_code, user_code) = cloud.grants.device(client, scope, cloud.now());
    let page = format!("{}/common/oauth2/deviceauth", cloud.addresses.login);
    Ok(Reply::json(
        200,
        &json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": page,
            "expires_in": DEVICE_CODE_SECONDS,
            "interval": cloud.settings.device_code_interval.as_secs(),
            "message": format!(
                "To sign in, use a web browser to open the page {page} and enter the code {user_code} to \
                 authenticate."
            ),
        }),
    ))
}

/// `GET` and `POST /common/oauth2/deviceauth`: the page on which a person types the code and says who they are.
/// The form's fields are `user_code`, and `user` or `decline`.
pub(crate) fn page(cloud: &Cloud, asked: &Asked) -> Reply {
    let form = asked.form();
    let Some(user_code) = form.get("user_code") else {
        return ask(cloud, None, asked.query.get("user_code"));
    };
    let consent = match (form.get("user"), form.get("decline")) {
        (Some(user), _) => match accounts::person(&cloud.world(), user) {
            Ok(who) => Consent::Given(who),
            Err(refusal) => return ask(cloud, Some(&refusal.description()), Some(user_code)),
        },
        (None, Some(_)) => Consent::Declined,
        (None, None) => return ask(cloud, Some("Choose an account."), Some(user_code)),
    };
    if !cloud.grants.consent(user_code, consent, cloud.now()) {
        return ask(cloud, Some("That code didn’t work. Check the code and try again."), None);
    }
    let text = "<p>You may close this window and return to the application.</p>";
    Reply::html(200, page::page("You have signed in", text))
}

fn ask(cloud: &Cloud, problem: Option<&str>, user_code: Option<&str>) -> Reply {
    let world = cloud.world();
    let people = (world.tenants().iter())
        .flat_map(accounts::people)
        .filter_map(|p| Some((p.user_principal_name.as_deref()?, p.display_name.as_deref()?)))
        .take(BUTTONS);
    let problem = problem.map(|text| format!("<p role=\"alert\">{}</p>", page::escape(text)));
    let body = format!(
        "{}<form method=\"post\"><p><label>Code: <input name=\"user_code\" value=\"{}\" required></label></p>{}\
         <button name=\"decline\" value=\"1\">Decline</button></form>",
        problem.as_deref().unwrap_or_default(),
        page::escape(user_code.unwrap_or_default()),
        page::people(people)
    );
    Reply::html(if problem.is_some() { 400 } else { 200 }, page::page("Enter code to allow access", &body))
}
