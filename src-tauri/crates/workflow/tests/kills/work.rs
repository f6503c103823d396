//! What the process does that is killed. Each step is reported once it returned.

use std::path::Path;

use workflow::wire::AutomaticBackup;
use workflow::{RestoreBy, Stop};

use crate::school::{self, ALBUM, HEAD, OFFICE, log_in, website};

/// A piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Import,
    Batch,
    Export,
    Purge,
    Restore,
    /// Import, batch and export, for ever.
    Mixed,
}

impl Work {
    /// All work that ends.
    pub(crate) const ALL: [Self; 5] = [Self::Import, Self::Batch, Self::Export, Self::Purge, Self::Restore];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Batch => "batch",
            Self::Export => "export",
            Self::Purge => "purge",
            Self::Restore => "restore",
            Self::Mixed => "mixed",
        }
    }

    /// Makes what the work begins with.
    pub(crate) fn prepare(self, folder: &Path) {
        school::open(folder);
        for number in 1..=2 {
            school::put_picture(folder, number);
        }
        if matches!(self, Self::Import | Self::Mixed) {
            return;
        }
        let photos = school::import(&log_in(folder, OFFICE), folder);
        let head = log_in(folder, HEAD);
        school::account_for(&head, &photos);
        match self {
            Self::Export => {
                drop(head);
                let batch = school::submit(&log_in(folder, OFFICE), &photos);
                school::approve(&log_in(folder, HEAD), &batch);
            }
            Self::Purge => {
                head.album_keep_until(ALBUM, Some("2026-11-01".parse().unwrap())).unwrap();
                head.backup_folder_set(Some(&folder.join("share"))).unwrap();
            }
            Self::Restore => {
                head.backup(&folder.join("backup")).unwrap();
                head.delete_now(&photos[0]).unwrap();
            }
            Self::Import | Self::Batch | Self::Mixed => {}
        }
    }

    pub(crate) fn run(self, folder: &Path, report: &mut dyn FnMut(String)) {
        match self {
            Self::Import => {
                for photo in school::import(&log_in(folder, OFFICE), folder) {
                    report(format!("photo {photo}"));
                }
            }
            Self::Batch => {
                let office = log_in(folder, OFFICE);
                let photos: Vec<_> =
                    office.photos(ALBUM, "website").unwrap().into_iter().map(|photo| photo.id).collect();
                let batch = school::submit(&office, &photos);
                drop(office);
                report(format!("submitted {batch}"));
                school::approve(&log_in(folder, HEAD), &batch);
                report(format!("approved {batch}"));
            }
            Self::Export => {
                let office = log_in(folder, OFFICE);
                let batch = office.batches().unwrap().remove(0).id;
                let exported = office.batch_export(&batch, &website(folder)).unwrap();
                report(format!("exported {}", exported.folder));
            }
            Self::Purge => {
                let head = log_in(folder, HEAD);
                for gone in head.retention_purge(None).unwrap().photos {
                    report(format!("gone {}", gone.photo));
                }
                assert!(matches!(head.backup_if_due(&Stop::default()).unwrap(), AutomaticBackup::Made { .. }));
                report("backup".to_owned());
            }
            Self::Restore => {
                let backup = folder.join("backup");
                school::app(folder).restore(&backup, &RestoreBy::Login(&school::form(HEAD)), true).unwrap();
                report("restored".to_owned());
            }
            Self::Mixed => {
                // Two kills at random may fall into one run's pictures: each draws its own.
                let first = log_in(folder, OFFICE).albums().unwrap().first().map_or(0, |album| album.photos) + 10;
                report("working".to_owned());
                for number in first.. {
                    school::put_picture(folder, number);
                    let photos = school::import(&log_in(folder, OFFICE), folder);
                    for photo in &photos {
                        report(format!("photo {photo}"));
                    }
                    let latest = photos.last().unwrap().clone();
                    school::account_for(&log_in(folder, HEAD), std::slice::from_ref(&latest));
                    let batch = school::submit(&log_in(folder, OFFICE), &[latest]);
                    school::approve(&log_in(folder, HEAD), &batch);
                    let exported = log_in(folder, OFFICE).batch_export(&batch, &website(folder)).unwrap();
                    report(format!("exported {}", exported.folder));
                    std::fs::remove_file(folder.join("card").join(format!("{number:05}.jpg"))).unwrap();
                }
            }
        }
    }
}
