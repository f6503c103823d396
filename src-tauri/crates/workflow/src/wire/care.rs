//! What is told of the vault itself: its rules, check, backups, retention, reports.

use std::collections::{BTreeMap, BTreeSet};

use rules::Date;
use serde::Serialize;
use store::Restored;
use ts_rs::TS;

/// What the school has settled about the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchoolRulesView {
    /// Days after which a password has to be changed.
    pub password_days: Option<u16>,
    /// Minutes without a key or the mouse after which the window locks itself.
    pub idle_minutes: u16,
    /// Folder that backups go to by themselves.
    pub backup_folder: Option<String>,
    /// Months for which pictures of a purpose stay published.
    pub published_months: BTreeMap<String, u16>,
    /// Purposes whose published pictures may stay when a consent merely ran out.
    pub stays_after_expiry: BTreeSet<String>,
}

/// What reading everything once found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VaultChecked {
    /// Nothing at all was found.
    pub sound: bool,
    /// Photos looked at.
    pub photos: u64,
    /// Photos that are not as they were written.
    pub hurt: Vec<HurtPhoto>,
    /// Every page of the database is authentic and agrees with the others.
    pub database_sound: bool,
    /// Files that belong to no photo.
    pub strays: u64,
    /// Entries of the log.
    pub log_entries: u64,
    /// Each is as it was written.
    pub log_intact: bool,
}

/// A photo that is hurt.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct HurtPhoto {
    /// Identifier.
    pub photo: String,
    /// Album and number.
    pub place: String,
    /// `master`, `preview`, `thumb`.
    pub files: Vec<String>,
}

/// A backup that was made.
#[derive(Debug, Clone, Serialize)]
pub struct BackupReport {
    /// Where it lies.
    pub file: String,
    /// Photo files in it.
    pub files: u64,
    /// Of these, written this time.
    pub written: u64,
    /// It was written anew.
    pub anew: bool,
}

/// How the backups that the program makes by itself stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupStanding {
    /// The school set a folder for them.
    pub set: bool,
    /// The name of that folder, for those who may make backups.
    pub folder: Option<String>,
    /// The next one is made as soon as can be.
    pub due: bool,
    /// When the last good one was made.
    pub made_at: Option<String>,
    /// Why none could be made since, what was kept, what to do.
    pub problem: Option<String>,
}

/// How the backup that the program makes by itself went.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "automatic_backup", rename_all = "snake_case")]
pub enum AutomaticBackup {
    /// The school named no folder.
    NotSet,
    /// The last one is young enough.
    NotDue,
    /// It was made.
    Made {
        /// What was written.
        report: BackupReport,
    },
    /// It could not be made.
    Failed {
        /// Why, and what to do.
        why: String,
        /// When the last one was made.
        last: Option<String>,
    },
}

impl AutomaticBackup {
    /// What somebody has to be told, if anything.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        match self {
            Self::NotSet | Self::NotDue => None,
            Self::Made { report } => {
                Some(format!("A backup was made: {} ({} files new).", report.file, report.written))
            }
            Self::Failed { why, last } => {
                let last = last.as_deref().unwrap_or("never");
                Some(format!("The backup could not be made, the last one was: {last}. {why}"))
            }
        }
    }
}

/// The certificate of a restore.
#[derive(Debug, Clone, Serialize)]
pub struct RestoreReport {
    /// When the backup was made.
    pub made_at: Option<String>,
    /// Photos that are in the vault now, each decrypted once.
    pub photos: u64,
    /// Photos of which a file is missing or damaged in the backup.
    pub hurt: Vec<String>,
    /// Photos that were deleted since the backup was made, and stay so.
    pub stayed_deleted: Vec<String>,
    /// Photos that came after the backup, and are gone with the vault that was replaced.
    pub came_later: u64,
    /// The vault that was replaced could not be read, so nobody knows what was deleted since.
    pub deletions_unknown: bool,
}

