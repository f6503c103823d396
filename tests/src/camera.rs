//! Pictures as a camera leaves them, drawn: a coloured pattern, with everything in the file that must not go out.

use std::path::{Path, PathBuf};

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use jpeg_encoder::{ColorType, Encoder};

/// The school's own camera.
pub const OURS: [&str; 3] = ["Lumara", "Field 20", "LF20-PLANTED-SERIAL"];
/// Somebody's telephone.
pub const THEIRS: [&str; 3] = ["Pebble", "Pocket 9", "PP9-771"];

/// Puts `count` different pictures of a camera into a folder, under names that tell a child's.
pub fn card(folder: &Path, camera: [&str; 3], count: u8) -> PathBuf {
    let card = folder.join(format!("card of {}", camera[1]));
    std::fs::create_dir_all(&card).expect("a card");
    for number in 1..=count {
        put(&card.join(format!("Planted Pupilname {number}.jpg")), &picture(camera, number, 1));
    }
    card
}

/// A picture 120 × 80 pixels as stored; each number draws another.
pub fn picture(camera: [&str; 3], number: u8, orientation: u16) -> Vec<u8> {
    let pixel = |x: u16, y: u16| [x as u8 * 2, (y as u8).wrapping_mul(3), number.wrapping_mul(17)];
    drawn(camera, orientation, [120, 80], pixel)
}

/// A picture drawn pixel by pixel.
pub fn drawn(
    camera: [&str; 3],
    orientation: u16,
    [width, height]: [u16; 2],
    pixel: impl Fn(u16, u16) -> [u8; 3],
) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.add_app_segment(1, exif(camera, orientation)).expect("a segment");
    encoder.encode(&pixels, width, height, ColorType::Rgb).expect("a picture");
    bytes
}

fn exif([make, model, serial]: [&str; 3], orientation: u16) -> Vec<u8> {
    let text =
        |tag, text: &str| Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.as_bytes().to_vec()]) };
    let fields = [
        text(Tag::Make, make),
        text(Tag::Model, model),
        text(Tag::Artist, "Planted Owner"),
        Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![orientation]) },
        text(Tag::DateTimeOriginal, "2026:11:02 10:14:00"),
        text(Tag::BodySerialNumber, serial),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = std::io::Cursor::new(Vec::new());
    writer.write(&mut tiff, false).expect("EXIF");
    [b"Exif\0\0".as_slice(), tiff.get_ref()].concat()
}

/// Writes a file of the test's own.
#[expect(clippy::disallowed_methods, reason = "makes the files that a test reads")]
pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("written");
}
