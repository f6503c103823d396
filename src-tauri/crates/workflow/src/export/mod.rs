//! An approved batch becomes a folder: decided again against today's register, rendered, proved by reading the written
//! bytes again, and put in place at the end. All or nothing per photo; what stays behind is told with its reasons.

mod beside;
mod cut_short;
pub(crate) mod names;
mod options;
mod picture;
mod writing;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rules::batch::{Basis, Digest};
use rules::{
    Answer, Approval, ApprovedBatch, BatchId, Decision, EventId, NameIndex, PersonId, PhotoFacts, Presence, Verdict,
};
use store::atomic::AtomicDir;
use store::{Photo, Publication};

use crate::batches::{going_out, kept_basis};
use crate::decide::Ground;
use crate::error::{Error, Fault, Refusal};
use crate::rights::Action;
use crate::session::Session;
use crate::wire::{ExportItem, ExportProgress, ExportReport};
use beside::Copy;
pub(crate) use beside::html;
pub use options::ExportOptions;
pub(crate) use picture::{edited, rect, render_edited};
use writing::Wanted;

/// The time that every exported file bears: the first second of the year 2000.
const NEUTRAL_TIME: Duration = Duration::from_secs(946_684_800);

/// A photo of the batch on its way.
struct Candidate<'b> {
    photo: &'b Photo,
    facts: PhotoFacts,
    item: &'b rules::BatchItem,
    decision: Decision,
}

/// A batch that may go out as it is now.
struct Fit {
    photos: Vec<(Photo, PhotoFacts)>,
    /// Digest of everything that would go out.
    contents: Digest,
    approved: ApprovedBatch,
}

impl Session {
    /// Writes a batch into a new folder inside `folder`. Where not one photo may go out, nothing is written and the
    /// report names no folder.
    ///
    /// # Errors
    /// Refused to teachers, guests and the safeguarding lead, without an approval that fits, and where the folder cannot
    /// be used.
    pub fn batch_export(&self, batch: &str, folder: &Path) -> Result<ExportReport, Error> {
        let found = self.batch_for(Action::ExportBatch, batch)?;
        self.export_of(&found, folder, &ExportOptions::default(), &mut |_| true)
    }

    /// The same with smaller sizes, other formats, a ZIP. `goes_on` is told of each step, and answers whether to go on.
    ///
    /// # Errors
    /// The same, for sizes that are none, and when it was stopped: then nothing is written.
    pub fn batch_export_as(
        &self,
        batch: &str,
        folder: &Path,
        options: &ExportOptions,
        goes_on: &mut dyn FnMut(ExportProgress) -> bool,
    ) -> Result<ExportReport, Error> {
        let found = self.batch_for(Action::ExportBatch, batch)?;
        self.export_of(&found, folder, options, goes_on)
    }

    fn export_of(
        &self,
        found: &store::Batch,
        folder: &Path,
        options: &ExportOptions,
        goes_on: &mut dyn FnMut(ExportProgress) -> bool,
    ) -> Result<ExportReport, Error> {
        let unusable = |why| Refusal::Destination { path: folder.to_owned(), why };
        if !folder.is_dir() {
            return Err(unusable("it is not a folder").into());
        }
        if inside(folder, self.vault().folder()) {
            return Err(unusable("it lies inside the vault").into());
        }
        let ground = self.ground(found.purpose.as_str())?;
        let index = ground.index();
        let edges = options.edges(ground.purpose.max_edge)?;
        let Fit { photos, contents, approved } = self.approved(found, &ground)?;
        let stem = stem(&found.title, &ground);
        let facts = going_out(found, &ground, photos.iter().map(|(_, facts)| facts.clone()));
        let candidates = photos.iter().zip(facts).zip(&found.items).map(|(((photo, _), facts), item)| {
            let decision = ground.decide(&index, &facts);
            Candidate { photo, facts, item, decision }
        });
        let name = self.name_of(found.id, &stem, &contents)?;
        let wanted = Wanted { edges, kinds: options.kinds(), zip: options.zip, name };
        self.write_out(&ground, &approved, candidates.collect(), folder, &wanted, goes_on)
    }

