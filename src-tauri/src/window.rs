//! The one window, and what it refuses: foreign pages, further windows, downloads.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Runtime, Url, WebviewWindowBuilder};

/// Label of the only window that the capability names.
pub(crate) const MAIN: &str = "main";

/// Opens the window that the configuration describes.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let config = app.config();
    let development = config.build.dev_url.clone().filter(|_| tauri::is_dev());
    let described = config.app.windows.iter().find(|window| window.label == MAIN);
    let window = described.ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(app, window)?
        .on_navigation(move |address| is_own(address, development.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    Ok(())
}

/// The pages that were built in, or those of the development server.
fn is_own(address: &Url, development: Option<&Url>) -> bool {
    let built_in = match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && address.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    built_in || development.is_some_and(|own| own.origin() == address.origin())
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn foreign_addresses_files_and_scripts_are_refused() {
        for address in [
            "https://example.org/",
            "http://localhost:5173/",
            "http://127.0.0.1/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "photo://localhost/preview/1",
            "tauri://example.org/",
            "javascript:alert(1)",
        ] {
            let address = address.parse().expect(address);
            assert!(!is_own(&address, None), "{address}");
        }
    }

    #[test]
    fn own_pages_are_shown() {
        let page = if cfg!(windows) { "http://tauri.localhost/" } else { "tauri://localhost/" };
        assert!(is_own(&page.parse().expect("an address"), None));
    }

    #[test]
    fn the_development_server_is_shown_only_where_it_is_configured() {
        let own = "http://localhost:5173/".parse().expect("an address");
        let page = "http://localhost:5173/src/main.ts".parse().expect("an address");
        assert!(is_own(&page, Some(&own)));
        assert!(!is_own(&"http://localhost:5174/".parse().expect("an address"), Some(&own)));
    }
}
