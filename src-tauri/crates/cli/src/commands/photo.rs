//! Import, tags, faces, edits, verdicts.

use std::fmt::Write as _;

use serde_json::json;
use workflow::wire::{
    CardErased, CropShape, FaceAccount, FaceSearch, ImportOutcome, ImportReport, PhotoView, Rect, ShownVerdict, Verdict,
};
use workflow::{Error, Refusal, Session, Stop};

use super::read;
use crate::args::{AsFace, Check, Cover, Crop, Face, FaceNumber, Faces, Import, Photos, Ratio, Tag, Tags, TypedRect};
use crate::print::Done;

/// The purpose whose verdict is shown after an edit, where none was asked for.
const SHOWN_FOR: &str = "website";

pub(super) fn import(session: &Session, import: &Import) -> Result<Done, Error> {
    let report = session.import(&import.folder, &import.album, &Stop::default(), &mut |step| {
        eprintln!("{} of {}", step.done, step.total);
    })?;
    let card = import.erase_card.then(|| session.card_erase(&import.folder, &report)).transpose();
    if !import.faces_later {
        eprintln!("The import has ended; the card may be taken out. Looking for faces.");
        // What was imported is told whatever becomes of the search; its photos wait.
        if let Err(error) = look(session) {
            eprintln!("{error}");
        }
    }
    with_card(Done::new(&report, imported(&report))?, card)
}

/// What was imported is told whatever became of the card.
fn with_card(mut done: Done, card: Result<Option<CardErased>, Error>) -> Result<Done, Error> {
    match card {
        Ok(None) => Ok(done),
        Ok(Some(card)) => {
            let _ = writeln!(done.text, "Erased from the card: {}", card.erased);
            for file in &card.left {
                let _ = writeln!(done.text, "  left on it: {}: {}", file.file, file.reason);
            }
            done.json["card"] = Done::new(&card, "")?.json;
            Ok(done.refused_if(!card.left.is_empty()))
        }
        Err(Error::Refused(refusal)) => {
            eprintln!("{refusal}");
            done.json["card"] = json!({ "refused": { "code": refusal.code(), "message": refusal.to_string() } });
            Ok(done.refused_if(true))
        }
        Err(fault) => Err(fault),
    }
}

pub(super) fn faces(session: &Session, faces: Faces) -> Result<Done, Error> {
    let Faces::Look { photos } = faces;
    let search = if photos.is_empty() { look(session)? } else { session.faces_look_again(&photos)? };
    let text = format!("{} photos looked at, {} new faces, {} left", search.looked_at, search.faces, search.left);
    Done::new(&search, text)
}

fn look(session: &Session) -> Result<FaceSearch, Error> {
    session.faces_look(&Stop::default(), &mut |search| {
        eprintln!("looked at {} of {}", search.looked_at, search.looked_at + search.left);
    })
}

fn imported(report: &ImportReport) -> String {
    let mut text = String::new();
    for file in &report.files {
        let outcome = match file.outcome {
            ImportOutcome::Imported => "imported",
            ImportOutcome::Duplicate => "duplicate",
            ImportOutcome::Quarantined => "quarantined",
            ImportOutcome::Refused => "refused",
        };
        let reason = file.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let photo = file.photo.as_deref().map(|photo| format!(" ({photo})")).unwrap_or_default();
        let _ = writeln!(text, "{}: {outcome}{reason}{photo}", file.file);
    }
    text
}

pub(super) fn photos(session: &Session, command: Photos) -> Result<Done, Error> {
    let Photos::List { album, purpose } = command;
    let Some(album) = album else {
        let albums = session.albums()?;
        let line = |album: &workflow::wire::AlbumSummary| format!("{}: {} photos", album.name, album.photos);
        return Done::new(&albums, albums.iter().map(line).collect::<Vec<_>>().join("\n"));
    };
    let photos = session.photos(&album, &purpose)?;
    let line = |photo: &workflow::wire::PhotoCard| {
        let confirmed = if photo.confirmed { "confirmed" } else { "not confirmed" };
        format!("{:>4} {} {} tagged, {confirmed}, {}", photo.number, photo.id, photo.tagged, word(photo.verdict))
    };
    Done::new(&photos, photos.iter().map(line).collect::<Vec<_>>().join("\n"))
}

