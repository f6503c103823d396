//! A made-up camera: writes a drawn scene as the JPEG that a camera would leave on the card, with everything in it that
//! must not go out: make, model, serial number, time, place, an owner's name.

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use jiff::civil::DateTime;

use super::scene::Scene;
use crate::error::Fault;

/// A camera's label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Camera {
    pub(super) make: &'static str,
    pub(super) model: &'static str,
    pub(super) serial: &'static str,
    pub(super) owner: &'static str,
}

impl Camera {
    /// The file that lies on the card.
    pub(super) fn shoot(&self, scene: &Scene, at: DateTime) -> Result<Vec<u8>, Fault> {
        let (pixels, width, height) = scene.draw().canvas.pixels(scene.upright);
        let exif = self.exif(at, scene.upright).map_err(|source| Fault::Drawing { source: Box::new(source) })?;
        let drawing = |source: jpeg_encoder::EncodingError| Fault::Drawing { source: Box::new(source) };
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 88);
        encoder.add_app_segment(1, exif).map_err(drawing)?;
        // Both edges are a few thousand pixels at most.
        let (width, height) = (width as u16, height as u16);
        encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).map_err(drawing)?;
        Ok(file)
    }

    fn exif(&self, at: DateTime, on_its_side: bool) -> Result<Vec<u8>, exif::Error> {
        let time = at.strftime("%Y:%m:%d %H:%M:%S").to_string();
        let text = |tag, text: &str| field(tag, Value::Ascii(vec![text.as_bytes().to_vec()]));
        let place = |tag, degrees: [u32; 3]| {
            field(tag, Value::Rational(degrees.map(|part| Rational { num: part, denom: 1 }).to_vec()))
        };
        let fields = [
            text(Tag::Make, self.make),
            text(Tag::Model, self.model),
            text(Tag::Artist, self.owner),
            field(Tag::Orientation, Value::Short(vec![if on_its_side { 6 } else { 1 }])),
            text(Tag::DateTimeOriginal, &time),
            text(Tag::OffsetTimeOriginal, "+01:00"),
            text(Tag::BodySerialNumber, self.serial),
            text(Tag::GPSLatitudeRef, "N"),
            place(Tag::GPSLatitude, [54, 0, 12]),
            text(Tag::GPSLongitudeRef, "W"),
            place(Tag::GPSLongitude, [2, 30, 48]),
        ];
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut block = std::io::Cursor::new(b"Exif\0\0".to_vec());
        let mut tiff = std::io::Cursor::new(Vec::new());
        writer.write(&mut tiff, false)?;
        block.get_mut().extend_from_slice(tiff.get_ref());
        Ok(block.into_inner())
    }
}

const fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

#[cfg(test)]
mod tests {
    use super::super::school::{PHONE, outing, taken_at};

    #[test]
    fn what_lies_on_the_card_tells_the_camera_the_moment_and_the_place() {
        let today = jiff::civil::date(2026, 11, 22);
        let [_, shot, ..] = outing();
        let file = shot.camera.shoot(&shot.scene, taken_at(today, 1)).expect("drawn");
        let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&file)).expect("EXIF");
        let text = |tag| {
            let field = read.get_field(tag, exif::In::PRIMARY).expect("there");
            field.display_value().to_string().trim_matches('"').to_owned()
        };
        assert_eq!(text(exif::Tag::Model), "Field 20");
        assert_eq!(text(exif::Tag::BodySerialNumber), "LF20-004417");
        assert_eq!(text(exif::Tag::DateTimeOriginal), "2026-11-02 10:14:00");
        assert_eq!(text(exif::Tag::GPSLatitude), "54 deg 0 min 12 sec");
        assert_ne!(shot.camera.serial, PHONE.serial);
    }

    #[test]
    fn each_figure_has_its_face_inside_the_picture() {
        for shot in outing() {
            let faces = shot.scene.draw().faces;
            assert_eq!(faces.len(), shot.scene.figures.len());
            for face in faces {
                assert!(rules::Region::new(face.x, face.y, face.w, face.h).is_some(), "{face:?}");
            }
        }
    }
}
