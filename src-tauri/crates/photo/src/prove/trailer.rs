//! Names for bytes behind the end of a picture, where viewers do not look but phones keep whole videos.

use crate::{PhotoError, prove::finding::Report, sniff};

/// Reports whatever stands from `end` on, by what it looks like.
pub(super) fn report_behind(end: usize, bytes: &[u8], report: &mut Report) {
    let Some(behind) = bytes.get(end..).filter(|behind| !behind.is_empty()) else { return };
    report.add(end, behind.len(), format!("{} behind the end of the picture", name(behind)));
}

fn name(bytes: &[u8]) -> String {
    if bytes.iter().all(|&byte| byte == 0) {
        return "zero bytes".to_owned();
    }
    if bytes.ends_with(b"SEFT") {
        return "a Samsung trailer".to_owned();
    }
    match sniff(bytes) {
        Ok(format) => format!("a second picture ({format})"),
        Err(PhotoError::Unsupported { what }) => what.into_owned(),
        Err(_) => "bytes".to_owned(),
    }
}
