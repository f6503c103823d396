//! One thing in a file that is neither pixels nor needed to decode them.

/// Something a picture file carries besides its pixels.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Where it starts, counted from the first byte of the file.
    pub offset: u64,
    /// How many bytes it takes.
    pub length: u64,
    /// What it is, in plain words.
    pub what: String,
}

impl Finding {
    /// Whether it is no more than what is there, but a picture that does not hold together.
    pub(crate) fn is_damage(&self) -> bool {
        self.what.starts_with("damaged")
    }
}

/// The findings listed for one file; a hostile file could have millions.
const LISTED: usize = 1_000;

/// Findings as they are made.
#[derive(Default)]
pub(super) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    pub(super) fn add(&mut self, offset: usize, length: usize, what: impl Into<String>) {
        if self.findings.len() < LISTED {
            self.findings.push(Finding { offset: offset as u64, length: length as u64, what: what.into() });
        }
    }

    /// How many there are so far.
    pub(super) fn len(&self) -> usize {
        self.findings.len()
    }

    /// In the order of the file.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.offset, finding.length));
        self.findings
    }
}
