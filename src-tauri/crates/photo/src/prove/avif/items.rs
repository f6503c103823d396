//! The items of a file: which there are, what kind each is, and where its bytes lie.

use std::collections::{BTreeMap, BTreeSet};

use super::{obu, pixels::Follower, properties::Properties};
use crate::{
    Limits,
    boxes::{Box, Boxes, Fields},
    prove::finding::Report,
};

/// Items, extents and references a file may have; a picture of many tiles has some hundred.
const MANY: usize = 4_096;

/// What one item may be to another: tile, transparency, colours already multiplied by it, thumbnail, description, layer.
const REFERENCES: [&[u8; 4]; 6] = [b"dimg", b"auxl", b"prem", b"thmb", b"cdsc", b"base"];

/// What `meta` tells.
pub(super) struct Items {
    primary: u64,
    items: BTreeMap<u64, Item>,
    /// Kind of the reference, from, to.
    references: Vec<([u8; 4], u64, u64)>,
    properties: Properties,
    /// Where `idat` lies, for extents inside it.
    store: Option<(usize, usize)>,
}

#[derive(Default)]
struct Item {
    kind: [u8; 4],
    /// Where its description stands, and how long that is.
    described: (usize, usize),
    notes: bool,
    inside: bool,
    extents: Vec<(u64, u64)>,
}

impl Items {
    pub(super) fn read(meta: &Box<'_>, hevc: bool, report: &mut Report) -> Option<Self> {
        let mut items = Self {
            primary: 0,
            items: BTreeMap::new(),
            references: Vec::new(),
            properties: Properties::expected(hevc),
            store: None,
        };
        let origin = meta.body_start() + 4;
        let mut whole = meta.body.len() >= 4;
        for found in Boxes::of(meta.body.get(4..).unwrap_or_default(), origin) {
            let taken = found.and_then(|found| items.take(&found, report));
            whole &= taken.is_some();
        }
        if !whole {
            report.add(meta.start, meta.length, "damaged: the description of the picture does not hold together");
            return None;
        }
        Some(items)
    }

    fn take(&mut self, found: &Box<'_>, report: &mut Report) -> Option<()> {
        match found.kind {
            b"hdlr" => check_handler(found, report),
            b"pitm" => {
                let (version, _, mut fields) = found.full()?;
                self.primary = fields.number(if version == 0 { 2 } else { 4 })?;
                report_rest(found, fields, report);
            }
            b"iinf" => self.take_descriptions(found, report)?,
            b"iloc" => self.take_places(found, report)?,
            b"iref" => self.take_references(found, report)?,
            b"iprp" => self.properties.take(found, report)?,
            b"idat" => self.store = Some((found.body_start(), found.end())),
            kind => report.add(found.start, found.length, format!("an unknown box ({})", kind.escape_ascii())),
        }
        Some(())
    }

    fn take_descriptions(&mut self, found: &Box<'_>, report: &mut Report) -> Option<()> {
        let (version, _, mut fields) = found.full()?;
        fields.number(if version == 0 { 2 } else { 4 })?;
        for entry in Boxes::of(fields.0, found.end() - fields.0.len()) {
            let entry = entry?;
            let (version, _, mut fields) = entry.full()?;
            if entry.kind != b"infe" || version < 2 || self.items.len() >= MANY {
                report.add(entry.start, entry.length, "an item of an unknown kind");
                continue;
            }
            let id = fields.number(if version == 2 { 2 } else { 4 })?;
            let protection = fields.number(2)?;
            let kind = *fields.take(4)?.first_chunk()?;
            let named =
                protection != 0 || fields.text().is_some_and(|name| !is_usual_name(name)) || !fields.0.is_empty();
            let item = self.items.entry(id).or_default();
            (item.kind, item.described, item.notes) = (kind, (entry.start, entry.length), named);
        }
        Some(())
    }

    fn take_places(&mut self, found: &Box<'_>, report: &mut Report) -> Option<()> {
        let (version, _, mut fields) = found.full()?;
        let sizes = fields.number(2)?;
        let [offset, length, base, index] = [12, 8, 4, 0].map(|shift| (sizes >> shift & 15) as usize);
        let wide = if version < 2 { 2 } else { 4 };
        let mut extents = 0..MANY;
        for _ in 0..fields.number(wide)? {
            let id = fields.number(wide)?;
            let method = if version > 0 { fields.number(2)? & 15 } else { 0 };
            // Zero says that the bytes are in this file.
            if fields.number(2)? != 0 {
                return None;
            }
            let base = fields.number(base.min(8))?;
            let item = self.items.entry(id).or_default();
            item.inside = method == 1;
            for _ in 0..fields.number(2)? {
                fields.number(if version > 0 { index.min(8) } else { 0 })?;
                let start = base.checked_add(fields.number(offset.min(8))?)?;
                let extent = (start, fields.number(length.min(8))?);
                if method > 1 || extents.next().is_none() {
                    return None;
                }
                item.extents.push(extent);
            }
            if self.items.len() > MANY {
                return None;
            }
        }
        report_rest(found, fields, report);
        Some(())
    }

    fn take_references(&mut self, found: &Box<'_>, report: &mut Report) -> Option<()> {
        let (version, _, fields) = found.full()?;
        let wide = if version == 0 { 2 } else { 4 };
        for reference in Boxes::of(fields.0, 0) {
            let reference = reference?;
            if !REFERENCES.contains(&reference.kind) {
                report.add(found.start, found.length, "a reference of an unknown kind");
            }
            let mut fields = Fields(reference.body);
            let from = fields.number(wide)?;
            for _ in 0..fields.number(2)? {
                if self.references.len() >= MANY {
                    return None;
                }
                self.references.push((*reference.kind, from, fields.number(wide)?));
            }
        }
        Some(())
    }

