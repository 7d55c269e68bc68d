//! One snapshot in one file, to hand on.
//!
//! ```text
//! rolewright-snapshot 1          the format; a later one is refused as newer
//! <64 hexadecimal digits>        SHA-256 of everything below
//! {"tenant":…,"database":…}      what it holds, as JSON in one line
//! <zstd>                         a database of Rolewright with this snapshot alone, its coverage, its notes
//! ```
//!
//! The database inside is an ordinary file of ours, so that it is checked, refused when newer and upgraded when
//! older like any other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rolewright_condition::guid::Guid;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::database::Database;
use crate::error::StoreError;
use crate::new_file::{file_error, folder, is_special};
use crate::object::ObjectKind;
use crate::pull::{Origin, Pull};
use crate::records;
use crate::tables::record::table;
use crate::tables::snapshots::{Snapshot, Status};
use crate::tables::{annotations, coverage, snapshots, tenants};

const MAGIC: &str = "rolewright-snapshot ";
const FORMAT: &str = "1";

/// Hexadecimal digits of the checksum.
const CHECKSUM: usize = 64;

/// The longest first lines that are taken for ours.
const LONGEST_LINE: u64 = 64 * 1024;

/// Rows moved at a time.
const STEP: u32 = 5_000;

/// What a file holds, told without unpacking it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The tenant's id in Entra.
    pub tenant: Guid,
    /// Its name.
    pub tenant_name: String,
    /// When the pull began, in milliseconds since 1970.
    pub started: i64,
    /// When it ended.
    pub finished: Option<i64>,
    /// How it ended.
    pub status: String,
    /// Who was signed in.
    pub account: String,
    /// Which cloud it was read from.
    pub source: String,
    /// Bytes of the database inside.
    pub database: u64,
}

/// The errors are those of the files ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// Writes a snapshot with its coverage and the notes about its tenant's objects to a file. The file is
    /// whole or not there: it takes its name when it is done.
    pub async fn export_snapshot(&self, snapshot: i64, path: &Path) -> Result<Manifest, StoreError> {
        if is_special(path) {
            let detail = "it is no ordinary file".to_owned();
            return Err(StoreError::File { path: path.to_owned(), detail });
        }
        let folder = folder(path);
        let inside = tempfile::tempdir_in(&folder).map_err(|e| file_error(path, &e))?;
        let inner = inside.path().join("snapshot.db");
        let small = Database::open(&inner).await?;
        let (found, origin) = self.origin(snapshot).await?;
        let copied = copy(self, &found, &small, small.begin_pull(&origin, found.started).await?).await;
        small.close().await;
        copied?;
        let manifest = Manifest {
            tenant: origin.tenant,
            tenant_name: origin.tenant_name,
            started: found.started,
            finished: found.finished,
            status: found.status.as_str().to_owned(),
            account: origin.account,
            source: origin.source,
            database: std::fs::metadata(&inner).map_err(|e| file_error(path, &e))?.len(),
        };
        let (path, told) = (path.to_owned(), manifest.clone());
        blocking(move || pack(&inner, &folder, &path, &told).map_err(|e| file_error(&path, &e))).await?;
        Ok(manifest)
    }

    /// What a file holds, once it is known to be whole.
    pub async fn inspect_snapshot(path: &Path) -> Result<Manifest, StoreError> {
        let path = path.to_owned();
        blocking(move || check(&path).map(|(manifest, _)| manifest)).await
    }

    /// Takes a snapshot from a file, with the notes in it; gives its number here. It stands in a line of its
    /// own. A file that was taken before is not taken twice.
    pub async fn import_snapshot(&self, path: &Path) -> Result<i64, StoreError> {
        let from = path.to_owned();
        let (folder, checksum) = blocking(move || unpack(&from)).await?;
        let inner = folder.path().join("snapshot.db");
        let name = |error| match error {
            StoreError::Newer { .. } => StoreError::Newer { path: path.to_owned() },
            StoreError::Damaged { detail } => StoreError::DamagedFile { path: path.to_owned(), detail },
            StoreError::NotOurs { .. } => {
                let detail = "what is in it is no database of Rolewright".to_owned();
                StoreError::NotASnapshot { path: path.to_owned(), detail }
            }
            other => other,
        };
        let small = Database::open(&inner).await.map_err(name)?;
        let taken = self.take(&small, path, &checksum).await;
        small.close().await;
        taken
    }

    async fn take(&self, small: &Database, path: &Path, checksum: &str) -> Result<i64, StoreError> {
        let inside = small.snapshots(None).await?;
        let [only] = inside.as_slice() else {
            let detail = format!("it holds {} snapshots", inside.len());
            return Err(StoreError::NotASnapshot { path: path.to_owned(), detail });
        };
        for tenant in self.tenants().await?.iter().filter(|t| t.origin == checksum) {
            let whole = |s: &&Snapshot| {
                matches!(s.status, Status::Complete | Status::Partial)
                    || s.status == only.status && s.status == Status::Cancelled && s.finished == only.finished
            };
            if let Some(known) = self.snapshots(Some(tenant.id)).await?.iter().find(whole) {
                return Ok(known.id);
            }
        }
        let (found, origin) = small.origin(only.id).await?;
        let pull = self.begin_in(&origin, checksum, found.started).await?;
        if let Some(name) = path.file_name() {
            let mut change = self.change().await?;
            snapshots::set_file(&mut change, pull.snapshot(), &name.to_string_lossy()).await?;
            change.commit().await?;
        }
        copy(small, &found, self, pull).await
    }

    async fn origin(&self, snapshot: i64) -> Result<(Snapshot, Origin), StoreError> {
        let mut db = self.readers.acquire().await?;
        let found = snapshots::get(&mut db, snapshot).await?;
        let tenant = tenants::list(&mut db).await?.into_iter().find(|t| t.id == found.tenant);
        let tenant = tenant.ok_or_else(|| crate::tables::table::damaged("a snapshot is of no tenant"))?;
        let origin = Origin {
            tenant: tenant.tenant,
            tenant_name: tenant.name,
            account: found.account.clone(),
            source: found.source.clone(),
        };
        Ok((found, origin))
    }
}

