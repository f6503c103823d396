//! The directories of TIFF, which EXIF and most raw files are made of (TIFF 6.0, section 2).
//!
//! Reads single values where they lie. Whatever lies outside the bytes is absent, so one broken entry costs no other.

/// Bytes that begin with a byte order mark.
pub(crate) struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

/// One entry of a directory.
pub(crate) struct Entry {
    pub(crate) tag: u16,
    kind: u16,
    count: usize,
    /// Where its four bytes of value or offset stand.
    value: usize,
}

/// Entries read of one directory; cameras write a hundred at most.
const ENTRIES: usize = 1_024;
/// The longest text that is read.
const TEXT: usize = 1_024;

impl<'a> Tiff<'a> {
    /// The file and the place of its first directory. The magic number behind the byte order is not looked at: raw
    /// files have their own.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<(Self, u32)> {
        let little = match bytes.first_chunk()? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let file = Self { bytes, little };
        let first = file.u32(4)?;
        Some((file, first))
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let found = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(found) } else { u16::from_be_bytes(found) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let found = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u32::from_le_bytes(found) } else { u32::from_be_bytes(found) })
    }

    /// The entries of the directory at `offset`, as far as they are there.
    pub(crate) fn entries(&self, offset: u32) -> impl Iterator<Item = Entry> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let count = self.u16(start).map_or(0, usize::from).min(ENTRIES);
        (0..count).map_while(move |index| {
            let at = start.checked_add(2 + index * 12)?;
            let count = usize::try_from(self.u32(at + 4)?).ok()?;
            Some(Entry { tag: self.u16(at)?, kind: self.u16(at + 2)?, count, value: at + 8 })
        })
    }

    /// The first of the whole numbers an entry holds.
    pub(crate) fn number(&self, entry: &Entry) -> Option<u32> {
        match entry.kind {
            1 if entry.count <= 4 => self.bytes.get(entry.value).copied().map(u32::from),
            3 if entry.count <= 2 => self.u16(entry.value).map(u32::from),
            4 | 13 if entry.count <= 1 => self.u32(entry.value),
            _ => None,
        }
    }

    /// Where the lowest byte of a short value stands.
    pub(crate) fn low_byte(&self, entry: &Entry) -> usize {
        entry.value + usize::from(!self.little)
    }

    /// The short numbers of an entry, at most so many.
    pub(crate) fn shorts(&self, entry: &Entry, most: usize) -> Vec<u16> {
        if entry.kind != 3 {
            return Vec::new();
        }
        let start = if entry.count <= 2 { Some(entry.value) } else { self.u32(entry.value).map(|at| at as usize) };
        let number = |index: usize| self.u16(start?.checked_add(index * 2)?);
        (0..entry.count.min(most)).map_while(number).collect()
    }

    /// The text of an entry up to its first zero.
    pub(crate) fn text(&self, entry: &Entry) -> Option<&'a [u8]> {
        let start = if entry.count <= 4 { entry.value } else { usize::try_from(self.u32(entry.value)?).ok()? };
        let rest = self.bytes.get(start..).filter(|_| matches!(entry.kind, 1 | 2 | 7 | 129))?;
        let text = rest.get(..entry.count.min(TEXT).min(rest.len()))?;
        text.split(|&byte| byte == 0).next()
    }

    /// The offsets an entry lists.
    pub(crate) fn offsets(&self, entry: &Entry) -> impl Iterator<Item = u32> {
        let start = if entry.count <= 1 { Some(entry.value) } else { self.u32(entry.value).map(|at| at as usize) };
        (0..entry.count).map_while(move |index| self.u32(start?.checked_add(index.checked_mul(4)?)?))
    }
}
