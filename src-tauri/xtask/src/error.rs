//! What can go wrong, each with what to do about it.

/// Why a command of `cargo xtask` stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program ended badly, or could not be started.
    #[error("{0}")]
    Command(#[from] xshell::Error),
    /// Something is missing that only the person at the machine can install.
    #[error("missing: {what}\ninstall with:\n    {install}\nand run the same command again")]
    Missing {
        /// What is missing.
        what: String,
        /// The one command that installs it here.
        install: String,
    },
    /// Some checks failed.
    #[error("failed: {}", .0.join(", "))]
    Checks(Vec<&'static str>),
    /// The installed package does not do what it should.
    #[error("the package: {0}")]
    Package(&'static str),
    /// The generated types are not those in the tree.
    #[error(
        "the types in ui/src/wire are not those of the Rust sources; they are now written: look at them and commit"
    )]
    StaleTypes,
}