/// Brings every row, line and note of one snapshot into another database.
async fn copy(from: &Database, found: &Snapshot, to: &Database, mut pull: Pull) -> Result<i64, StoreError> {
    let mut db = from.readers.acquire().await?;
    for kind in ObjectKind::ALL {
        let mut after = 0;
        loop {
            let rows = records::read(&mut db, found.tenant, found.id, kind, after, STEP).await?;
            let Some(last) = rows.last() else { break };
            after = last.row;
            let rows = rows.into_iter().map(|row| row.record).collect();
            pull.ingest(table(kind).stage, "copy", rows, None).await?;
        }
    }
    let lines = coverage::list(&mut db, found.id).await?;
    let notes = annotations::list(&mut db, found.tenant, None).await?;
    drop(db);
    let (snapshot, tenant) = (pull.snapshot(), pull.tenant());
    let mut change = to.change().await?;
    for line in &lines {
        coverage::put(&mut change, snapshot, line.reach, &line.coverage).await?;
    }
    for note in notes.iter().rev() {
        annotations::insert(
            &mut change,
            tenant,
            &note.object,
            note.verdict,
            &note.note,
            &note.author,
            note.at,
        )
        .await?;
    }
    change.commit().await?;
    // A snapshot that was still being read is handed on as what it is here: given up.
    let status = if found.status == Status::Running { Status::Cancelled } else { found.status };
    pull.finish_as(status, found.finished.unwrap_or(found.started)).await?;
    Ok(snapshot)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|e| StoreError::Other { detail: e.to_string() })?
}

