//! TIFF, or one of the raw files built on it: told apart by a bounded look at the first directories.

use super::{Format, RawKind};
use crate::{PhotoError, tiff::Tiff};

const MAKE: u16 = 0x010F;
const PHOTOMETRIC: u16 = 0x0106;
const COMPRESSION: u16 = 0x0103;
const SUB_DIRECTORIES: u16 = 0x014A;
const DNG_VERSION: u16 = 0xC612;

/// Photometric interpretations that only undeveloped pictures have: colour filter array and linear raw.
const RAW_PHOTOMETRICS: [u32; 2] = [32_803, 34_892];
/// Compressions that only raw files have: Sony, Nikon, Samsung, Pentax, Kodak.
const RAW_COMPRESSIONS: [u32; 6] = [32_767, 34_713, 32_769, 32_770, 65_535, 65_000];
/// Directories looked at: the first one and the ones it names.
const DIRECTORIES: usize = 9;

/// Tells TIFF from the raw files that open with the same four bytes.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, PhotoError> {
    if bytes.get(8..10) == Some(b"CR") {
        return Ok(Format::Raw(RawKind::Cr2));
    }
    let Some((file, first)) = Tiff::read(bytes) else {
        return Err(PhotoError::truncated("its header is incomplete"));
    };
    let mut make: &[u8] = b"";
    let mut raw = false;
    let mut waiting = vec![first];
    let mut looked_at = 0;
    while let Some(directory) = waiting.pop()
        && looked_at < DIRECTORIES
    {
        looked_at += 1;
        for entry in file.entries(directory) {
            match entry.tag {
                DNG_VERSION => return Ok(Format::Raw(RawKind::Dng)),
                MAKE if make.is_empty() => make = file.text(&entry).unwrap_or_default(),
                PHOTOMETRIC => raw |= file.number(&entry).is_some_and(|value| RAW_PHOTOMETRICS.contains(&value)),
                COMPRESSION => raw |= file.number(&entry).is_some_and(|value| RAW_COMPRESSIONS.contains(&value)),
                SUB_DIRECTORIES if looked_at == 1 => waiting.extend(file.offsets(&entry).take(DIRECTORIES)),
                _ => {}
            }
        }
    }
    match (raw, make) {
        (false, _) => Ok(Format::Tiff),
        (true, [b'N', b'I', b'K', b'O', b'N', ..]) => Ok(Format::Raw(RawKind::Nef)),
        (true, [b'S', b'O', b'N', b'Y', ..]) => Ok(Format::Raw(RawKind::Arw)),
        (true, _) => Err(PhotoError::unsupported("a raw picture of a camera whose raw files are not read")),
    }
}
