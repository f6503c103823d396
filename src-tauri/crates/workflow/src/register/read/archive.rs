//! The archive inside a workbook, opened part by part under limits.

use std::cell::Cell;
use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::Xml;
use crate::register::error::RegisterError;
use crate::register::limits::{Limits, too_large};

/// A workbook's archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    unpacked: u64,
    nodes: Cell<u64>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, RegisterError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > limits.parts {
            return Err(too_large(format!("its archive has more than {} parts", limits.parts)));
        }
        Ok(Self { zip, limits, unpacked: 0, nodes: Cell::new(0) })
    }

    pub(super) fn holds(&self, part: &str) -> bool {
        self.zip.index_for_name(part).is_some()
    }

    /// A part as XML, or `None` when there is none of that name.
    pub(super) fn xml(&mut self, part: &str) -> Result<Option<Xml<'_, impl std::io::BufRead + '_>>, RegisterError> {
        if !self.holds(part) {
            return Ok(None);
        }
        let limits = self.limits;
        let file = match self.zip.by_name(part) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(RegisterError::PasswordProtected);
            }
            Err(error) => return Err(damaged(&error)),
        };
        let stated = file.size();
        self.unpacked = self.unpacked.saturating_add(stated);
        if self.unpacked > limits.unpacked_bytes {
            return Err(too_large(format!(
                "unpacked, it is larger than {} MB, as if made to overwhelm",
                limits.unpacked_bytes >> 20
            )));
        }
        // The stated size may lie: no more than that is read.
        Ok(Some(Xml::new(BufReader::with_capacity(64 << 10, file.take(stated)), limits, &self.nodes)))
    }
}

fn damaged(error: &ZipError) -> RegisterError {
    RegisterError::Damaged { what: format!("its archive cannot be opened ({error})") }
}
