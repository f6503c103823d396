//! The pack for a subject-access request (P26): pictures with everybody else covered, answers, published copies and log as one
//! encrypted file that public tools open (P25), with a page to read. Nobody else is named in it, and nothing in it differs
//! between a protected child and another: what is sealed is the head's to decide, and told to the head alone.

mod cover;
mod page;
mod seal;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use photo::{CleanImage, Output, RenderSpec};
use serde_json::json;
use store::atomic::StagedFile;
use store::{BlobKind, Photo};
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Fault, Refusal};
use crate::export::{disk, inside, render_edited};
use crate::held::{Held, Reader};
use crate::register::Table;
use crate::rights::{self, Action};
use crate::session::Session;
use crate::wire::{LeftOut, PackMade};
use page::{Page, PagePicture};
use seal::Seal;

/// As large as pages show pictures.
const EDGE: u32 = 1600;

type Zip = ZipWriter<StreamWriter<age::stream::StreamWriter<StagedFile>>>;

impl Session {
    /// Writes the pack of the one person that the text names into a folder: for whoever holds the key of `recipient`, else
    /// for whoever is told the passphrase that is shown this once.
    ///
    /// # Errors
    /// Refused to all but office and head, when the text names nobody or several, when `recipient` is none, and where the
    /// folder cannot be used.
    pub fn person_pack(&self, person: &str, folder: &Path, recipient: Option<&str>) -> Result<PackMade, Error> {
        self.may(Action::PackPerson)?;
        let held = Held::on(self, person, Reader::Family)?;
        let seal = Seal::new(recipient, self.surroundings())?;
        let target = self.place_for_pack(folder)?;
        let io = |source| disk("writing a pack", source);
        self.begin_export(&target)?;
        let mut zip = ZipWriter::new_stream(seal.wrap(StagedFile::stage(&target).map_err(io)?)?);
        let (pictures, left_out) = self.pack_pictures(&held, &mut zip)?;
        let packed = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
        self.pack_papers(&held, pictures, &left_out, &mut zip)?;
        let staged = zip.finish().map_err(failed)?.into_inner().finish().map_err(io)?;
        // First the log: a crash in between leaves an entry for a pack that is nowhere, never a pack without an entry.
        let about = json!({ "pictures": packed, "left_out": left_out.len(), "own_key": recipient.is_some() });
        self.vault().log().add(store::Action::PackMade, Some(held.person.id.to_string()), &about)?;
        let file = staged.publish().map_err(io)?;
        self.end_export()?;
        Ok(PackMade {
            file: file.display().to_string(),
            passphrase: seal.into_passphrase().map(|words| words.to_string()),
            pictures: packed,
            left_out,
            to_decide: self.to_decide(&held)?,
        })
    }

    /// A name that tells nobody whose pack it is.
    fn place_for_pack(&self, folder: &Path) -> Result<PathBuf, Error> {
        let unusable = |why| Refusal::Destination { path: folder.to_owned(), why };
        if !folder.is_dir() {
            return Err(unusable("it is not a folder").into());
        }
        if inside(folder, self.vault().folder()) {
            return Err(unusable("it lies inside the vault").into());
        }
        let name = format!("subject-access-{}-{}.zip.age", self.today()?, self.surroundings().hex(3));
        Ok(folder.join(name))
    }

    /// Writes the pictures one by one, each proved clean.
    fn pack_pictures(&self, held: &Held<'_>, zip: &mut Zip) -> Result<(Vec<PagePicture>, Vec<LeftOut>), Error> {
        let (mut pictures, mut left_out) = (Vec::new(), Vec::new());
        for photo in &held.photos {
            let place = held.place(photo)?;
            match self.with_others_covered(held, photo)? {
                Ok(clean) => {
                    let file = format!("pictures/{:03}.jpg", pictures.len() + 1);
                    put(zip, &file, clean.bytes())?;
                    let taken = photo.taken_at.map(|at| at.strftime("%-d %B %Y").to_string());
                    pictures.push(PagePicture { file, place, taken, width: clean.width(), height: clean.height() });
                }
                Err(why) => left_out.push(LeftOut { place, why }),
            }
        }
        Ok((pictures, left_out))
    }

    /// The picture with nobody else on it; the inner error is why it stays out.
    fn with_others_covered(&self, held: &Held<'_>, photo: &Photo) -> Result<Result<CleanImage, String>, Error> {
        let edits = match cover::all_others(&self.vault().photo_facts(photo.id)?, held.person.id) {
            Ok(edits) => edits,
            Err(why) => return Ok(Err(why.to_owned())),
        };
        let master = match self.vault().photos().bytes(photo.id, BlobKind::Master) {
            Err(store::StoreError::Damaged(_)) => return Ok(Err("its file is damaged".to_owned())),
            master => master?,
        };
        match render_edited(&master, photo, &edits, &RenderSpec { max_edge: EDGE, output: Output::WEB }) {
            Ok(clean) => Ok(Ok(clean)),
            Err(Error::Fault(Fault::Photo(error))) => Ok(Err(format!("it could not be made into a picture: {error}"))),
            Err(error) => Err(error),
        }
    }

    /// The tables, each as a CSV, and the page that shows it all.
    fn pack_papers(
        &self,
        held: &Held<'_>,
        pictures: Vec<PagePicture>,
        left_out: &[LeftOut],
        zip: &mut Zip,
    ) -> Result<(), Error> {
        let mut tables = held.open_tables()?;
        tables.push(held.log()?);
        for table in &tables {
            put(zip, &csv_name(table), table.to_csv().as_bytes())?;
        }
        let page = Page {
            school: self.view().school,
            name: held.person.names.known_as(),
            on: self.today()?.strftime("%-d %B %Y").to_string(),
            pictures,
            left_out,
            tables: &tables,
        };
        put(zip, "index.html", page.html().as_bytes())
    }

    /// What is held and not in the pack, for those who may know that it is there.
    fn to_decide(&self, held: &Held<'_>) -> Result<Option<Vec<String>>, Error> {
        if rights::permit(self.role(), Action::KeepDoNotPublish).is_err() {
            return Ok(None);
        }
        let some = held.sealed_counts()?.into_iter().filter(|(_, count)| *count > 0);
        Ok(Some(some.map(|(what, count)| format!("{what}: {count}")).collect()))
    }
}

fn csv_name(table: &Table) -> String {
    format!("{}.csv", table.title.to_lowercase().replace(' ', "-"))
}

/// Writes one file of the ZIP. Like everything that leaves, it bears no time.
fn put(zip: &mut Zip, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let how = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    zip.start_file(name, how).map_err(failed)?;
    zip.write_all(bytes).map_err(|source| disk("writing a pack", source))
}

fn failed(error: ZipError) -> Error {
    if let ZipError::Io(source) = error {
        return disk("writing a pack", source);
    }
    Fault::Io { doing: "making a ZIP", source: std::io::Error::other(error) }.into()
}
