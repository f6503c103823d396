//! People who have left: what still shows them, and what was decided about it (P16).

use rules::{EventId, PersonId, Tag, TagId, Who};
use store::{Action, PersonEntry, Photo, StoreError};

use crate::school::{School, Vault, photo, pupil};

fn somebody(vault: &Vault, surname: &str, left_on: Option<&str>) -> PersonId {
    let mut person = pupil(vault, "Quillon", surname);
    person.left_on = left_on.map(|day| day.parse().unwrap());
    let id = person.id;
    vault.people().set(&PersonEntry { person, upn: None }).unwrap();
    id
}

fn tag(vault: &Vault, shown: &Photo, person: PersonId) {
    let tag = Tag { id: TagId::new(vault.env().new_id()), who: Who::Person(person), face: None, region: None };
    vault.edits().tag(shown.id, &tag).unwrap();
}

fn picture(vault: &Vault, seed: u8) -> Photo {
    photo(vault, &vault.albums().named("Autumn walk").unwrap(), &[seed; 900]).unwrap()
}

#[test]
fn p16_photos_of_everybody_who_left_by_a_day_are_told_with_all_who_are_on_them_and_whose_work_they_show() {
    let (_school, vault) = School::open();
    let early = somebody(&vault, "Marchbanks", Some("2026-07-22"));
    let late = somebody(&vault, "Ellerby", Some("2026-10-23"));
    let here = somebody(&vault, "Thorne", None);
    let [alone, together, work, others] = [1, 2, 3, 4].map(|seed| picture(&vault, seed));
    tag(&vault, &alone, early);
    tag(&vault, &together, early);
    tag(&vault, &together, here);
    vault.edits().set_work(work.id, &[late]).unwrap();
    tag(&vault, &others, here);
    let by = |day: &str| -> Vec<_> {
        let remaining = vault.leavers().remaining(day.parse().unwrap()).unwrap();
        remaining.into_iter().map(|remaining| (remaining.photo, remaining.persons)).collect()
    };
    let mut both = vec![early, here];
    both.sort_unstable();
    assert_eq!(by("2026-07-21"), []);
    assert_eq!(by("2026-07-22"), [(alone.id, vec![early]), (together.id, both.clone())]);
    assert_eq!(by("2026-10-23"), [(alone.id, vec![early]), (together.id, both), (work.id, vec![late])]);
}

#[test]
fn p16_the_latest_decision_counts_and_each_is_told_in_the_log_without_its_reason() {
    let (_school, vault) = School::open();
    let person = somebody(&vault, "Marchbanks", Some("2026-07-22"));
    let shown = picture(&vault, 1);
    tag(&vault, &shown, person);
    let (id, until) = (EventId::new(vault.env().new_id()), "2027-08-31".parse().unwrap());
    for _ in 0..2 {
        vault.leavers().keep(id, person, until, "Planted reason", &[shown.id]).unwrap();
    }
    let kept = vault.leavers().decisions().unwrap().remove(&person).unwrap();
    assert_eq!((kept.by, kept.kept), (vault.actor(), Some((until, "Planted reason".to_owned()))));
    vault.leavers().put_forward(&[(person, vec![shown.id])]).unwrap();
    assert_eq!(vault.leavers().decisions().unwrap()[&person].kept, None);
    assert!(vault.leavers().remaining(until).unwrap()[0].held);
    assert_eq!(vault.photos().due("2026-11-22".parse().unwrap()).unwrap()[0].id, shown.id);
    let told = vault.log().entries(1, 1000).unwrap();
    let times = |action| told.iter().filter(|entry| entry.action == action).count();
    assert_eq!((times(Action::LeaverKept), times(Action::LeaverPutForward), times(Action::PhotoHeld)), (1, 1, 1));
    let again = EventId::new(vault.env().new_id());
    vault.leavers().keep(again, person, until, "Planted reason", &[shown.id]).unwrap();
    assert!(!vault.photos().get(shown.id).unwrap().held_for_deletion, "what is kept is not destroyed");
    assert!(told.iter().all(|entry| !entry.detail.to_string().contains("Planted")));
}

#[test]
fn of_photos_put_forward_together_all_are_held_or_none() {
    let (_school, vault) = School::open();
    let person = somebody(&vault, "Marchbanks", Some("2026-07-22"));
    let [kept, gone] = [1, 2].map(|seed| picture(&vault, seed));
    tag(&vault, &kept, person);
    vault.photos().delete_now(gone.id).unwrap();
    let asked = vault.leavers().put_forward(&[(person, vec![kept.id, gone.id])]);
    assert!(matches!(asked, Err(StoreError::Deleted)));
    assert!(!vault.photos().get(kept.id).unwrap().held_for_deletion);
    assert!(vault.leavers().decisions().unwrap().is_empty());
}
