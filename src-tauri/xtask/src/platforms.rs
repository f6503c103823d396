//! Type-checks the whole workspace for Windows and macOS on a Debian machine.
//!
//! Debian's `rustc-web` comes with the sources of the standard library, which is built for each platform; it is unpacked
//! beside the build, not installed. C is not compiled: types are checked, nothing is linked or run.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::error::Error;
use crate::project::{has, shell, top};
use crate::setup::{self, For};

const PLATFORMS: [&str; 2] = ["x86_64-pc-windows-msvc", "aarch64-apple-darwin"];
/// A compiler, its sources, and the libraries it is linked with.
const PACKAGES: [&str; 11] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "libstd-rust-web-1.96",
    "libstd-rust-web-dev",
    "libllvm22",
    "libgit2-1.5",
    "libhttp-parser2.9",
    "libmbedx509-1",
    "libmbedtls14",
    "libmbedcrypto7",
];
const EMPTY_TOOL: &str = include_str!("platforms/empty-tool.sh");
/// Looked for by name, never read.
const EMPTY_LIBRARIES: [&str; 4] = ["libssl.lib", "libcrypto.lib", "libssl.a", "libcrypto.a"];

/// Checks one platform after the other; one that fails does not hide the next.
pub(crate) fn run() -> Result<(), Error> {
    let shell = shell()?;
    setup::ensure(&shell, For::CommandLine)?;
    let place = top().join("target/platforms");
    let toolchain = place.join("toolchain");
    if !toolchain.join("usr/bin/rustc").is_file() {
        fetch(&shell, &place, &toolchain)?;
    }
    let (tools, libraries) = (place.join("tools"), place.join("libraries"));
    for tool in ["empty-tool", "llvm-rc"] {
        shell.write_file(tools.join(tool), EMPTY_TOOL)?;
    }
    cmd!(shell, "chmod -R +x {tools}").quiet().run()?;
    for library in EMPTY_LIBRARIES {
        shell.write_file(libraries.join(library), "")?;
    }
    let mut failed = Vec::new();
    for platform in PLATFORMS {
        println!("\n== {platform}");
        if let Err(error) = check(&shell, platform, &toolchain, &tools, &libraries) {
            eprintln!("{error}");
            failed.push(platform);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Error::Checks(failed)) }
}

fn fetch(shell: &Shell, place: &Path, toolchain: &Path) -> Result<(), Error> {
    if !has("apt-get") || !has("dpkg") {
        return Err(Error::Missing {
            what: "Debian's package tools, which bring a toolchain for other platforms".to_owned(),
            install: format!("rustup target add {}, then cargo check --workspace --target each", PLATFORMS.join(" ")),
        });
    }
    let packages = place.join("packages");
    shell.create_dir(&packages)?;
    {
        let _packages = shell.push_dir(&packages);
        cmd!(shell, "apt-get download -q {PACKAGES...}").run()?;
    }
    for package in shell.read_dir(&packages)? {
        cmd!(shell, "dpkg -x {package} {toolchain}").quiet().run()?;
    }
    Ok(shell.remove_path(&packages)?)
}

fn check(shell: &Shell, platform: &str, toolchain: &Path, tools: &Path, libraries: &Path) -> Result<(), Error> {
    let bin = toolchain.join("usr/bin");
    let (cargo, tool) = (bin.join("cargo"), tools.join("empty-tool"));
    let of_platform = |variable: &str| format!("{variable}_{}", platform.replace('-', "_"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([tools.to_path_buf()].into_iter().chain(std::env::split_paths(&path)));
    let path = path.map_err(|_| Error::Missing {
        what: "a folder whose name has no colon".to_owned(),
        install: "nothing: move the project".to_owned(),
    })?;
    let options = ["-Zbuild-std=std,panic_abort,panic_unwind", "--workspace", "--target", platform];
    cmd!(shell, "{cargo} check {options...}")
        .env("PATH", path)
        .env("LD_LIBRARY_PATH", toolchain.join("usr/lib/x86_64-linux-gnu"))
        .env("RUSTC", bin.join("rustc"))
        // The standard library is built, which a stable compiler refuses.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", top().join("target/platforms/build"))
        // What runs this command is cargo as well, and names its own compiler.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env(of_platform("CC"), &tool)
        .env(of_platform("CXX"), &tool)
        .env(of_platform("AR"), &tool)
        .env("OPENSSL_NO_VENDOR", "1")
        .env("OPENSSL_INCLUDE_DIR", "/usr/include")
        .env("OPENSSL_LIB_DIR", libraries)
        .run()?;
    Ok(())
}
