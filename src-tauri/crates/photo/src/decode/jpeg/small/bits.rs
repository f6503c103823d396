//! The bits of a baseline scan (ITU-T T.81, F.2.2.5), many at a time.

use super::Doubt;

/// Bytes that are made ready at once.
const WINDOW: usize = 1 << 13;
/// More than the bytes of any block: 27 bits of the first coefficient and 26 of each other one.
const BLOCK: usize = 256;

/// What a window is filled to: zeros for a block and what is read ahead of it fit behind.
const ROOM: usize = WINDOW - 2 * BLOCK;

/// The bytes of a scan, without what is put in to tell them from markers; a window moves along them.
pub(super) struct Bits<'a> {
    /// What has not come into the window yet.
    rest: &'a [u8],
    window: Box<Window>,
    /// The bytes of the window that were sent; zeros follow.
    sent: usize,
    /// Whether a marker or nothing follows them.
    complete: bool,
    next: Next,
}

/// Bytes of a scan, and zeros behind the last; the last eight are there for whoever reads so many at once.
pub(super) type Window = [u8; WINDOW + 8];

/// Where the next bits are.
#[derive(Clone, Copy, Default)]
pub(super) struct Next {
    /// The next bits from the top; those below `held` are right or zero.
    ahead: u64,
    held: u32,
    /// The byte of the window behind those that are held.
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { rest: data, window: Box::new([0; WINDOW + 8]), sent: 0, complete: false, next: Next::default() }
    }

    /// Reads a block by `read`, which takes no more bits than a block can have.
    #[inline]
    pub(super) fn block(&mut self, read: impl FnOnce(&Window, Next) -> Result<Next, Doubt>) -> Result<(), Doubt> {
        if self.sent < self.next.at + BLOCK && !self.complete {
            self.move_on();
        }
        self.next = read(&self.window, self.next)?;
        // Beyond what was sent there are only zeros that nobody sent.
        if self.next.at * 8 <= self.sent * 8 + self.next.held as usize { Ok(()) } else { Err(Doubt) }
    }

    /// Brings what comes next to the beginning of the window and fills it up to the next marker.
    #[cold]
    fn move_on(&mut self) {
        let passed = self.next.at.min(self.sent);
        self.window.copy_within(passed..self.sent, 0);
        (self.sent, self.next.at) = (self.sent - passed, self.next.at - passed);
        while self.sent < ROOM {
            let reach = &self.rest[..self.rest.len().min(ROOM - self.sent)];
            let plain = memchr::memchr(0xFF, reach).unwrap_or(reach.len());
            self.take(plain, plain);
            match self.rest {
                [0xFF, 0, ..] if self.sent < ROOM => self.take(1, 2),
                [0xFF, 0, ..] => break,
                [0xFF, ..] | [] => {
                    self.complete = true;
                    break;
                }
                _ => {}
            }
        }
        self.window[self.sent..self.sent + 2 * BLOCK].fill(0);
    }

    /// Takes `count` bytes into the window, and drops `passed` of what is left.
    fn take(&mut self, count: usize, passed: usize) {
        self.window[self.sent..self.sent + count].copy_from_slice(&self.rest[..count]);
        self.sent += count;
        self.rest = &self.rest[passed..];
    }

    /// Goes on behind the restart marker that has to stand here.
    pub(super) fn restart(&mut self) -> Result<(), Doubt> {
        self.spent()?;
        let [0xFF, 0xD0..=0xD7, rest @ ..] = self.rest else { return Err(Doubt) };
        (self.rest, self.sent, self.complete, self.next) = (rest, 0, false, Next::default());
        Ok(())
    }

    /// Nothing may be left.
    pub(super) fn end(mut self) -> Result<(), Doubt> {
        self.spent()?;
        if self.rest.is_empty() { Ok(()) } else { Err(Doubt) }
    }

    /// Only the filling of the last byte before the marker may be left.
    fn spent(&mut self) -> Result<(), Doubt> {
        if !self.complete {
            self.move_on();
        }
        let left = self.sent * 8 + self.next.held as usize - self.next.at * 8;
        if left < 8 { Ok(()) } else { Err(Doubt) }
    }
}

impl Next {
    /// Makes at least 56 bits ready where there are fewer than 32.
    #[inline(always)]
    pub(super) fn fill(&mut self, window: &Window) {
        if self.held < 32 {
            // Always below: masked, it needs no test.
            let at = self.at % WINDOW;
            let next = &window[at..at + 8];
            let next = u64::from_be_bytes(std::array::from_fn(|byte| next[byte]));
            self.ahead |= next >> self.held;
            self.at += ((63 - self.held) / 8) as usize;
            self.held |= 56;
        }
    }

    /// The next bits from the top.
    #[inline(always)]
    pub(super) fn ahead(&self) -> u64 {
        self.ahead
    }

    /// Passes bits that are ready.
    #[inline(always)]
    pub(super) fn skip(&mut self, count: u32) {
        self.held -= count;
        self.ahead <<= count;
    }
}