    /// The proof that the batch may go out as it is now.
    fn approved(&self, found: &store::Batch, ground: &Ground) -> Result<Fit, Error> {
        let (photos, digest) = self.contents(found, &ground.purpose)?;
        let mut batch = self.as_rules_know_it(found)?;
        let signed = self.vault().batches().approval(found.id)?;
        let holds = signed.as_ref().is_some_and(|approval| approval.signature_holds);
        let kept = signed.as_ref().and_then(|approval| approval.basis.as_deref());
        let seen = kept.map(serde_json::from_str::<Basis>).transpose().map_err(|source| Fault::Words { source })?;
        // The store has the approver's key, and has checked the signature over this statement.
        batch.approval =
            signed.map(|approval| Approval { statement: approval.statement, signature: approval.signature });
        let approved =
            batch.approved(&ground.purpose, digest, seen.as_ref(), |_, _, _| holds).map_err(Refusal::from)?;
        Ok(Fit { photos, contents: digest, approved })
    }

    fn write_out(
        &self,
        ground: &Ground,
        approved: &ApprovedBatch,
        candidates: Vec<Candidate<'_>>,
        folder: &Path,
        wanted: &Wanted,
        goes_on: &mut dyn FnMut(ExportProgress) -> bool,
    ) -> Result<ExportReport, Error> {
        let total = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
        let target = free_folder(folder, &wanted.name)?;
        let io = |source| disk("writing the exported folder", source);
        self.begin_export(&target)?;
        let staged = AtomicDir::stage(&target, Some(SystemTime::UNIX_EPOCH + NEUTRAL_TIME)).map_err(io)?;
        let (mut items, mut going, mut publications) = (Vec::new(), Vec::new(), Vec::new());
        let out = |candidate: &Candidate<'_>| approved.lets_out(candidate.photo.id, &candidate.decision);
        // By its place in the batch, so that no picture gets the name of one that stays behind.
        for ((place, done), candidate) in (1..).zip(0..).zip(&candidates) {
            if !goes_on(ExportProgress { done, total }) {
                drop(staged);
                self.end_export()?;
                return Err(Refusal::ExportStopped.into());
            }
            let verdict = ground.shown(&candidate.decision).verdict;
            let photo = candidate.photo.id.to_string();
            if !out(candidate) {
                self.vault().log().add(store::Action::HeldBack, Some(photo.clone()), &serde_json::json!({}))?;
                let held_back = told(ground, &candidate.decision);
                items.push(ExportItem { photo, file: None, verdict, held_back });
                continue;
            }
            let name = names::file_name(&wanted.name, place, candidates.len());
            match self.write_one(candidate, &staged, &name, wanted)? {
                Ok(picture) => {
                    for copy in &picture.copies {
                        publications.push(self.publication(ground, candidate, copy)?);
                    }
                    let file = Some(picture.first().file.clone());
                    going.push(picture);
                    items.push(ExportItem { photo, file, verdict, held_back: Vec::new() });
                }
                Err(why) => items.push(ExportItem { photo, file: None, verdict, held_back: vec![why] }),
            }
        }
        if going.is_empty() {
            self.end_export()?;
            return Ok(ExportReport { folder: String::new(), items });
        }
        goes_on(ExportProgress { done: total, total });
        let batch = approved.batch();
        writing::write_beside(&staged, &batch.title, ground.purpose.key.as_str(), &going, wanted)?;
        // The ledger first: a crash in between leaves an entry for a file that is nowhere, never a file without an entry.
        self.note_publications(&target, &publications)?;
        self.vault().ledger().record_export(batch.id, &publications)?;
        match staged.publish() {
            Ok(_) => {
                self.end_export()?;
                Ok(ExportReport { folder: target.display().to_string(), items })
            }
            Err(source) => {
                self.end_export_cut_short()?;
                Err(io(source))
            }
        }
    }

    /// The name of the folder, and the first part of every file's: the same contents get the same one, so that exporting
    /// them again gives the same bytes, and no other batch ever published under it.
    fn name_of(&self, batch: BatchId, stem: &str, contents: &Digest) -> Result<String, Error> {
        let published = self.vault().ledger().all()?;
        let under = |own: bool, name: &str| {
            let files = published.iter().filter(|file| (file.batch == Some(batch)) == own);
            files.map(|file| file.file_name.as_str()).any(|file| names::is_under(file, name))
        };
        let digits = digits(batch, contents).to_hex();
        Ok(names::distinct(stem, &digits, |name| under(true, name), |name| under(false, name)))
    }

