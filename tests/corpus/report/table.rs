//! The report as a page: figures first, then what was refused, then every file.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    Row,
    look::Left,
    ours::{Difference, Made},
    peers::{Became, Cleaned, OTHER},
    reference,
};

/// The figures over all files.
pub(crate) fn summary(rows: &[Row]) -> String {
    let made: Vec<&Made> = rows.iter().filter_map(|row| row.ours.as_ref().ok()).collect();
    let refused = rows.iter().filter(|row| row.ours.is_err());
    let shown = refused.clone().filter(|row| row.shown.is_some()).count();
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "- {name}: {value}");
    };
    line("files", rows.len().to_string());
    line("made into a proved master and a proved web copy", made.len().to_string());
    line("refused with a reason", format!("{}, of them {shown} that libvips shows", refused.count()));
    let mut ways = BTreeMap::<String, usize>::new();
    made.iter().for_each(|made| *ways.entry(made.how.to_string()).or_default() += 1);
    line("how", ways.iter().map(|(how, count)| format!("{how} {count}")).collect::<Vec<_>>().join("; "));
    let compared = |pick: fn(&Made) -> Option<bool>| {
        let all: Vec<bool> = made.iter().filter_map(|made| pick(made)).collect();
        format!("{} of {} that libvips reads", all.iter().filter(|&&same| same).count(), all.len())
    };
    line("stripped, and libvips reads the very same samples before and after", compared(|made| made.identical));
    line("upright like the source by libvips", compared(|made| made.upright));
    let believed = || made.iter().filter(|made| made.unjudged.is_none());
    line("colours of the master (mean CIEDE2000)", spread(believed().filter_map(|made| Some(made.master?.colours))));
    line("colours of the web copy", spread(believed().filter_map(|made| Some(made.web?.colours))));
    line("colours of libvips' own web copy", spread(believed().filter_map(|made| Some(made.peer?.colours))));
    line("pixels of the master", spread(believed().filter_map(|made| Some(made.master?.pixels))));
    line("pixels of the web copy", spread(believed().filter_map(|made| Some(made.web?.pixels))));
    line("pixels of libvips' own web copy", spread(believed().filter_map(|made| Some(made.peer?.pixels))));
    let unjudged = made.iter().filter(|made| made.unjudged.is_some() && made.master.is_some());
    line("not judged by the references", unjudged.count().to_string());
    text
}

/// The three side by side on the files that we make and libvips shows.
fn comparison(rows: &[Row]) -> String {
    let both: Vec<(&Row, &Made)> =
        rows.iter().filter(|row| row.shown.is_some()).filter_map(|row| Some((row, row.ours.as_ref().ok()?))).collect();
    let mut text = String::from("| | ours | exiftool -all= | mat2 |\n|---|---|---|---|\n");
    let mut line = |name: &str, ours: &dyn Fn(&Made) -> bool, theirs: &dyn Fn(&Cleaned) -> bool| {
        let count = |holds: &dyn Fn(&Row, &Made) -> bool| both.iter().filter(|(row, made)| holds(row, made)).count();
        let (own, first, second) =
            (count(&|_, made| ours(made)), count(&|row, _| theirs(&row.exiftool)), count(&|row, _| theirs(&row.mat2)));
        let _ = writeln!(text, "| {name} | {own} | {first} | {second} |");
    };
    let touched = |cleaned: &Cleaned| cleaned.became != Became::Refused;
    line("given out", &|_| true, &touched);
    line(
        "our second reader finds nothing (JPEG, PNG, WebP, AVIF)",
        &|made| made.left.iter().all(|left| left.ours.as_ref().is_some_and(|found| found.is_empty())),
        &|cleaned| touched(cleaned) && cleaned.left.ours.as_ref().is_some_and(|found| found.is_empty()),
    );
    line(
        "exiftool -a -u -G1 finds nothing",
        &|made| made.left.iter().all(|left| left.exiftool.is_empty()),
        &|cleaned| touched(cleaned) && cleaned.left.exiftool.is_empty(),
    );
    line("mat2 --show finds nothing", &|made| made.left.iter().all(|left| left.mat2 == 0), &|cleaned| {
        touched(cleaned) && cleaned.left.mat2 == 0
    });
    line(
        "nothing found by exiftool or mat2, and it still looks like its source",
        &|made| made.left.iter().all(Left::is_nothing_to_others) && made.differs_by_less(OTHER),
        &|cleaned| cleaned.became == Became::Same && cleaned.left.is_nothing_to_others(),
    );
    line("turned, mirrored or of other colours", &|made| !made.differs_by_less(OTHER), &|cleaned| {
        cleaned.became == Became::Other
    });
    line("shows nothing any more", &|_| false, &|cleaned| cleaned.became == Became::Broken);
    text
}

