//! The units of an AV1 stream (AV1 specification, 5.3): only what decoding a still picture needs may be there.

use std::ops::Range;

use crate::{boxes::Fields, prove::finding::Report};

/// Reports every unit of `data`, which begins at `offset`, that carries no pixels. Gives the places of the others, or
/// nothing where the data do not hold together.
pub(super) fn check(data: &[u8], offset: usize, report: &mut Report) -> Option<Vec<Range<usize>>> {
    let mut fields = Fields(data);
    let mut needed = Vec::new();
    let mut sequence: Option<&[u8]> = None;
    while !fields.0.is_empty() {
        let start = data.len() - fields.0.len();
        let Some((kind, contents)) = unit(&mut fields) else {
            report.add(offset + start, data.len() - start, "damaged: AV1 data that does not hold together");
            return None;
        };
        let end = data.len() - fields.0.len();
        let what = match kind {
            1 if sequence.is_some_and(|first| first != contents) => "a second header of the AV1 data",
            1 if has_timing(contents) => "times inside the AV1 data",
            1 => {
                sequence = Some(contents);
                needed.push(end - contents.len()..end);
                continue;
            }
            // Frame header, tile group, frame.
            3 | 4 | 6 => {
                needed.push(end - contents.len()..end);
                continue;
            }
            2 if contents.is_empty() => continue,
            5 => "metadata inside the AV1 data",
            15 => "padding inside the AV1 data",
            _ => "an unknown unit of the AV1 data",
        };
        report.add(offset + start, end - start, what);
    }
    Some(needed)
}

/// Whether a sequence header that is not reduced to what a still picture needs tells times (5.5.1).
fn has_timing(header: &[u8]) -> bool {
    header.first().is_some_and(|bits| bits & 0x0C == 0x04)
}

/// Steps over one unit and gives its kind and its contents.
fn unit<'a>(fields: &mut Fields<'a>) -> Option<(u8, &'a [u8])> {
    let head = fields.number(1)? as u8;
    let (kind, extended, sized) = (head >> 3 & 15, head & 4 != 0, head & 2 != 0);
    if head & 0x81 != 0 {
        return None;
    }
    if extended {
        fields.take(1)?;
    }
    let length = if sized { leb128(fields)? } else { fields.0.len() };
    Some((kind, fields.take(length)?))
}

fn leb128(fields: &mut Fields<'_>) -> Option<usize> {
    let mut value = 0_u64;
    for place in 0..8 {
        let byte = fields.number(1)?;
        value |= (byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return usize::try_from(value).ok();
        }
    }
    None
}
