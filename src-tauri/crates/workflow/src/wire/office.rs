//! The office's lists: accounts, register, protections, cameras, log, ledger.

use rules::{Answer, Date, Giver, PersonKind, Role, Scope};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An account (P29).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AccountView {
    /// Login name.
    pub name: String,
    /// Role.
    #[ts(type = "'teacher' | 'office' | 'head' | 'safeguarding_lead' | 'guest'")]
    pub role: Role,
    /// `waiting`, `active` or `disabled`.
    #[ts(type = "'waiting' | 'active' | 'disabled'")]
    pub standing: &'static str,
    /// Last day.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
    /// That day has passed.
    pub ended: bool,
    /// Stands in for the head on these days.
    #[ts(type = "[string, string][]")]
    pub deputy: Vec<[Date; 2]>,
    /// Of these, what is not over.
    #[ts(type = "[string, string][]")]
    pub deputy_to_come: Vec<[Date; 2]>,
    /// Login of who authorised it; nobody, for the first head.
    pub authorised_by: Option<String>,
    /// The day on which that was.
    #[ts(type = "string | null")]
    pub authorised_on: Option<Date>,
    /// Day on which the password was set.
    #[ts(type = "string")]
    pub password_set_on: Date,
}

/// How the register stands.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RegisterStatus {
    /// People on it, leavers included.
    pub people: usize,
    /// Consent events.
    pub answers: usize,
    /// Day of the last import or confirmation.
    #[ts(type = "string | null")]
    pub current_on: Option<Date>,
    /// Whether that is too long ago to decide by.
    pub stale: bool,
    /// Imports, the newest first.
    pub imports: Vec<super::ImportShown>,
}

/// A person and the answers held.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonShown {
    /// Identifier.
    pub id: String,
    /// As staff know him or her.
    pub name: String,
    /// Pupil, staff or visitor.
    #[ts(type = "'pupil' | 'staff' | 'visitor'")]
    pub kind: PersonKind,
    /// Class.
    pub class: Option<String>,
    /// Admission number.
    pub admission_number: Option<String>,
    /// The day after which he or she no longer belongs to the school.
    #[ts(type = "string | null")]
    pub left_on: Option<Date>,
    /// The day on which the states hold.
    #[ts(type = "string")]
    pub on: Date,
    /// Where each consent stood on that day.
    pub states: Vec<StateShown>,
    /// Everything on record, oldest entry first.
    pub answers: Vec<AnswerShown>,
}

/// Where a consent stands.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct StateShown {
    /// For what.
    pub purpose: String,
    /// `granted`, `conditional`, `undated`, `not_yet`, `unknown`, `expired`, `withdrawn` or `refused`.
    #[ts(type = "'granted' | 'conditional' | 'undated' | 'not_yet' | 'unknown' | 'expired' | 'withdrawn' | 'refused'")]
    pub state: &'static str,
    /// How far a yes reaches, or the words of its condition.
    pub detail: Option<String>,
    /// Whose answer it rests on.
    #[ts(type = "'parent_a' | 'parent_b' | 'pupil' | 'oneself' | null")]
    pub giver: Option<Giver>,
    /// The day that answer was given.
    #[ts(type = "string | null")]
    pub since: Option<Date>,
    /// First day on which it no longer counts.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
    /// One who may answer says yes and another no; then it is a no.
    pub disagree: bool,
}

/// An answer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AnswerShown {
    /// For what.
    pub purpose: String,
    /// The answer.
    #[ts(type = "'granted' | 'refused' | 'withdrawn'")]
    pub answer: Answer,
    /// Whose.
    #[ts(type = "'parent_a' | 'parent_b' | 'pupil' | 'oneself'")]
    pub giver: Giver,
    /// Group only, or individual too.
    #[ts(type = "'group_only' | 'individual_too'")]
    pub scope: Scope,
    /// When it was given.
    #[ts(type = "string | null")]
    pub given_on: Option<Date>,
    /// First day on which it no longer counts.
    #[ts(type = "string | null")]
    pub expires_on: Option<Date>,
    /// A reservation.
    pub condition: Option<String>,
    /// Somebody decided that the reservation does not stand in the way.
    pub resolved: bool,
    /// A spoken yes that nobody else has confirmed.
    pub unconfirmed: bool,
    /// Where it can be looked up: a reference, or a row of a file.
    pub evidence: String,
    /// Login of who entered it.
    pub entered_by: Option<String>,
    /// The day of entry.
    #[ts(type = "string")]
    pub entered_on: Date,
    /// Its import was undone on this day; it no longer counts.
    #[ts(type = "string | null")]
    pub undone_on: Option<Date>,
}

/// An entry of the do-not-publish list, for those who may read it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DoNotPublishShown {
    /// Identifier.
    pub id: String,
    /// Whom it binds.
    pub people: Vec<String>,
    /// Their identifiers, in the same order.
    pub persons: Vec<String>,
    /// The sealed reason.
    pub reason: String,
    /// From this day.
    #[ts(type = "string")]
    pub from: Date,
    /// Login of who entered it; nobody, where that was the recovery key.
    pub entered_by: Option<String>,
    /// When to look at it again.
    #[ts(type = "string | null")]
    pub review_on: Option<Date>,
    /// The review day has passed; the entry is in force all the same.
    pub review_due: bool,
    /// Covering the person is enough.
    pub covering_suffices: bool,
    /// The day it was lifted.
    #[ts(type = "string | null")]
    pub lifted_on: Option<Date>,
}

