//! Why the file cannot be used, and what a person can do about it.

use std::path::PathBuf;

/// Everything that can go wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A later version of Rolewright has written it.
    #[error("`{}` was written by a later version of Rolewright", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// A file of something else.
    #[error("`{}` is not a file of Rolewright", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The file's content is broken.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What SQLite found.
        detail: String,
    },
    /// Another program holds it.
    #[error("another program is using the database")]
    Locked,
    /// Writing is not permitted.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// No room left.
    #[error("the disk is full, so the last change is not saved")]
    DiskFull,
    /// The file or its folder cannot be opened or made.
    #[error("`{}` cannot be opened: {detail}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The disk failed.
    #[error("the disk could not be read or written: {detail}")]
    Disk {
        /// What SQLite said.
        detail: String,
    },
    /// There is no such draft.
    #[error("there is no draft {id}")]
    NoSuchDraft {
        /// What was asked for.
        id: i64,
    },
    /// There is no such revision.
    #[error("draft {id} has no revision {revision}")]
    NoSuchRevision {
        /// The draft.
        id: i64,
        /// What was asked for.
        revision: i64,
    },
    /// There is no such snapshot.
    #[error("there is no snapshot {id}")]
    NoSuchSnapshot {
        /// What was asked for.
        id: i64,
    },
    /// There is no such annotation.
    #[error("there is no annotation {id}")]
    NoSuchAnnotation {
        /// What was asked for.
        id: i64,
    },
    /// The pull has ended; it takes no more.
    #[error("the pull of snapshot {id} has ended")]
    PullEnded {
        /// The snapshot.
        id: i64,
    },
    /// A page of the pull was not stored; what is in memory is ahead of the file.
    #[error("the pull of snapshot {id} was interrupted")]
    PullBroken {
        /// The snapshot.
        id: i64,
    },
    /// Two snapshots that have nothing to do with each other.
    #[error("snapshots {before} and {after} are of different tenants")]
    OtherTenant {
        /// The earlier one.
        before: i64,
        /// The later one.
        after: i64,
    },
    /// A file that is to be imported is not an exported snapshot.
    #[error("`{}` is not an exported snapshot: {detail}", path.display())]
    NotASnapshot {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// A file that is to be imported is not as it was written.
    #[error("`{}` is damaged: {detail}", path.display())]
    DamagedFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// A file to be written or read outside the database.
    #[error("`{}` cannot be used: {detail}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// There is nothing to undo or redo.
    #[error("there is nothing to {what}")]
    NothingTo {
        /// `undo` or `redo`.
        what: &'static str,
    },
    /// A defect of ours.
    #[error("the database refused a statement: {detail}")]
    Other {
        /// What SQLite said.
        detail: String,
    },
}

impl StoreError {
    /// What to do about it, where a person can do something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Newer { .. } => "update Rolewright, or move the file away to start with an empty one",
            Self::NotOurs { .. } => "move the file away; Rolewright then makes its own",
            Self::Damaged { .. } => {
                "close Rolewright, keep a copy of the file, and put a backup in its place or move it away; \
                 `sqlite3 FILE .recover` can save what is readable"
            }
            Self::Locked => "close the other window or program that uses the file, then try again",
            Self::ReadOnly => "make the file and its folder writable for your user, then try again",
            Self::DiskFull => "free some space; what was saved before is safe, and the next save tries again",
            Self::CannotOpen { .. } => "check that the folder exists and that your user may use it",
            Self::Disk { .. } => "check the disk or the network drive that holds the file, then try again",
            Self::NoSuchDraft { .. } | Self::NoSuchRevision { .. } => {
                "it may have been removed in another window; open the list again"
            }
            Self::NoSuchSnapshot { .. } | Self::NoSuchAnnotation { .. } => {
                "it may have been removed in another window; open the list again"
            }
            Self::PullEnded { .. } => "take a new snapshot",
            Self::PullBroken { .. } => "resume the pull; it goes on after the last page that was stored",
            Self::OtherTenant { .. } => "choose two snapshots of one tenant",
            Self::NotASnapshot { .. } => {
                "choose a file that `rolewright snapshot export` or the window wrote"
            }
            Self::DamagedFile { .. } => "copy or export the file again; the database is as it was",
            Self::File { .. } => {
                "check that the folder exists, that your user may use it and that there is room"
            }
            Self::NothingTo { .. } | Self::Other { .. } => return None,
        })
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let detail = match &error {
            sqlx::Error::Database(d) => d.message().to_owned(),
            other => other.to_string(),
        };
        // The low byte is the primary code. SQLite: <https://sqlite.org/rescode.html>
        match primary_code(&error) {
            Some(5 | 6) => Self::Locked,
            Some(3 | 8) => Self::ReadOnly,
            Some(10) => Self::Disk { detail },
            Some(11 | 26) => Self::Damaged { detail },
            Some(13) => Self::DiskFull,
            Some(14) => Self::CannotOpen { path: PathBuf::new(), detail },
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Locked,
            _ => Self::Other { detail },
        }
    }
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let sqlx::Error::Database(database) = error else { return None };
    Some(database.code()?.parse::<u32>().ok()? & 0xff)
}
