//! The built command at the end of a school year: what is held of those who left, put forward, kept, destroyed (P16).

mod desk;

use desk::{ANOTHER, Desk, PICTURE, picture, school, text};
use serde_json::Value;

/// A picture of a leaver alone, one with somebody who is still at the school.
fn swept() -> Desk {
    let desk = school();
    for (surname, forename) in [("Marchbanks", "Quillon"), ("Ellerby", "Tamsin")] {
        desk.answer(0, "Office", &["register", "add", forename, surname, "--kind", "pupil"]);
    }
    desk.put("card/1.png", &picture(PICTURE));
    desk.put("card/2.png", &picture(ANOTHER));
    desk.answer(0, "Office", &["import", &desk.path("card"), "--album", "Trip", "--faces-later"]);
    desk.answer(0, "Office", &["tag", "Trip/1", "Quillon Marchbanks"]);
    desk.answer(0, "Office", &["tag", "Trip/2", "Quillon Marchbanks", "Tamsin Ellerby"]);
    desk.answer(0, "Office", &["register", "left", "Quillon Marchbanks", "--on", "2020-07-22"]);
    desk
}

fn due(desk: &Desk) -> usize {
    desk.answer(0, "Office", &["retention", "due"])["photos"].as_array().expect("photos").len()
}

#[test]
fn p16_the_office_sweeps_after_the_leavers_and_the_head_destroys_what_was_put_forward() {
    let desk = swept();
    let list = ["retention", "leavers", "list"];
    assert_eq!(desk.answer(0, "Office", &[&list[..], &["--until", "2020-07-21"]].concat()), Value::Array(Vec::new()));
    let held = desk.answer(0, "Office", &list);
    assert_eq!((text(&held[0]["name"]), text(&held[0]["left_on"])), ("Quillon Marchbanks", "2020-07-22"));
    assert_eq!(held[0]["photos"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&held[0]["photos"][0]["with_others"], &held[0]["photos"][1]["with_others"]),
        (&false.into(), &true.into())
    );

    let keep = ["retention", "leavers", "keep", "Quillon Marchbanks", "--because", "Asked for by the family"];
    assert_eq!(desk.answer(0, "Office", &keep)["done"], true);
    let forward = ["retention", "leavers", "put-forward"];
    assert_eq!(desk.answer(0, "Office", &[&forward[..], &["--all"]].concat())["photos"], 0, "what is kept stays");
    assert_eq!(desk.type_as("Office", &forward).status.code(), Some(2), "of whom has to be said");

    let one = [&forward[..], &["Quillon Marchbanks"]].concat();
    let done = desk.answer(0, "Office", &one);
    assert_eq!((&done["photos"], &done["stay"]), (&1.into(), &1.into()));
    assert_eq!(due(&desk), 1);
    assert_eq!(desk.answer(0, "Office", &["retention", "spare", "Trip/1"])["done"], true);
    assert_eq!(due(&desk), 0);
    desk.answer(0, "Office", &one);
    assert_eq!(desk.answer(1, "Office", &["retention", "purge"])["error"]["code"], "not_allowed");
    assert_eq!(desk.answer(0, "Head", &["retention", "purge"])["photos"].as_array().map(Vec::len), Some(1));
    assert_eq!(desk.answer(0, "Office", &list)[0]["photos"].as_array().map(Vec::len), Some(1));
    let refused = desk.answer(1, "Office", &[&forward[..], &["Tamsin Ellerby"]].concat());
    assert_eq!(refused["error"]["code"], "not_now", "she has not left");

    let log = desk.answer(0, "Head", &["audit", "show"]);
    let told = |action: &str| log.as_array().expect("entries").iter().filter(|entry| entry["action"] == action).count();
    assert_eq!((told("leaver_kept"), told("leaver_put_forward"), told("photo_purged")), (1, 2, 1));
    assert!(desk.answer(0, "Head", &["audit", "verify"])["fault"].is_null());
}