    fn publication(&self, ground: &Ground, candidate: &Candidate<'_>, copy: &Copy) -> Result<Publication, Error> {
        let presences = candidate.facts.presences();
        let visible = presences.iter().filter(|(_, presence)| **presence == Presence::Visible);
        let persons: Vec<PersonId> = visible.map(|(person, _)| *person).collect();
        Ok(Publication {
            id: self.surroundings().new_id(|id| id),
            photo: candidate.photo.id,
            purpose: ground.purpose.key.clone(),
            file_name: copy.file.clone(),
            file_hash: *copy.hash.as_bytes(),
            likeness: Some(copy.likeness.0),
            consents: consents(ground, &persons),
            persons,
            batch: None,
            at: self.surroundings().now(),
            published_by: None,
            approved_by: None,
            taken_down_at: None,
            taken_down_by: None,
            statement: None,
            basis: Some(kept_basis(ground, &[&candidate.facts])?),
        })
    }
}

/// Digits of which the same contents of the same batch always have the same.
fn digits(batch: BatchId, contents: &Digest) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(batch.uuid().as_bytes());
    hasher.update(contents);
    hasher.finalize()
}

/// A folder of this name, or of this name and a number: an export never writes into what is there.
fn free_folder(folder: &Path, name: &str) -> Result<PathBuf, Refusal> {
    let mut tries = std::iter::once(name.to_owned()).chain((2..100).map(|n| format!("{name} ({n})")));
    let full = || Refusal::Destination { path: folder.to_owned(), why: "it holds a hundred exports of this batch" };
    tries.find_map(|name| Some(folder.join(name)).filter(|target| !target.exists())).ok_or_else(full)
}

/// What went wrong with the folder that is exported to.
pub(crate) fn disk(doing: &'static str, source: std::io::Error) -> Error {
    match Refusal::of_disk(&source) {
        Some(refusal) => refusal.into(),
        None => Fault::Io { doing, source }.into(),
    }
}

/// Grants for this purpose, and for those it also needs, that these people were shown on.
fn consents(ground: &Ground, persons: &[PersonId]) -> Vec<EventId> {
    let events = persons.iter().filter_map(|person| ground.register.consents.get(person)).flatten();
    let relied_on = events
        .filter(|event| event.answer == Answer::Granted && ground.purpose.keys().any(|key| *key == event.purpose));
    relied_on.map(|event| event.id).collect()
}

/// Why a photo stays behind, in the words of the caller's role.
fn told(ground: &Ground, decision: &Decision) -> Vec<String> {
    let shown = ground.shown(decision);
    let stops = shown.reasons.into_iter().filter(|reason| !reason.advice);
    let mut words: Vec<String> = stops.map(|reason| reason.message).collect();
    if decision.verdict == Verdict::NeedsHead {
        // The same words whatever it is that the head has not seen: it may be sealed.
        words.push("The head has not approved this picture as things are now. Put it into a new batch.".to_owned());
    }
    words
}

/// The first part of every file's name: the title, unless it names somebody or says nothing (P03).
pub(crate) fn stem(title: &str, ground: &Ground) -> String {
    let plain = |text: &str| text.replace('_', "-");
    let slug = names::slug(title);
    let mentions = NameIndex::new(ground.register.people.values()).mentions_in_file_name(&slug);
    if slug.is_empty() || !mentions.full.is_empty() || !mentions.first.is_empty() {
        let key = names::slug(&plain(ground.purpose.key.as_str()));
        return if key.is_empty() { "photos".to_owned() } else { key };
    }
    slug
}

/// Whether a folder is the vault's, or lies in it, links followed.
pub(crate) fn inside(folder: &Path, vault: &Path) -> bool {
    match (folder.canonicalize(), vault.canonicalize()) {
        (Ok(folder), Ok(vault)) => folder.starts_with(vault),
        (Ok(_) | Err(_), _) => false,
    }
}
