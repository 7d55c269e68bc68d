//! Settings: JSON values by key. Keys that this version does not know stay as they are.

use crate::database::Database;
use crate::error::StoreError;
use crate::tables::settings;

impl Database {
    /// All values by key, as JSON.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        settings::list(&mut *self.pool.acquire().await?).await
    }

    /// Sets these values, all or none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn set_settings(&self, values: &[(&str, String)]) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        for (key, value) in values {
            settings::put(&mut change, key, value).await?;
        }
        change.commit().await
    }
}