impl RestoreReport {
    pub(crate) fn new(restored: &Restored) -> Self {
        let texts = |photos: &[rules::PhotoId]| photos.iter().map(rules::PhotoId::to_string).collect();
        Self {
            made_at: restored.made_at.map(|at| at.to_string()),
            photos: restored.photos,
            hurt: texts(&restored.hurt),
            stayed_deleted: texts(&restored.stayed_deleted),
            came_later: restored.came_later,
            deletions_unknown: restored.deletions_unknown,
        }
    }
}

/// A photo that is no more.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Gone {
    /// Identifier.
    pub photo: String,
    /// When its key was destroyed.
    pub at: String,
    /// Login of who did it.
    pub by: Option<String>,
    /// Why.
    pub why: &'static str,
}

/// The certificate of a purge.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PurgeCertificate {
    /// Whose photos they were.
    pub school: String,
    /// Each photo.
    pub photos: Vec<Gone>,
    /// How they were destroyed.
    pub how: &'static str,
}

/// What is due (P16).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RetentionDue {
    /// The day by which it was looked at.
    #[ts(type = "string")]
    pub today: Date,
    /// Photos whose time is up.
    pub photos: Vec<DuePhoto>,
    /// Published copies to take down.
    pub published: Vec<DueCopy>,
    /// People who have left, and about whose photos nothing was decided yet.
    pub leavers: Vec<LeaverShown>,
    /// Every album, the newest first, and how long it is kept.
    pub albums: Vec<AlbumKept>,
}

/// How long an album is kept.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AlbumKept {
    /// Identifier.
    pub album: String,
    /// Name.
    pub name: String,
    /// How many photos it has.
    pub photos: u32,
    /// First day on which they may no longer be used.
    #[ts(type = "string | null")]
    pub keep_until: Option<Date>,
}

/// A photo whose time is up.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DuePhoto {
    /// Identifier.
    pub photo: String,
    /// Album and number.
    pub place: String,
    /// The album.
    pub album: String,
    /// Number within it.
    pub number: u32,
    /// The day until which the album was kept, where that has passed.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
    /// Somebody put it forward.
    pub put_forward: bool,
    /// Why.
    pub why: Vec<String>,
}

/// A published copy that is out too long.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DueCopy {
    /// Identifier of the publication.
    pub published: String,
    /// File name.
    pub file: String,
    /// What for.
    pub purpose: String,
    /// The day it was to come down.
    #[ts(type = "string")]
    pub until: Date,
}

/// Somebody who has left.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LeaverShown {
    /// Identifier.
    pub person: String,
    /// As staff know him or her.
    pub name: String,
    /// Last day at the school.
    #[ts(type = "string | null")]
    pub left_on: Option<Date>,
    /// Photos on which he or she is tagged, or which show his or her work.
    pub photos: usize,
}

/// A report of a term (P21).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TermReport {
    /// First day.
    #[ts(type = "string")]
    pub first: Date,
    /// Last day.
    #[ts(type = "string")]
    pub last: Date,
    /// First and last day of the present term.
    #[ts(type = "[string, string]")]
    pub this_term: [Date; 2],
    /// The same of the term before.
    #[ts(type = "[string, string]")]
    pub last_term: [Date; 2],
    /// Counts alone, small ones hidden.
    pub for_governors: bool,
    /// The lines.
    pub lines: Vec<ReportLineShown>,
    /// Published copies that have to be taken down; nothing is 'fewer than five'.
    pub open_takedowns: Option<u64>,
    /// The same as CSV.
    #[serde(skip)]
    pub csv: String,
    /// The same as a page to print.
    #[serde(skip)]
    pub html: String,
}

/// A line of it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReportLineShown {
    /// What it belongs to.
    #[ts(type = "'accounts' | 'register' | 'photos' | 'retention' | 'batches' | 'trouble' | 'computer'")]
    pub topic: store::Topic,
    /// What happened, in words.
    pub words: &'static str,
    /// The same as a code.
    #[ts(type = "string")]
    pub what: serde_json::Value,
    /// Login, for the head.
    pub who: Option<String>,
    /// How often; nothing is 'fewer than five'.
    pub times: Option<u64>,
}
