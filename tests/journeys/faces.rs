//! Nobody is overlooked: what the detector finds blocks until people have said what it is, and whoever may not be shown is
//! covered or cropped out for good.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use photo::{Rect, faces::FoundFace};
use workflow::rules::Role;
use workflow::wire::{FaceAccount, FaceView, PhotoView, Rect as Region, Verdict};
use workflow::{FaceFinder, Picture, Refusal, Session, Stop};

use crate::school::{GROUP, REFUSED, School, import, refusal};
use cloakroom_tests::camera::{OURS, drawn, put};

/// Where the four children of the group stand; whoever may not be shown is the last one.
pub(crate) const FACES: [Rect; 4] = [
    Rect { x: 0.05, y: 0.2, w: 0.1, h: 0.2 },
    Rect { x: 0.25, y: 0.2, w: 0.1, h: 0.2 },
    Rect { x: 0.45, y: 0.2, w: 0.1, h: 0.2 },
    Rect { x: 0.8, y: 0.2, w: 0.1, h: 0.2 },
];
/// A leaf that looks a little like a face.
const LEAF: Rect = Rect { x: 0.3, y: 0.7, w: 0.1, h: 0.2 };
const SIZE: [u16; 2] = [480, 320];
/// The colour of the face that may not be shown, and of nothing else.
const THEIRS: [u8; 3] = [250, 10, 250];

/// A detector that finds the group on every picture.
pub(crate) fn group() -> FaceFinder {
    let found = |rect, score| FoundFace { rect, score };
    let faces: Vec<_> = FACES.map(|rect| found(rect, 0.9)).into_iter().chain([found(LEAF, 0.34)]).collect();
    Arc::new(move |_, _| Ok(faces.clone()))
}

/// The group: ground of no colour, and each face in a colour of its own.
fn group_pixel(x: u16, y: u16) -> [u8; 3] {
    let (x, y) = (f64::from(x) / f64::from(SIZE[0]), f64::from(y) / f64::from(SIZE[1]));
    let face = FACES.iter().position(|face| x >= face.x && x < face.x + face.w && y >= face.y && y < face.y + face.h);
    face.map_or([90, 120, 90], |face| [[20, 20, 200], [200, 200, 20], [20, 200, 200], THEIRS][face])
}

fn group_picture() -> Vec<u8> {
    drawn(OURS, 1, SIZE, group_pixel)
}

/// Imports the group; returns the photo.
pub(crate) fn group_photo(school: &School) -> String {
    let card = school.folder().join("card");
    std::fs::create_dir_all(&card).expect("a card");
    put(&card.join("group.jpg"), &group_picture());
    import(&school.log_in("Teacher"), &card).files[0].photo.clone().expect("imported")
}

fn show(session: &Session, photo: &str) -> PhotoView {
    session.photo(photo, "website").expect("shown")
}

fn face(view: &PhotoView, number: usize) -> &FaceView {
    &view.faces[number - 1]
}

/// Everyone is named by the face, and the leaf is nobody.
pub(crate) fn name_everyone(teacher: &Session, photo: &str) {
    let view = show(teacher, photo);
    for (number, pupil) in (1..).zip([GROUP[0], GROUP[1], GROUP[2], REFUSED]) {
        let face = face(&view, number).id.clone();
        teacher.tag_add(photo, &[pupil.to_owned()], Some(&face), None, "website").expect("named");
    }
    teacher.face_account(photo, "5", FaceAccount::NotAPerson, "website").expect("said");
}

fn codes(view: &PhotoView) -> Vec<&str> {
    view.shown.reasons.iter().filter(|reason| !reason.advice).map(|reason| reason.code.as_str()).collect()
}

/// Whether a pixel of the colour that may not be shown is anywhere in a JPEG.
fn shows_theirs(jpeg: &[u8]) -> bool {
    let pixels = jpeg_decoder::Decoder::new(jpeg).decode().expect("a JPEG");
    pixels.chunks_exact(3).any(|pixel| pixel[0] > 180 && pixel[1] < 110 && pixel[2] > 180)
}

