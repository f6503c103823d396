//! One real file through the photo crate: master, web copy, and what they are worth beside the reference.

use std::path::{Path, PathBuf};

use photo::{Edits, Format, Limits, MasterKind, Output, RenderSpec, make_master, render};

use crate::{
    colour,
    look::Left,
    reference::{self, Pixels, Size},
    write,
};

/// The longer edge of the web copies.
const EDGE: u32 = 1600;

/// What became of a file that is a picture.
pub(crate) struct Made {
    /// How the master was made.
    pub(crate) how: MasterKind,
    /// For stripped masters, whether libvips reads the same samples before and after; nothing where it reads neither.
    pub(crate) identical: Option<bool>,
    /// CIEDE2000 of the master, rendered by libvips, against the source rendered by its profile.
    pub(crate) master_difference: Option<f64>,
    /// The same for the web copy, at its size.
    pub(crate) web_difference: Option<f64>,
    /// Whether the web copy has the sides of the upright source.
    pub(crate) upright: Option<bool>,
    /// What is left in the master and in the web copy; filled in for all files at once.
    pub(crate) left: [Left; 2],
    pub(crate) files: [PathBuf; 2],
}

impl Made {
    /// Whether nothing is left and both look like their source, as far as the reference can tell.
    pub(crate) fn is_good(&self) -> bool {
        self.left.iter().all(Left::is_nothing) && self.identical != Some(false) && self.looks_like_its_source()
    }

    /// Whether both are upright and of the colours of the source.
    pub(crate) fn looks_like_its_source(&self) -> bool {
        let true_to_colour = |difference: Option<f64>| difference.is_none_or(|difference| difference < 1.0);
        self.upright != Some(false) && true_to_colour(self.master_difference) && true_to_colour(self.web_difference)
    }
}

/// Makes the two files in `folder`; the inner error is the refusal in our own words.
pub(crate) fn made(bytes: &[u8], source: &Path, number: usize, folder: &Path) -> Result<Result<Made, String>, String> {
    let limits = Limits::default();
    let master = match make_master(bytes, &limits) {
        Ok(master) => master,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    let spec = RenderSpec { max_edge: EDGE, output: Output::WEB };
    let copy = match render(master.image.bytes(), master.orientation, &Edits::default(), &spec, &limits) {
        Ok(copy) => copy,
        Err(refusal) => return Ok(Err(format!("no web copy: {refusal}"))),
    };
    let ending = master.image.format().to_string().to_ascii_lowercase();
    let master_file = write(&folder.join(format!("{number:03}-master.{ending}")), master.image.bytes())?;
    let web = write(&folder.join(format!("{number:03}-web.jpeg")), copy.bytes())?;
    let scratch = folder.join("scratch");
    // What a raw file shows is developed anew by libvips, and the preview inside is the camera's own.
    let comparable = !matches!(master.source, Format::Raw(_));
    let rendered = |file: &Path, size, upright| reference::rendered(file, size, upright, &scratch);
    let source = Some(source).filter(|_| comparable);
    let stored = master.how == MasterKind::Stripped;
    let whole = Size::Exactly(master.image.width(), master.image.height());
    let before = source.and_then(|source| rendered(source, whole, !stored));
    let master_difference = difference(before, rendered(&master_file, whole, false));
    let identical = source.filter(|_| stored).and_then(|source| same_samples(source, &master_file, &scratch));
    // Of its own accord libvips has to come to the same shape, give or take how it rounds.
    let free = source.and_then(|source| rendered(source, Size::Within(EDGE), true));
    let near = |a: u32, b: u32| a.abs_diff(b) <= 1 + a / 1000;
    let upright = free.as_ref().map(|free| near(free.width, copy.width()) && near(free.height, copy.height()));
    let exactly = Size::Exactly(copy.width(), copy.height());
    let wanted = match free {
        Some(free) if (free.width, free.height) == (copy.width(), copy.height()) => Some(free),
        Some(_) => source.and_then(|source| rendered(source, exactly, true)),
        None => None,
    };
    let web_difference = difference(wanted, rendered(&web, exactly, false));
    Ok(Ok(Made {
        how: master.how,
        identical,
        master_difference,
        web_difference,
        upright,
        left: Default::default(),
        files: [master_file, web],
    }))
}

/// How different two pictures look; as different as can be where they are not even of one size.
pub(crate) fn difference(one: Option<Pixels>, other: Option<Pixels>) -> Option<f64> {
    Some(colour::mean_difference_of(&one?, &other?))
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
