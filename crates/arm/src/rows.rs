//! How a page of a list becomes records: in one pass where every row is as expected, else row by row, so that one
//! odd row is counted and the others are kept.
//!
//! Texts are borrowed from the page until a record keeps them; there is no tree of JSON in between, because a
//! tenant has a million rows.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rolewright_authz::records::Stamp;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What could be understood.
    pub rows: Vec<T>,
    /// How many rows could not.
    pub unreadable: u64,
    /// What was wrong with the first of those.
    pub problem: Option<String>,
    /// Where the next page is: a link, or Resource Graph's skip token.
    pub next: Option<String>,
}

/// What Azure wraps around the rows: `value` and `nextLink`, in Microsoft Graph `@odata.nextLink`, in Resource
/// Graph `data` and `$skipToken`.
#[derive(Deserialize)]
#[serde(bound(deserialize = "R: Deserialize<'de>"))]
struct Envelope<R> {
    #[serde(alias = "data")]
    value: Vec<R>,
    #[serde(default, rename = "nextLink", alias = "@odata.nextLink", alias = "$skipToken")]
    next: Option<String>,
    /// A text in Resource Graph; whatever else it may be counts as no.
    #[serde(default, rename = "resultTruncated")]
    truncated: Value,
}

impl<R> Envelope<R> {
    /// Says that there is more where nothing leads to it: then rows are missing, however many.
    fn is_cut(&self) -> bool {
        self.truncated.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true"))
            && self.next.as_ref().is_none_or(String::is_empty)
    }
}

/// A text that stays in the page as long as it can.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<T> Page<T> {
    /// The same page with each row made into something else, or left out.
    pub(crate) fn filter_map<U>(self, keep: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page {
            rows: self.rows.into_iter().filter_map(keep).collect(),
            unreadable: self.unreadable,
            problem: self.problem,
            next: self.next,
        }
    }
}

/// Reads a page of rows `R` and converts each.
///
/// # Errors
/// Where the body is no whole JSON, or no list.
pub(crate) fn page<'a, R: Deserialize<'a>, T>(
    body: &'a [u8],
    convert: impl Fn(R) -> Result<T, String>,
) -> serde_json::Result<Page<T>> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let mut page = Page { rows: Vec::new(), unreadable: 0, problem: None, next: None };
    let cut;
    match serde_json::from_slice::<Envelope<R>>(body) {
        Ok(envelope) => {
            cut = envelope.is_cut();
            page.rows.reserve(envelope.value.len());
            page.next = envelope.next;
            envelope.value.into_iter().for_each(|row| page.take(convert(row)));
        }
        Err(problem) if problem.is_data() => {
            let envelope = serde_json::from_slice::<Envelope<&RawValue>>(body)?;
            cut = envelope.is_cut();
            page.next = envelope.next;
            for row in envelope.value {
                page.take(serde_json::from_str(row.get()).map_err(|p| p.to_string()).and_then(&convert));
            }
        }
        Err(problem) => return Err(problem),
    }
    // Azure writes the end of a list as an absent, an empty or a null link.
    page.next = page.next.filter(|next| !next.is_empty());
    if cut {
        page.take(Err("Resource Graph left rows out and gave no way to the rest".to_owned()));
    }
    Ok(page)
}

/// Reads a single row, as an answer that is no list has it.
///
/// # Errors
/// Where the body is no whole JSON, or the row cannot be understood.
pub(crate) fn one<'a, R: Deserialize<'a>, T>(
    body: &'a [u8],
    convert: impl Fn(R) -> Result<T, String>,
) -> serde_json::Result<T> {
    convert(serde_json::from_slice(body)?).map_err(serde::de::Error::custom)
}

impl<T> Page<T> {
    fn take(&mut self, row: Result<T, String>) {
        match row {
            Ok(row) => self.rows.push(row),
            Err(problem) => {
                self.unreadable += 1;
                self.problem.get_or_insert(problem);
            }
        }
    }
}

/// The last segment of an id as a GUID.
pub(crate) fn last_guid(id: &str) -> Result<Guid, String> {
    guid(id.trim_end_matches('/').rsplit('/').next().unwrap_or_default())
}

/// A GUID, dashed or not.
pub(crate) fn guid(text: &str) -> Result<Guid, String> {
    Guid::parse(text.trim()).ok_or_else(|| format!("`{text}` is not a GUID"))
}

/// The id of what an extension resource such as a lock or role assignment belongs to: the id without
/// `/providers/{namespace}/{type}/{name}` at its end.
pub(crate) fn scope_of(id: &str, kind: &str) -> Result<ScopePath, String> {
    let lower = id.to_ascii_lowercase();
    let tail = format!("/providers/{}/", kind.to_ascii_lowercase());
    let at = lower.rfind(&tail).ok_or_else(|| format!("`{id}` is not the id of a {kind}"))?;
    Ok(ScopePath::new(id.get(..at).unwrap_or_default()))
}

/// A moment, however many digits its fraction has; without a zone it is UTC. What is no moment is none.
pub(crate) fn moment(text: Option<&Text<'_>>) -> Option<Timestamp> {
    let text = text?.as_str();
    text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })
}

/// An optional text; Azure writes the absent as absent, `null` or empty.
pub(crate) fn text(text: Option<Text<'_>>) -> Option<String> {
    text.map(Text::into_string).filter(|text| !text.is_empty())
}