#[test]
fn a_photo_is_blocked_until_faces_were_looked_for_and_each_is_accounted_for_p01() {
    let school = School::with_detector(group());
    let card = school.folder().join("card");
    std::fs::create_dir_all(&card).expect("a card");
    put(&card.join("group.jpg"), &group_picture());
    let teacher = school.log_in("Teacher");
    let report = teacher.import(&card, "Trip", &Stop::default(), &mut |_| {}).expect("imported, without looking");
    let photo = report.files[0].photo.clone().expect("imported");

    // Naming does not wait, the confirmation does.
    teacher.tag_add(&photo, &[GROUP[0].to_owned()], None, None, "website").expect("named");
    assert_eq!(teacher.faces_left().expect("counted"), 1);
    let refused = refusal(teacher.photo_confirm(&photo, "website"));
    assert!(matches!(refused, Refusal::NotNow { why } if why.contains("looked for")), "{refused}");
    let view = show(&teacher, &photo);
    assert!(!view.faces_sought && codes(&view).contains(&"face_unaccounted"), "{:?}", view.shown);

    teacher.faces_look(&Stop::default(), &mut |_| {}).expect("looked for");
    let view = show(&teacher, &photo);
    assert_eq!(view.faces.iter().map(|face| face.possible).collect::<Vec<_>>(), [false, false, false, false, true]);
    assert_eq!(view.faces.iter().map(|face| face.account).collect::<Vec<_>>(), [FaceAccount::Unaccounted; 5]);
    name_everyone(&teacher, &photo);
    teacher.face_account(&photo, "5", FaceAccount::Unaccounted, "website").expect("taken back");
    assert!(
        matches!(refusal(teacher.photo_confirm(&photo, "website")), Refusal::NotNow { .. }),
        "the faint one counts"
    );
    teacher.face_account(&photo, "5", FaceAccount::Unrecognisable, "website").expect("said");
    assert!(teacher.photo_confirm(&photo, "website").expect("confirmed").confirmed);
}

#[test]
fn a_search_that_was_stopped_goes_on_and_one_repeated_changes_nothing() {
    let school = School::with_detector(group());
    let photos = school.import(3);
    let teacher = school.log_in("Teacher");
    assert_eq!(teacher.faces_left().expect("counted"), 0);
    name_everyone(&teacher, &photos[0]);
    teacher.face_add(&photos[0], Region { x: 0.6, y: 0.5, w: 0.2, h: 0.4 }, "website").expect("drawn");
    let before = serde_json::to_value(show(&teacher, &photos[0])).expect("JSON");
    let again = teacher.faces_look_again(&photos).expect("looked again");
    assert_eq!((again.looked_at, again.faces), (3, 0));
    assert_eq!(serde_json::to_value(show(&teacher, &photos[0])).expect("JSON"), before);
    drop(teacher);

    // The stop comes after the first photo; the next login goes on with the others.
    let school = School::with_detector(group());
    let card = cloakroom_tests::camera::card(school.folder(), OURS, 3);
    let teacher = school.log_in("Teacher");
    teacher.import(&card, "Trip", &Stop::default(), &mut |_| {}).expect("imported");
    let stop = Stop::default();
    let search = teacher.faces_look(&stop, &mut |_| stop.ask()).expect("stopped");
    assert_eq!((search.looked_at, search.left), (1, 2));
    drop(teacher);
    let teacher = school.log_in("Teacher");
    let search = teacher.faces_look(&Stop::default(), &mut |_| {}).expect("looked");
    assert_eq!((search.looked_at, search.left), (2, 0));
}

#[test]
fn the_search_keeps_no_vault_open() {
    let school = School::with_detector(group());
    let teacher = school.log_in("Teacher");
    let lookout = teacher.lookout();
    drop(teacher);
    let next = school.log_in("Teacher");
    assert_eq!(lookout.look(&Stop::default(), &mut |_| {}).expect("ended").looked_at, 0);
    assert_eq!(next.role(), Role::Teacher);
}

#[test]
fn a_group_photo_is_rescued_by_covering_and_no_pixel_of_the_face_leaves_the_vault_p11() {
    let school = School::with_detector(group());
    let photo = group_photo(&school);
    let teacher = school.log_in("Teacher");
    name_everyone(&teacher, &photo);
    teacher.photo_confirm(&photo, "website").expect("confirmed");
    assert_eq!(codes(&show(&teacher, &photo)), ["not_cleared"]);

    let covered = teacher.face_account(&photo, "4", FaceAccount::Covered, "website").expect("covered");
    assert_eq!(codes(&covered), ["not_confirmed"], "and the look has to be repeated");
    let rescued = teacher.photo_confirm(&photo, "website").expect("confirmed");
    assert_eq!(rescued.shown.verdict, Verdict::Clear);
    assert!(rescued.shown.reasons.iter().any(|reason| reason.advice && reason.code == "covering_points_at_them"));
    assert!(shows_theirs(&teacher.picture(&photo, Picture::Preview).expect("stored").bytes), "the test's own eye");
    drop(teacher);

    let batch = school.submit(std::slice::from_ref(&photo));
    let head = school.log_in("Head");
    for which in [Picture::Outcome, Picture::OutcomeThumb] {
        assert!(!shows_theirs(&head.picture(&photo, which).expect("rendered").bytes), "{which:?}");
    }
    drop(head);
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    assert!(report.items[0].file.is_some(), "{:?}", report.items);

    let pictures: Vec<PathBuf> = files(school.folder()).into_iter().filter(|file| is_outside(&school, file)).collect();
    assert_eq!(pictures.len(), 1, "{pictures:?}");
    assert!(!shows_theirs(&std::fs::read(&pictures[0]).expect("there")));
}

