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
    /// The master against the source rendered by its profile.
    pub(crate) master: Option<Difference>,
    /// The same for the web copy, at its size.
    pub(crate) web: Option<Difference>,
    /// What libvips loses itself where it writes the web copy with our quality.
    pub(crate) peer: Option<Difference>,
    /// Whether the web copy has the sides of the upright source.
    pub(crate) upright: Option<bool>,
    /// Why the references are no judges of it.
    pub(crate) unjudged: Option<&'static str>,
    /// What is left in the master and in the web copy; filled in for all files at once.
    pub(crate) left: [Left; 2],
    pub(crate) files: [PathBuf; 2],
}

/// Mean CIEDE2000 of two pictures of one size.
#[derive(Clone, Copy)]
pub(crate) struct Difference {
    /// Pixel by pixel, with the noise of coding.
    pub(crate) pixels: f64,
    /// At a sixteenth of that size, where the noise of coding is gone and what is left is a difference of colour.
    pub(crate) colours: f64,
}

impl Difference {
    fn of(one: &Pixels, other: &Pixels) -> Self {
        let between = colour::mean_difference_of;
        Self { pixels: between(one, other), colours: between(&one.in_blocks(), &other.in_blocks()) }
    }
}

/// From here on colours differ.
pub(crate) const OTHER_COLOURS: f64 = 1.0;

impl Made {
    /// Whether nothing is left and both look like their source, as far as the references can tell.
    pub(crate) fn is_good(&self) -> bool {
        self.left.iter().all(Left::is_nothing) && self.identical != Some(false) && self.differs_by_less(OTHER_COLOURS)
    }

    /// Whether both are upright and of the colours of the source.
    pub(crate) fn differs_by_less(&self, most: f64) -> bool {
        let near = |found: Option<Difference>| found.is_none_or(|found| found.colours < most);
        self.upright != Some(false) && (self.unjudged.is_some() || near(self.master) && near(self.web))
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
    let source = Some(source).filter(|_| !matches!(master.source, Format::Raw(_)));
    let stored = master.how == MasterKind::Stripped;
    let whole = (master.image.width(), master.image.height());
    let identical = source.filter(|_| stored).and_then(|source| same_samples(source, &master_file, &scratch));
    // Of its own accord libvips has to come to the same shape, give or take how it rounds.
    let free = source.and_then(|source| reference::rendered(source, Size::Within(EDGE), true, &scratch));
    let near = |a: u32, b: u32| a.abs_diff(b) <= 1 + a / 1000;
    let upright = free.as_ref().map(|free| near(free.width, copy.width()) && near(free.height, copy.height()));
    let size = (copy.width(), copy.height());
    if let (Some(false), Some(free)) = (upright, &free) {
        eprintln!("{} × {} where libvips makes {} × {}", size.0, size.1, free.width, free.height);
    }
    let compared = |file: &Path, size, upright| difference(source?, file, size, upright, &scratch);
    Ok(Ok(Made {
        how: master.how,
        identical,
        master: compared(&master_file, whole, !stored),
        web: compared(&web, size, true),
        peer: source
            .and_then(|source| reference::web_copy(source, size, &scratch))
            .and_then(|file| compared(&file, size, true)),
        upright,
        unjudged: None,
        left: Default::default(),
        files: [master_file, web],
    }))
}

/// How far `file`, which is stored as it is to be seen, lies from its source; from the nearer of two references where
/// they do not agree.
fn difference(source: &Path, file: &Path, size: (u32, u32), upright: bool, scratch: &Path) -> Option<Difference> {
    let exactly = Size::Exactly(size.0, size.1);
    let shown = reference::rendered(file, exactly, false, scratch)?;
    let by_libvips = Difference::of(&reference::rendered(source, exactly, upright, scratch)?, &shown);
    if by_libvips.colours < OTHER_COLOURS {
        return Some(by_libvips);
    }
    let second = reference::second_opinion(source, upright, scratch).and_then(|second| {
        let shown = reference::rendered(file, Size::Exactly(second.width, second.height), false, scratch)?;
        Some(Difference::of(&second, &shown))
    });
    Some(second.filter(|second| second.colours < by_libvips.colours).unwrap_or(by_libvips))
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
