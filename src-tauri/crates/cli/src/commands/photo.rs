//! Import, tags, faces, edits, verdicts.

use std::fmt::Write as _;

use workflow::wire::{FaceAccount, ImportOutcome, ImportReport, PhotoView, Rect, ShownVerdict, Verdict};
use workflow::{Error, Refusal, Session, Stop};

use super::read;
use crate::args::{AsFace, Check, Cover, Crop, Face, FaceNumber, Import, Photos, Tag, Tags, TypedRect};
use crate::print::Done;

/// The purpose whose verdict is shown after an edit, where none was asked for.
const SHOWN_FOR: &str = "website";

pub(super) fn import(session: &Session, import: &Import) -> Result<Done, Error> {
    let report = session.import(&import.folder, &import.album, &Stop::default(), &mut |step| {
        eprintln!("{} of {}", step.done, step.total);
    })?;
    Done::new(&report, imported(&report))
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
    edited(&session.crop_set(&crop.photo, crop.region.map(Rect::from), SHOWN_FOR)?)
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
        let _ = writeln!(text, "  face {}: {:?}", face.number, face.account);
    }
    for tag in &view.tags {
        let _ = writeln!(text, "  tagged: {}", tag.name);
    }
    text + &reasons(&view.shown)
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
