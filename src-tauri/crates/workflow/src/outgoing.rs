//! The one place from which files leave that anybody can read. Pictures do not come by here: an export proves each of them
//! clean (`crate::export`); backups and packs (`crate::pack`) are encrypted.

use std::path::Path;

use store::Drive;

use crate::error::{Error, Fault, Refusal};
use crate::surroundings::Surroundings;

/// Replaces a file whole, or leaves it as it was. For what names nobody.
pub use store::atomic::write_atomically as write_file;

/// Writes a file that names people: not onto a drive that can be carried off (P25).
///
/// # Errors
/// Refused there, and where the file cannot be written.
pub(crate) fn write_names(surroundings: &Surroundings, to: &Path, text: &str) -> Result<(), Error> {
    if (surroundings.drives)(to) == Drive::Removable {
        let why = "it lies on a drive that can be carried off, and this list names people and is not encrypted; choose a \
                   folder on this computer or on the school's server";
        return Err(Refusal::Destination { path: to.to_owned(), why }.into());
    }
    write_nobody(to, text)
}

/// Writes a file that names nobody.
///
/// # Errors
/// Refused where it cannot be written.
pub(crate) fn write_nobody(to: &Path, text: &str) -> Result<(), Error> {
    write_file(to, text.as_bytes()).map_err(|source| {
        let why = if source.kind() == std::io::ErrorKind::NotFound {
            "there is no such folder"
        } else if source.kind() == std::io::ErrorKind::PermissionDenied {
            "it may not be written to"
        } else {
            return Error::from(Fault::Io { doing: "writing a list", source });
        };
        Refusal::Destination { path: to.to_owned(), why }.into()
    })
}
