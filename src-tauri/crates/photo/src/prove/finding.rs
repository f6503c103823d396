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
