//! Walking through a list, page by page.

use std::collections::HashSet;

use reqwest::Url;
use serde_json::{Value, json};

use crate::client::Azure;
use crate::error::Error;
use crate::rows::Page;
use crate::transport::{Call, redact};

/// No list of a tenant is longer; one that seems to be leads in a circle.
const MOST_PAGES: usize = 50_000;

/// How a body becomes a page.
pub(crate) type Read<T> = fn(&[u8]) -> serde_json::Result<Page<T>>;

/// A list under way.
pub struct Pages<T> {
    azure: Azure,
    first: Call,
    next: Option<String>,
    seen: HashSet<String>,
    started: bool,
    read: Read<T>,
}

impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("first", &self.first)
            .field("read", &self.seen.len())
            .finish_non_exhaustive()
    }
}

impl<T> Pages<T> {
    pub(crate) fn new(azure: &Azure, first: Call, read: Read<T>) -> Self {
        let seen = HashSet::from([first.url.to_string()]);
        Self { azure: azure.clone(), first, next: None, seen, started: false, read }
    }

    /// The same list from a page that an earlier one named as its next.
    #[must_use]
    pub fn from_page(mut self, next: &str) -> Self {
        self.seen.insert(next.to_owned());
        self.next = Some(next.to_owned());
        self.started = true;
        self
    }

    /// The same list from its first page.
    #[must_use]
    pub fn from_start(mut self) -> Self {
        self.seen = HashSet::from([self.first.url.to_string()]);
        self.next = None;
        self.started = false;
        self
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// What the transport met; a link that leads elsewhere or to a page that was read already.
    pub async fn next(&mut self) -> Result<Option<Page<T>>, Error> {
        if self.started && self.next.is_none() {
            return Ok(None);
        }
        let call = match &self.next {
            Some(next) => turn(&self.azure, &self.first, next)?,
            None => self.first.clone(),
        };
        let (read, url) = (self.read, call.url.clone());
        let page = self.azure.read(call, |reply| read(&reply.body)).await?;
        self.started = true;
        if let Some(next) = &page.next {
            if !self.seen.insert(next.clone()) {
                return Err(Error::RepeatedPage { address: redact::address(&url) });
            }
            if self.seen.len() >= MOST_PAGES {
                return Err(Error::TooManyPages {
                    address: redact::address(&self.first.url),
                    pages: MOST_PAGES,
                });
            }
            // A link that must not be followed is an error with the page that holds it, so that the caller never
            // keeps it to continue from.
            turn(&self.azure, &self.first, next)?;
        }
        self.next.clone_from(&page.next);
        Ok(Some(page))
    }

    /// All rows at once, for lists that are short. Rows that could not be understood are an error here, because
    /// nobody would count them.
    ///
    /// # Errors
    /// As [`Pages::next`]; [`Error::Unreadable`] for an odd row.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        while let Some(page) = self.next().await? {
            if let Some(reason) = page.problem {
                return Err(Error::Unreadable { address: redact::address(&self.first.url), reason });
            }
            rows.extend(page.rows);
        }
        Ok(rows)
    }
}

/// The call for the page that `next` stands for: a link, or a token that goes into the body of the first call.
fn turn(azure: &Azure, first: &Call, next: &str) -> Result<Call, Error> {
    let mut call = first.clone();
    let is_link = Url::parse(next).is_ok() || next.starts_with('/');
    match &first.body {
        Some(body) if !is_link => {
            let mut query: Value = serde_json::from_slice(body).map_err(|p| Error::Setup(p.to_string()))?;
            let options = query.as_object_mut().map(|q| q.entry("options").or_insert_with(|| json!({})));
            if let Some(options) = options.and_then(Value::as_object_mut) {
                options.insert("$skipToken".to_owned(), Value::from(next));
            }
            call.json(&query)
        }
        _ => {
            call.url = azure.follow(&first.url, next)?;
            Ok(call)
        }
    }
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
