//! The `photo://` scheme: thumbnails and previews by opaque id, from the open session only.

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};
use workflow::Picture;

use crate::desk::Desk;
use crate::window::MAIN;

/// Pages address pictures as `photo://localhost/thumb/{id}` and `…/preview/{id}`, and as they go out, cropped and covered,
/// as `…/outcome-thumb/{id}` and `…/outcome/{id}`. What follows a `?` only tells one state of the edits from the next.
pub const SCHEME: &str = "photo";

/// Answers off the main thread.
pub(crate) fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let own = context.webview_label() == MAIN;
    tauri::async_runtime::spawn_blocking(move || {
        let response = if own { answer(&app.state::<Desk>(), &request) } else { bare(StatusCode::FORBIDDEN) };
        responder.respond(response);
    });
}

/// What a request for a picture gets: the picture, or a bare status that tells nothing about it.
#[must_use]
pub fn answer(desk: &Desk, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let Some(session) = desk.session() else { return bare(StatusCode::FORBIDDEN) };
    let Some((which, photo)) = wanted(request.uri().path()) else { return bare(StatusCode::NOT_FOUND) };
    let Ok(shown) = session.picture(photo, which) else { return bare(StatusCode::NOT_FOUND) };
    Response::builder()
        .header(header::CONTENT_TYPE, shown.media_type)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(shown.bytes)
        .unwrap_or_else(|_| bare(StatusCode::INTERNAL_SERVER_ERROR))
}

fn wanted(path: &str) -> Option<(Picture, &str)> {
    let (kind, photo) = path.strip_prefix('/')?.split_once('/')?;
    match kind {
        "thumb" => Some((Picture::Thumb, photo)),
        "preview" => Some((Picture::Preview, photo)),
        "outcome-thumb" => Some((Picture::OutcomeThumb, photo)),
        "outcome" => Some((Picture::Outcome, photo)),
        _ => None,
    }
}

fn bare(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::wanted;
    use workflow::Picture;

    #[test]
    fn only_thumbnails_and_previews_are_served() {
        assert_eq!(wanted("/thumb/0192"), Some((Picture::Thumb, "0192")));
        assert_eq!(wanted("/outcome/0192"), Some((Picture::Outcome, "0192")));
        assert_eq!(wanted("/outcome-thumb/0192"), Some((Picture::OutcomeThumb, "0192")));
        assert_eq!(wanted("/preview/0192"), Some((Picture::Preview, "0192")));
        for path in ["", "/", "/thumb", "/master/0192", "thumb/0192"] {
            assert_eq!(wanted(path), None, "{path}");
        }
    }
}
