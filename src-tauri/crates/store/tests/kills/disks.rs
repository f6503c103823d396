//! Disks that are full or locked, and a second process: nothing is lost, and the error says which it was.

use std::path::Path;
use std::process::{Command, ExitCode};

use store::{StoreError, Vault};

use crate::aftermath;
use crate::harness::{Trial, in_memory};
use crate::kept::try_copy;
use crate::work::{HEAD, PASSWORD, Work, env};

/// The name under which this program is called on a disk of its own.
pub(crate) const SMALL: &str = "small disk";
/// What is removed again from a full disk, as somebody would who makes room.
const BALLAST: usize = 600 << 10;
/// Work that is tried on a full disk.
const TRIED: [Work; 3] = [Work::Import, Work::Register, Work::Backup];

/// While a process has the vault open, another one is told so, and may once the first is gone.
pub(crate) fn second_process_is_refused(busy: &Trial) {
    let folder = in_memory();
    (busy.prepare)(folder.path());
    let mut first = busy.child(folder.path()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(first.stdout.take().unwrap()), &mut line).unwrap();
    let unlock = || Vault::unlock(&folder.path().join("vault"), HEAD, PASSWORD, env()).map(drop);
    assert!(matches!(unlock(), Err(StoreError::InUse)));
    first.kill().unwrap();
    first.wait().unwrap();
    unlock().unwrap();
}

/// Work that runs out of room: on a disk with little left where one can be mounted, and where the system lets no file
/// grow further. Returns how often work was cut short.
pub(crate) fn full() -> u32 {
    if !cfg!(unix) {
        return 0;
    }
    let mut cut_short = 0;
    for work in TRIED {
        for blocks in [60, 170, 480, 900] {
            let folder = in_memory();
            work.prepare(folder.path());
            let limited = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
            let mut command = Command::new("sh");
            command.args(["-c", limited, &blocks.to_string()]).arg(std::env::current_exe().unwrap());
            let output = command.args(["child", work.name()]).arg(folder.path()).output().unwrap();
            cut_short += u32::from(!output.status.success());
            aftermath::look(work, folder.path(), &String::from_utf8(output.stdout).unwrap());
        }
    }
    assert!(cut_short > 3);
    let Some(disk) = disk_of(2 << 10) else {
        println!("skipped: no small disk can be mounted here");
        return cut_short;
    };
    drop(disk);
    for kibibytes in [1200, 1300, 1400, 1500, 1700] {
        let output = disk_of(kibibytes).unwrap().output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "on a disk of {kibibytes} KiB: {told}");
        cut_short += String::from_utf8_lossy(&output.stdout).lines().filter(|line| *line == "cut short").count() as u32;
    }
    cut_short
}

/// This program on a disk of its own of that size, if one can be mounted.
fn disk_of(kibibytes: u32) -> Option<Command> {
    let mounted = format!("mount -t tmpfs -o size={kibibytes}k none /mnt && exec \"$0\" \"$@\"");
    let namespace = |program: &std::ffi::OsStr| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", &mounted]).arg(program);
        command
    };
    let works = namespace("true".as_ref()).stderr(std::process::Stdio::null()).status();
    let mut command = namespace(std::env::current_exe().unwrap().as_os_str());
    command.args(["child", SMALL, "/mnt"]);
    works.is_ok_and(|status| status.success()).then_some(command)
}

/// In the process that has a disk of its own: fills it by each piece of work, then makes room and looks.
pub(crate) fn on_a_small_disk(disk: &Path) -> ExitCode {
    for work in TRIED {
        let elsewhere = in_memory();
        work.prepare(elsewhere.path());
        let ballast = disk.join("ballast");
        let folder = disk.join("school");
        let copied = try_copy(elsewhere.path(), &folder)
            .and_then(|()| store::atomic::write_flushed(&ballast, &vec![7; BALLAST], None));
        if copied.is_err() {
            // Too small even for what was there before.
            clear(disk);
            continue;
        }
        let mut command = Command::new(std::env::current_exe().unwrap());
        let output = command.args(["child", work.name()]).arg(&folder).output().unwrap();
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(told.contains("StorageFull"), "{}: {told}", work.name());
            println!("cut short");
        }
        std::fs::remove_file(&ballast).unwrap();
        aftermath::look(work, &folder, &String::from_utf8(output.stdout).unwrap());
        clear(disk);
    }
    ExitCode::SUCCESS
}

fn clear(disk: &Path) {
    // Whichever of the two there was room for.
    let _ = std::fs::remove_dir_all(disk.join("school"));
    let _ = std::fs::remove_file(disk.join("ballast"));
}

/// A vault that may only be read is not opened, and the error says so.
pub(crate) fn read_only() -> &'static str {
    let folder = in_memory();
    Work::Import.prepare(folder.path());
    let locked = "mount --bind \"$3\" \"$3\" && mount -o remount,ro,bind \"$3\" && exec \"$0\" \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", locked]).arg(std::env::current_exe().unwrap());
    let output = command.args(["child", Work::Import.name()]).arg(folder.path()).output();
    let told = output.as_ref().map(|output| String::from_utf8_lossy(&output.stderr).into_owned()).unwrap_or_default();
    if output.is_err() || told.contains("unshare") || told.contains("mount:") {
        return "skipped: no folder can be made read-only here";
    }
    assert!(told.contains("ReadOnlyFilesystem"), "{told}");
    aftermath::look(Work::Import, folder.path(), "");
    "a vault on a read-only disk was refused and left as it was"
}
