//! One photo as it goes out: from the master, with the edits that were approved.

use photo::{CleanImage, Cover, Edits, Limits, Orientation, Output, PhotoError, Rect, RenderSpec};
use rules::{Accounted, PhotoFacts, PhotoId, Region};
use store::{BlobKind, Photo, Vault};

use crate::error::{Error, Fault};

/// Renders for a purpose: upright, cropped, covered, sRGB; `spec` is no larger than the purpose allows (P11).
pub(super) fn render(master: &[u8], photo: &Photo, facts: &PhotoFacts, spec: &RenderSpec) -> Result<CleanImage, Error> {
    render_edited(master, photo, &edits(facts), spec)
}

/// The same with edits of the caller's.
pub(crate) fn render_edited(
    master: &[u8],
    photo: &Photo,
    edits: &Edits,
    spec: &RenderSpec,
) -> Result<CleanImage, Error> {
    let orientation = Orientation::from_exif(u32::from(photo.orientation))
        .ok_or_else(|| Fault::Photo(PhotoError::damaged("the way it is turned")))?;
    let rendered = photo::render(master, orientation, edits, spec, &Limits::default());
    rendered.map_err(|error| Fault::Photo(error).into())
}

/// The preview as it goes out, for the screen: what is covered or cropped away is in no pixel of it.
pub(crate) fn edited(vault: &Vault, photo: PhotoId, max_edge: u32) -> Result<Vec<u8>, Error> {
    let facts = vault.photo_facts(photo)?;
    let preview = vault.photos().bytes(photo, BlobKind::Preview)?;
    let spec = RenderSpec { max_edge, output: Output::WEB };
    let rendered = photo::render(&preview, Orientation::Upright, &edits(&facts), &spec, &Limits::default());
    Ok(rendered.map_err(Fault::Photo)?.into_bytes())
}

/// Crop and covers; a covered face is destroyed with what surrounds it.
fn edits(facts: &PhotoFacts) -> Edits {
    let faces = facts.faces.iter().filter(|face| face.accounted == Some(Accounted::Covered));
    let faces = faces.map(|face| Cover::face(rect(face.region)));
    let drawn = facts.covers.iter().map(|region| Cover::figure(rect(*region)));
    Edits { crop: facts.crop.map(rect), covers: faces.chain(drawn).collect() }
}

/// A region of the rules as a rectangle of pictures.
pub(crate) fn rect(Region { x, y, w, h }: Region) -> Rect {
    Rect { x, y, w, h }
}
