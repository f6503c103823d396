//! Batches.

use std::fmt::Write as _;

use workflow::wire::{BatchState, BatchSummary, BatchView, Checklist};
use workflow::{Error, ExportOptions, Session};

use super::photo::{reasons, word};
use crate::args::{Batch, Export};
use crate::print::Done;

pub(super) fn batch(session: &Session, command: Batch) -> Result<Done, Error> {
    match command {
        Batch::New { purpose, title, photos } => {
            let view = session.batch_new(&purpose, &title)?;
            if photos.is_empty() { shown(&view) } else { shown(&session.batch_add(&view.summary.id, &photos)?) }
        }
        Batch::Add { batch, photos } => shown(&session.batch_add(&batch, &photos)?),
        Batch::Caption { batch, photo, caption, alt } => shown(&session.batch_caption(&batch, &photo, &caption, &alt)?),
        Batch::Arrange { batch, photos } => shown(&session.batch_arrange(&batch, &photos)?),
        Batch::Rename { batch, title } => shown(&session.batch_rename(&batch, &title)?),
        Batch::Remove { batch, photo } => shown(&session.batch_remove(&batch, &photo)?),
        Batch::Names { purpose, photo, text } => {
            let names = session.names_in_text(&purpose, photo.as_deref(), &text)?;
            let told = if names.is_empty() { "No name.".to_owned() } else { names.join("\n") };
            Ok(Done::new(&names, told)?.refused_if(!names.is_empty()))
        }
        Batch::Submit { batch } => shown(&session.batch_submit(&batch)?),
        Batch::Approve { batch, dressed, reputable, fits_purpose } => {
            shown(&session.batch_approve(&batch, Checklist { dressed, reputable, fits_purpose })?)
        }
        Batch::Return { batch, note } => shown(&session.batch_return(&batch, &note)?),
        Batch::Export(Export { batch, to, sizes, webp, avif, zip }) => {
            let options = ExportOptions { sizes, webp, avif, zip };
            let report = session.batch_export_as(&batch, &to, &options, &mut |_| true)?;
            let out = report.items.iter().filter(|item| item.file.is_some()).count();
            let mut text = format!("{out} of {} pictures exported to {}\n", report.items.len(), report.folder);
            for item in &report.items {
                match &item.file {
                    Some(file) => writeln!(text, "  {file}"),
                    None => writeln!(text, "  {} stays behind: {}", item.photo, item.held_back.join(" ")),
                }
                .unwrap_or_default();
            }
            Ok(Done::new(&report, text)?.refused_if(out == 0))
        }
        Batch::Show { batch: Some(batch) } => shown(&session.batch(&batch)?),
        Batch::Show { batch: None } => {
            let batches = session.batches()?;
            Done::new(&batches, batches.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn shown(view: &BatchView) -> Result<Done, Error> {
    let mut text = line(&view.summary) + "\n";
    for (label, words) in [("returned with the note", &view.note), ("approval void", &view.summary.voided)] {
        if let Some(words) = words {
            let _ = writeln!(text, "  {label}: {words}");
        }
    }
    for item in &view.items {
        let _ = writeln!(text, "  {} {}: {}", item.photo, word(item.shown.verdict), item.caption);
        text.push_str(&reasons(&item.shown));
    }
    Done::new(view, text)
}

fn line(batch: &BatchSummary) -> String {
    let state = match batch.state {
        BatchState::Draft => "draft",
        BatchState::Submitted => "submitted",
        BatchState::Approved => "approved",
        BatchState::Returned => "returned",
        BatchState::Exported => "exported",
    };
    format!("{} {} for {}: {state}, {} photos", batch.id, batch.title, batch.purpose, batch.photos)
}
