//! The made-up school: pupils, answers, a camera, an outing. Every name is invented.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan as _};

use super::camera::Camera;
use super::scene::{Figure, Scene};

/// The school's name.
pub(super) const SCHOOL: &str = "Thistlemere Primary School";

/// The school's own camera.
pub(super) const CAMERA: Camera =
    Camera { make: "Lumara", model: "Field 20", serial: "LF20-004417", owner: "Thistlemere office" };
/// Somebody's own telephone: not on the school's list.
pub(super) const PHONE: Camera = Camera { make: "Pebble", model: "Pocket 9", serial: "PP9-771", owner: "M. Ashgrove" };

/// What the parents said about the website.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Yes, in groups.
    InGroups,
    /// Yes, alone too.
    AloneToo,
    /// No.
    No,
    /// Nothing.
    Nothing,
}

/// A made-up pupil.
pub(super) struct Pupil {
    pub(super) forename: &'static str,
    pub(super) surname: &'static str,
    pub(super) said: Said,
}

const fn pupil(forename: &'static str, surname: &'static str, said: Said) -> Pupil {
    Pupil { forename, surname, said }
}

/// The class.
pub(super) const PUPILS: [Pupil; 9] = [
    pupil("Elowen", "Applethorn", Said::AloneToo),
    pupil("Jonah", "Brackwater", Said::InGroups),
    pupil("Tamsin", "Colefern", Said::InGroups),
    pupil("Idris", "Dunmoor", Said::InGroups),
    pupil("Zadie", "Eastmarsh", Said::InGroups),
    pupil("Casper", "Fenwillow", Said::InGroups),
    pupil("Nell", "Greybarrow", Said::No),
    pupil("Otis", "Hollybank", Said::InGroups),
    pupil("Maeve", "Ivyhurst", Said::Nothing),
];
/// His or her parents said no.
pub(super) const REFUSED: usize = 6;
/// On the do-not-publish list, whatever the parents said.
pub(super) const PROTECTED: usize = 7;
/// Nobody answered.
pub(super) const UNANSWERED: usize = 8;

/// Admission number of the pupil at this place.
pub(super) fn admission_number(pupil: usize) -> String {
    format!("{:06}", 4100 + 7 * pupil)
}

/// The register as the school's office would export it, in our own template.
pub(super) fn register_csv(today: Date) -> String {
    let day = |span: Span| today.saturating_add(span);
    let (given, expires) = (day(-40.days()), day(300.days()));
    let mut text = String::from(
        "admission_no,upn,legal_surname,legal_forename,known_as_surname,known_as_forename,date_of_birth,year,class,\
         purpose,state,conditions,given_by,relationship,given_on,expires_on,method,evidence_ref\r\n",
    );
    for (place, Pupil { forename, surname, said }) in PUPILS.iter().enumerate() {
        let (state, conditions) = match said {
            Said::InGroups => ("granted", "group_only"),
            Said::AloneToo => ("granted", ""),
            Said::No => ("refused", ""),
            Said::Nothing => ("unknown", ""),
        };
        let (given_by, relationship, on, until) = match said {
            Said::Nothing => (String::new(), "", String::new(), String::new()),
            Said::No => (format!("R. {surname}"), "father", given.to_string(), String::new()),
            Said::InGroups | Said::AloneToo => {
                (format!("R. {surname}"), "mother", given.to_string(), expires.to_string())
            }
        };
        let born = Date::constant(2018, 9, 1).saturating_add((31 * place as i64).days());
        text.push_str(&format!(
            "{number},,{surname},{forename},,,{born},3,3 Kestrel,website,{state},{conditions},{given_by},{relationship},\
             {on},{until},form,form {form}\r\n",
            number = admission_number(place),
            form = 200 + place,
        ));
    }
    text
}

/// What is done with a photo of the outing after it was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Everyone tagged and confirmed.
    Confirm,
    /// The same, with this pupil's face covered.
    CoverAndConfirm(usize),
    /// Tagged, but nobody confirmed that this is everyone.
    LeaveUnconfirmed,
}

/// A photo of the outing.
pub(super) struct Shot {
    pub(super) scene: Scene,
    pub(super) camera: Camera,
    pub(super) then: Then,
    /// Caption in the batch.
    pub(super) caption: &'static str,
    /// Text for people who cannot see it.
    pub(super) alt_text: &'static str,
}