/// Somebody who asked not to be shown, for those who may read it (P14).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ObjectionShown {
    /// Identifier.
    pub id: String,
    /// Identifier of whoever asked.
    pub person: String,
    /// As staff know him or her.
    pub name: String,
    /// Class.
    pub class: Option<String>,
    /// From this day.
    #[ts(type = "string")]
    pub from: Date,
    /// Login of who entered it; nobody, where that was the recovery key.
    pub entered_by: Option<String>,
    /// The day it was lifted.
    #[ts(type = "string | null")]
    pub lifted_on: Option<Date>,
}

/// A camera of the school.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DeviceShown {
    /// Identifier.
    pub id: String,
    /// What the school calls it.
    pub label: String,
    /// Maker.
    pub make: String,
    /// Model.
    pub model: String,
    /// Serial number.
    pub serial: Option<String>,
    /// No longer on the list.
    pub withdrawn: bool,
}

/// What a picture says of its camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeviceFound {
    /// Maker.
    pub make: String,
    /// Model.
    pub model: String,
    /// Serial number, where it tells one.
    pub serial: Option<String>,
}

/// Photos of an album that one unknown camera took, and that wait for the head (P09).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PhotosWaiting {
    /// The album.
    pub album: String,
    /// Its name.
    pub name: String,
    /// Maker, where the photos tell.
    pub make: Option<String>,
    /// Model, where they tell.
    pub model: Option<String>,
    /// Serial number, where they tell.
    pub serial: Option<String>,
    /// The photos.
    pub photos: Vec<String>,
}

/// Photos that were released.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Released {
    /// Their identifiers.
    pub photos: Vec<String>,
    /// What to do now (P10).
    pub reminder: &'static str,
}

/// What became of a row of a tag file.
#[derive(Debug, Clone, Serialize)]
pub struct TagRow {
    /// Row as a spreadsheet counts it.
    pub row: usize,
    /// How many people were tagged by it.
    pub tagged: usize,
    /// Names that fit several people, or nobody; the former make the photo wait, the latter are left out.
    pub problems: Vec<String>,
}

/// A photo's verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// Identifier.
    pub photo: String,
    /// Position within its album.
    pub number: u32,
    /// The verdict.
    pub shown: super::ShownVerdict,
}

/// A published file.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PublishedShown {
    /// Identifier.
    pub id: String,
    /// The photo.
    pub photo: String,
    /// What for.
    pub purpose: String,
    /// File name.
    pub file: String,
    /// BLAKE3 of the file.
    pub blake3: String,
    /// When.
    pub at: String,
    /// Login of who exported it.
    pub published_by: Option<String>,
    /// Login of who approved it.
    pub approved_by: Option<String>,
    /// When it was taken down.
    pub taken_down_at: Option<String>,
    /// Login of who did.
    pub taken_down_by: Option<String>,
}

/// An entry of the log.
#[derive(Debug, Clone, Serialize)]
pub struct LogEntryShown {
    /// Number, from 1 without gaps.
    pub number: u64,
    /// When.
    pub at: String,
    /// Login of who did it.
    pub by: Option<String>,
    /// What.
    pub action: serde_json::Value,
    /// Identifier of what it happened to.
    pub subject: Option<String>,
    /// Identifiers, counts, codes.
    pub detail: serde_json::Value,
}

/// Which entries of the log are asked for.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct LogAsked {
    /// Those before this number.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
    /// Of this topic alone.
    #[ts(type = "'accounts' | 'register' | 'photos' | 'retention' | 'batches' | 'trouble' | 'computer' | null")]
    pub topic: Option<store::Topic>,
    /// Login of who did it.
    pub by: Option<String>,
}

/// A page of the log, the newest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LogPage {
    /// The entries.
    pub lines: Vec<LogLine>,
    /// The page before this number comes next; nothing where this is the last one.
    pub earlier: Option<u64>,
    /// Logins of everybody who has an account.
    pub people: Vec<String>,
}

/// An entry of the log in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LogLine {
    /// Number, from 1 without gaps.
    pub number: u64,
    /// When, where the school is.
    pub at: String,
    /// Login of who did it; nobody where the program did.
    pub by: Option<String>,
    /// What happened.
    pub words: &'static str,
    /// To what or whom, where that is still there.
    pub about: Option<String>,
    /// How many, or what was refused.
    pub detail: Option<String>,
}

/// What the verification of the log found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LogVerified {
    /// Entries read.
    pub entries: u64,
    /// Nothing was found.
    pub intact: bool,
    /// What was found, in words.
    pub words: String,
    /// The first fault.
    #[ts(type = "unknown")]
    pub fault: Option<serde_json::Value>,
    /// Signed approvals looked at.
    pub approvals: usize,
    /// Approvals that are not what was signed, each with its batch.
    pub forged: Vec<ForgedApproval>,
}

/// An approval that vouches for nothing.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ForgedApproval {
    /// The batch.
    pub batch: String,
    /// What is wrong with it.
    pub why: &'static str,
}

/// Something in an image file that is not its pixels.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Where it begins.
    pub offset: u64,
    /// How long it is.
    pub length: u64,
    /// What it is.
    pub what: String,
}

/// What the proof of one file found.
#[derive(Debug, Clone, Serialize)]
pub struct Proved {
    /// The file as it was named.
    pub file: String,
    /// It carries pixels and nothing else.
    pub clean: bool,
    /// What else it carries.
    pub findings: Vec<Finding>,
}
