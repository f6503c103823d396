//! A login, proved: every use case is a verb of a session. Dropping the last copy closes the vault.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::wire::{
    AlbumSummary, BatchSummary, BatchView, Checklist, ExportReport, FaceAccount, ImportProgress, ImportReport,
    PersonSummary, PhotoCard, PhotoView, PurposeView, Rect, SessionView,
};

/// Somebody is logged in. Cheap to copy; copies share the open vault.
#[derive(Clone)]
pub struct Session {}

/// Asks a running import to stop after the photos in hand. Copies share one wish.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Which stored picture the window wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// 320 pixels.
    Thumb,
    /// 1600 pixels.
    Preview,
}

/// A picture for the screen: clean bytes and their media type.
pub struct Shown {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// `image/jpeg` …
    pub media_type: &'static str,
}

#[allow(unused_variables, missing_docs, clippy::missing_errors_doc)]
impl Session {
    #[must_use]
    pub fn view(&self) -> SessionView {
        todo!()
    }
    pub fn people_search(&self, query: &str, limit: u32) -> Result<Vec<PersonSummary>, Error> {
        todo!()
    }
    pub fn purposes(&self) -> Result<Vec<PurposeView>, Error> {
        todo!()
    }
    pub fn albums(&self) -> Result<Vec<AlbumSummary>, Error> {
        todo!()
    }
    pub fn import(
        &self,
        folder: &Path,
        album: &str,
        stop: &Stop,
        progress: &mut (dyn FnMut(ImportProgress) + Send),
    ) -> Result<ImportReport, Error> {
        todo!()
    }
    pub fn picture(&self, photo: &str, which: Picture) -> Result<Shown, Error> {
        todo!()
    }
    pub fn photos(&self, album: &str, purpose: &str) -> Result<Vec<PhotoCard>, Error> {
        todo!()
    }
    pub fn photo(&self, photo: &str, purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn tag_add(
        &self,
        photo: &str,
        persons: &[String],
        face: Option<&str>,
        region: Option<Rect>,
        purpose: &str,
    ) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn tag_remove(&self, photo: &str, tag: &str, purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn face_add(&self, photo: &str, region: Rect, purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn face_account(
        &self,
        photo: &str,
        face: &str,
        account: FaceAccount,
        purpose: &str,
    ) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn covers_set(&self, photo: &str, covers: &[Rect], purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn crop_set(&self, photo: &str, crop: Option<Rect>, purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn photo_confirm(&self, photo: &str, purpose: &str) -> Result<PhotoView, Error> {
        todo!()
    }
    pub fn batches(&self) -> Result<Vec<BatchSummary>, Error> {
        todo!()
    }
    pub fn batch_new(&self, purpose: &str, title: &str) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch(&self, batch: &str) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_add(&self, batch: &str, photos: &[String]) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_caption(&self, batch: &str, photo: &str, caption: &str, alt_text: &str) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_submit(&self, batch: &str) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_approve(&self, batch: &str, checklist: Checklist) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_return(&self, batch: &str, note: &str) -> Result<BatchView, Error> {
        todo!()
    }
    pub fn batch_export(&self, batch: &str, folder: &Path) -> Result<ExportReport, Error> {
        todo!()
    }
}