pub(super) fn tag(session: &Session, tag: &Tag) -> Result<Done, Error> {
    let view = match (tag.region, tag.people.as_slice()) {
        (None, people) => {
            let face = tag.face.map(|number| number.to_string());
            session.tag_add(&tag.photo, people, face.as_deref(), None, SHOWN_FOR)?
        }
        (Some(region), [person]) => session.tag_box(&tag.photo, person, region.into(), SHOWN_FOR)?,
        (Some(_), _) => return Err(Refusal::NotNow { why: "one face belongs to one person" }.into()),
    };
    edited(&view)
}

pub(super) fn tags(session: &Session, tags: &Tags) -> Result<Done, Error> {
    let Tags::Import { file } = tags;
    let rows = session.tags_import(&read(file)?)?;
    let mut text =
        format!("{} people tagged by {} rows\n", rows.iter().map(|row| row.tagged).sum::<usize>(), rows.len());
    for row in rows.iter().filter(|row| !row.problems.is_empty()) {
        let _ = writeln!(text, "row {}: {}", row.row, row.problems.join("; "));
    }
    Done::new(&rows, text)
}

pub(super) fn face(session: &Session, face: &Face) -> Result<Done, Error> {
    let number = match face.number {
        FaceNumber::Number(number) => number.to_string(),
        FaceNumber::New => {
            let region = face.region.ok_or(Refusal::Missing { what: "Where the face is (--box)" })?;
            let view = session.face_add(&face.photo, region.into(), SHOWN_FOR)?;
            if face.account.is_none() {
                return edited(&view);
            }
            view.faces.len().to_string()
        }
    };
    let account = match face.account.ok_or(Refusal::Missing { what: "What the face is" })? {
        AsFace::Tagged => FaceAccount::Tagged,
        AsFace::Covered => FaceAccount::Covered,
        AsFace::Cropped => FaceAccount::CroppedOut,
        AsFace::NotPerson => FaceAccount::NotAPerson,
        AsFace::Unrecognisable => FaceAccount::Unrecognisable,
    };
    edited(&session.face_account(&face.photo, &number, account, SHOWN_FOR)?)
}

pub(super) fn cover(session: &Session, cover: &Cover) -> Result<Done, Error> {
    let regions: Vec<Rect> = cover.regions.iter().map(|region| (*region).into()).collect();
    edited(&session.covers_set(&cover.photo, &regions, SHOWN_FOR)?)
}

pub(super) fn crop(session: &Session, crop: &Crop) -> Result<Done, Error> {
    let mut region = crop.region.map(Rect::from);
    if let Some((box_, Ratio { width, height })) = region.as_mut().zip(crop.ratio) {
        let PhotoView { width: across, height: down, .. } = session.photo(&crop.photo, SHOWN_FOR)?;
        // Shares of the picture, so the picture's own shape counts.
        let shape = f64::from(width) / f64::from(height) * f64::from(down) / f64::from(across);
        *box_ = shaped(*box_, shape);
    }
    edited(&session.crop_set(&crop.photo, region, SHOWN_FOR)?)
}

pub(super) fn crop_shapes(session: &Session, shapes: &[Ratio]) -> Result<Done, Error> {
    let wanted = shapes.iter().map(|&Ratio { width, height }| CropShape { width, height }).collect::<Vec<_>>();
    let shapes = if wanted.is_empty() { session.crop_shapes()? } else { session.crop_shapes_set(&wanted)? };
    let text = shapes.iter().map(|shape| format!("{}:{}", shape.width, shape.height)).collect::<Vec<_>>().join(" ");
    Done::new(&shapes, text)
}