/// Who and when.
pub(crate) fn stamp(
    created_on: Option<&Text<'_>>,
    created_by: Option<Text<'_>>,
    updated_on: Option<&Text<'_>>,
    updated_by: Option<Text<'_>>,
) -> Stamp {
    Stamp {
        created_on: moment(created_on),
        created_by: text(created_by),
        updated_on: moment(updated_on),
        updated_by: text(updated_by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Row<'a> {
        #[serde(borrow)]
        name: Text<'a>,
    }

    fn names(body: &str) -> serde_json::Result<Page<String>> {
        page(body.as_bytes(), |row: Row<'_>| match row.name.as_str() {
            "bad" => Err("`bad` is bad".to_owned()),
            _ => Ok(row.name.into_string()),
        })
    }

    #[test]
    fn every_wrapping_is_read() {
        for (body, next) in [
            (r#"{"value":[{"name":"a"}]}"#, None),
            ("\u{feff}{\"value\":[{\"name\":\"a\"}],\"nextLink\":\"\"}", None),
            (r#"{"value":[{"name":"a","new":{"x":[1]}}],"nextLink":null,"count":1}"#, None),
            (r#"{"nextLink":"https://x","value":[{"name":"a"}]}"#, Some("https://x")),
            (
                r#"{"@odata.context":"c","@odata.nextLink":"https://y","value":[{"name":"a"}]}"#,
                Some("https://y"),
            ),
            (
                r#"{"totalRecords":1,"data":[{"name":"a"}],"$skipToken":"t","resultTruncated":"false"}"#,
                Some("t"),
            ),
        ] {
            let page = names(body).unwrap();
            assert_eq!(
                (page.rows, page.next.as_deref(), page.unreadable),
                (vec!["a".to_owned()], next, 0),
                "{body}"
            );
        }
    }

    #[test]
    fn rows_that_resource_graph_leaves_out_are_told() {
        for (rest, missing) in [
            (r#""resultTruncated":"true""#, 1),
            (r#""resultTruncated":"true","$skipToken":"""#, 1),
            (r#""resultTruncated":"true","$skipToken":"t""#, 0),
            (r#""resultTruncated":"false""#, 0),
            (r#""resultTruncated":null"#, 0),
        ] {
            let page = names(&format!(r#"{{"data":[{{"name":"a"}}],{rest}}}"#)).unwrap();
            assert_eq!((page.rows.len(), page.unreadable), (1, missing), "{rest}");
        }
    }

    #[test]
    fn one_odd_row_costs_one_row() {
        let page = names(
            r#"{"value":[{"name":"a"},{"name":7},{},null,{"name":"bad"},{"name":"\u00e9\n"}],"nextLink":"n"}"#,
        );
        let page = page.unwrap();
        assert_eq!(page.rows, ["a", "é\n"]);
        assert_eq!(page.unreadable, 4);
        assert!(page.problem.unwrap().contains("invalid type"));
        assert_eq!(page.next.as_deref(), Some("n"));
    }

    #[test]
    fn what_is_no_list_is_no_empty_list() {
        for bad in [
            "",
            "{",
            "{}",
            "[]",
            "null",
            "{\"value\":null}",
            "{\"value\":{}}",
            "{\"value\":[{\"name\":\"a\"}",
            "<html>",
        ] {
            assert!(names(bad).is_err(), "{bad}");
        }
        assert!(
            page::<Row<'_>, String>(b"{\"value\":[{\"name\":\"\xff\"}]}", |r| Ok(r.name.into_string()))
                .is_err()
        );
    }

    #[test]
    fn moments_and_ids_are_read_leniently() {
        let at = |t: &str| moment(Some(&Text(Cow::Borrowed(t)))).map(|m| m.to_string());
        assert_eq!(at("2023-08-23T12:59:31.7438709Z").unwrap(), "2023-08-23T12:59:31.7438709Z");
        assert_eq!(at("0001-01-01T08:00:00.0000000Z").unwrap(), "0001-01-01T08:00:00Z");
        assert_eq!(at("2023-08-23T12:59:31+02:00").unwrap(), "2023-08-23T10:59:31Z");
        assert_eq!(at("2023-08-23T12:59:31").unwrap(), "2023-08-23T12:59:31Z");
        for bad in ["", "yesterday", "2023-13-01T00:00:00Z"] {
            assert_eq!(at(bad), None);
        }
        assert!(last_guid("/a/b/18d7d88d-d35e-4fb5-a5c3-7773c20a72d9/").is_ok());
        for bad in ["", "/", "/a/b"] {
            assert!(last_guid(bad).is_err());
        }
        let kind = "Microsoft.Authorization/locks";
        let id = "/subscriptions/s/PROVIDERS/microsoft.authorization/locks/l/providers/Microsoft.Authorization/LOCKS/m";
        assert_eq!(
            scope_of(id, kind).unwrap().as_str(),
            "/subscriptions/s/PROVIDERS/microsoft.authorization/locks/l"
        );
        assert_eq!(scope_of("/providers/Microsoft.Authorization/locks/l", kind).unwrap(), ScopePath::root());
        assert!(scope_of("/subscriptions/s", kind).is_err());
    }
}
