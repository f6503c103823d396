//! Linux: the kernel's table of mounts (`/proc/self/mountinfo`) tells the file system, `/sys` whether a disk can be carried
//! off.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use super::Drive;

/// File systems whose disk is another computer's.
const NETWORK: [&str; 20] = [
    "9p",
    "acfs",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "gfs2",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncp",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb3",
    "smbfs",
    "vboxsf",
];
/// The same, served by a program.
const NETWORK_BY_PROGRAM: [&str; 18] = [
    "ceph",
    "ceph-fuse",
    "curlftpfs",
    "davfs",
    "davfs2",
    "glusterfs",
    "google-drive-ocamlfuse",
    "gvfsd-fuse",
    "juicefs",
    "mfs",
    "onedriver",
    "rclone",
    "s3fs",
    "seadrive",
    "smbnetfs",
    "sshfs",
    "vmhgfs-fuse",
    "webdavfs",
];
/// What `device/type` says of a card in a reader; memory that is soldered in is `MMC`.
const CARD: &str = "SD";

/// A line of the table.
struct Mount {
    /// `major:minor`.
    device: String,
    point: PathBuf,
    kind: String,
    source: PathBuf,
}

/// The kind of drive below a folder without links, by the table's bytes; `root` is where `sys` and `dev` lie.
pub(super) fn kind(table: &[u8], folder: &Path, root: &Path) -> Drive {
    let Some(mount) = mount_of(table, folder) else { return Drive::Unknown };
    match mount.kind.strip_prefix("fuse.") {
        Some(program) if NETWORK_BY_PROGRAM.contains(&program) => return Drive::Network,
        Some(_) => return Drive::Unknown,
        None if NETWORK.contains(&mount.kind.as_str()) => return Drive::Network,
        None => {}
    }
    // The disk that the system itself runs from stays where the computer is.
    if mount.point != Path::new("/") && can_be_carried_off(&mount, root) { Drive::Removable } else { Drive::Local }
}

/// Where drives that can be carried off are mounted, in the order of the table.
pub(super) fn carried(table: &[u8], root: &Path) -> Vec<PathBuf> {
    let mounts = table.split(|byte| *byte == b'\n').filter_map(read).map(|mount| mount.point);
    mounts.filter(|point| kind(table, point, root) == Drive::Removable).collect()
}

/// The mount that a folder lies in: the longest that leads to it, and of several on one place the last.
fn mount_of(table: &[u8], folder: &Path) -> Option<Mount> {
    let lines = table.split(|byte| *byte == b'\n').filter_map(read);
    lines.filter(|mount| folder.starts_with(&mount.point)).max_by_key(|mount| mount.point.components().count())
}

/// `36 35 98:0 /root /point options [tags…] - kind source options`, as proc(5) has it.
fn read(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let device = fields.nth(2)?;
    let point = fields.nth(1)?;
    let mut behind = fields.skip_while(|field| *field != b"-").skip(1);
    let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
    let (kind, source) = (behind.next()?, behind.next()?);
    Some(Mount { device: text(device), point: unescaped(point), kind: text(kind), source: unescaped(source) })
}

/// Spaces and the like are written as a backslash and three octal digits.
fn unescaped(field: &[u8]) -> PathBuf {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((&byte, behind)) = rest.split_first() {
        let octal = behind.get(..3).filter(|_| byte == b'\\').and_then(|digits| std::str::from_utf8(digits).ok());
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(escaped) => {
                plain.push(escaped);
                rest = &behind[3..];
            }
            None => {
                plain.push(byte);
                rest = behind;
            }
        }
    }
    PathBuf::from(OsString::from_vec(plain))
}

