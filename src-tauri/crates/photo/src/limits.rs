//! How much a single picture may ask of the machine: stated here, nowhere else.

use crate::PhotoError;

/// The most a picture may cost. The defaults hold for a school laptop: the largest camera files pass, bombs do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels of the picture, width times height.
    pub pixels: u64,
    /// Pixels along the longer edge.
    pub edge: u32,
    /// Bytes a decoder may hold at one time, beside the file itself.
    pub memory: u64,
    /// Segments, chunks, boxes or directory entries walked in one file.
    pub segments: u32,
    /// Boxes inside boxes, directories inside directories.
    pub nesting: u32,
    /// Frames of an animation or pages of a document that are walked past.
    pub frames: u32,
    /// Seconds one picture may take.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            pixels: 120_000_000,
            edge: 65_535,
            memory: 768 << 20,
            segments: 65_536,
            nesting: 16,
            frames: 10_000,
            seconds: 10,
        }
    }
}

impl Limits {
    /// Refuses a file of `length` bytes that is too large to be looked at.
    pub fn admit_bytes(&self, length: u64) -> Result<(), PhotoError> {
        within("bytes", length, self.bytes)
    }

    /// Refuses a picture whose header claims more pixels than are decoded here.
    pub fn admit_size(&self, width: u32, height: u32) -> Result<(), PhotoError> {
        if width == 0 || height == 0 {
            return Err(PhotoError::damaged("its width or height is zero"));
        }
        within("pixels along an edge", u64::from(width.max(height)), u64::from(self.edge))?;
        within("pixels", u64::from(width) * u64::from(height), self.pixels)
    }

    /// Refuses a decoder that would hold `bytes` at one time.
    pub fn admit_memory(&self, bytes: u64) -> Result<(), PhotoError> {
        within("bytes of memory", bytes, self.memory)
    }
}

fn within(what: &'static str, found: u64, limit: u64) -> Result<(), PhotoError> {
    if found > limit { Err(PhotoError::TooLarge { what, found, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_65535_by_65535_is_refused_before_anything_is_decoded() {
        let refused = Limits::default().admit_size(65_535, 65_535);
        assert_eq!(
            refused,
            Err(PhotoError::TooLarge { what: "pixels", found: 65_535 * 65_535, limit: Limits::default().pixels })
        );
    }

    #[test]
    fn the_edge_counts_even_where_the_pixels_are_few() {
        assert!(matches!(Limits::default().admit_size(65_536, 1), Err(PhotoError::TooLarge { .. })));
        assert_eq!(Limits::default().admit_size(65_535, 1), Ok(()));
    }

    #[test]
    fn a_picture_without_width_or_height_is_damaged() {
        assert!(matches!(Limits::default().admit_size(0, 9), Err(PhotoError::Damaged { .. })));
        assert!(matches!(Limits::default().admit_size(9, 0), Err(PhotoError::Damaged { .. })));
    }

    #[test]
    fn bytes_and_memory_stop_one_past_the_limit() {
        let limits = Limits::default();
        assert_eq!(limits.admit_bytes(limits.bytes), Ok(()));
        assert!(matches!(limits.admit_bytes(limits.bytes + 1), Err(PhotoError::TooLarge { .. })));
        assert_eq!(limits.admit_memory(limits.memory), Ok(()));
        assert!(matches!(limits.admit_memory(limits.memory + 1), Err(PhotoError::TooLarge { .. })));
    }
}