/// Hashes what passes through.
struct Hashing<I> {
    inner: I,
    digest: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pack(inner: &Path, folder: &Path, path: &Path, manifest: &Manifest) -> io::Result<()> {
    let mut out = NamedTempFile::new_in(folder)?;
    writeln!(out, "{MAGIC}{FORMAT}")?;
    let at = out.stream_position()?;
    writeln!(out, "{}", "0".repeat(CHECKSUM))?;
    let digest = pack_into(BufWriter::new(out.as_file_mut()), inner, manifest)?;
    out.seek(SeekFrom::Start(at))?;
    out.write_all(digest.as_bytes())?;
    out.as_file().sync_all()?;
    out.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Writes what the checksum covers, and gives the checksum.
fn pack_into(out: impl Write, inner: &Path, manifest: &Manifest) -> io::Result<String> {
    let mut hashing = Hashing { inner: out, digest: Sha256::new() };
    writeln!(hashing, "{}", to_json(manifest))?;
    let mut packed = zstd::Encoder::new(&mut hashing, 3)?;
    io::copy(&mut File::open(inner)?, &mut packed)?;
    packed.finish()?;
    hashing.flush()?;
    Ok(hex(hashing.digest))
}

fn to_json(manifest: &Manifest) -> Value {
    let Manifest { tenant, tenant_name, started, finished, status, account, source, database } = manifest;
    json!({
        "tenant": tenant.to_string(), "tenantName": tenant_name, "started": started, "finished": finished,
        "status": status, "account": account, "source": source, "database": database,
    })
}

fn from_json(value: &Value) -> Option<Manifest> {
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    Some(Manifest {
        tenant: Guid::parse(value.get("tenant")?.as_str()?)?,
        tenant_name: text("tenantName")?,
        started: value.get("started")?.as_i64()?,
        finished: value.get("finished").and_then(Value::as_i64),
        status: text("status")?,
        account: text("account")?,
        source: text("source")?,
        database: value.get("database")?.as_u64()?,
    })
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned())
}

/// Reads a file through once: its manifest, and its checksum as it must be and is.
fn check(path: &Path) -> Result<(Manifest, String), StoreError> {
    let io = |e: io::Error| file_error(path, &e);
    let not_ours =
        |detail: &str| StoreError::NotASnapshot { path: path.to_owned(), detail: detail.to_owned() };
    let damaged = |detail: &str| StoreError::DamagedFile { path: path.to_owned(), detail: detail.to_owned() };
    let mut from = BufReader::new(File::open(path).map_err(io)?);
    let first = line(&mut from).map_err(io)?;
    let format = first.strip_prefix(MAGIC).ok_or_else(|| not_ours("it begins otherwise"))?;
    match format.parse::<u32>() {
        Ok(_) if format == FORMAT => {}
        Ok(_) => return Err(StoreError::Newer { path: path.to_owned() }),
        Err(_) => return Err(not_ours("it begins otherwise")),
    }
    let checksum = line(&mut from).map_err(io)?;
    if checksum.len() != CHECKSUM {
        return Err(damaged("it ends too early"));
    }
    let manifest = line(&mut from).map_err(io)?;
    let mut digest = Sha256::new_with_prefix(format!("{manifest}\n"));
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer).map_err(io)? {
            0 => break,
            n => digest.update(buffer.get(..n).unwrap_or(&[])),
        }
    }
    if hex(digest) != checksum {
        return Err(damaged("its checksum is not that of its content"));
    }
    let manifest = serde_json::from_str(&manifest).ok().as_ref().and_then(from_json);
    Ok((manifest.ok_or_else(|| not_ours("it does not say what it holds"))?, checksum))
}

/// Checks a file and unpacks the database in it.
fn unpack(path: &Path) -> Result<(tempfile::TempDir, String), StoreError> {
    let (manifest, checksum) = check(path)?;
    let io = |e: io::Error| file_error(path, &e);
    let folder = tempfile::tempdir().map_err(io)?;
    let mut from = BufReader::new(File::open(path).map_err(io)?);
    for _ in 0..3 {
        line(&mut from).map_err(io)?;
    }
    let mut to = File::create(folder.path().join("snapshot.db")).map_err(io)?;
    // No more than was said, so that a small file cannot fill the disk.
    let packed = zstd::Decoder::with_buffer(from).map_err(io)?;
    let written = io::copy(&mut packed.take(manifest.database.saturating_add(1)), &mut to).map_err(io)?;
    if written != manifest.database {
        let detail = "what is in it has another size than it says".to_owned();
        return Err(StoreError::DamagedFile { path: PathBuf::from(path), detail });
    }
    Ok((folder, checksum))
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
