//! One photo as it goes out: from the master, with the edits that were approved.

use photo::{CleanImage, Cover, CoverStyle, Edits, Limits, Orientation, Output, PhotoError, Rect, RenderSpec};
use rules::{Accounted, PhotoFacts, Purpose, Region};
use store::{BlobKind, Photo, Vault};

use crate::error::{Error, Fault};

/// Renders for a purpose: upright, cropped, covered, sRGB, no larger than the purpose allows (P11).
pub(super) fn render(vault: &Vault, photo: &Photo, facts: &PhotoFacts, purpose: &Purpose) -> Result<CleanImage, Error> {
    let master = vault.photos().bytes(photo.id, BlobKind::Master)?;
    let orientation = Orientation::from_exif(u32::from(photo.orientation))
        .ok_or_else(|| Fault::Photo(PhotoError::damaged("the way it is turned")))?;
    let spec = RenderSpec { max_edge: purpose.max_edge, output: Output::WEB };
    let rendered = photo::render(&master, orientation, &edits(facts), &spec, &Limits::default());
    rendered.map_err(|error| Fault::Photo(error).into())
}

/// Crop and covers; a covered face is destroyed with what surrounds it.
fn edits(facts: &PhotoFacts) -> Edits {
    let faces = facts.faces.iter().filter(|face| face.accounted == Some(Accounted::Covered));
    let faces = faces.map(|face| Cover::face(rect(face.region), CoverStyle::Solid));
    let drawn = facts.covers.iter().map(|region| Cover::figure(rect(*region), CoverStyle::Solid));
    Edits { crop: facts.crop.map(rect), covers: faces.chain(drawn).collect() }
}

fn rect(Region { x, y, w, h }: Region) -> Rect {
    Rect { x, y, w, h }
}
