//! Everything held on one person, and the pack by which he or she gets it.

use serde::Serialize;
use ts_rs::TS;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::register::Table;

/// Everything held on one person, as far as the caller may read it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PersonHeld {
    /// Identifier.
    pub id: String,
    /// As staff know him or her.
    pub name: String,
    /// Class.
    pub class: Option<String>,
    /// The caller may make the pack for a subject-access request.
    pub may_pack: bool,
    /// What is held, by kind.
    pub tables: Vec<Table>,
}

/// A pack that was made. Its passphrase is shown once; wiped when it is dropped.
#[derive(Clone, Serialize, TS, Zeroize, ZeroizeOnDrop)]
#[ts(export)]
pub struct PackMade {
    /// The file.
    pub file: String,
    /// What opens it; `None` where it was made for a recipient's own key.
    pub passphrase: Option<String>,
    /// How many pictures are in it.
    pub pictures: u32,
    /// Pictures that are not.
    pub left_out: Vec<LeftOut>,
    /// What is held and not in it, for those who may know: whether the family gets it is theirs to decide.
    pub to_decide: Option<Vec<String>>,
}

/// A picture that is not in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, Zeroize)]
#[ts(export)]
pub struct LeftOut {
    /// Album and number.
    pub place: String,
    /// Why, in plain words.
    pub why: String,
}
