//! Nothing leaves the machine, whatever the page does.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use serde_json::json;

use crate::driver::{Asked, start};

/// Tries every way out of a page that a script can start; answers with those that were not refused.
const TRY: &str = include_str!("ways-out.js");

#[tokio::test(flavor = "multi_thread")]
async fn the_page_opens_no_connection_and_no_foreign_page() {
    let home = tempfile::tempdir().expect("a folder");
    let outside = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("somebody to reach");
    let address = format!("http://{}/", outside.local_addr().expect("an address"));
    let window = start(home.path(), Asked::File).await;
    let own = window.client.current_url().await.expect("an address");

    let open = window.client.execute_async(TRY, vec![json!(address)]).await.expect("all ways tried");

    assert_eq!(open, json!([]), "ways out");
    assert_eq!(window.client.current_url().await.expect("an address"), own, "the page is still ours");
    assert_eq!(window.client.windows().await.expect("windows").len(), 1, "no second window");
    outside.set_nonblocking(true).expect("a listener that does not wait");
    let knock = outside.accept().expect_err("nobody connected");
    assert_eq!(knock.kind(), ErrorKind::WouldBlock);
}
