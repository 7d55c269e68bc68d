//! Lists in pages: `{"value":[…],"nextLink":"…"}`.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;

use super::call::Call;
use super::problem::Problem;
use crate::reply::Reply;

#[derive(Serialize)]
struct Page<'p, T> {
    value: &'p [T],
    #[serde(rename = "nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
}

/// The number in the request's skip token: the caller's own count of where the last page ended.
pub(crate) fn from(call: &Call<'_>) -> Result<Option<u32>, Problem> {
    let Some(token) = call.asked.query.get("$skiptoken") else { return Ok(None) };
    let number = BASE64_URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("after:")?.parse().ok());
    let message = || format!("The skip token '{token}' is not valid.");
    number.map(Some).ok_or_else(|| Problem::new(400, "InvalidSkipToken", message()))
}

/// How many rows this page has: `$top`, but never more than pages hold.
pub(crate) fn size(call: &Call<'_>) -> usize {
    let most = call.cloud.settings.page_size.max(1);
    let top = call.asked.query.get("$top").and_then(|top| top.parse::<usize>().ok()).filter(|top| *top > 0);
    top.map_or(most, |top| top.min(most))
}

/// The address of the page after the row of this number: the request's own, so that it stays with its host.
pub(crate) fn next_link(call: &Call<'_>, after: u32) -> String {
    let token = BASE64_URL_SAFE_NO_PAD.encode(format!("after:{after}"));
    let path = call.asked.target.split('?').next().unwrap_or_default();
    let query = call.asked.query.with("$skiptoken", &token).replace('+', "%20");
    format!("{}{path}?{query}", call.asked.origin)
}

/// One page, and where the next one is.
pub(crate) fn page<T: Serialize>(rows: &[T], next_link: Option<String>) -> Reply {
    Reply::json(200, &Page { value: rows, next_link })
}

/// The page of a list that the skip token counts into.
pub(crate) fn paged<T: Serialize>(call: &Call<'_>, rows: impl Iterator<Item = T>) -> Result<Reply, Problem> {
    let start = from(call)?.unwrap_or(0);
    let size = size(call);
    let mut page: Vec<T> = rows.skip(usize::try_from(start).unwrap_or(usize::MAX)).take(size + 1).collect();
    let more = page.len() > size;
    page.truncate(size);
    let end = start.saturating_add(u32::try_from(size).unwrap_or(u32::MAX));
    Ok(self::page(&page, more.then(|| next_link(call, end))))
}

/// A whole list in one page.
pub(crate) fn whole<T: Serialize>(rows: impl Iterator<Item = T>) -> Reply {
    page(&rows.collect::<Vec<T>>(), None)
}
