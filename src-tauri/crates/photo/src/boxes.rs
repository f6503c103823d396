//! Boxes: length, kind, contents (ISO/IEC 14496-12, 4.2).

/// One box.
pub(crate) struct Box<'a> {
    pub(crate) start: usize,
    pub(crate) length: usize,
    pub(crate) kind: &'a [u8; 4],
    pub(crate) body: &'a [u8],
}

impl<'a> Box<'a> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.length
    }

    pub(crate) fn body_start(&self) -> usize {
        self.end() - self.body.len()
    }

    /// Version and flags of a full box, and what follows them.
    pub(crate) fn full(&self) -> Option<(u8, u32, Fields<'a>)> {
        let mut fields = Fields(self.body);
        let head = fields.number(4)?;
        Some(((head >> 24) as u8, (head & 0xFF_FFFF) as u32, fields))
    }
}

/// The boxes in a stretch of a file; `None` where one is longer than the stretch, and then no more.
pub(crate) struct Boxes<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the stretch begins in the file.
    origin: usize,
}

impl<'a> Boxes<'a> {
    pub(crate) fn of(bytes: &'a [u8], origin: usize) -> Self {
        Self { bytes, at: 0, origin }
    }

    fn read(&self) -> Option<Box<'a>> {
        let rest = self.bytes.get(self.at..)?;
        let mut fields = Fields(rest);
        let stated = fields.number(4)?;
        let kind = fields.take(4)?.first_chunk::<4>()?;
        let length = match stated {
            0 => rest.len(),
            1 => usize::try_from(fields.number(8)?).ok()?,
            _ => stated as usize,
        };
        let head = rest.len() - fields.0.len();
        let body = rest.get(head..length)?;
        Some(Box { start: self.origin + self.at, length, kind, body })
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Option<Box<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let found = self.read();
        self.at = found.as_ref().map_or(self.bytes.len(), |found| self.at + found.length);
        Some(found)
    }
}

/// Numbers and texts in a row, each taken from the front.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of up to eight bytes, the highest first; none take no bytes and are zero.
    pub(crate) fn number(&mut self, length: usize) -> Option<u64> {
        Some(self.take(length)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    /// A text up to the zero that ends it.
    pub(crate) fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.0.iter().position(|&byte| byte == 0)?;
        let text = self.take(length)?;
        self.take(1)?;
        Some(text)
    }
}
