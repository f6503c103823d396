//! The Debian package as a school would meet it: installed, started, looked at. Its programs are built for checks, not for
//! speed: `cargo xtask bundle` makes the ones to give away.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use xshell::{Shell, cmd};

use crate::bundle::{self, Build};
use crate::error::Error;
use crate::project::{has, shell, top};
use crate::setup::{self, For};

/// A long wait: a busy machine is no failure.
const PATIENCE: Duration = Duration::from_secs(120);
/// More colours than a window on its way has, and fewer than words and fields.
const COLOURS: u32 = 300;
/// Pictures of an outing are shown.
const MANY_COLOURS: u32 = 3000;

/// A process that ends with the check.
struct Helper(Child);

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Sets up and checks the package.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::Checks)?;
    check(&shell)
}

/// Makes the package, installs it, runs the demonstration with what was installed, opens its window.
pub(crate) fn check(shell: &Shell) -> Result<(), Error> {
    if !has("dpkg-deb") {
        println!("skipped: this is no Debian system");
        return Ok(());
    }
    let made = bundle::make(shell, Build::ForChecks)?;
    let package = made.iter().find(|path| path.extension().is_some_and(|kind| kind == "deb"));
    let package = package.ok_or_else(|| wrong("no .deb was made"))?;
    let bin = install(shell, package)?;
    let to = top().join("target/package-demo");
    shell.remove_path(&to)?;
    let cloakroom = bin.join("cloakroom");
    cmd!(shell, "{cloakroom} demo --to {to}").ignore_stdout().run()?;
    if shell.read_dir(&to)?.is_empty() {
        return Err(wrong("the installed command exported nothing"));
    }
    look(shell, &bin.join("cloakroom-desktop"))
}

/// Installs as root; unpacks where that cannot be done.
fn install(shell: &Shell, package: &Path) -> Result<PathBuf, Error> {
    if cmd!(shell, "id -u").read()? == "0" {
        cmd!(shell, "apt-get install -y -q --no-install-recommends --reinstall {package}")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .ignore_stdout()
            .run()?;
        return Ok(PathBuf::from("/usr/bin"));
    }
    println!("not root: the package is unpacked, not installed");
    let place = top().join("target/package");
    shell.remove_path(&place)?;
    cmd!(shell, "dpkg-deb -x {package} {place}").run()?;
    Ok(place.join("usr/bin"))
}

/// Opens the window of the made-up school on a display that nobody sees, and logs in as its teacher.
fn look(shell: &Shell, program: &Path) -> Result<(), Error> {
    let mut xvfb = Command::new("Xvfb");
    xvfb.args(["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]);
    let mut xvfb = Helper(xvfb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(started)?);
    let display = format!(":{}", first_line(&mut xvfb).ok_or_else(|| wrong("Xvfb gave no display"))?.trim());
    let home = shell.create_temp_dir()?;
    let begun = Instant::now();
    let mut window = Command::new(program);
    window.arg("--demo").env("DISPLAY", &display).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    window.env("HOME", home.path()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut window = Helper(window.spawn().map_err(started)?);
    let said = first_line(&mut window).ok_or_else(|| wrong("the installed window ended at once"))?;
    println!("it said: {}", said.trim());
    shown(shell, &display, COLOURS)?;
    println!("first screen after {:.1} s, the made-up school included", begun.elapsed().as_secs_f64());
    // Past the way out, on whom one can be: the teacher comes first.
    for key in ["Tab", "Tab", "Return"] {
        cmd!(shell, "xdotool key {key}").env("DISPLAY", &display).run()?;
    }
    shown(shell, &display, MANY_COLOURS)?;
    println!("the teacher's photos are shown");
    Ok(())
}

fn first_line(of: &mut Helper) -> Option<String> {
    let mut line = String::new();
    // Borrowed: a program whose output nobody takes any more may end.
    let read = BufReader::new(of.0.stdout.as_mut()?).read_line(&mut line).ok()?;
    (read > 0).then_some(line)
}

/// Waits until the screen has so many colours.
fn shown(shell: &Shell, display: &str, colours: u32) -> Result<(), Error> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let format = "%k";
        let counted = cmd!(shell, "import -display {display} -window root -depth 8 -format {format} info:-");
        if counted.quiet().ignore_stderr().read()?.trim().parse().is_ok_and(|seen: u32| seen > colours) {
            return Ok(());
        }
    }
    Err(wrong("the installed window shows nothing"))
}

fn wrong(what: &'static str) -> Error {
    Error::Package(what)
}

fn started(_: std::io::Error) -> Error {
    wrong("a program could not be started")
}
