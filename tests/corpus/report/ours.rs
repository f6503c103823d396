//! One real file through the photo crate: master, web copy, and what they are worth beside the reference.

use std::path::{Path, PathBuf};

use photo::{Edits, Limits, MasterKind, Output, RenderSpec, make_master, render};

use crate::{
    colour,
    reference::{self, Pixels, Size},
    write,
};

/// The longer edge of the web copies.
const EDGE: u32 = 1600;

/// What became of a file that is a picture.
pub(crate) struct Made {
    /// How the master was made.
    pub(crate) how: String,
    /// For stripped masters, whether libvips reads the same samples before and after; nothing where it reads neither.
    pub(crate) identical: Option<bool>,
    /// CIEDE2000 of the master, rendered by libvips, against the source rendered by its profile.
    pub(crate) master_difference: Option<f64>,
    /// The same for the web copy, at its size.
    pub(crate) web_difference: Option<f64>,
    /// Whether the web copy has the sides of the upright source.
    pub(crate) upright: Option<bool>,
    /// Findings of exiftool in the master and the copy; filled in for all files at once.
    pub(crate) exiftool: Vec<String>,
    /// Findings of mat2 in the two.
    pub(crate) mat2: Vec<String>,
    pub(crate) master: PathBuf,
    pub(crate) web: PathBuf,
}

impl Made {
    /// Whether neither exiftool nor mat2 found anything; the proof itself was a condition of being made.
    pub(crate) fn is_clean(&self) -> bool {
        self.exiftool.is_empty() && self.mat2.is_empty()
    }
}

/// Makes the two files in `folder`; the inner error is the refusal in our own words.
pub(crate) fn made(source: &Path, number: usize, folder: &Path) -> Result<Result<Made, String>, String> {
    let bytes = std::fs::read(source).map_err(|error| error.to_string())?;
    let limits = Limits::default();
    let master = match make_master(&bytes, &limits) {
        Ok(master) => master,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    let spec = RenderSpec { max_edge: EDGE, output: Output::WEB };
    let copy = match render(master.image.bytes(), master.orientation, &Edits::default(), &spec, &limits) {
        Ok(copy) => copy,
        Err(refusal) => return Ok(Err(format!("no web copy: {refusal}"))),
    };
    let ending = format!("{}", master.image.format()).to_ascii_lowercase();
    let master_file = write(&folder.join(format!("{number:03}-master.{ending}")), master.image.bytes())?;
    let web = write(&folder.join(format!("{number:03}-web.jpeg")), copy.bytes())?;
    let (stripped, how) = match master.how {
        MasterKind::Stripped => (true, "stripped".to_owned()),
        MasterKind::ReEncoded { why } => (false, format!("re-encoded: {why}")),
    };
    let scratch = folder.join("scratch");
    std::fs::create_dir_all(&scratch).map_err(|error| error.to_string())?;
    // libvips takes brackets in a name for options.
    let source = &write(&scratch.join("source"), &bytes)?;
    let whole = Size::Exactly(master.image.width(), master.image.height());
    let before = reference::rendered(source, whole, !stripped, &scratch);
    let after = reference::rendered(&master_file, whole, false, &scratch);
    let master_difference = difference(before, after);
    let identical = if stripped { same_samples(source, &master_file, &scratch) } else { None };
    // Of its own accord libvips has to come to the same shape, give or take how it rounds.
    let free = reference::rendered(source, Size::Within(EDGE), true, &scratch);
    let near = |a: u32, b: u32| a.abs_diff(b) <= 1 + a / 1000;
    let upright = free.as_ref().map(|free| near(free.width, copy.width()) && near(free.height, copy.height()));
    let exactly = Size::Exactly(copy.width(), copy.height());
    let wanted = match free {
        Some(free) if (free.width, free.height) == (copy.width(), copy.height()) => Some(free),
        Some(_) => reference::rendered(source, exactly, true, &scratch),
        None => None,
    };
    let web_difference = difference(wanted, reference::rendered(&web, exactly, false, &scratch));
    Ok(Ok(Made {
        how,
        identical,
        master_difference,
        web_difference,
        upright,
        exiftool: Vec::new(),
        mat2: Vec::new(),
        master: master_file,
        web,
    }))
}

fn difference(one: Option<Pixels>, other: Option<Pixels>) -> Option<f64> {
    let (one, other) = (one?, other?);
    // Pictures of another size would be as different as pictures can be.
    let same = (one.width, one.height) == (other.width, other.height);
    Some(if same { colour::mean_difference(&one.samples, &other.samples) } else { 100.0 })
}

/// Whether libvips reads the very same samples from both files, without any treatment.
fn same_samples(one: &Path, other: &Path, folder: &Path) -> Option<bool> {
    let raw = |file: &Path, name: &str| {
        let target = folder.join(name);
        let done = std::process::Command::new("vips").arg("rawsave").arg(file).arg(&target).output().ok()?;
        if done.status.success() { std::fs::read(target).ok() } else { None }
    };
    Some(raw(one, "before.raw")? == raw(other, "after.raw")?)
}
