//! Figures that `cargo xtask` prints once more at its end.

use std::io::Write as _;

/// Prints a figure; where the environment names a file for figures, it is added there too.
pub(crate) fn figure(line: &str) {
    println!("{line}");
    if let Some(path) = std::env::var_os("CLOAKROOM_FIGURES") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        file.and_then(|mut file| writeln!(file, "{line}")).expect("the file of figures can be written");
    }
}
