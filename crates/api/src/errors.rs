//! Every error of the crates below becomes one of the codes that the window acts on.

use rolewright_store::StoreError;

use crate::wire::error::{ApiError, ErrorCode};

impl ApiError {
    /// Something in the request cannot be used.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self { code: ErrorCode::InvalidInput, message: message.into(), hint: None }
    }

    /// A file could not be read or written.
    #[must_use]
    pub fn file(message: impl Into<String>, hint: &str) -> Self {
        Self { code: ErrorCode::File, message: message.into(), hint: Some(hint.to_owned()) }
    }

    /// Whether somebody stopped it, which is no failure.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.code == ErrorCode::Cancelled
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::NoSuchDraft { .. }
            | StoreError::NoSuchRevision { .. }
            | StoreError::NoSuchSnapshot { .. }
            | StoreError::NoSuchAnnotation { .. } => ErrorCode::NotFound,
            StoreError::NothingTo { .. }
            | StoreError::PullEnded { .. }
            | StoreError::OtherTenant { .. }
            | StoreError::NotASnapshot { .. } => ErrorCode::InvalidInput,
            StoreError::DamagedFile { .. } | StoreError::File { .. } => ErrorCode::File,
            StoreError::Other { .. } => ErrorCode::Internal,
            StoreError::Newer { .. }
            | StoreError::NotOurs { .. }
            | StoreError::Damaged { .. }
            | StoreError::Locked
            | StoreError::ReadOnly
            | StoreError::DiskFull
            | StoreError::CannotOpen { .. }
            | StoreError::PullBroken { .. }
            | StoreError::Disk { .. } => ErrorCode::Store,
        };
        Self { code, message: error.to_string(), hint: error.hint().map(str::to_owned) }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}
