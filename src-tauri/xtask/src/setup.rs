//! What the machine needs beside Rust and Node: installed where that can be done, named with its install line where not.

use xshell::{Shell, cmd};

use crate::error::Error;
use crate::model;
use crate::project::has;

/// For whom the machine is set up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// The command line: the encrypted database's cryptography.
    CommandLine,
    /// The window as well.
    Window,
    /// The command line, and the tools that ours is compared with.
    Comparison,
    /// Every check: a virtual display, a driver for the window, and the tools that ours is compared with.
    Checks,
}

const COMMAND_LINE: &[&str] = &["build-essential", "libssl-dev", "pkg-config"];
const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev", "fonts-dejavu-core"];
const CHECKS: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "xdotool", "imagemagick"];
const COMPARISON: &[&str] = &["libimage-exiftool-perl", "mat2", "libvips-tools"];

impl For {
    fn has_window(self) -> bool {
        matches!(self, Self::Window | Self::Checks)
    }

    fn compares(self) -> bool {
        matches!(self, Self::Comparison | Self::Checks)
    }
}

/// Installs what is missing, or says what to install.
pub(crate) fn ensure(shell: &Shell, purpose: For) -> Result<(), Error> {
    if purpose.has_window() {
        node(shell)?;
    }
    if !cfg!(target_os = "linux") {
        foreign(purpose)?;
        return model::ensure(shell);
    }
    let mut wanted = COMMAND_LINE.to_vec();
    if purpose.has_window() {
        wanted.extend(WINDOW);
    }
    if purpose.compares() {
        wanted.extend(COMPARISON);
    }
    if purpose == For::Checks {
        wanted.extend(CHECKS);
    }
    if has("apt-get") {
        debian(shell, &wanted)?
    } else {
        other_linux(shell, purpose)?
    }
    model::ensure(shell)
}

/// Debian and Ubuntu: installs as root or with sudo, otherwise prints the command.
fn debian(shell: &Shell, wanted: &[&str]) -> Result<(), Error> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !installed(shell, package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let root = cmd!(shell, "id -u").read()? == "0";
    let sudo = !root && has("sudo") && cmd!(shell, "sudo -n true").quiet().ignore_stderr().run().is_ok();
    if !root && !sudo {
        let packages = missing.join(" ");
        return Err(Error::Missing {
            what: packages.clone(),
            install: format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}"),
        });
    }
    eprintln!("installing {}", missing.join(" "));
    let sudo: &[&str] = if root { &[] } else { &["sudo"] };
    let run = |arguments: &[&str]| {
        let words: Vec<&str> = sudo.iter().chain(arguments).copied().collect();
        let (program, rest) = (words[0], &words[1..]);
        cmd!(shell, "{program} {rest...}").env("DEBIAN_FRONTEND", "noninteractive").run()
    };
    run(&["apt-get", "update", "-q"])?;
    let mut install = vec!["apt-get", "install", "-y", "-q", "--no-install-recommends"];
    install.extend(&missing);
    Ok(run(&install)?)
}

fn installed(shell: &Shell, package: &str) -> bool {
    let format = "${db:Status-Status}";
    cmd!(shell, "dpkg-query -W -f={format} {package}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|status| status == "installed")
}

/// Other distributions name their packages otherwise; what is there is seen by pkg-config.
fn other_linux(shell: &Shell, purpose: For) -> Result<(), Error> {
    let library = |name: &str| cmd!(shell, "pkg-config --exists {name}").quiet().run().is_ok();
    let mut missing = Vec::new();
    if !library("openssl") {
        missing.push("OpenSSL headers");
    }
    if purpose.has_window() && !library("webkit2gtk-4.1") {
        missing.push("WebKitGTK 4.1 headers");
    }
    if purpose.compares() {
        missing.extend(COMPARED.iter().filter(|program| !has(program)));
    }
    if purpose == For::Checks {
        missing.extend(["WebKitWebDriver", "xvfb-run", "convert"].iter().filter(|program| !has(program)));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let install = if has("dnf") {
        "sudo dnf install gcc openssl-devel webkit2gtk4.1-devel xorg-x11-server-Xvfb xdotool perl-Image-ExifTool mat2 ImageMagick vips-tools"
    } else if has("pacman") {
        "sudo pacman -S --needed base-devel openssl webkit2gtk-4.1 xorg-server-xvfb xdotool perl-image-exiftool mat2 imagemagick libvips"
    } else if has("zypper") {
        "sudo zypper install gcc libopenssl-devel webkit2gtk3-devel xvfb-run xdotool exiftool mat2 ImageMagick vips-tools"
    } else {
        "your package manager: a C compiler, OpenSSL and WebKitGTK 4.1 development files, Xvfb, xdotool, exiftool, mat2, ImageMagick, libvips"
    };
    Err(Error::Missing { what: missing.join(", "), install: install.to_owned() })
}

/// The programs that ours is compared with.
const COMPARED: [&str; 3] = ["exiftool", "mat2", "vips"];

/// Windows and macOS bring the web view; SQLCipher's OpenSSL is built along and needs Perl.
fn foreign(purpose: For) -> Result<(), Error> {
    if !has("perl") {
        let install = if cfg!(windows) { "winget install StrawberryPerl.StrawberryPerl" } else { "brew install perl" };
        return Err(Error::Missing {
            what: "perl, to build the encrypted database".to_owned(),
            install: install.to_owned(),
        });
    }
    if purpose == For::Comparison && COMPARED.iter().any(|program| !has(program)) {
        let install = if cfg!(windows) {
            "exiftool from exiftool.org, libvips from libvips.org, and pip install mat2"
        } else {
            "brew install exiftool vips && pip3 install mat2"
        };
        return Err(Error::Missing { what: COMPARED.join(", "), install: install.to_owned() });
    }
    Ok(())
}

fn node(shell: &Shell) -> Result<(), Error> {
    const INSTALL: &str = "Node 20.19 or newer, from https://nodejs.org or your package manager";
    let missing = |what: &str| Error::Missing { what: what.to_owned(), install: INSTALL.to_owned() };
    if !has("node") || !has("npm") {
        return Err(missing("Node and npm"));
    }
    let version = cmd!(shell, "node --version").read()?;
    let mut parts = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) if (major, minor) >= (20, 19) => Ok(()),
        _ => Err(missing(&format!("a newer Node (this one is {version})"))),
    }
}
