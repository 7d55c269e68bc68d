//! A file that has its name only when it is whole: written beside and moved over, so that a full disk or a killed
//! program never leaves half a file in place of a good one.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::StoreError;

/// Bytes gathered before the disk is asked.
const BUFFER: usize = 1 << 16;

/// A file that is being written. Dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    out: BufWriter<Out>,
}

#[derive(Debug)]
enum Out {
    Beside(NamedTempFile),
    /// What is no ordinary file (a pipe, a terminal, a device) cannot be moved over.
    InPlace(File),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file) => file.write(bytes),
            Self::InPlace(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file) => file.flush(),
            Self::InPlace(file) => file.flush(),
        }
    }
}

impl NewFile {
    /// Begins a file. Only the user may read it.
    ///
    /// # Errors
    /// [`StoreError::File`] where its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let out = if is_special(path) {
            OpenOptions::new().write(true).open(path).map(Out::InPlace)
        } else {
            NamedTempFile::new_in(folder(path)).map(Out::Beside)
        };
        let out = out.map_err(|error| file_error(path, &error))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::with_capacity(BUFFER, out) })
    }

    /// Writes what is left to the disk and gives the file its name.
    ///
    /// # Errors
    /// [`StoreError::File`]; what had that name before is then as it was.
    pub fn finish(self) -> Result<(), StoreError> {
        let Self { path, out } = self;
        let finished = out.into_inner().map_err(|error| error.into_error()).and_then(|out| match out {
            Out::Beside(file) => {
                file.as_file().sync_all()?;
                file.persist(&path).map(drop).map_err(|error| error.error)
            }
            Out::InPlace(mut file) => file.flush(),
        });
        finished.map_err(|error| file_error(&path, &error))
    }

    /// The same error as [`NewFile::finish`] gives, for a write that failed before.
    #[must_use]
    pub fn failed(path: &Path, error: &io::Error) -> StoreError {
        file_error(path, error)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether something has that name that is no ordinary file.
pub(crate) fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// The folder that a file lies in.
pub(crate) fn folder(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

pub(crate) fn file_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::File { path: path.to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn it_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert!(names(folder.path()).is_empty());
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"other").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(names(folder.path()), ["x.csv"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let error = NewFile::create(Path::new("/nowhere/at/all/x.csv")).unwrap_err();
        assert!(matches!(error, StoreError::File { .. }) && error.hint().is_some(), "{error}");
        let folder = tempfile::tempdir().unwrap();
        assert!(NewFile::create(folder.path()).is_err(), "a folder is no file");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_said() {
        let mut file = NewFile::create(Path::new("/dev/full")).unwrap();
        file.write_all(b"x").unwrap();
        let error = file.finish().unwrap_err();
        assert!(error.to_string().contains("No space left"), "{error}");
        assert!(is_special(Path::new("/dev/full")), "the device is still one");
    }
}
