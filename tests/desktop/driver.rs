//! Starts the program under a display of its own and connects WebKit's driver to it.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::sync::{Mutex, MutexGuard};

use crate::look::Look;

/// The longest wait for anything the page shows: long, since a busy machine is no failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(180);

/// Two windows at once starve each other of processor time, and their drivers then deliver keys late.
static ONE_WINDOW: Mutex<()> = Mutex::const_new(());

/// A process that ends with the test.
struct Helper(Child);

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The running program, and what it needs to run.
pub(crate) struct Running {
    /// The page.
    pub(crate) client: Client,
    /// The display's name.
    pub(crate) display: String,
    _driver: Helper,
    _display: Helper,
    _alone: MutexGuard<'static, ()>,
}

/// Who answers when a folder is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The file `folder.txt` in the home, at once.
    File,
    /// The person, in the system's dialog.
    Dialog,
}

/// Starts the window on the vault in `home/vault`.
pub(crate) async fn start(home: &Path, asked: Asked) -> Running {
    start_as(home, asked, Look::LAPTOP).await
}

/// The same, as large as the screen, light or dark.
pub(crate) async fn start_as(home: &Path, asked: Asked, look: Look) -> Running {
    let alone = ONE_WINDOW.lock().await;
    let (helper, display) = display(look);
    let (driver, port) = driver(home, &display, asked, look);
    let client = connect(port, &home.join("vault")).await;
    client.set_window_rect(0, 0, look.width, look.height).await.expect("a window as large as the screen");
    Running { client, display, _driver: driver, _display: helper, _alone: alone }
}

/// A display that nobody sees. Says its number once it is ready.
fn display(look: Look) -> (Helper, String) {
    let mut xvfb = Command::new("Xvfb");
    let screen = format!("{}x{}x24", look.width, look.height);
    xvfb.args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"]);
    let mut child = xvfb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Xvfb starts");
    let mut number = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut number).expect("a display number");
    (Helper(child), format!(":{}", number.trim()))
}

/// WebKit's driver; the program inherits its environment.
fn driver(home: &Path, display: &str, asked: Asked, look: Look) -> (Helper, u16) {
    let port =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr()).expect("a free port").port();
    let mut driver = Command::new("WebKitWebDriver");
    driver.arg(format!("--port={port}")).current_dir(home);
    driver.env("DISPLAY", display).env("GDK_BACKEND", "x11").env("TAURI_WEBVIEW_AUTOMATION", "true");
    driver.env("GTK_THEME", if look.dark { "Adwaita:dark" } else { "Adwaita" });
    if asked == Asked::File {
        driver.env("CLOAKROOM_TEST_FOLDER", home.join("folder.txt"));
    }
    driver.env_remove("WAYLAND_DISPLAY").env_remove("WEBKIT_DISABLE_COMPOSITING_MODE");
    driver.env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
    for (variable, folder) in [
        ("HOME", ""),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("TMPDIR", "tmp"),
    ] {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        driver.env(variable, folder);
    }
    (Helper(driver.spawn().expect("WebKitWebDriver starts")), port)
}

/// A session with the program, as soon as the driver listens.
async fn connect(port: u16, vault: &Path) -> Client {
    let options = json!({ "binary": env!("CARGO_BIN_EXE_cloakroom-window"), "args": ["--vault", vault] });
    let wanted = Capabilities::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
    let listening = async {
        while tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, listening).await.expect("WebKitWebDriver listens");
    let mut session = ClientBuilder::new(HttpConnector::new());
    let client =
        session.capabilities(wanted).connect(&format!("http://127.0.0.1:{port}")).await.expect("the window opens");
    let timeouts = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
    client.update_timeouts(timeouts).await.expect("patience");
    client
}
