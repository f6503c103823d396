//! Typing the built command.

#![allow(dead_code, unreachable_pub)] // shared by several test programs, each using a part

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A vault and a card, and whoever types.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        #[expect(clippy::disallowed_methods, reason = "makes the files that the test reads")]
        std::fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    /// Types a command as somebody; every password is made of the name.
    pub fn type_as(&self, name: &str, words: &[&str]) -> Output {
        self.command(name, words).output().expect("started")
    }

    /// The same, before it is started.
    pub fn command(&self, name: &str, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cloakroom"));
        command
            .args(["--vault", &self.path("vault"), "--as", name, "--json"])
            .args(words)
            .env("CLOAKROOM_PASSWORD", format!("{name}-password"))
            .env("CLOAKROOM_NEW_PASSWORD", format!("{}-password", words.get(2).unwrap_or(&"")))
            .env_remove("CLOAKROOM_RECOVERY");
        command
    }

    /// The document of a command that ends with this status.
    pub fn answer(&self, status: i32, name: &str, words: &[&str]) -> Value {
        let output = self.type_as(name, words);
        let (out, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{words:?}\n{out}\n{told}");
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?}: {error}\n{out}"))
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Makes a school's vault with an office account.
pub fn school() -> Desk {
    let desk = Desk::new();
    desk.answer(0, "Head", &["init", "--school", "Thistlemere", "--head", "Head"]);
    desk.answer(0, "Head", &["account", "add", "Office", "--role", "office"]);
    desk.answer(0, "Head", &["account", "authorise", "Office"]);
    desk
}

impl Desk {
    /// Takes a register over as the office.
    pub fn bring_in(&self, register: &str) {
        let register = self.put("register.csv", register.as_bytes());
        self.answer(0, "Office", &["register", "import", &register, "--apply"]);
    }

    /// Whether the program was built with its face detector; told where it was not.
    pub fn finds_faces(&self, name: &str) -> bool {
        let finds = self.type_as(name, &["faces", "look"]).status.code() != Some(1);
        if !finds {
            println!("skipped: built without the face detector; `cargo xtask test` fetches it");
        }
        finds
    }

    /// Another desk with a copy of the vault.
    pub fn copied(&self) -> Self {
        let other = Self::new();
        copy(&self.folder.path().join("vault"), &other.folder.path().join("vault"));
        other
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            let bytes = std::fs::read(&path).expect("read");
            #[expect(clippy::disallowed_methods, reason = "copies a vault that nobody has open")]
            std::fs::write(&place, bytes).expect("written");
        }
    }
}

/// Gray PNGs of 8 × 8 pixels, in hexadecimal.
pub const PICTURE: &str = "89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e157000000504944415478da63606064626661656367\
    e0e0e4e2e6e1e5e367101014121611151367909094929691959367505054525651555367d0d0d4d2d6d1d5d367303034323631353367b0b0b4b2b6b1b5b3\
    0700bbf807e14ea012480000000049454e44ae426082";
/// The other one.
pub const ANOTHER: &str = "89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e157000000534944415478da014800b7ff00646566676869\
    6a6b006c6d6e6f70717273007475767778797a7b007c7d7e7f80818283008485868788898a8b008c8d8e8f90919293009495969798999a9b009c9d9e9fa0\
    a1a2a3403420e140b593d10000000049454e44ae426082";

/// The bytes of one of them.
pub fn picture(hexadecimal: &str) -> Vec<u8> {
    let digits: Vec<u32> = hexadecimal.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}
