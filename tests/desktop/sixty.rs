//! A teacher's trip: sixty photos, three pupils on each, named and confirmed without touching the mouse.

use std::fmt::Write as _;
use std::path::Path;

use cloakroom_tests::camera::{OURS, drawn};
use cloakroom_tests::surroundings::throw_away;
use serde_json::json;
use workflow::register_import::RegisterFile;
use workflow::rules::Role;
use workflow::wire::{NewVault, RegisterChoices};
use workflow::{App, Stop};

use crate::driver::{Asked, Running, start};
use crate::figures::figure;
use crate::people::{CONTROL, ENTER, log_in_by, note, sit_down};

/// The class: every name is invented.
const CLASS: [&str; 30] = [
    "Aubrey Ashgrove",
    "Ada Applethorn",
    "Bryn Brackwater",
    "Bea Barrowell",
    "Casper Colefern",
    "Clemmie Cobbold",
    "Dara Dunmoor",
    "Elowen Eastmarsh",
    "Ewan Elmhirst",
    "Fern Fenwillow",
    "Gethin Greybarrow",
    "Hattie Hollybank",
    "Hugo Harefield",
    "Idris Ivyhurst",
    "Isla Inglewood",
    "Jonah Juniper",
    "Jem Jessamy",
    "Kit Kestrelby",
    "Lowri Larkmead",
    "Mabli Meadowes",
    "Maeve Mossthorpe",
    "Nell Nightgale",
    "Otis Oakbourne",
    "Pip Pellingham",
    "Rowan Rushbrook",
    "Saffi Stonecross",
    "Tamsin Thornwell",
    "Toby Tarnside",
    "Wren Willowby",
    "Zadie Yarrowell",
];
const TEACHER: [&str; 2] = ["Teacher", "chalk-and-rain"];
const HEAD: [&str; 2] = ["Head", "thistle-and-oak"];
const PHOTOS: usize = 60;
/// How many a number key can name.
const RECENT: usize = 9;

/// Who stands on which photo. At each of twenty stops three photos are taken of three pupils: on the way out the walking
/// groups, on the way back others.
fn on_photo(photo: usize) -> [usize; 3] {
    match photo / 3 {
        stop @ 0..10 => [stop * 3, stop * 3 + 1, stop * 3 + 2],
        stop => [stop - 10, stop, stop + 10],
    }
}

fn register() -> String {
    let mut text = String::from(
        "admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,\
         purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r\n",
    );
    let given = throw_away().today().saturating_sub(jiff::Span::new().days(40));
    for (place, name) in CLASS.iter().enumerate() {
        let (forename, surname) = name.split_once(' ').expect("two names");
        let _ = write!(
            text,
            "{:03},,{surname},{forename},,,2018-09-{:02},3,3 Wren,website,granted,group_only,A {surname},mother,{given},,form,{place}\r\n",
            place + 1,
            place + 1,
        );
    }
    text
}

/// The school, and sixty photos in the album 'Trip to the mill' whose faces were looked for.
fn school(home: &Path) {
    let app = App::new(home.join("vault"), throw_away());
    let form = NewVault { school: "Thistlemere".into(), head: HEAD[0].into(), password: HEAD[1].into() };
    let (head, _) = app.create(&form).expect("a vault");
    head.account_add(TEACHER[0], Role::Teacher, None, TEACHER[1]).expect("added");
    head.account_authorise(TEACHER[0]).expect("authorised");
    let register = register();
    let file = RegisterFile { name: "register.csv", bytes: register.as_bytes(), map: None };
    head.register_import(&file, &RegisterChoices::default()).expect("a register");
    head.device_add(OURS[0], OURS[1], Some(OURS[2]), None).expect("a camera");
    drop(head);
    let card = home.join("card");
    std::fs::create_dir(&card).expect("a card");
    for photo in 0..PHOTOS {
        let tint = photo as u8 * 4;
        let hill = move |x: u16, y: u16| {
            let ridge = 200 + ((x / 3 + u16::from(tint)) % 97);
            if y < ridge { [150, 180, 255 - tint / 2] } else { [40 + tint / 2, 140, 60] }
        };
        note(&card.join(format!("DSC_{photo:04}.JPG")), &drawn(OURS, 1, [600, 400], hill));
    }
    let [name, password] = TEACHER;
    let teacher = sit_down(&home.join("vault"), name, password);
    let report = teacher.import(&card, "Trip to the mill", &Stop::default(), &mut |_| {}).expect("imported");
    assert_eq!(report.files.len(), PHOTOS);
    teacher.faces_look(&Stop::default(), &mut |_| {}).expect("looked for");
}

