//! The command line as it is typed. Names are those of the design; what they do is in `workflow`.

mod batch;
mod care;
mod incident;
mod office;
mod person;
mod photo;
mod purpose;
mod register;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use batch::{Batch, Export, Published};
pub(crate) use care::{Audit, Deputy, Leavers, ReportFormat, Retention, Rules, Vault};
pub(crate) use incident::Incident;
pub(crate) use office::{Account, Device, DoNotPublish, Objection, TypedAnswer, TypedGiver, TypedMethod, TypedRole};
pub(crate) use person::Person;
pub(crate) use photo::{
    AsFace, Check, Cover, Crop, Face, FaceNumber, Faces, Import, Photos, Ratio, Tag, Tags, TypedRect,
};
pub(crate) use purpose::Purpose;
pub(crate) use register::{Consent, ListFile, Register, TypedKind, TypedRegisterFile};

/// From the school camera to the school website: only pictures in which everyone may be shown, approved by the head,
/// without a trace of who, where or when.
#[derive(Debug, Parser)]
#[command(name = "cloakroom", version, max_term_width = 120, arg_required_else_help = true)]
#[command(after_help = "Passwords come by prompt or from CLOAKROOM_PASSWORD; a new account's or a changed password \
                        from CLOAKROOM_NEW_PASSWORD; the recovery key from CLOAKROOM_RECOVERY.\n\
                        Exit status: 0 done; 1 refused by a rule; 2 wrong usage; 3 fault.")]
pub(crate) struct Cli {
    /// The vault's folder
    #[arg(long, global = true, value_name = "DIR", env = "CLOAKROOM_VAULT")]
    pub(crate) vault: Option<PathBuf>,
    /// Log in under this name
    #[arg(long = "as", global = true, value_name = "NAME", env = "CLOAKROOM_AS")]
    pub(crate) login: Option<String>,
    /// Print one JSON document on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a vault and print its recovery key, once
    Init {
        /// The school's name
        #[arg(long)]
        school: String,
        /// The head's name, with which he or she logs in
        #[arg(long)]
        head: String,
    },
    /// Who may log in
    #[command(subcommand)]
    Account(Account),
    /// The consent register
    #[command(subcommand)]
    Register(Register),
    /// Answers of parents and pupils
    #[command(subcommand)]
    Consent(Consent),
    /// The do-not-publish list
    #[command(subcommand)]
    Dnp(DoNotPublish),
    /// People who asked not to be shown
    #[command(subcommand)]
    Objection(Objection),
    /// The school's cameras
    #[command(subcommand)]
    Device(Device),
    /// What pictures are used for
    #[command(subcommand)]
    Purpose(Purpose),
    /// Bring a folder's or a card's photos into the vault
    Import(Import),
    /// Photos of the vault
    #[command(subcommand)]
    Photos(Photos),
    /// Say who can be seen on a photo
    Tag(Tag),
    /// Tag many photos from a CSV file
    #[command(subcommand)]
    Tags(Tags),
    /// The search for faces
    #[command(subcommand)]
    Faces(Faces),
    /// Draw a face, or account for one
    Face(Face),
    /// Destroy regions of a photo in the export
    Cover(Cover),
    /// Keep a part of a photo
    Crop(Crop),
    /// The shapes that the school crops to: shows them, or settles others
    CropShapes {
        /// Shapes, as in 3:2
        #[arg(value_name = "W:H")]
        shapes: Vec<Ratio>,
    },
    /// Name the pupils whose work a photo shows
    Work {
        /// The photo: its identifier, or ALBUM/NUMBER
        photo: String,
        /// The authors; none takes the mark away
        people: Vec<String>,
    },
    /// Confirm that everyone who can be seen is accounted for
    Confirm {
        /// The photos: identifiers, or ALBUM/NUMBER
        #[arg(required = true)]
        photos: Vec<String>,
    },
    /// May these photos be published, and why not
    Check(Check),
    /// Batches: one purpose, approved as a whole
    #[command(subcommand)]
    Batch(Batch),
    /// What was published
    #[command(subcommand)]
    Published(Published),
    /// What went wrong
    #[command(subcommand)]
    Incident(Incident),
    /// Everything held on one person
    #[command(subcommand)]
    Person(Person),
    /// Destroy a compromising picture at once
    DeleteNow {
        /// The photo: its identifier, or ALBUM/NUMBER
        photo: String,
    },
    /// How long photos are kept
    #[command(subcommand)]
    Retention(Retention),
    /// The log
    #[command(subcommand)]
    Audit(Audit),
    /// Write an encrypted backup, or bring the one that lies there up to date
    Backup {
        /// The file
        file: PathBuf,
    },
    /// Put a backup in the place of the vault
    Restore {
        /// The file
        file: PathBuf,
        /// A vault that lies there may be replaced
        #[arg(long)]
        replace: bool,
    },
    /// The vault itself
    #[command(subcommand)]
    Vault(Vault),
    /// Show what image files still carry beside pixels
    Prove {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// A made-up school and made photos through the whole way, in a throw-away vault
    Demo {
        /// Where the exported folder goes; a temporary folder otherwise
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Cli;

    /// Cuts a line at its spaces, those within quotation marks apart.
    fn words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(at, part)| {
            let cut: Vec<String> =
                if at % 2 == 0 { part.split_whitespace().map(str::to_owned).collect() } else { vec![part.to_owned()] };
            cut
        });
        words.collect()
    }

    #[test]
    fn every_command_that_the_guides_tell_to_type_is_understood() {
        let guides = [
            include_str!("../../../../../ui/guide/bringing-in-your-register.md"),
            include_str!("../../../../../ui/guide/administrator.md"),
        ];
        for guide in guides {
            let typed: Vec<&str> = guide.lines().filter(|line| line.starts_with("cloakroom ")).collect();
            assert!(typed.len() > 15, "{typed:?}");
            for line in typed {
                if let Err(error) = Cli::try_parse_from(words(line)) {
                    panic!("{line}: {error}");
                }
            }
        }
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Cli::command().debug_assert();
    }
}