fn spread(values: impl Iterator<Item = f64>) -> String {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let (Some(worst), Some(middle)) = (values.last(), values.get(values.len() / 2)) else {
        return "not measured".into();
    };
    let below = values.iter().filter(|&&value| value < 1.0).count();
    format!("median {middle:.2}, worst {worst:.2}, below 1.0 in {below} of {}", values.len())
}

/// Why some of what libvips shows is refused, and the head of the table.
const REFUSED: &str = "
## Refused

Videos, JPEG XL, JPEG 2000, BigTIFF and raw files without a full-size preview are not what the cameras and phones of a
school write; they are refused by name. So are JPEGs of 12 and 16 bits or with arithmetic coding, for which there is no
decoder in safe Rust, and TIFFs of signed samples, which are measurements. One picture is larger than the limit. The rest
is damaged or cut off: what a viewer might still show of it is not the picture that was taken.

| file | format | reason | libvips shows it |
|---|---|---|---|
";

/// The whole page.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut page = String::from(
        "# Real files\n\nMade by `cargo xtask corpus` from the files in `../shared/corpus`: each through this program \
         (master and web copy), `exiftool -all=` and `mat2`; what comes out looked at by our own second reader, by \
         `exiftool -a -u -G1` (beyond structure) and by `mat2 --show`. Kinds of findings only, no values.\n\nReference \
         for shape and colour is libvips, each file upright and by its own profile, and where it differs ImageMagick for \
         a second opinion. ΔE is the mean CIEDE2000 at equal size: 'colours' at a sixteenth of the size of the copy, where the \
         noise of its coding is gone; 'pixels' at its own size, with that noise, which at quality \
         82 is above 1 for any encoder (libvips' own copy stands beside ours). Of raw files the camera's own preview is taken, which libvips does not show.\n\n",
    );
    page.push_str(&summary(rows));
    page.push_str("\nSide by side, on the files that we give out and libvips shows:\n\n");
    page.push_str(&comparison(rows));
    page.push_str("\nFiles on which the references are no judges:\n\n| file | why |\n|---|---|\n");
    for (name, why) in reference::NO_JUDGES {
        let _ = writeln!(page, "| {} | {why} |", cell(name));
    }
    page.push_str(REFUSED);
    for row in rows {
        if let Err(reason) = &row.ours {
            let shown = if row.shown.is_some() { "yes" } else { "" };
            let _ = writeln!(page, "| {} | {} | {} | {shown} |", cell(&row.name), row.format, cell(reason));
        }
    }
    page.push_str(
        "\n## Given out\n\n| file | format | how | same samples | ΔE master: colours, pixels | ΔE web: colours, pixels | upright | left in ours | \
         left by exiftool | left by mat2 |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        if let Ok(made) = &row.ours {
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                cell(&row.name),
                row.format,
                made.how,
                told(made.identical),
                number(made.master),
                number(made.web),
                told(made.upright),
                list(&made.left),
                peer(&row.exiftool),
                peer(&row.mat2)
            );
        }
    }
    page
}

fn peer(cleaned: &Cleaned) -> String {
    let left = list(std::slice::from_ref(&cleaned.left));
    match cleaned.became {
        Became::Refused => "not read".to_owned(),
        Became::Same => left,
        Became::Other => format!("LOOKS OTHERWISE; {left}"),
        Became::Broken => format!("BROKEN; {left}"),
    }
}

fn told(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "NO",
        None => "",
    }
}

fn number(found: Option<Difference>) -> String {
    found.map_or_else(String::new, |found| format!("{:.2}, {:.2}", found.colours, found.pixels))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// What is left, by whom it was found.
fn list(left: &[Left]) -> String {
    let mut parts = Vec::new();
    for left in left {
        let ours: Vec<&str> = left.ours.iter().flatten().take(4).map(String::as_str).collect();
        let exiftool: Vec<&str> = left.exiftool.iter().take(4).map(String::as_str).collect();
        if !ours.is_empty() {
            parts.push(format!("our reader: {}", ours.join(", ")));
        }
        if !exiftool.is_empty() {
            parts.push(format!("exiftool: {}", exiftool.join(", ")));
        }
        if left.mat2 > 0 {
            parts.push(format!("mat2: {} entries", left.mat2));
        }
    }
    if parts.is_empty() { "nothing".to_owned() } else { cell(&parts.join("; ")) }
}