#[test]
fn another_is_rescued_by_cropping_and_whoever_falls_outside_is_no_longer_asked_about_p01() {
    let school = School::with_detector(group());
    let photo = group_photo(&school);
    let teacher = school.log_in("Teacher");
    name_everyone(&teacher, &photo);
    let crop = Region { x: 0.0, y: 0.0, w: 0.75, h: 1.0 };
    let cropped = teacher.crop_set(&photo, Some(crop), "website").expect("cropped");
    assert_eq!(codes(&cropped), ["not_confirmed"], "at once: {:?}", cropped.shown);
    assert_eq!(teacher.photo_confirm(&photo, "website").expect("confirmed").shown.verdict, Verdict::Clear);
    // Half a face is still a face.
    let half = Region { w: 0.85, ..crop };
    assert!(codes(&teacher.crop_set(&photo, Some(half), "website").expect("cropped")).contains(&"not_cleared"));
    teacher.crop_set(&photo, Some(crop), "website").expect("cropped");
    teacher.photo_confirm(&photo, "website").expect("confirmed");
    drop(teacher);

    let batch = school.submit(std::slice::from_ref(&photo));
    school.approve(&batch);
    let report = school.export(&batch).expect("exported");
    let file = Path::new(&report.folder).join(report.items[0].file.as_deref().expect("a file"));
    let exported = std::fs::read(file).expect("there");
    assert!(!shows_theirs(&exported));
    let mut decoder = jpeg_decoder::Decoder::new(exported.as_slice());
    decoder.read_info().expect("a JPEG");
    assert_eq!(decoder.info().map(|info| (info.width, info.height)), Some((360, 320)));
}

#[test]
fn a_face_that_nobody_named_is_no_longer_asked_about_once_it_is_cropped_out() {
    let school = School::with_detector(group());
    let photo = group_photo(&school);
    let teacher = school.log_in("Teacher");
    let crop = Region { x: 0.5, y: 0.5, w: 0.5, h: 0.5 };
    let view = teacher.crop_set(&photo, Some(crop), "website").expect("cropped");
    assert!(view.faces.iter().all(|face| face.account == FaceAccount::CroppedOut), "{:?}", view.faces);
    teacher.photo_confirm(&photo, "website").expect("nobody is left");
    let whole = teacher.crop_set(&photo, None, "website").expect("uncropped");
    assert!(whole.faces.iter().all(|face| face.account == FaceAccount::Unaccounted), "{:?}", whole.faces);
}

#[test]
fn where_a_covered_child_stands_among_others_a_clear_frame_of_the_burst_is_offered() {
    let school = School::with_detector(group());
    let card = school.folder().join("card");
    std::fs::create_dir_all(&card).expect("a card");
    put(&card.join("1.jpg"), &group_picture());
    // The same moment, some pixels brighter.
    let brighter = |x, y| if x < 8 && y < 8 { [255, 255, 255] } else { group_pixel(x, y) };
    put(&card.join("2.jpg"), &drawn(OURS, 1, SIZE, brighter));
    let teacher = school.log_in("Teacher");
    let photos: Vec<_> = import(&teacher, &card).files.into_iter().filter_map(|file| file.photo).collect();
    let cards = teacher.photos("Trip", "website").expect("shown");
    let grouped = cards.iter().all(|card| card.burst == Some(1));
    name_everyone(&teacher, &photos[0]);
    teacher.face_account(&photos[0], "4", FaceAccount::Covered, "website").expect("covered");
    // On the second one, say, they are dolls.
    for number in 1..=5 {
        teacher.face_account(&photos[1], &number.to_string(), FaceAccount::NotAPerson, "website").expect("said");
    }
    teacher.photo_confirm(&photos[1], "website").expect("confirmed");
    teacher.photo_confirm(&photos[0], "website").expect("confirmed");
    let offered = show(&teacher, &photos[0]).instead.map(|other| other.number);
    assert_eq!((grouped, offered), (true, Some(2)));
    assert!(show(&teacher, &photos[1]).instead.is_none(), "a clear one needs no other");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A picture that lies neither in the vault nor on the card.
fn is_outside(school: &School, file: &Path) -> bool {
    let theirs = [school.vault().to_owned(), school.folder().join("card")];
    let is_picture = std::fs::read(file).is_ok_and(|bytes| bytes.starts_with(&[0xFF, 0xD8]));
    is_picture && !theirs.iter().any(|folder| file.starts_with(folder))
}
