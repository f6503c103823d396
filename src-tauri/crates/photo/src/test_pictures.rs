//! Small pictures made for tests: noise, so that every kind of code occurs in their bytes.

use image::RgbImage;

/// A picture without any pattern, the same at every call.
pub(crate) fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x9E37_79B9_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 27) as u8;
        image::Rgb([grain.wrapping_add((x * 4) as u8), grain.wrapping_add((y * 5) as u8), (x + y) as u8])
    })
}

/// A JPEG segment with its marker and length.
pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, marker];
    bytes.extend((body.len() as u16 + 2).to_be_bytes());
    bytes.extend(body);
    bytes
}

/// A PNG chunk with its length and checksum.
pub(crate) fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = (body.len() as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    let sum = crc32fast::hash(&bytes[4..]);
    bytes.extend(sum.to_be_bytes());
    bytes
}

/// A RIFF chunk with its length and padding.
pub(crate) fn riff_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend(body);
    bytes.extend(vec![0; body.len() % 2]);
    bytes
}

/// A WebP file of these chunks.
pub(crate) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let inside = chunks.concat();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((inside.len() as u32 + 4).to_le_bytes());
    bytes.extend(b"WEBP");
    bytes.extend(inside);
    bytes
}
