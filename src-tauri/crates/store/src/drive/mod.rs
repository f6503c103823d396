//! What kind of drive a folder lies on: SQLite's locks do not hold on a network drive, and what can be carried off is no
//! place for names that anybody can read (P25).

#[cfg(target_os = "linux")]
mod mounts;

use std::path::{Path, PathBuf};

/// A kind of drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drive {
    /// Built into this computer, as far as it tells; memory counts as such.
    Local,
    /// Can be carried off: a stick, a card.
    Removable,
    /// On another computer.
    Network,
    /// The system does not tell. It is used all the same: a school whose disk is of a kind that nobody here has heard of
    /// could not work at all otherwise.
    Unknown,
}

impl Drive {
    /// The kind of drive that a folder lies on, or would lie on where it does not exist yet.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        if cfg!(windows) && is_share(&folder.to_string_lossy()) {
            return Self::Network;
        }
        let there = really(folder);
        // A letter that stands for a share becomes that share's name.
        if cfg!(windows) && is_share(&there.to_string_lossy()) { Self::Network } else { ask(&there) }
    }
}

/// Roots of the drives that can be carried off and hold what a camera writes: a folder `DCIM`.
#[must_use]
pub fn cards() -> Vec<PathBuf> {
    let mut roots = carried();
    roots.retain(|root| root.join("DCIM").is_dir());
    roots
}

#[cfg(target_os = "linux")]
fn carried() -> Vec<PathBuf> {
    std::fs::read("/proc/self/mountinfo").map_or_else(|_| Vec::new(), |table| mounts::carried(&table, Path::new("/")))
}

#[cfg(target_os = "macos")]
fn carried() -> Vec<PathBuf> {
    let Ok(volumes) = std::fs::read_dir("/Volumes") else { return Vec::new() };
    let roots = volumes.filter_map(|volume| volume.ok()?.path().canonicalize().ok());
    roots.filter(|root| ask(root) == Drive::Removable).collect()
}

#[cfg(windows)]
fn carried() -> Vec<PathBuf> {
    let roots = ('A'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\")));
    roots.filter(|root| ask(root) == Drive::Removable).collect()
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn carried() -> Vec<PathBuf> {
    Vec::new()
}

/// The folder, or the nearest one around it that exists, links followed.
fn really(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().find_map(|there| there.canonicalize().ok()).unwrap_or(whole)
}

/// Whether a Windows path names a share of another computer: `\\server\share` or `\\?\UNC\server\share`. `\\?\C:\` is how
/// Windows writes a folder of its own in full.
fn is_share(path: &str) -> bool {
    let path = path.replace('/', "\\");
    let Some(rest) = path.strip_prefix(r"\\") else { return false };
    match rest.strip_prefix(r"?\").or_else(|| rest.strip_prefix(r".\")) {
        Some(device) => device.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(r"UNC\")),
        None => true,
    }
}

#[cfg(target_os = "linux")]
fn ask(folder: &Path) -> Drive {
    match std::fs::read("/proc/self/mountinfo") {
        Ok(table) => mounts::kind(&table, folder, Path::new("/")),
        Err(_) => Drive::Unknown,
    }
}

#[cfg(target_os = "macos")]
fn ask(folder: &Path) -> Drive {
    /// `MNT_LOCAL` of `sys/mount.h`.
    const LOCAL: u32 = 0x1000;
    match rustix::fs::statfs(folder) {
        Ok(told) if told.f_flags & LOCAL == 0 => Drive::Network,
        // Sticks, cards and disk images are put there; the system's own disk is only linked from there.
        Ok(_) if folder.starts_with("/Volumes") => Drive::Removable,
        Ok(_) => Drive::Local,
        Err(_) => Drive::Unknown,
    }
}

#[cfg(windows)]
fn ask(folder: &Path) -> Drive {
    use std::path::{Component, Prefix};
    use winsafe::co::DRIVE;
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return Drive::Unknown };
    let (Prefix::Disk(letter) | Prefix::VerbatimDisk(letter)) = prefix.kind() else { return Drive::Unknown };
    match winsafe::GetDriveType(Some(&format!("{}:\\", char::from(letter)))) {
        DRIVE::REMOTE => Drive::Network,
        DRIVE::REMOVABLE | DRIVE::CDROM => Drive::Removable,
        DRIVE::FIXED | DRIVE::RAMDISK => Drive::Local,
        _ => Drive::Unknown,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn ask(_: &Path) -> Drive {
    Drive::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_by_its_name_and_a_folder_written_in_full_is_none() {
        for share in [
            r"\\server\share",
            r"\\server\share\vault",
            "//server/share/vault",
            r"\\?\UNC\server\share\vault",
            r"\\?\unc\server\share",
            r"\\.\UNC\server\share",
        ] {
            assert!(is_share(share), "{share}");
        }
        for own in
            [r"C:\vault", r"\\?\C:\vault", r"\\.\C:\vault", r"\vault", r"\\?\Volume{1}\vault", "vault", r"\\?\é", ""]
        {
            assert!(!is_share(own), "{own}");
        }
    }

    #[test]
    fn a_folder_that_is_to_be_made_lies_where_the_one_around_it_does() {
        let folder = tempfile::tempdir().unwrap();
        let around = folder.path().canonicalize().unwrap();
        assert_eq!(really(&folder.path().join("school/vault")), around);
        assert_eq!(Drive::of(&folder.path().join("school/vault")), Drive::of(folder.path()));
        assert_ne!(Drive::of(folder.path()), Drive::Network);
    }
}
