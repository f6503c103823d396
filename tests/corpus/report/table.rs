//! The report as a page: figures first, then every file.

use std::fmt::Write as _;

use crate::Row;

/// The figures over all files.
pub(crate) fn summary(rows: &[Row]) -> String {
    let made: Vec<_> = rows.iter().filter_map(|row| row.ours.as_ref().ok()).collect();
    let refused = rows.len() - made.len();
    let refused_readable = rows.iter().filter(|row| row.readable && row.ours.is_err()).count();
    let clean = made.iter().filter(|made| made.is_clean()).count();
    let stripped = made.iter().filter(|made| made.how == "stripped").count();
    let compared = made.iter().filter(|made| made.identical.is_some()).count();
    let identical = made.iter().filter(|made| made.identical == Some(true)).count();
    let upright = made.iter().filter(|made| made.upright == Some(true)).count();
    let checked = made.iter().filter(|made| made.upright.is_some()).count();
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "- {name}: {value}");
    };
    line("files", rows.len().to_string());
    line("made into a proved master and web copy", made.len().to_string());
    line("refused with a reason", format!("{refused}, of them {refused_readable} that some other program reads"));
    line("clean by exiftool and mat2 too", format!("{clean} of {}", made.len()));
    line(
        "stripped without re-encoding",
        format!("{stripped}; samples equal before and after in {identical} of {compared} that libvips reads"),
    );
    line("upright beside libvips", format!("{upright} of {checked}"));
    line("colour of the master (mean CIEDE2000)", spread(made.iter().filter_map(|made| made.master_difference)));
    line("colour of the web copy (mean CIEDE2000)", spread(made.iter().filter_map(|made| made.web_difference)));
    for (peer, verdict) in
        [("exiftool", peer(rows, |row| &row.peers.exiftool)), ("mat2", peer(rows, |row| &row.peers.mat2))]
    {
        line(&format!("{peer} on the same files"), verdict);
    }
    text
}

fn peer(rows: &[Row], verdict: impl Fn(&Row) -> &String) -> String {
    let count =
        |wanted: &dyn Fn(&str) -> bool| rows.iter().filter(|row| row.ours.is_ok() && wanted(verdict(row))).count();
    format!(
        "of the files we make, clean {}, profile left {}, more left {}, broken {}, not read {}, turn lost {}",
        count(&|told| told.starts_with("clean")),
        count(&|told| told.starts_with("icc-only")),
        count(&|told| told.starts_with("leftover")),
        count(&|told| told.starts_with("BROKEN")),
        count(&|told| told.starts_with("unsupported") || told.starts_with("error")),
        count(&|told| told.contains("turn lost")),
    )
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

/// The whole page.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut page = String::from(
        "# Real files through the photo crate\n\nMade by `cargo run -p cloakroom-tests --bin corpus-report`. Reference: libvips by each file's own profile. `ΔE` is the mean CIEDE2000 of the master and of the \
         web copy against it, at equal size.\n\n",
    );
    page.push_str(&summary(rows));
    page.push_str(
        "\n| file | format | outcome | samples kept | ΔE master | ΔE web | upright | exiftool on ours | mat2 on ours | \
         exiftool itself | mat2 itself |\n|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let _ = match &row.ours {
            Err(reason) => writeln!(
                page,
                "| {} | {} | refused: {} | | | | | | | {} | {} |",
                cell(&row.name),
                row.format,
                cell(reason),
                row.peers.exiftool,
                row.peers.mat2
            ),
            Ok(made) => writeln!(
                page,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                cell(&row.name),
                row.format,
                made.how,
                told(made.identical),
                number(made.master_difference),
                number(made.web_difference),
                told(made.upright),
                list(&made.exiftool),
                list(&made.mat2),
                row.peers.exiftool,
                row.peers.mat2
            ),
        };
    }
    page
}

fn told(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "NO",
        None => "",
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.2}"))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn list(findings: &[String]) -> String {
    if findings.is_empty() { "nothing".to_owned() } else { cell(&findings.join(", ")) }
}
