//! Why a register file cannot be read, in words for the person who chose it.

/// The file as a whole is refused; single rows that cannot be used are listed in the plan instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// Bigger than any register, or made to grow when opened.
    #[error("the file is refused: {what}")]
    TooLarge {
        /// What is too large, with the limit.
        what: String,
    },
    /// Needs a password to open.
    #[error(
        "the workbook is protected with a password: open it in the spreadsheet program, remove the password and save it again"
    )]
    PasswordProtected,
    /// A format from before 2007.
    #[error("this is an Excel 97–2003 workbook (.xls): open it and save it as .xlsx or as CSV")]
    OldWorkbook,
    /// Something else that is not a register.
    #[error("this is {what}, not a register: export it again as CSV, .xlsx or .ods")]
    NotARegister {
        /// What it is.
        what: &'static str,
    },
    /// Broken.
    #[error("the file is damaged: {what}")]
    Damaged {
        /// Where and how.
        what: String,
    },
    /// A quoted cell never ends.
    #[error("row {row}: a quotation mark opens a cell and is never closed; nothing after it can be trusted")]
    UnclosedQuote {
        /// Row, as a spreadsheet counts.
        row: u32,
    },
    /// Text follows the end of a quoted cell.
    #[error("row {row}: text follows a closing quotation mark; quotation marks inside a cell have to be doubled")]
    MisplacedQuote {
        /// Row, as a spreadsheet counts.
        row: u32,
    },
    /// Declares a document type or an entity of its own.
    #[error("the file declares a document type or an entity of its own, which no register needs")]
    Doctype,
    /// Nothing in it.
    #[error("the file holds no rows")]
    Empty,
    /// No row names the columns.
    #[error("no row that names the columns was found; say in the mapping which row it is")]
    NoHeader,
    /// The mapping does not fit the file.
    #[error("the mapping does not fit this file: {what}")]
    Mapping {
        /// Which line, and why.
        what: String,
    },
}
