//! Files made of ISO boxes: HEIC, AVIF and CR3, or the videos that share their container.

use super::{Format, RawKind};
use crate::PhotoError;

/// Decides by the brands of the leading `ftyp` box (ISO/IEC 14496-12, 4.3; 23008-12, 10).
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, PhotoError> {
    let stated = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length));
    let length = usize::try_from(stated).unwrap_or(usize::MAX).clamp(12, 1024).min(bytes.len());
    let brands = || {
        let major = bytes.get(8..12);
        let compatible = bytes.get(16..length).unwrap_or_default().chunks_exact(4);
        major.into_iter().chain(compatible)
    };
    let has = |wanted: &[&[u8]]| brands().any(|brand| wanted.contains(&brand));

    if has(&[b"crx "]) {
        Ok(Format::Raw(RawKind::Cr3))
    } else if has(&[b"avif", b"avis", b"avio"]) {
        Ok(Format::Avif)
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"]) {
        Ok(Format::Heic)
    } else if has(&[b"j2ki", b"j2is"]) {
        Err(PhotoError::unsupported("a JPEG 2000 picture"))
    } else if has(&[b"jpeg", b"jpgs"]) {
        Err(PhotoError::unsupported("a HEIF picture with JPEG inside"))
    } else if has(&[b"mif1", b"mif2", b"msf1", b"miaf"]) {
        Ok(Format::Heic)
    } else if has(&[b"M4A ", b"M4B ", b"M4P "]) {
        Err(PhotoError::unsupported("a sound recording"))
    } else {
        Err(PhotoError::unsupported("a video"))
    }
}
