//! Tagging many photos from a CSV: `photo,persons`, the photo as identifier, ALBUM/NUMBER or its name at import time,
//! people by admission number, identifier or whole name with `;` between them.

use rules::{PhotoId, Register, Who};

use crate::error::{Error, Refusal};
use crate::people::candidates;
use crate::rights::Action;
use crate::session::Session;
use crate::wire::TagRow;

/// More rows or longer ones are no tag sheet of a school.
const MOST_BYTES: usize = 8 << 20;
const MOST_ROWS: usize = 100_000;

impl Session {
    /// Reads the sheet and tags; a row that names nobody or no photo is told and stops nothing. A name that fits several
    /// people becomes a tag that waits to be resolved.
    ///
    /// # Errors
    /// Refused when the file is no such sheet.
    pub fn tags_import(&self, sheet: &[u8]) -> Result<Vec<TagRow>, Error> {
        self.may(Action::Tag)?;
        let refused = |why: &str| Refusal::File { why: why.to_owned() };
        if sheet.len() > MOST_BYTES {
            return Err(refused("it is larger than a tag sheet can be").into());
        }
        let text = std::str::from_utf8(sheet).map_err(|_| refused("it is not UTF-8 text"))?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().map_err(|_| refused("it is not a CSV table"))?;
        let column = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name));
        let (photo, persons) = column("photo")
            .zip(column("persons"))
            .ok_or_else(|| refused("its first row has to name the columns `photo` and `persons`"))?;
        let register = self.vault().register()?;
        let mut rows = Vec::new();
        for (place, record) in reader.records().enumerate() {
            if place >= MOST_ROWS {
                return Err(refused("it has more rows than a tag sheet can have").into());
            }
            let record = record.map_err(|_| refused("a row cannot be read as CSV"))?;
            let cell = |column| record.get(column).unwrap_or_default();
            rows.push(self.tag_row(&register, place + 2, cell(photo), cell(persons))?);
        }
        Ok(rows)
    }

    fn tag_row(&self, register: &Register, row: usize, photo: &str, persons: &str) -> Result<TagRow, Error> {
        let mut told = TagRow { row, tagged: 0, problems: Vec::new() };
        let photos = self.photos_meant(photo)?;
        let id = match photos.as_slice() {
            [one] => *one,
            [] => {
                told.problems.push(format!("no photo is called '{photo}'"));
                return Ok(told);
            }
            _ => {
                told.problems.push(format!("several photos were called '{photo}'; name it by ALBUM/NUMBER"));
                return Ok(told);
            }
        };
        for text in persons.split(';').map(str::trim).filter(|text| !text.is_empty()) {
            let who = match candidates(register, text).as_slice() {
                [] => {
                    told.problems.push(format!("nobody on the register is '{text}'"));
                    continue;
                }
                [one] => Who::Person(*one),
                several => {
                    told.problems.push(format!("'{text}' fits {} people and has to be resolved", several.len()));
                    Who::OneOf(several.to_vec())
                }
            };
            told.tagged += usize::from(self.put_tag(id, who, None, None)?);
        }
        Ok(told)
    }

    fn photos_meant(&self, text: &str) -> Result<Vec<PhotoId>, Error> {
        let by_name = self.vault().photos().by_import_name(text)?;
        if !by_name.is_empty() {
            return Ok(by_name);
        }
        match self.photo_id(text) {
            Ok(id) => Ok(vec![id]),
            Err(Error::Refused(_)) => Ok(Vec::new()),
            Err(fault) => Err(fault),
        }
    }
}
