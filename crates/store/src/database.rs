//! Opens the file: creates it, refuses what is not ours or newer, finds damage, brings it up to date.
//!
//! The first connection only looks; nothing is written before the file is known to be ours.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Sqlite, SqliteConnection};

use crate::error::StoreError;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// `Role` in ASCII, as migration one sets it.
pub(crate) const APPLICATION_ID: i64 = 0x526F_6C65;

/// How long to wait for another program's lock before saying so.
const PATIENCE: Duration = Duration::from_secs(3);

/// Bytes up to which a file is looked through whenever it is opened.
const SMALL: u64 = 32 << 20;

/// Rows that are read ahead of whoever asked for them.
const ROWS: usize = 2_000;

/// How many readers there are: one for the screen, one for what runs beside it.
const READERS: u32 = 2;

/// The open file.
#[derive(Clone, Debug)]
pub struct Database {
    /// The one connection that writes.
    pub(crate) pool: SqlitePool,
    /// Those that only read, beside a pull that writes.
    pub(crate) readers: SqlitePool,
}

impl Database {
    /// Opens the file, or makes it with its folder.
    ///
    /// # Errors
    /// Each way in which the file cannot be used is its own [`StoreError`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_waiting(path, PATIENCE).await
    }

    /// As [`Database::open`], with another patience for locks.
    pub(crate) async fn open_waiting(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| cannot_open(path, e.to_string()))?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .busy_timeout(patience)
            .foreign_keys(true)
            // Every save is on the disk when it returns, even if the power fails next.
            .synchronous(SqliteSynchronous::Full)
            // Rows come from a thread of its own, which is woken for each that does not fit here.
            .row_buffer_size(ROWS)
            // In KiB: the inner pages of a million rows and their indexes.
            .pragma("cache_size", "-32768")
            .pragma("temp_store", "memory")
            // In pages: a pull writes the same pages again and again before they go into the file.
            .pragma("wal_autocheckpoint", "8000");
        let mut first =
            SqliteConnection::connect_with(&options).await.map_err(|e| with_path(e.into(), path))?;
        let looked = look(&mut first, path).await;
        // Closing also fails where looking has failed; the first reason is the one to tell.
        let _ = first.close().await;
        looked.map_err(|e| with_path(e, path))?;

        let pool = SqlitePoolOptions::new()
            // One writer at a time is SQLite's rule; one connection makes it ours.
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(|e| with_path(e.into(), path))?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_lazy_with(options.pragma("query_only", "on"));
        let database = Self { pool, readers };
        database.bring_up_to_date(path).await.map_err(|e| with_path(e, path))?;
        Ok(database)
    }

    async fn bring_up_to_date(&self, path: &Path) -> Result<(), StoreError> {
        // Readers of the file (a backup, another window) do not stop the writer.
        sqlx::query("pragma journal_mode = wal").execute(&self.pool).await?;
        MIGRATIONS.run(&self.pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                StoreError::Newer { path: path.into() }
            }
            MigrateError::VersionMismatch(version) => {
                StoreError::Damaged { detail: format!("migration {version} is not the one that was applied") }
            }
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => StoreError::Other { detail: other.to_string() },
        })
    }

    /// Looks through the whole file for damage: at every opening for a small file, by the caller beside other
    /// work for a large one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what was found first, and those of reading.
    pub async fn check(&self) -> Result<(), StoreError> {
        check(&mut *self.readers.acquire().await?).await
    }

    /// Writes what is still in the log into the file and closes it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.pool.close().await;
    }

    /// Starts a change; without `commit` nothing of it happens.
    pub(crate) async fn change(&self) -> Result<Change, StoreError> {
        let mut connection = self.pool.acquire().await?;
        // Takes the write lock at once, so that a change never fails half-way because another began.
        sqlx::query("begin immediate").execute(&mut *connection).await?;
        Ok(Change { connection, committed: false, unchecked: false })
    }

    /// As [`Database::change`], for many rows that name only what the same change has just written or read: SQLite
    /// does not look for it once more for each of them.
    pub(crate) async fn change_unchecked(&self) -> Result<Change, StoreError> {
        let connection = self.pool.acquire().await?;
        // Dropped before it is committed, it takes the connection and the setting with it.
        let mut change = Change { connection, committed: false, unchecked: true };
        sqlx::query("pragma foreign_keys = off").execute(&mut *change.connection).await?;
        sqlx::query("begin immediate").execute(&mut *change.connection).await?;
        Ok(change)
    }
}

