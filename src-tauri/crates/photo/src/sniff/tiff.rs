//! TIFF, or one of the raw files built on it: told apart by a bounded look at the first directories.

use super::{Format, RawKind};
use crate::PhotoError;

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
/// Entries looked at in each.
const ENTRIES: usize = 512;

/// Tells TIFF from the raw files that open with the same four bytes.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, PhotoError> {
    if bytes.get(8..10) == Some(b"CR") {
        return Ok(Format::Raw(RawKind::Cr2));
    }
    let file = File { bytes, little: bytes.starts_with(b"II") };
    let Some(first) = file.u32(4) else {
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
        for (tag, count, at) in file.entries(directory) {
            match tag {
                DNG_VERSION => return Ok(Format::Raw(RawKind::Dng)),
                MAKE if make.is_empty() => make = file.text(count, at),
                PHOTOMETRIC => raw |= file.short_or_long(at).is_some_and(|value| RAW_PHOTOMETRICS.contains(&value)),
                COMPRESSION => raw |= file.short_or_long(at).is_some_and(|value| RAW_COMPRESSIONS.contains(&value)),
                SUB_DIRECTORIES if looked_at == 1 => waiting.extend(file.longs(count, at).take(DIRECTORIES)),
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

/// The little of TIFF needed to tell files apart; whatever lies outside the file is simply absent.
struct File<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> File<'a> {
    fn u16(&self, at: usize) -> Option<u16> {
        let found = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(found) } else { u16::from_be_bytes(found) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let found = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u32::from_le_bytes(found) } else { u32::from_be_bytes(found) })
    }

    /// Tag, count and place of the twelve-byte entry, for each entry of the directory at `offset`.
    fn entries(&self, offset: u32) -> impl Iterator<Item = (u16, usize, usize)> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let count = self.u16(start).map_or(0, usize::from).min(ENTRIES);
        (0..count).map_while(move |index| {
            let at = start.checked_add(2 + index * 12)?;
            Some((self.u16(at)?, usize::try_from(self.u32(at + 4)?).ok()?, at))
        })
    }

    fn short_or_long(&self, at: usize) -> Option<u32> {
        if self.u16(at + 2)? == 3 { self.u16(at + 8).map(u32::from) } else { self.u32(at + 8) }
    }

    fn text(&self, count: usize, at: usize) -> &'a [u8] {
        let start = if count <= 4 { Some(at + 8) } else { self.u32(at + 8).and_then(|at| usize::try_from(at).ok()) };
        start.and_then(|start| self.bytes.get(start..start.checked_add(count)?)).unwrap_or_default()
    }

    fn longs(&self, count: usize, at: usize) -> impl Iterator<Item = u32> {
        let start = if count <= 1 { Some(at + 8) } else { self.u32(at + 8).and_then(|at| usize::try_from(at).ok()) };
        (0..count).map_while(move |index| self.u32(start?.checked_add(index.checked_mul(4)?)?))
    }
}
