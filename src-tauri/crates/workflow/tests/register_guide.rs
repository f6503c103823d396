//! The guide for the office: its mapping file reads its sheet as it says.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use register::{School, TODAY};
use rules::PurposeKey;
use workflow::register::{Mapping, Standing};

const GUIDE: &str = include_str!("../../../../ui/guide/bringing-in-your-register.md");

/// The guide's block of this language.
fn block(language: &str) -> &'static str {
    let (_, rest) = GUIDE.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_mapping_file_of_the_guide_reads_the_sheet_of_the_guide() {
    let mapping = Mapping::from_toml(block("toml")).unwrap();
    let mut school = School::empty();
    let plan = school.preview("office sheet.csv", block("csv").as_bytes(), Some(&mapping), None).unwrap();
    assert!(plan.may_apply() && plan.refused.is_empty(), "{:?}", plan.refused);
    school.apply(&plan);
    let state = |surname: &str, purpose: &str| {
        let person = school.register.people.values().find(|person| person.names.surname == surname).unwrap();
        Standing::from(school.register.consent(person.id, &PurposeKey::new(purpose), TODAY))
    };
    assert_eq!(state("Larkfield", "website"), Standing::GrantedGroup);
    assert_eq!(state("Larkfield", "local_press"), Standing::Unknown, "not withheld is not granted");
    assert_eq!(state("Underhill", "website"), Standing::Refused);
    assert_eq!(state("Underhill", "local_press"), Standing::Refused);
}

#[test]
fn the_other_lines_that_the_guide_names_are_understood() {
    let lines = ["export_date", "date_order", "identify_by", "plain_yes"].map(|key| {
        let (_, rest) = GUIDE.split_once(&format!("`{key} = ")).unwrap();
        format!("{key} = {}\n", rest.split_once('`').unwrap().0)
    });
    Mapping::from_toml(&lines.concat()).unwrap();
}
