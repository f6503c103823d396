//! Bytes that mean one thing only: every field has its length or a fixed size, every list its count.

use uuid::Uuid;

use crate::region::Region;

pub(super) struct Canonical(Vec<u8>);

impl Canonical {
    /// Starts with what the bytes are for, so that a signature for one thing is none for another.
    pub(super) fn new(title: &str) -> Self {
        let mut bytes = Self(Vec::new());
        bytes.text(title);
        bytes
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn number(&mut self, number: u64) {
        self.0.extend(number.to_be_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub(super) fn id(&mut self, id: Uuid) {
        self.0.extend(id.as_bytes());
    }

    pub(super) fn fraction(&mut self, value: f64) {
        self.0.extend(value.to_be_bytes());
    }

    pub(super) fn region(&mut self, region: &Region) {
        for value in [region.x, region.y, region.w, region.h] {
            self.fraction(value);
        }
    }

    pub(super) fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    /// A list whose order means something.
    pub(super) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl FnMut(&mut Self, T)) {
        self.all(&written(items, write));
    }

    /// A list whose order means nothing.
    pub(super) fn set<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl FnMut(&mut Self, T)) {
        let mut items = written(items, write);
        items.sort_unstable();
        self.all(&items);
    }

    fn all(&mut self, items: &[Vec<u8>]) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| self.bytes(item));
    }
}

fn written<T>(items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Canonical, T)) -> Vec<Vec<u8>> {
    let one = |item| {
        let mut bytes = Canonical(Vec::new());
        write(&mut bytes, item);
        bytes.0
    };
    items.into_iter().map(one).collect()
}
