//! The roster of a Common Transfer File. Whether a child is looked after, and every other flag, is passed over unread.

use std::cell::Cell as Counter;

use super::xml::{Node, Xml};
use crate::register::error::RegisterError;
use crate::register::limits::{Limits, Tally};
use crate::register::sheet::{Cell, Row, Sheet};

/// The elements read, under the headings that the column guessing knows.
const READ: [(&str, &str); 9] = [
    ("UPN", "UPN"),
    ("Surname", "Legal surname"),
    ("Forename", "Legal forename"),
    ("PreferredSurname", "Preferred surname"),
    ("PreferredForename", "Preferred forename"),
    ("DOB", "Date of birth"),
    ("NCyearActual", "Year"),
    ("RegGroup", "Class"),
    ("LeavingDate", "Date of leaving"),
];

/// One row per pupil.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Sheet, RegisterError> {
    let nodes = Counter::new(0);
    let mut xml = Xml::new(text.as_bytes(), limits, &nodes);
    let mut tally = Tally::new(limits);
    let mut sheet = Sheet { name: "Pupils".to_owned(), ..Sheet::default() };
    let headings = READ.iter().map(|(_, heading)| Cell::text(heading)).collect();
    sheet.rows.push(Row { number: 1, hidden: false, cells: headings });
    let mut path: Vec<String> = Vec::new();
    let mut pupil: Option<Vec<String>> = None;
    let mut recognised = false;
    while let Some(event) = xml.next()? {
        match &event {
            Node::Open(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                recognised |= path.is_empty() && name.eq_ignore_ascii_case("CTfile");
                if name == "Pupil" {
                    pupil = Some(vec![String::new(); READ.len()]);
                }
                path.push(name);
            }
            Node::Close(tag) => {
                path.pop();
                if tag.local_name().into_inner() == "Pupil"
                    && let Some(texts) = pupil.take()
                {
                    let index = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
                    for (column, text) in texts.iter().enumerate() {
                        tally.cell(index, column, text)?;
                    }
                    let cells = texts.iter().map(|text| Cell::text(text)).collect();
                    sheet.rows.push(Row { number: index.saturating_add(1), hidden: false, cells });
                }
            }
            Node::Text(part) => {
                let wanted = match path.as_slice() {
                    [.., parent, name] if parent == "Pupil" || parent == "BasicDetails" => {
                        READ.iter().position(|(element, _)| element == name)
                    }
                    _ => None,
                };
                if let (Some(texts), Some(column)) = (&mut pupil, wanted) {
                    texts[column].push_str(part);
                }
            }
        }
    }
    if !recognised {
        return Err(RegisterError::NotARegister { what: "an XML file other than a Common Transfer File" });
    }
    if sheet.rows.len() == 1 { Err(RegisterError::Empty) } else { Ok(sheet) }
}
