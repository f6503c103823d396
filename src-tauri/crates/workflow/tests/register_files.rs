//! What the reader sees in a workbook beside its text: hidden rows and columns, colours, formulas, merged cells.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly in its own setting-up")]

mod register;

use std::io::{Cursor, Write as _};

use jiff::civil::date;
use register::{School, TODAY};
use rules::PurposeKey;
use workflow::register::{CellKind, Container, Limits, Merged, Standing, Workbook, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ods() -> Vec<u8> {
    archive(&[(
        "content.xml",
        r##"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f">
<office:automatic-styles><style:style style:name="ce1"><style:table-cell-properties fo:background-color="#00ff00"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Consents">
<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="5"/>
<table:table-row><table:table-cell table:number-columns-spanned="7" office:value-type="string"><text:p>Larkfield &amp; friends</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Surname</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Admission number</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Forename</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>DOB</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Website</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Newsletter</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Date given</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>Khan</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="17"><text:p>17</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Amelia</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2019-11-03"><text:p>11/03/19</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell><table:table-cell table:style-name="ce1"/><table:table-cell office:value-type="date" office:date-value="2026-09-04T00:00:00"><text:p>09/04/26</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Ali</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="18"><text:p>18</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Mo</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2019-04-22"><text:p>22/04/19</text:p></table:table-cell><table:table-cell table:formula="of:=IF(1;&quot;Yes&quot;)" office:value-type="string"><text:p>Yes</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>Yes</text:p></office:annotation><text:p>No</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-09-04"><text:p>09/04/26</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"##,
    )])
}

#[test]
fn an_opendocument_sheet_shows_what_is_hidden_coloured_joined_or_computed() {
    let Workbook { container, sheets } = read(&ods(), &Limits::default()).unwrap();
    assert_eq!(container, Container::Ods);
    let sheet = &sheets[0];
    assert_eq!(sheet.name, "Consents");
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(sheet.merged, [Merged { top: 0, left: 0, bottom: 0, right: 6 }]);
    assert_eq!(
        sheet.rows.iter().map(|row| (row.number, row.hidden)).collect::<Vec<_>>(),
        [(1, false), (4, false), (5, true), (6, false)]
    );
    assert_eq!(sheet.rows[0].text(0), "Larkfield & friends");
    let khan = &sheet.rows[2].cells;
    assert_eq!(khan[3].kind, CellKind::Date(date(2019, 11, 3)));
    assert_eq!((&*khan[4].text, khan[4].kind), ("TRUE", CellKind::Boolean));
    assert!(khan[5].coloured && khan[5].is_blank());
    assert!(sheet.rows[3].cells[4].formula);
    assert_eq!(sheet.rows[3].text(5), "No", "a comment is no answer");
}

#[test]
fn an_opendocument_register_is_imported_like_any_other() {
    let mut school = School::empty();
    let plan = school.preview("register.ods", &ods(), None, None).unwrap();
    school.apply(&plan);
    let state = |at: usize, purpose: &str| -> Standing {
        let person = plan.added[at].person.id;
        school.register.consent(person, &PurposeKey::new(purpose), TODAY).into()
    };
    assert_eq!(state(0, "website"), Standing::GrantedGroup);
    assert_eq!(state(0, "newsletter"), Standing::Unknown, "colour is no consent");
    assert_eq!(state(1, "website"), Standing::Conditional("not a plain yes: the answer is a formula".to_owned()));
    assert_eq!(state(1, "newsletter"), Standing::Refused);
    assert!(plan.columns.iter().any(|column| column.hidden && column.rule.header == "Admission number"));
    assert!(plan.notes.iter().any(|note| note.row == Some(5) && note.text.contains("hidden")));
    assert!(plan.notes.iter().any(|note| note.row == Some(5) && note.text.contains("colour")));
}

#[test]
fn a_workbook_of_the_old_calendar_and_a_hidden_sheet() {
    let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let text = |at: &str, words: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let head = format!(
        "<row r=\"1\">{}{}{}{}</row>",
        text("A1", "Surname"),
        text("B1", "Forename"),
        text("C1", "DOB"),
        text("D1", "Website")
    );
    let row = format!(
        "<row r=\"2\">{}{}<c r=\"C2\" s=\"1\"><v>42310</v></c>{}</row>",
        text("A2", "Khan"),
        text("B2", "Amelia"),
        text("D2", "No")
    );
    let bytes = archive(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"Old\" state=\"hidden\" r:id=\"a\"/><sheet name=\"New\" r:id=\"b\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>",
        ),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", &sheet(&head)),
        ("xl/worksheets/sheet2.xml", &sheet(&format!("{head}{row}"))),
    ]);
    let plan = School::empty().preview("old.xlsx", &bytes, None, None).unwrap();
    assert_eq!(
        (plan.source.sheet.as_str(), plan.source.other_sheets.as_slice()),
        ("New", ["Old".to_owned()].as_slice())
    );
    assert_eq!(plan.added[0].person.date_of_birth, Some(date(2019, 11, 3)));
}
