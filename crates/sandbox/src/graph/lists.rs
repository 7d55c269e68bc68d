//! Lists of Graph: pages, counts, the context.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::Question;
use super::problem::Problem;
use crate::reply::Reply;

/// Rows of a page: `$top`, up to `most`.
pub(crate) fn page(
    question: &Question<'_>,
    context: &str,
    rows: impl Iterator<Item = Value>,
    most: usize,
) -> Result<Reply, Problem> {
    let query = &question.asked.query;
    let top = match query.get("$top").map(str::parse::<usize>) {
        None => most.min(100),
        Some(Ok(top)) if (1..=most).contains(&top) => top,
        Some(_) => {
            return Err(Problem::bad(format!("Invalid page size specified: it must be from 1 to {most}.")));
        }
    };
    let start = match query.get("$skiptoken") {
        None => 0,
        Some(token) => decode(token).ok_or_else(|| Problem::bad("The skip token is not valid."))?,
    };
    let rows: Vec<Value> = rows.collect();
    let count = rows.len();
    let page: Vec<Value> = rows.into_iter().skip(start).take(top).collect();
    let mut body = Map::new();
    body.insert("@odata.context".to_owned(), json!(question.context(context)));
    if query.get("$count").is_some_and(|count| count.eq_ignore_ascii_case("true")) {
        body.insert("@odata.count".to_owned(), json!(count));
    }
    if start + page.len() < count && !page.is_empty() {
        let token = BASE64_URL_SAFE_NO_PAD.encode(format!("from:{}", start + page.len()));
        let query = query.with("$skiptoken", &token).replace('+', "%20");
        let link = format!("{}{}?{query}", question.asked.origin, question.asked.path());
        body.insert("@odata.nextLink".to_owned(), json!(link));
    }
    body.insert("value".to_owned(), Value::Array(page));
    Ok(Reply::json(200, &body))
}

fn decode(token: &str) -> Option<usize> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix("from:")?.parse().ok()
}
