//! The commands are named in four places, which Tauri's build step and the page's language keep apart; they agree.

use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between `start` and `end`, split at `separator`, cleaned of white space and quotes.
fn words(text: &str, start: &str, end: &str, separator: char) -> BTreeSet<String> {
    let (_, rest) = text.split_once(start).expect(start);
    let (list, _) = rest.split_once(end).expect(end);
    let trim = |word: &str| word.trim().trim_matches(['"', '\'']).to_owned();
    list.split(separator).map(trim).filter(|word| !word.is_empty()).collect()
}

/// The commands of build.rs, each of which needs a permission.
pub(crate) fn listed_commands() -> BTreeSet<String> {
    words(&read("src-tauri/build.rs"), "const COMMANDS: &[&str] = &[", "];", ',')
}

#[test]
fn the_build_script_lists_the_commands() {
    let listed = listed_commands();
    assert!(listed.len() > 20 && listed.contains("vault_status"), "{listed:?}");
}

#[test]
fn every_command_that_is_answered_is_listed_and_the_other_way_round() {
    let handler = words(&read("src-tauri/src/commands/mod.rs"), "tauri::generate_handler![", "]", ',');
    let answered: BTreeSet<_> = handler.iter().filter_map(|path| path.rsplit("::").next()).map(str::to_owned).collect();
    assert_eq!(answered, listed_commands());
}

#[test]
fn the_capability_grants_the_listed_commands_to_the_main_window_and_nothing_else() {
    let capability: serde_json::Value = serde_json::from_str(&read("src-tauri/capabilities/main.json")).expect("JSON");
    let permissions = capability["permissions"].as_array().expect("permissions").iter();
    let granted: BTreeSet<_> =
        permissions.map(|permission| permission.as_str().expect("a permission").to_owned()).collect();
    let expected = listed_commands().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(granted, expected);
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none());
}

#[test]
fn the_page_calls_the_listed_commands_and_no_other() {
    let door = read("ui/src/host/tauri.ts");
    let calls =
        door.split("invoke('").skip(1).filter_map(|rest| rest.split_once('\'')).map(|(name, _)| name.to_owned());
    assert_eq!(calls.collect::<BTreeSet<_>>(), listed_commands());
}

#[test]
fn there_is_one_capability() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/capabilities");
    assert_eq!(std::fs::read_dir(folder).expect("capabilities").count(), 1);
}