/// A transaction.
///
/// sqlx's own counts on a ROLLBACK that works. When the disk is full SQLite has rolled back by itself, the
/// ROLLBACK fails, and sqlx then takes the connection to be inside a transaction for ever. So a change that
/// is not committed closes its connection, which rolls back whatever is open, and the pool makes a new one.
pub(crate) struct Change {
    connection: PoolConnection<Sqlite>,
    committed: bool,
    unchecked: bool,
}

impl Change {
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        sqlx::query("commit").execute(&mut *self.connection).await?;
        if self.unchecked {
            sqlx::query("pragma foreign_keys = on").execute(&mut *self.connection).await?;
        }
        self.committed = true;
        Ok(())
    }
}

impl Deref for Change {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if !self.committed {
            self.connection.close_on_drop();
        }
    }
}

/// Refuses a file that is not ours, is newer, or is broken.
async fn look(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let tables: i64 =
        sqlx::query_scalar("select count(*) from sqlite_schema").fetch_one(&mut *connection).await?;
    if tables == 0 {
        return Ok(());
    }
    let id: i64 = sqlx::query_scalar("pragma application_id").fetch_one(&mut *connection).await?;
    let migrated: i64 =
        sqlx::query_scalar("select count(*) from sqlite_schema where name = '_sqlx_migrations'")
            .fetch_one(&mut *connection)
            .await?;
    if migrated == 0 || (id != APPLICATION_ID && tables_of_ours(connection).await?) {
        return Err(StoreError::NotOurs { path: path.into() });
    }
    let newest: Option<i64> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(&mut *connection).await?;
    let known = MIGRATIONS.iter().map(|m| m.version).max();
    if newest > known {
        return Err(StoreError::Newer { path: path.into() });
    }
    // Looking through a large file takes seconds, which nobody waits for at every start; SQLite says what it
    // meets on the way, and [`Database::check`] looks through the rest beside the screens.
    if std::fs::metadata(path).is_ok_and(|file| file.len() > SMALL) {
        Ok(())
    } else {
        check(connection).await
    }
}

/// Bytes of the file that are in use.
pub(crate) async fn size(db: &mut SqliteConnection) -> Result<u64, StoreError> {
    let (pages, free, bytes): (i64, i64, i64) = sqlx::query_as(
        "select (select page_count from pragma_page_count), \
         (select freelist_count from pragma_freelist_count), (select page_size from pragma_page_size)",
    )
    .fetch_one(db)
    .await?;
    Ok(u64::try_from((pages - free).saturating_mul(bytes)).unwrap_or(0))
}

async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let verdict: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(connection).await?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged { detail: verdict }) }
}

/// Whether any migration was applied. A process killed between the creation of the migration table and the
/// first migration leaves a file that has the one and not the other.
async fn tables_of_ours(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let applied: i64 =
        sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(&mut *connection).await?;
    Ok(applied > 0)
}

fn cannot_open(path: &Path, detail: String) -> StoreError {
    StoreError::CannotOpen { path: path.into(), detail }
}

/// SQLite's errors do not name the file.
fn with_path(error: StoreError, file: &Path) -> StoreError {
    match error {
        StoreError::CannotOpen { path, detail } if path == PathBuf::new() => cannot_open(file, detail),
        other => other,
    }
}

#[cfg(test)]
#[path = "database_tests.rs"]
pub(crate) mod tests;
