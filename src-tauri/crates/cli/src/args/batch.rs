//! Batches, and what was published.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Batch {
    /// Start a batch for one purpose
    New {
        /// The purpose
        #[arg(long)]
        purpose: String,
        /// The title; no names
        #[arg(long)]
        title: String,
        /// Photos: identifiers, or ALBUM/NUMBER
        photos: Vec<String>,
    },
    /// Add photos
    Add {
        /// The batch's identifier
        batch: String,
        /// Photos: identifiers, or ALBUM/NUMBER
        #[arg(required = true)]
        photos: Vec<String>,
    },
    /// Write the texts of a photo
    Caption {
        /// The batch's identifier
        batch: String,
        /// The photo: its identifier, or ALBUM/NUMBER
        photo: String,
        /// What stands below it
        #[arg(long, default_value = "")]
        caption: String,
        /// What is read out to people who cannot see it
        #[arg(long, default_value = "")]
        alt: String,
    },
    /// Put its photos in order; those not named follow as they were
    Arrange {
        /// The batch's identifier
        batch: String,
        /// Photos: identifiers, or ALBUM/NUMBER
        #[arg(required = true)]
        photos: Vec<String>,
    },
    /// Give it another title
    Rename {
        /// The batch's identifier
        batch: String,
        /// Without names
        title: String,
    },
    /// Take a photo out, with its texts
    Remove {
        /// The batch's identifier
        batch: String,
        /// The photo: its identifier, or ALBUM/NUMBER
        photo: String,
    },
    /// Whom a text names that may not be named; nothing is kept
    Names {
        /// What it is for
        #[arg(long)]
        purpose: String,
        /// The photo beside which it would stand; without one it is a title
        #[arg(long)]
        photo: Option<String>,
        /// The text
        text: String,
    },
    /// Hand it to the head
    Submit {
        /// The batch's identifier
        batch: String,
    },
    /// Approve it; the three points are the reviewer's answers
    Approve {
        /// The batch's identifier
        batch: String,
        /// Everyone is appropriately dressed
        #[arg(long)]
        dressed: bool,
        /// Nothing brings a pupil or the school into disrepute
        #[arg(long)]
        reputable: bool,
        /// The pictures fit the purpose
        #[arg(long)]
        fits_purpose: bool,
    },
    /// Send it back
    Return {
        /// The batch's identifier
        batch: String,
        /// What is to be changed
        #[arg(long)]
        note: String,
    },
    /// Write the approved pictures to a folder
    Export(Export),
    /// Show one batch, or all
    Show {
        /// The batch's identifier
        batch: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The batch's identifier
    pub(crate) batch: String,
    /// The folder in which the batch's own folder is made
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Also smaller copies with these longest edges, as in 480,960
    #[arg(long, value_name = "PIXELS", value_delimiter = ',')]
    pub(crate) sizes: Vec<u32>,
    /// Also as WebP, a third smaller
    #[arg(long)]
    pub(crate) webp: bool,
    /// Also as AVIF, half the size; some seconds for each picture
    #[arg(long)]
    pub(crate) avif: bool,
    /// Also everything in one ZIP
    #[arg(long)]
    pub(crate) zip: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Published {
    /// What was published, newest first
    List,
    /// Is this file ours: the same bytes, or a copy that looks alike
    Find {
        /// A picture, found anywhere
        file: PathBuf,
    },
    /// Why was this published: what was known, on which consents, who approved, whether the signature holds
    Why {
        /// The publication's identifier, or a picture
        file: String,
    },
    /// What has to be taken down again
    Takedown {
        /// Publications that were taken down just now
        #[arg(long, value_name = "ID")]
        done: Vec<String>,
        /// Show those that were taken down: who, when
        #[arg(long, conflicts_with = "done")]
        past: bool,
    },
}
