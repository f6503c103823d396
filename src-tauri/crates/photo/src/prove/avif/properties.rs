//! Properties of items: size, depth, codec, colour, turn; and which item has which.

use std::collections::BTreeSet;

use crate::{
    boxes::{Box, Boxes, Fields},
    prove::finding::Report,
};

/// Properties a file may list and give to its items.
const MANY: usize = 4_096;

/// The properties of a file in their order, and the items that have them.
#[derive(Default)]
pub(super) struct Properties {
    listed: Vec<Property>,
    /// Start and length of each, unless it is reported already.
    places: Vec<Option<(usize, usize)>>,
    given: Vec<(u64, usize)>,
    /// Whether HEVC may be inside.
    hevc: bool,
}

enum Property {
    Size(u32, u32),
    Transparency,
    Other,
}

impl Properties {
    pub(super) fn expected(hevc: bool) -> Self {
        Self { hevc, ..Self::default() }
    }

    pub(super) fn take(&mut self, found: &Box<'_>, report: &mut Report) -> Option<()> {
        for part in Boxes::of(found.body, found.body_start()) {
            let part = part?;
            match part.kind {
                b"ipco" => {
                    for property in Boxes::of(part.body, part.body_start()) {
                        let property = property?;
                        let before = report.len();
                        let read = self.read(&property, report)?;
                        self.listed.push(read);
                        self.places.push((report.len() == before).then_some((property.start, property.length)));
                    }
                }
                b"ipma" => self.take_given(&part)?,
                kind => report.add(part.start, part.length, format!("an unknown box ({})", kind.escape_ascii())),
            }
        }
        Some(())
    }

    fn read(&self, found: &Box<'_>, report: &mut Report) -> Option<Property> {
        if self.listed.len() >= MANY {
            return None;
        }
        let mut unknown = |what: &str| {
            report.add(found.start, found.length, what);
            Some(Property::Other)
        };
        match (found.kind, found.body) {
            (b"ispe", &[0, 0, 0, 0, w3, w2, w1, w0, h3, h2, h1, h0]) => {
                Some(Property::Size(u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0])))
            }
            (b"pixi", [0, 0, 0, 0, channels @ 1..=4, depths @ ..])
                if depths.len() == usize::from(*channels) && depths.iter().all(|depth| (1..=16).contains(depth)) =>
            {
                Some(Property::Other)
            }
            (b"auxC", body) => match body.get(4..).unwrap_or_default() {
                b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0" | b"urn:mpeg:hevc:2015:auxid:1\0" => {
                    Some(Property::Transparency)
                }
                _ => unknown("a further picture, such as depth or a gain map"),
            },
            (b"av1C", [0x81, _, _, _, settings @ ..]) => {
                super::obu::check(settings, found.end() - settings.len(), report);
                Some(Property::Other)
            }
            (b"colr", [b'n', b'c', b'l', b'x', _, _, _, _, _, _, 0 | 0x80]) => Some(Property::Other),
            (b"colr", _) => unknown("an ICC profile"),
            // A turn, a mirror or a crop that has not been applied would show more than was approved elsewhere.
            (b"irot" | b"imir" | b"clap", _) => unknown("a turn, mirror or crop that is only noted"),
            (b"pasp", [0, 0, 0, 1, 0, 0, 0, 1]) => Some(Property::Other),
            (b"hvcC", _) if self.hevc => Some(Property::Other),
            (kind, _) => unknown(&format!("an unknown property ({})", kind.escape_ascii())),
        }
    }

    fn take_given(&mut self, found: &Box<'_>) -> Option<()> {
        let (version, flags, mut fields) = found.full()?;
        for _ in 0..fields.number(4)? {
            let id = fields.number(if version == 0 { 2 } else { 4 })?;
            for _ in 0..fields.number(1)? {
                let index = match flags & 1 {
                    0 => fields.number(1)? & 0x7F,
                    _ => fields.number(2)? & 0x7FFF,
                };
                if self.given.len() >= MANY {
                    return None;
                }
                self.given.push((id, index as usize));
            }
        }
        is_done(fields)
    }

    /// Reports properties that no item of the picture has.
    pub(super) fn report_unused(&self, belonging: &BTreeSet<u64>, report: &mut Report) {
        let used =
            |number: usize| self.given.iter().any(|(item, index)| *index == number + 1 && belonging.contains(item));
        for (number, place) in self.places.iter().enumerate() {
            if let Some((start, length)) = *place
                && !used(number)
            {
                report.add(start, length, "a property of no picture");
            }
        }
    }

    fn of(&self, id: u64) -> impl Iterator<Item = &Property> {
        let given = self.given.iter().filter(move |(item, _)| *item == id);
        given.filter_map(|(_, index)| self.listed.get(index.checked_sub(1)?))
    }

    pub(super) fn size_of(&self, id: u64) -> Option<(u32, u32)> {
        self.of(id).find_map(|property| match property {
            Property::Size(width, height) => Some((*width, *height)),
            Property::Transparency | Property::Other => None,
        })
    }

    pub(super) fn is_transparency(&self, id: u64) -> bool {
        self.of(id).any(|property| matches!(property, Property::Transparency))
    }
}

fn is_done(fields: Fields<'_>) -> Option<()> {
    fields.0.is_empty().then_some(())
}