const fn figure(pupil: usize, at: f64, tall: f64) -> Figure {
    Figure { pupil, at, tall }
}

fn shot(seed: u32, figures: &[Figure], then: Then, caption: &'static str, alt_text: &'static str) -> Shot {
    let scene = Scene { seed, figures: figures.to_vec(), upright: false };
    Shot { scene, camera: CAMERA, then, caption, alt_text }
}

/// The outing, in the order in which it was photographed.
pub(super) fn outing() -> [Shot; 13] {
    fn own(shot: Shot, upright: bool, camera: Camera) -> Shot {
        Shot { scene: Scene { upright, ..shot.scene }, camera, ..shot }
    }
    use Then::{Confirm, CoverAndConfirm, LeaveUnconfirmed};
    [
        shot(1, &[], Confirm, "The valley in October", "Green hills and trees in autumn colours below a wide sky"),
        shot(
            2,
            &[figure(0, 0.24, 0.52), figure(1, 0.50, 0.56), figure(2, 0.76, 0.50)],
            Confirm,
            "Setting out",
            "Three children in bright coats stand on a path",
        ),
        shot(
            3,
            &[figure(3, 0.22, 0.54), figure(4, 0.48, 0.50), figure(5, 0.74, 0.57)],
            Confirm,
            "Looking for leaves",
            "Three children in a meadow with trees behind them",
        ),
        shot(
            4,
            &[figure(0, 0.16, 0.50), figure(2, 0.38, 0.53), figure(4, 0.61, 0.51), figure(5, 0.83, 0.55)],
            Confirm,
            "At the top of the hill",
            "Four children side by side, hills behind them",
        ),
        shot(
            5,
            &[figure(1, 0.20, 0.47), figure(3, 0.42, 0.50), figure(5, 0.66, 0.48)],
            Confirm,
            "A rest on the way",
            "Three children on a sandy path",
        ),
        own(
            shot(6, &[figure(0, 0.50, 0.46)], Confirm, "Our path finder", "A child in a red coat on a path"),
            true,
            CAMERA,
        ),
        shot(
            7,
            &[figure(2, 0.16, 0.50), figure(3, 0.37, 0.54), figure(4, 0.60, 0.49), figure(REFUSED, 0.84, 0.52)],
            CoverAndConfirm(REFUSED),
            "Counting birds",
            "Children look out over a meadow",
        ),
        shot(
            8,
            &[figure(0, 0.14, 0.52), figure(1, 0.36, 0.54), figure(3, 0.60, 0.52), figure(REFUSED, 0.84, 0.51)],
            Confirm,
            "Lunch in the sun",
            "Four children on a meadow",
        ),
        shot(
            9,
            &[figure(2, 0.22, 0.53), figure(3, 0.50, 0.50), figure(PROTECTED, 0.77, 0.55)],
            Confirm,
            "By the old oak",
            "Three children below a tree",
        ),
        shot(
            10,
            &[figure(4, 0.20, 0.52), figure(5, 0.46, 0.50), figure(UNANSWERED, 0.73, 0.54)],
            Confirm,
            "On the way home",
            "Three children on a path in the evening",
        ),
        own(
            shot(
                11,
                &[figure(0, 0.22, 0.50), figure(2, 0.48, 0.52), figure(4, 0.76, 0.51)],
                Confirm,
                "Almost there",
                "Three children near a gate",
            ),
            false,
            PHONE,
        ),
        shot(
            12,
            &[figure(1, 0.22, 0.50), figure(3, 0.50, 0.53), figure(5, 0.78, 0.50)],
            LeaveUnconfirmed,
            "Back at school",
            "Three children and a friend",
        ),
        shot(
            13,
            &[figure(2, 0.24, 0.53), figure(4, 0.43, 0.50), figure(5, 0.62, 0.54), figure(REFUSED, 0.90, 0.51)],
            Confirm,
            "Saying goodbye",
            "Children in front of the school",
        ),
    ]
}

/// When the photo at this place (from 0) was taken: on a morning last month.
pub(super) fn taken_at(today: Date, place: usize) -> DateTime {
    let walk = today.saturating_add((-20).days());
    walk.at(10, 5, 0, 0).saturating_add((9 * place as i64).minutes())
}
