//! `draft_search`: names and texts of drafts as they stand, cut into three-letter pieces.

use sqlx::SqliteConnection;

use crate::error::StoreError;

/// What a person searches for: every word must occur somewhere in name or text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    /// Words of three letters or more, as an FTS5 pattern.
    pub(crate) pattern: Option<String>,
    /// Shorter words, which the three-letter index cannot find; in lower case.
    pub(crate) short: Vec<String>,
}

impl Search {
    /// Splits at white space. Quotes and operators of the pattern language are plain text.
    pub(crate) fn words(text: &str) -> Self {
        let (long, short): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().partition(|word| word.chars().count() >= 3);
        let quoted: Vec<String> = long.iter().map(|w| format!("\"{}\"", w.replace('"', "\"\""))).collect();
        Self {
            pattern: (!quoted.is_empty()).then(|| quoted.join(" AND ")),
            short: short.iter().map(|w| w.to_ascii_lowercase()).collect(),
        }
    }
}

/// Makes a draft found by this name and text.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    draft: i64,
    name: &str,
    text: &str,
) -> Result<(), StoreError> {
    sqlx::query("delete from draft_search where rowid = ?").bind(draft).execute(&mut *db).await?;
    sqlx::query("insert into draft_search (rowid, name, text) values (?, ?, ?)")
        .bind(draft)
        .bind(name)
        .bind(text)
        .execute(db)
        .await?;
    Ok(())
}
