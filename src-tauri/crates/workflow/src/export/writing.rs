//! The files of an export: each picture in every size and format asked for, proved again from the written bytes, and what
//! lies beside them.

use photo::{Likeness, Limits, Orientation, RenderSpec};
use store::BlobKind;
use store::atomic::AtomicDir;

use super::beside::{self, Copy, Going};
use super::options::{self, Kind};
use super::{Candidate, disk, picture};
use crate::error::{Error, Fault};
use crate::session::Session;

/// What is to be written.
pub(super) struct Wanted {
    /// Longest edges, the largest first.
    pub(super) edges: Vec<u32>,
    /// Formats, JPEG first.
    pub(super) kinds: Vec<Kind>,
    /// Also in one ZIP.
    pub(super) zip: bool,
    /// The folder's name, and the first part of every file's.
    pub(super) name: String,
}

const NO_WORDS: &str =
    "It has neither a description nor a caption, so people who cannot see it would have nothing. Write one.";

impl Session {
    /// Renders, writes, reads the written bytes again and proves them. The inner error is why this photo stays behind.
    pub(super) fn write_one(
        &self,
        candidate: &Candidate<'_>,
        staged: &AtomicDir,
        name: &str,
        wanted: &Wanted,
    ) -> Result<Result<Going, String>, Error> {
        if candidate.item.alt_text.is_empty() && candidate.item.caption.is_empty() {
            return Ok(Err(NO_WORDS.to_owned()));
        }
        let master = self.vault().photos().bytes(candidate.photo.id, BlobKind::Master)?;
        let mut copies: Vec<Copy> = Vec::new();
        for (at, &edge) in wanted.edges.iter().enumerate() {
            // A size that the picture does not reach would be the same file again.
            let longest = copies.first().map(|first| first.width.max(first.height));
            if longest.is_some_and(|longest| edge >= longest) {
                continue;
            }
            for kind in &wanted.kinds {
                let smaller = if at == 0 { String::new() } else { format!("-{edge}") };
                let file = format!("{name}{smaller}.{}", kind.extension);
                let spec = RenderSpec { max_edge: edge, output: kind.output };
                match write_copy(candidate, &master, staged, file, &spec)? {
                    Ok(copy) => copies.push(copy),
                    Err(why) => {
                        let io = |source| disk("writing an exported picture", source);
                        copies.iter().try_for_each(|copy| staged.remove(&copy.file).map_err(io))?;
                        return Ok(Err(why));
                    }
                }
            }
        }
        let caption = candidate.item.caption.clone();
        let alt_text = Some(&candidate.item.alt_text).filter(|text| !text.is_empty()).unwrap_or(&caption).clone();
        Ok(Ok(Going { copies, caption, alt_text }))
    }
}

fn write_copy(
    candidate: &Candidate<'_>,
    master: &[u8],
    staged: &AtomicDir,
    file: String,
    spec: &RenderSpec,
) -> Result<Result<Copy, String>, Error> {
    let io = |source| disk("writing an exported picture", source);
    let rendered = match picture::render(master, candidate.photo, &candidate.facts, spec) {
        Ok(rendered) => rendered,
        Err(Error::Fault(Fault::Photo(error))) => {
            return Ok(Err(format!("It could not be made into a picture: {error}.")));
        }
        Err(error) => return Err(error),
    };
    let path = staged.write(&file, rendered.bytes()).map_err(io)?;
    let written = std::fs::read(path).map_err(io)?;
    let same = written == rendered.bytes();
    match photo::prove(written) {
        Ok(proved) if same => {
            let likeness: Likeness =
                photo::likeness(proved.bytes(), Orientation::Upright, &Limits::default()).map_err(Fault::Photo)?;
            Ok(Ok(Copy {
                file,
                width: proved.width(),
                height: proved.height(),
                bytes: proved.bytes().len() as u64,
                hash: blake3::hash(proved.bytes()),
                likeness,
            }))
        }
        Ok(_) | Err(_) => {
            staged.remove(&file).map_err(io)?;
            Ok(Err("The written file could not be proved clean, and was taken away.".to_owned()))
        }
    }
}

/// Captions, gallery, manifest, and the ZIP of it all.
pub(super) fn write_beside(
    staged: &AtomicDir,
    title: &str,
    purpose: &str,
    going: &[Going],
    wanted: &Wanted,
) -> Result<(), Error> {
    let io = |source| disk("writing the exported folder", source);
    let mut files = Vec::new();
    for (name, bytes) in [
        ("captions.csv", beside::captions(going)),
        ("gallery.html", beside::gallery(title, going)),
        ("manifest.json", beside::manifest(purpose, going)?),
    ] {
        staged.write(name, &bytes).map_err(io)?;
        files.push((name.to_owned(), bytes));
    }
    if wanted.zip {
        for copy in going.iter().flat_map(|picture| &picture.copies) {
            files.push((copy.file.clone(), std::fs::read(staged.path().join(&copy.file)).map_err(io)?));
        }
        staged.write(&format!("{}.zip", wanted.name), &options::zipped(&files)?).map_err(io)?;
    }
    Ok(())
}
