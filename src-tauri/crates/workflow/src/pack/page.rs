//! The page of a pack: what it holds, readable on any computer and on paper, by ear as well as by eye.

use std::fmt::Write as _;

use crate::export::html;
use crate::register::Table;
use crate::wire::LeftOut;

/// A picture of the pack.
pub(super) struct PagePicture {
    /// Its file.
    pub(super) file: String,
    /// Album and number at the school.
    pub(super) place: String,
    /// The day on which it was taken.
    pub(super) taken: Option<String>,
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
}

/// What the page tells.
pub(super) struct Page<'a> {
    /// The school.
    pub(super) school: String,
    /// The person.
    pub(super) name: String,
    /// The day.
    pub(super) on: String,
    /// Pictures of the pack.
    pub(super) pictures: Vec<PagePicture>,
    /// Pictures that are not in it.
    pub(super) left_out: &'a [LeftOut],
    /// Everything else.
    pub(super) tables: &'a [Table],
}

/// Plain enough for old browsers; dark on light in every one, and no link to anywhere.
const STYLE: &str = "\
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff }
h1 { font-size: 1.6rem; line-height: 1.2 }
h2 { margin-top: 2.5rem; font-size: 1.2rem }
figure { margin: 1.5rem 0; break-inside: avoid }
img { display: block; max-width: 100%; height: auto }
figcaption { margin-top: 0.35rem; color: #454545 }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: 0.9rem }
th, td { border: 1px solid #767676; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; min-width: 4rem }
th { background: #f0f0f0 }
tr { break-inside: avoid }
@media print { body { max-width: none; padding: 0; font-size: 10pt } img { max-height: 18cm; width: auto } }
";

impl Page<'_> {
    pub(super) fn html(&self) -> String {
        let (school, name, on) = (html(&self.school), html(&self.name), html(&self.on));
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>Photographs and records of {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>Photographs and records of {name}</h1>\n\
             <p>This is what {school} holds about {name} in its photographs and in the records that go with them, as of \
             {on}. In every picture all other people are covered in black, and nobody else is named, because they have \
             the same right to privacy.</p>\n\
             <p>Each table below is in this folder a second time as a file for a spreadsheet. If something is wrong or \
             missing, or if you want something corrected, deleted or no longer used, write to the school. Records that the \
             school keeps to protect children, and reports of incidents, are not part of this file whether or not there \
             are any: ask the headteacher for them.</p>\n"
        );
        self.put_pictures(&mut page);
        self.put_left_out(&mut page);
        for table in self.tables {
            put_table(&mut page, table);
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn put_pictures(&self, page: &mut String) {
        let _ = writeln!(page, "<h2>Pictures in this file: {}</h2>", self.pictures.len());
        for (at, picture) in (1..).zip(&self.pictures) {
            let PagePicture { file, place, taken, width, height } = picture;
            let taken = taken.as_deref().map(|day| format!(", taken on {day}")).unwrap_or_default();
            let (place, taken, of) = (html(place), html(&taken), self.pictures.len());
            // Writing to a string does not fail.
            let _ = write!(
                page,
                "<figure>\n<img src=\"{file}\" width=\"{width}\" height=\"{height}\" \
                 alt=\"Picture {at} of {of}{taken}; everybody else is covered\">\n\
                 <figcaption>Picture {at} of {of}{taken}. At the school: {place}</figcaption>\n</figure>\n"
            );
        }
    }

    fn put_left_out(&self, page: &mut String) {
        if self.left_out.is_empty() {
            return;
        }
        page.push_str(
            "<h2>Pictures that are not in this file</h2>\n<p>The school holds these pictures too. They cannot be handed out \
             before somebody has looked at them, because other people could be seen on them:</p>\n<ul>\n",
        );
        for LeftOut { place, why } in self.left_out {
            let _ = writeln!(page, "<li>{}: {}</li>", html(place), html(why));
        }
        page.push_str("</ul>\n");
    }
}

fn put_table(page: &mut String, table: &Table) {
    let title = html(&table.title);
    let _ = writeln!(page, "<h2>{title}</h2>");
    if table.rows.is_empty() {
        page.push_str("<p>Nothing.</p>\n");
        return;
    }
    let _ = write!(page, "<section class=\"wide\" aria-label=\"{title}\" tabindex=\"0\">\n<table>\n<thead>\n<tr>");
    for heading in &table.headings {
        let _ = write!(page, "<th scope=\"col\">{heading}</th>");
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", html(cell))).collect();
        let _ = writeln!(page, "<tr>{cells}</tr>");
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page that `ui/src/gallery.test.ts` gives to an HTML validator.
    #[test]
    fn the_page_of_a_pack_is_the_page_that_was_validated_p26() {
        let picture = |number: u32, taken: Option<&str>| PagePicture {
            file: format!("pictures/{number:03}.jpg"),
            place: format!("Autumn <walk>/{number}"),
            taken: taken.map(str::to_owned),
            width: 1600,
            height: 1067,
        };
        let left_out = [LeftOut { place: "Play/3".to_owned(), why: super::super::cover::NO_PLACE.to_owned() }];
        let table = |title: &str, rows| Table { title: title.to_owned(), headings: vec!["what", "held"], rows };
        let rows = vec![vec!["name in use".to_owned(), "Elowen \"Ellie\" & <b>".to_owned()]];
        let tables = [table("Entry on the register", rows), table("Log", Vec::new())];
        let page = Page {
            school: "Thistlemere & St Made-Up".to_owned(),
            name: "Elowen Applethorn".to_owned(),
            on: "22 November 2026".to_owned(),
            pictures: vec![picture(1, Some("2 November 2026")), picture(2, None)],
            left_out: &left_out,
            tables: &tables,
        };
        insta::assert_snapshot!("page", page.html());
    }
}
