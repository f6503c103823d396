//! Inputs that once broke what has to hold for any bytes, or that reach far into a reader: replayed without a fuzzer.

use std::path::Path;

#[path = "../fuzz/checks.rs"]
mod checks;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus-kept").join(target);
    let entries = std::fs::read_dir(folder).expect("the folder of kept inputs can be read");
    let mut replayed = 0;
    for entry in entries {
        let path = entry.expect("the entry can be read").path();
        println!("{}", path.display());
        check(&std::fs::read(path).expect("can be read"));
        replayed += 1;
    }
    assert!(replayed > 0, "no input is kept for {target}");
}

#[test]
fn kept_inputs_are_recognised_or_refused() {
    replay("sniff", checks::sniff);
}

#[test]
fn kept_inputs_are_stripped_or_refused() {
    replay("strip", checks::strip);
}

#[test]
fn kept_inputs_are_proved_or_found_out() {
    replay("prove", checks::prove);
}

#[test]
fn kept_inputs_give_what_the_camera_wrote() {
    replay("capture", checks::capture);
}

#[test]
fn kept_inputs_are_decoded_or_refused_and_what_is_decoded_can_be_given_out() {
    replay("decode", checks::decode);
}

#[test]
fn kept_inputs_are_turned_or_refused() {
    replay("turn", checks::turn);
}
