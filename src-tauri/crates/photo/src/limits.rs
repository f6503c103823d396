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
    /// Pictures put together from pictures that are put together themselves.
    pub nesting: u32,
    /// Frames that have to be decoded before the first one that is shown.
    pub frames: u32,
    /// Passes over the pixels of a progressive picture; cameras and programs make some ten.
    pub passes: u32,
    /// Groups of codes in a lossless WebP, each some 20 KB to its decoder; encoders make 2,600 at most.
    pub code_groups: u32,
    /// Bytes of the directory of a HEIF file, which is searched once for each of its entries.
    pub directory: u64,
    /// Previews looked at in a raw file; cameras put in two to four.
    pub previews: u32,
    /// EXIF blocks read of one file; cameras write one.
    pub blocks: u32,
    /// Seconds one picture may take. No clock stops a decoder: what it will do is reckoned from its headers.
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
            nesting: 3,
            frames: 8,
            passes: 200,
            code_groups: 8_192,
            directory: 1 << 20,
            previews: 32,
            blocks: 8,
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

    /// Refuses more than `limit` of something that is counted before decoding.
    pub(crate) fn admit_count(what: &'static str, found: u64, limit: u64) -> Result<(), PhotoError> {
        within(what, found, limit)
    }
}

/// What taking in a picture costs in nanoseconds, from its bytes to the proved master and the small copies: measured on
/// one core with noise of twelve megapixels, and rounded up to half as much again. Photos cost a fifth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    pixel: u64,
    byte: u64,
}

impl Work {
    pub(crate) const JPEG: Self = Self { pixel: 20, byte: 25 };
    pub(crate) const PNG: Self = Self { pixel: 25, byte: 25 };
    pub(crate) const WEBP_LOSSLESS: Self = Self { pixel: 40, byte: 40 };
    pub(crate) const WEBP_LOSSY: Self = Self { pixel: 60, byte: 300 };
    /// GIF, TIFF and BMP: most of it goes into writing them anew.
    pub(crate) const OTHER: Self = Self { pixel: 100, byte: 20 };
    pub(crate) const AVIF: Self = Self { pixel: 100, byte: 150 };
    pub(crate) const HEIC: Self = Self { pixel: 80, byte: 120 };

    /// Every further pass of a progressive JPEG looks at every block.
    pub(crate) const fn with_passes(self, passes: u64) -> Self {
        Self { pixel: self.pixel + passes, byte: self.byte }
    }
}

impl Limits {
    /// Refuses a picture whose reading would take longer than allowed.
    pub(crate) fn admit_work(&self, work: Work, pixels: u64, bytes: usize) -> Result<(), PhotoError> {
        let nanoseconds = pixels.saturating_mul(work.pixel).saturating_add((bytes as u64).saturating_mul(work.byte));
        if nanoseconds > self.seconds.saturating_mul(1_000_000_000) {
            return Err(PhotoError::TooSlow { seconds: self.seconds });
        }
        Ok(())
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
    fn work_that_takes_too_long_is_refused_before_it_is_begun() {
        let limits = Limits::default();
        // A large photo of each kind: a studio camera, a phone, a scan.
        assert_eq!(limits.admit_work(Work::JPEG, 102_000_000, 60 << 20), Ok(()));
        assert_eq!(limits.admit_work(Work::HEIC, 48_000_000, 12 << 20), Ok(()));
        assert_eq!(limits.admit_work(Work::OTHER, 35_000_000, 105 << 20), Ok(()));
        assert_eq!(limits.admit_work(Work::HEIC, 1_000_000, 100 << 20), Err(PhotoError::TooSlow { seconds: 10 }));
        let passes = Work::JPEG.with_passes(200);
        assert_eq!(limits.admit_work(passes, 60_000_000, 1 << 20), Err(PhotoError::TooSlow { seconds: 10 }));
        assert_eq!(limits.admit_work(passes, u64::MAX, usize::MAX), Err(PhotoError::TooSlow { seconds: 10 }));
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