    /// Reports every item that is no part of the primary picture, and every byte that is part of no item.
    pub(super) fn report(self, bytes: &[u8], stores: Vec<(usize, usize)>, report: &mut Report) -> Option<(u32, u32)> {
        let belonging = self.belonging();
        let mut follower = Follower::default();
        self.properties.report_unused(&belonging, report);
        let mut covered = Vec::new();
        let mut total = 0;
        for (id, item) in &self.items {
            let places = self.places(item, bytes.len());
            total += places.iter().flatten().map(|(start, end)| end - start).sum::<usize>();
            let Some(places) = places.filter(|_| total <= bytes.len()) else {
                report.add(
                    item.described.0,
                    item.described.1,
                    "damaged: an item lies outside the file or over another",
                );
                return None;
            };
            covered.extend(places.iter().copied());
            let follower = belonging.contains(id).then_some(&mut follower);
            self.report_item(item, follower, &places, bytes, report);
        }
        report_gaps(stores.into_iter().chain(self.store), covered, report);
        let size = self.properties.size_of(self.primary);
        let Some((width, height)) = size.filter(|_| self.items.contains_key(&self.primary)) else {
            report.add(0, 0, "damaged: the primary picture is missing");
            return None;
        };
        if let Err(error) = Limits::default().admit_size(width, height) {
            report.add(0, 0, error.to_string());
            return None;
        }
        Some((width, height))
    }

    /// Start and end in the file of each extent.
    fn places(&self, item: &Item, end_of_file: usize) -> Option<Vec<(usize, usize)>> {
        let origin = if item.inside { self.store?.0 } else { 0 };
        let place = |&(start, length): &(u64, u64)| {
            let start = usize::try_from(start).ok()?.checked_add(origin)?;
            let end = start.checked_add(usize::try_from(length).ok()?)?;
            (end <= end_of_file).then_some((start, end))
        };
        item.extents.iter().map(place).collect()
    }

    /// Reports an item; one that belongs to the picture has a follower for its pixels.
    fn report_item(
        &self,
        item: &Item,
        follower: Option<&mut Follower>,
        places: &[(usize, usize)],
        bytes: &[u8],
        report: &mut Report,
    ) {
        let (start, length) = match places {
            [] => item.described,
            [first, ..] => (first.0, places.iter().map(|(start, end)| end - start).sum()),
        };
        if item.notes {
            report.add(item.described.0, item.described.1, "a name of an item");
        }
        match (&item.kind, follower) {
            (b"av01", Some(follower)) => {
                let data: Vec<u8> =
                    places.iter().filter_map(|&(start, end)| bytes.get(start..end)).flatten().copied().collect();
                if let Some(units) = obu::check(&data, start, report) {
                    follower.check(&data, &units, start, report);
                }
            }
            // Version, flags, rows, columns, width and height in two bytes or four each.
            (b"grid", Some(_)) if matches!(length, 8 | 12) => {}
            (b"hvc1", Some(_)) => {}
            (kind, _) => report.add(start, length, what_else(kind)),
        }
    }

    /// The primary picture, its transparency, and the tiles of both.
    fn belonging(&self) -> BTreeSet<u64> {
        let mut ids = BTreeSet::from([self.primary]);
        let transparency = self.references.iter().filter(|(kind, from, to)| {
            kind == b"auxl" && *to == self.primary && self.properties.is_transparency(*from)
        });
        ids.extend(transparency.map(|(_, from, _)| from));
        let tiles = self.references.iter().filter(|(kind, from, _)| kind == b"dimg" && ids.contains(from));
        let tiles: Vec<_> = tiles.map(|(_, _, to)| *to).collect();
        ids.extend(tiles);
        ids
    }
}

/// What an item is that is no part of the picture.
fn what_else(kind: &[u8; 4]) -> String {
    match kind {
        b"av01" | b"grid" | b"hvc1" => "a further picture, such as a thumbnail".to_owned(),
        b"Exif" => "EXIF".to_owned(),
        b"mime" => "XMP or other notes (mime item)".to_owned(),
        b"tmap" => "a gain map".to_owned(),
        kind => format!("an item that is no picture ({})", kind.escape_ascii()),
    }
}

/// Names that encoders give to all pictures alike.
fn is_usual_name(name: &[u8]) -> bool {
    matches!(name, b"" | b"Color" | b"Alpha")
}

fn check_handler(found: &Box<'_>, report: &mut Report) {
    let sound = found.full().is_some_and(|(version, flags, mut fields)| {
        let head = fields.take(20);
        let plain = head == Some(b"\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0");
        version == 0 && flags == 0 && plain && matches!(fields.0, b"" | b"\0" | b"libavif\0")
    });
    if !sound {
        report.add(found.start, found.length, "a handler with notes");
    }
}

fn report_rest(found: &Box<'_>, rest: Fields<'_>, report: &mut Report) {
    if !rest.0.is_empty() {
        report.add(found.end() - rest.0.len(), rest.0.len(), "bytes behind the contents of a box");
    }
}

/// Reports the bytes of the stores that no item covers.
fn report_gaps(stores: impl Iterator<Item = (usize, usize)>, mut covered: Vec<(usize, usize)>, report: &mut Report) {
    covered.sort_unstable();
    for (start, end) in stores {
        let mut at = start;
        for &(from, to) in covered.iter().filter(|&&(from, to)| to > start && from < end) {
            if from > at {
                report.add(at, from - at, "bytes between the pictures");
            }
            at = at.max(to);
        }
        if at < end {
            report.add(at, end - at, "bytes between the pictures");
        }
    }
}
