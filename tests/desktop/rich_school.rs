//! A school in the middle of its year: something stands on every list.

use std::path::Path;

use cloakroom_tests::surroundings::throw_away;
use jiff::ToSpan as _;
use workflow::demo::{DemoSchool, make_school};
use workflow::rules::{Answer, Method, Role, Scope};
use workflow::{AnswerForm, IncidentForm, Stop};

use crate::people::sit_down_as;
use crate::withdrawn::publish;

/// A guest's login and password.
pub(crate) const GUEST: [&str; 2] = ["Visitor", "a-week-in-autumn"];

/// The made-up school with a published batch, one that waits, one that is being filled, a copy to take down, an incident, a
/// leaver, a guest, and photos that nobody has named yet.
pub(crate) fn rich_school(home: &Path) -> DemoSchool {
    let school = make_school(home, &throw_away()).expect("a made-up school");
    let today = throw_away().today();
    publish(&school, &home.join("website"));
    let head = sit_down_as(&school, Role::Head);
    head.account_add(GUEST[0], Role::Guest, Some(today.saturating_add(7.days())), GUEST[1]).expect("added");
    head.account_authorise(GUEST[0]).expect("authorised");
    head.account_add("New colleague", Role::Teacher, None, "not-yet-authorised").expect("added");
    drop(head);

    let teacher = sit_down_as(&school, Role::Teacher);
    teacher.import(&school.card, "Spring walk", &Stop::default(), &mut |_| {}).expect("imported");
    teacher.faces_look(&Stop::default(), &mut |_| {}).expect("looked for");
    let walk =
        teacher.albums().expect("albums").into_iter().find(|album| album.name == "Autumn walk").expect("the walk");
    let photos = teacher.photos(&walk.id, "website").expect("photos");
    teacher
        .incident_add(&IncidentForm {
            what: "The picture was shown on the screen in the hall before it was approved.".into(),
            photo: Some(photos[1].id.clone()),
            batch: None,
            people: vec!["004107".into()],
        })
        .expect("recorded");
    teacher.objection_add("004135").expect("entered");
    drop(teacher);

    let office = sit_down_as(&school, Role::Office);
    let clear: Vec<String> = photos.iter().take(4).map(|photo| photo.id.clone()).collect();
    let waiting = office.batch_new("newsletter", "Autumn newsletter").expect("a batch").summary.id;
    office.batch_add(&waiting, &clear).expect("added");
    office.batch_submit(&waiting).expect("submitted");
    let filling = office.batch_new("website", "Our school in November").expect("a batch").summary.id;
    office.batch_add(&filling, &clear[..2]).expect("added");
    office.batch_caption(&filling, &clear[0], "The valley", "Hills below a wide sky").expect("described");
    office
        .consent_set(AnswerForm {
            person: "004100".into(),
            purpose: "website".into(),
            answer: Answer::Withdrawn,
            giver: None,
            given_on: Some(today),
            expires_on: None,
            scope: Scope::IndividualToo,
            condition: None,
            method: Method::Paper,
            document: Some("letter of today".into()),
        })
        .expect("entered");
    office.person_left("004121", today.saturating_sub(30.days())).expect("noted");
    school
}