/// A stick, a card, or any disk at a USB socket. An encrypted container on one is not looked into: it may be carried off.
fn can_be_carried_off(mount: &Mount, root: &Path) -> bool {
    let by_number = root.join("sys/dev/block").join(&mount.device);
    // Btrfs numbers its parts itself: there the name of the device leads on.
    let by_name = || Some(root.join("sys/class/block").join(mount.source.strip_prefix("/dev").ok()?));
    let Some(device) = by_number.canonicalize().ok().or_else(|| by_name()?.canonicalize().ok()) else { return false };
    let said = |file: &str| {
        // A part of a disk lies in the disk's folder.
        let near = device.ancestors().take(2).find_map(|folder| fs::read_to_string(folder.join(file)).ok());
        near.unwrap_or_default()
    };
    let at_usb = device.components().any(|part| {
        let number = part.as_os_str().to_str().and_then(|name| name.strip_prefix("usb"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
    });
    at_usb || said("removable").trim() == "1" || said("device/type").trim() == CARD
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r"22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:27 / /dev/shm rw,relatime shared:4 master:1 - tmpfs tmpfs rw,size=24683656k
40 27 0:40 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u
50 27 0:50 / /srv/school rw shared:7 - nfs4 server:/school rw,vers=4.2
51 27 0:51 / /srv/school\040office rw - cifs //server/office rw
52 27 8:1 /vaults /srv/school/own rw - ext4 /dev/sda1 rw
53 27 0:53 / /home/head/server rw - fuse.sshfs head@server: rw
54 27 0:54 / /home/head/odd rw - fuse.oddity oddity rw
55 27 8:17 / /media/head/STICK rw - vfat /dev/sdb1 rw
56 27 179:1 / /media/head/CARD rw - exfat /dev/mmcblk0p1 rw
57 27 0:57 / /media/head/DISK rw - btrfs /dev/sdc1 rw
58 27 179:9 / /boot rw - ext4 /dev/mmcblk1p1 rw
60 27 8:33 / /mnt/twice rw - ext4 /dev/sda1 rw
61 60 0:61 / /mnt/twice rw - nfs server:/twice rw
62 27 0:62 / /mnt/again rw - nfs server:/again rw
63 62 0:63 / /mnt/again rw - tmpfs none rw
64 27 0:64 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
65 27 8:1 / /mnt/back\134slash rw - ext4 /dev/sda1 rw
66 27 0:66 / /mnt/c rw - 9p C:\134 rw
67 27 8:1 / /mnt/ntfs rw - fuseblk /dev/sda1 rw
broken
";

    /// A made-up `/sys`: a stick, a card, a disk at a USB socket, soldered memory, a disk.
    fn machine() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let sys = root.path().join("sys");
        for folder in ["dev/block", "class/block"] {
            fs::create_dir_all(sys.join(folder)).unwrap();
        }
        let disk = |place: &str, files: &[(&str, &str)], part: &str, number: Option<&str>| {
            let disk = sys.join("devices").join(place);
            fs::create_dir_all(disk.join(part)).unwrap();
            fs::create_dir_all(disk.join("device")).unwrap();
            for (file, text) in files {
                crate::atomic::write_flushed(&disk.join(file), text.as_bytes(), None).unwrap();
            }
            let link = match number {
                Some(number) => sys.join("dev/block").join(number),
                None => sys.join("class/block").join(part),
            };
            std::os::unix::fs::symlink(disk.join(part), link).unwrap();
        };
        disk("pci0/ata1/block/sda", &[("removable", "0\n")], "sda1", Some("8:1"));
        disk("pci0/reader/block/sdb", &[("removable", "1\n")], "sdb1", Some("8:17"));
        disk("pci0/mmc/block/mmcblk0", &[("removable", "0\n"), ("device/type", "SD\n")], "mmcblk0p1", Some("179:1"));
        disk("pci0/mmc/block/mmcblk1", &[("removable", "0\n"), ("device/type", "MMC\n")], "mmcblk1p1", Some("179:9"));
        disk("pci0/usb2/2-1/block/sdc", &[("removable", "0\n")], "sdc1", None);
        disk("pci0/reader/block/vda", &[("removable", "1\n")], "vda1", Some("254:0"));
        root
    }

    #[test]
    fn the_table_of_mounts_tells_shares_sticks_and_disks_apart_p25() {
        let root = machine();
        for (folder, expected) in [
            ("/home/head/Pictures", Drive::Local),
            ("/tmp/test/vault", Drive::Local),
            ("/dev/shm/test", Drive::Local),
            ("/srv/school/vault", Drive::Network),
            ("/srv/school office/vault", Drive::Network),
            ("/srv/school of magic", Drive::Local),
            ("/srv/schools", Drive::Local),
            ("/srv/school/own/vault", Drive::Local),
            ("/home/head/server", Drive::Network),
            ("/home/head/odd", Drive::Unknown),
            ("/run/user/1000/gvfs/smb-share:server=s", Drive::Network),
            ("/media/head/STICK/lists", Drive::Removable),
            ("/media/head/CARD", Drive::Removable),
            ("/media/head/DISK", Drive::Removable),
            ("/boot", Drive::Local),
            ("/mnt/twice/x", Drive::Network),
            ("/mnt/again/x", Drive::Local),
            (r"/mnt/back\slash/x", Drive::Local),
            ("/mnt/c/vault", Drive::Network),
            ("/mnt/ntfs/vault", Drive::Local),
        ] {
            assert_eq!(kind(TABLE.as_bytes(), Path::new(folder), root.path()), expected, "{folder}");
        }
        assert_eq!(kind(b"", Path::new("/home"), root.path()), Drive::Unknown);
    }

    #[test]
    fn sticks_cards_and_disks_at_a_socket_are_listed_where_they_are_mounted() {
        let root = machine();
        let expected = ["/media/head/STICK", "/media/head/CARD", "/media/head/DISK"].map(PathBuf::from);
        assert_eq!(carried(TABLE.as_bytes(), root.path()), expected);
        assert_eq!(carried(b"", root.path()), [] as [PathBuf; 0]);
    }

    #[test]
    fn the_disk_that_the_system_runs_from_is_not_carried_off() {
        let table = b"27 1 254:0 / / rw - ext4 /dev/vda1 rw\n28 27 254:0 /x /data rw - ext4 /dev/vda1 rw\n";
        let root = machine();
        assert_eq!(kind(table, Path::new("/home"), root.path()), Drive::Local);
        assert_eq!(kind(table, Path::new("/data"), root.path()), Drive::Removable);
    }

    #[test]
    fn the_last_of_several_mounts_on_one_place_counts_and_escapes_are_read() {
        let of = |folder: &str| mount_of(TABLE.as_bytes(), Path::new(folder)).unwrap();
        assert_eq!((of("/mnt/again").kind, of("/").kind), ("tmpfs".to_owned(), "overlay".to_owned()));
        assert_eq!(of("/srv/school office").point, Path::new("/srv/school office"));
        assert_eq!(unescaped(br"a\04"), Path::new(r"a\04"));
        assert_eq!(unescaped(br"a\999b"), Path::new(r"a\999b"));
        assert_eq!(unescaped(br"tab\011end"), Path::new("tab\tend"));
    }

    #[test]
    fn this_computers_own_table_is_understood() {
        let table = fs::read("/proc/self/mountinfo").unwrap();
        let lines = table.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
        assert_eq!(table.split(|byte| *byte == b'\n').filter_map(read).count(), lines);
        assert_eq!(mount_of(&table, Path::new("/proc/self")).unwrap().kind, "proc");
    }
}
