//! Nothing leaves the machine: no crate that speaks HTTP or TLS is built into anything we ship.

use crate::{members, metadata, needs};

const SPEAKS: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "curl-sys",
    "h2",
    "http-client",
    "hyper",
    "hyper-rustls",
    "hyper-tls",
    "hyper-util",
    "isahc",
    "minreq",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "schannel",
    "security-framework",
    "surf",
    "tokio-rustls",
    "tungstenite",
    "ureq",
];

#[test]
fn no_http_client_is_built_in_on_any_platform() {
    for platform in ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"] {
        let metadata = metadata(platform);
        for (id, name) in members(&metadata) {
            let needed = needs(&metadata, id);
            let spoken: Vec<_> = SPEAKS.iter().filter(|client| needed.contains(**client)).collect();
            assert!(spoken.is_empty(), "{name} on {platform} needs {spoken:?}");
        }
    }
}

#[test]
fn the_search_for_http_clients_sees_what_the_driver_of_the_window_tests_needs() {
    let metadata = metadata("x86_64-unknown-linux-gnu");
    let driver = metadata.packages.iter().find(|package| package.name.as_str() == "fantoccini").expect("fantoccini");
    assert!(needs(&metadata, &driver.id).contains("hyper"));
}