/// As few first letters as bring this pupil to the top of the list: those that no other forename or surname begins with.
fn beginning(name: &str) -> String {
    let others = || CLASS.iter().filter(|other| **other != name).flat_map(|other| other.split(' '));
    let forename = name.split(' ').next().unwrap_or(name).to_lowercase();
    let alone = |letters: &usize| !others().any(|word| word.to_lowercase().starts_with(&forename[..*letters]));
    let letters = (1..=forename.len()).find(alone).unwrap_or(forename.len());
    forename[..letters].to_owned()
}

/// The teacher at the keyboard, whom the program offers by number, and the same people with who was named last behind.
struct Hands<'w> {
    window: &'w Running,
    recent: Vec<usize>,
    lately: Vec<usize>,
}

impl Hands<'_> {
    async fn name(&mut self, pupil: usize) {
        match self.recent.iter().position(|&named| named == pupil) {
            Some(place) => self.window.press(format!("{}", place + 1).chars()).await,
            None => self.window.press(beginning(CLASS[pupil]).chars().chain([ENTER])).await,
        }
        self.window.the("button", &format!("Take off {}", CLASS[pupil])).await;
        self.lately.retain(|&named| named != pupil);
        self.lately.push(pupil);
        if self.lately.len() > RECENT {
            let oldest = self.lately.remove(0);
            let place = self.recent.iter().position(|&named| named == oldest).expect("one of the nine");
            self.recent[place] = pupil;
        } else if !self.recent.contains(&pupil) {
            self.recent.push(pupil);
        }
    }

    /// Control stays down for both: everyone is accounted for, next photo.
    async fn confirm_and_go_on(&self, last: bool) {
        self.window.hold(CONTROL).await;
        self.window.press([ENTER]).await;
        self.window.the("status", "Clear").await;
        if !last {
            self.window.the("button", "Next photo").await;
            self.window.press([ENTER]).await;
        }
        self.window.release(CONTROL).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_photos_with_three_pupils_each_take_at_most_three_key_presses_a_tag() {
    let home = tempfile::tempdir().expect("a folder");
    school(home.path());
    let window = start(home.path(), Asked::File).await;
    let [name, password] = TEACHER;
    log_in_by(&window, name, password).await;
    window.click("button", "/^Trip to the mill/").await;
    window.click("button", "Start naming").await;
    window.the("heading", "/^Photo 1 of 60/").await;
    window.the("combobox", "Who can be seen?").await;
    let count = "window.pressed = 0; window.addEventListener('keydown', () => { window.pressed += 1; }, true);";
    window.client.execute(count, vec![]).await.expect("a counter");

    let mut hands = Hands { window: &window, recent: Vec::new(), lately: Vec::new() };
    for photo in 0..PHOTOS {
        window.the("heading", &format!("/^Photo {} of 60/", photo + 1)).await;
        if photo > 0 && on_photo(photo) == on_photo(photo - 1) {
            window.press(['=']).await;
        } else {
            for pupil in on_photo(photo) {
                hands.name(pupil).await;
            }
        }
        for pupil in on_photo(photo) {
            window.the("button", &format!("Take off {}", CLASS[pupil])).await;
        }
        hands.confirm_and_go_on(photo + 1 == PHOTOS).await;
    }

    let pressed = window.client.execute("return window.pressed", vec![]).await.expect("a count");
    let pressed = pressed.as_u64().expect("a number");
    let tags = PHOTOS as u64 * 3;
    figure(&format!(
        "keyboard: {pressed} key presses for {tags} tags on {PHOTOS} photos, confirming and going on included: {:.2} a tag",
        pressed as f64 / tags as f64
    ));
    assert!(pressed <= 3 * tags, "{pressed} key presses for {tags} tags");
    assert_ne!(json!(pressed), json!(0), "the counter counts");
    drop(window);

    // What the keys did is what stands in the vault.
    let teacher = sit_down(&home.path().join("vault"), name, password);
    let album = teacher.albums().expect("albums")[0].id.clone();
    for (photo, card) in teacher.photos(&album, "website").expect("photos").iter().enumerate() {
        let view = teacher.photo(&card.id, "website").expect("a photo");
        let mut named: Vec<&str> = view.tags.iter().map(|tag| tag.name.as_str()).collect();
        let mut wanted = on_photo(photo).map(|pupil| CLASS[pupil]).to_vec();
        named.sort_unstable();
        wanted.sort_unstable();
        assert!(view.confirmed && named == wanted, "photo {photo}: {named:?}");
    }
}