/// The largest rectangle about the middle whose width is `shape` times its height.
fn shaped(Rect { x, y, w, h }: Rect, shape: f64) -> Rect {
    let (wide, high) = (w.min(h * shape), h.min(w / shape));
    Rect { x: x + (w - wide) / 2.0, y: y + (h - high) / 2.0, w: wide, h: high }
}

pub(super) fn work(session: &Session, photo: &str, people: &[String]) -> Result<Done, Error> {
    edited(&session.work_set(photo, people, SHOWN_FOR)?)
}

pub(super) fn confirm(session: &Session, photos: &[String]) -> Result<Done, Error> {
    let confirmed =
        photos.iter().map(|photo| session.photo_confirm(photo, SHOWN_FOR)).collect::<Result<Vec<_>, _>>()?;
    Done::new(&confirmed, confirmed.iter().map(words).collect::<String>())
}

pub(super) fn check(session: &Session, check: &Check) -> Result<Done, Error> {
    let checked = session.check(&check.photos, check.album.as_deref(), &check.purpose)?;
    let mut text = String::new();
    for photo in &checked {
        let _ = writeln!(text, "{:>4} {}: {}", photo.number, photo.photo, word(photo.shown.verdict));
        text.push_str(&reasons(&photo.shown));
    }
    let blocked = checked.iter().any(|photo| photo.shown.verdict == Verdict::Blocked);
    Ok(Done::new(&checked, text)?.refused_if(blocked))
}

fn edited(view: &PhotoView) -> Result<Done, Error> {
    Done::new(view, words(view))
}

fn words(view: &PhotoView) -> String {
    let mut text = format!("Photo {} {}: {}\n", view.number, view.id, word(view.shown.verdict));
    for face in &view.faces {
        let possible = if face.possible { ", possible face, please look" } else { "" };
        let Rect { x, y, w, h } = face.region;
        let place = format!("{x:.3},{y:.3},{w:.3},{h:.3}");
        let _ = writeln!(text, "  face {}: {} at {place}{possible}", face.number, said(face.account));
    }
    for tag in &view.tags {
        let _ = writeln!(text, "  tagged: {}", tag.name);
    }
    text += &reasons(&view.shown);
    if let Some(other) = &view.instead {
        let _ = writeln!(text, "       advice: photo {} ({}) of the same burst is clear.", other.number, other.id);
    }
    text
}

fn said(account: FaceAccount) -> &'static str {
    match account {
        FaceAccount::Unaccounted => "unaccounted",
        FaceAccount::Tagged => "tagged",
        FaceAccount::Covered => "covered",
        FaceAccount::CroppedOut => "cropped out",
        FaceAccount::NotAPerson => "not a person",
        FaceAccount::Unrecognisable => "unrecognisable",
    }
}

/// Reasons and remedies, one line each.
pub(super) fn reasons(shown: &ShownVerdict) -> String {
    let mut text = String::new();
    for reason in &shown.reasons {
        let advice = if reason.advice { "advice: " } else { "" };
        let _ = writeln!(text, "       {advice}{} {}", reason.message, reason.remedies.join(" "));
    }
    text
}

/// A verdict in a word or two.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::NeedsHead => "needs the head",
        Verdict::Blocked => "blocked",
    }
}

impl From<TypedRect> for Rect {
    fn from(TypedRect([x, y, w, h]): TypedRect) -> Self {
        Self { x, y, w, h }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_takes_the_largest_part_about_the_middle() {
        let wide = shaped(Rect { x: 0.0, y: 0.0, w: 1.0, h: 1.0 }, 0.5);
        assert_eq!(wide, Rect { x: 0.25, y: 0.0, w: 0.5, h: 1.0 });
        let flat = shaped(Rect { x: 0.2, y: 0.2, w: 0.4, h: 0.4 }, 4.0);
        assert!((flat.y - 0.35).abs() < 1e-12 && (flat.h - 0.1).abs() < 1e-12 && flat.w == 0.4, "{flat:?}");
    }
}
