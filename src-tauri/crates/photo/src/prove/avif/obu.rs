//! The units of an AV1 stream (AV1 specification, 5.3): only what decoding a still picture needs may be there.

use crate::{boxes::Fields, prove::finding::Report};

/// Reports every unit of `data`, which begins at `offset`, that carries no pixels.
pub(super) fn check(data: &[u8], offset: usize, report: &mut Report) {
    let mut fields = Fields(data);
    while !fields.0.is_empty() {
        let start = data.len() - fields.0.len();
        let Some((kind, length)) = unit(&mut fields) else {
            report.add(offset + start, data.len() - start, "damaged: AV1 data that does not hold together");
            return;
        };
        let what = match kind {
            // Sequence header, temporal delimiter, frame header, tile group, frame, redundant frame header.
            1 | 3 | 4 | 6 => continue,
            2 if length == 0 => continue,
            5 => "metadata inside the AV1 data",
            15 => "padding inside the AV1 data",
            _ => "an unknown unit of the AV1 data",
        };
        report.add(offset + start, data.len() - fields.0.len() - start, what);
    }
}

/// Steps over one unit and gives its kind and the length of its contents.
fn unit(fields: &mut Fields<'_>) -> Option<(u8, usize)> {
    let head = fields.number(1)? as u8;
    let (kind, extended, sized) = (head >> 3 & 15, head & 4 != 0, head & 2 != 0);
    if head & 0x81 != 0 {
        return None;
    }
    if extended {
        fields.take(1)?;
    }
    let length = if sized { leb128(fields)? } else { fields.0.len() };
    fields.take(length)?;
    Some((kind, length))
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
