//! One file per table: its row and the statements that read and write it. Transactions are begun by callers.

pub(crate) mod draft_revisions;
pub(crate) mod draft_search;
pub(crate) mod drafts;
pub(crate) mod settings;
