//! Files are made ready side by side but kept one after the other, so that photos are numbered in the order of the files.

use std::sync::{Condvar, Mutex, PoisonError};

/// Whose turn it is.
#[derive(Default)]
pub(super) struct Turns {
    next: Mutex<usize>,
    passed: Condvar,
}

/// One file's place in the order. Places are handed out in order and each is dropped, so that waiting always ends.
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    place: usize,
}

impl Turns {
    pub(super) fn at(&self, place: usize) -> Turn<'_> {
        Turn { turns: self, place }
    }
}

impl Turn<'_> {
    /// Waits until every earlier file is done.
    pub(super) fn wait(&self) {
        let next = self.turns.next.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.turns.passed.wait_while(next, |next| *next < self.place));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.wait();
        *self.turns.next.lock().unwrap_or_else(PoisonError::into_inner) = self.place + 1;
        self.turns.passed.notify_all();
    }
}
