//! The results as a page.

use std::fmt::Write as _;

use crate::{
    Made,
    photos::Photo,
    tools::{Task, Tool},
};

/// What was measured, on what.
pub(crate) fn head(photos: &[Photo]) -> String {
    let mut page = String::from(
        "# Speed beside other programs\n\nMade by `cargo xtask bench`: every program in turn on the same photos, medians over \
         the rounds and then the photos. Processor time counts all threads. Sharp stays running, as our program does, and is compared with ours kept running; all others are started for each \
         photo, and compared with ours started. Our time includes following every code of the copy (the proof), \
         which the others do not do. SSIMULACRA2 is against ImageMagick's reduction in sixteen bits.\n\n\
         | photo | pixels | bytes |\n|---|---|---|\n",
    );
    for photo in photos {
        let _ = writeln!(page, "| {} | {} × {} | {} |", photo.name, photo.width, photo.height, photo.bytes);
    }
    page
}

/// One task.
pub(crate) fn of(task: Task, tools: &[Tool], photos: &[Photo], made: &[Vec<Made>]) -> String {
    let title = match task {
        Task::Export => "Copy for the web: 1600 pixels, JPEG of quality 82",
        Task::Thumbnail => "Thumbnail: 320 pixels, JPEG of quality 82",
        Task::Strip => "Stripping without touching the pixels",
    };
    let mut page = format!(
        "\n## {title}\n\n| | processor time, ms | ours is faster by | worst photo | peak memory, MB | bytes | SSIMULACRA2: mean, \
         least |\n|---|---|---|---|---|---|---|\n"
    );
    let times: Vec<Vec<f64>> = made.iter().map(|photos| photos.iter().map(time).collect()).collect();
    for ((tool, of_photos), times_of) in tools.iter().zip(made).zip(&times) {
        // Ours come first.
        let ours = tools.iter().position(|ours| ours.is_running() == tool.is_running()).unwrap_or_default();
        let ratios: Vec<f64> = times_of.iter().zip(&times[ours]).map(|(theirs, ours)| theirs / ours).collect();
        let bytes = of_photos.iter().map(|made| made.bytes).sum::<u64>() / photos.len() as u64;
        let peak = of_photos.iter().flat_map(|made| &made.costs).map(|cost| cost.peak_kb).max().unwrap_or_default();
        let seen: Vec<f64> = of_photos.iter().filter_map(|made| made.quality).collect();
        let quality = if seen.is_empty() {
            String::new()
        } else {
            let least = seen.iter().copied().fold(f64::INFINITY, f64::min);
            format!("{:.2}, {least:.2}", seen.iter().sum::<f64>() / seen.len() as f64)
        };
        let _ = writeln!(
            page,
            "| {} | {:.1} | {:.2} × | {:.2} × | {} | {bytes} | {quality} |",
            tool.name(),
            median(times_of.clone()) * 1000.0,
            median(ratios.clone()),
            ratios.into_iter().fold(f64::INFINITY, f64::min),
            peak / 1024
        );
    }
    page
}

fn time(made: &Made) -> f64 {
    median(made.costs.iter().map(|cost| cost.seconds).collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
