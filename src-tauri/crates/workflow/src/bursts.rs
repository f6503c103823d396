//! Frames that were taken one right after the other and look alike: where one cannot be used, another may do.

use jiff::{Unit, civil::DateTime};
use photo::Likeness;
use rules::{Code, Decision, PhotoId, Verdict};
use store::Photo;

use crate::decide::Ground;
use crate::error::Error;
use crate::session::Session;
use crate::wire::OtherFrame;

/// Frames of a burst follow each other within so many seconds.
const SECONDS_APART: i64 = 3;

/// The bursts of an album, each with two frames or more, in order of time.
pub(crate) fn bursts(photos: &[Photo]) -> Vec<Vec<&Photo>> {
    let mut timed: Vec<(DateTime, &Photo)> = photos.iter().filter_map(|photo| Some((photo.taken_at?, photo))).collect();
    timed.sort_by_key(|(at, photo)| (*at, photo.number));
    let bursts = timed.chunk_by(|(before, first), (after, second)| {
        let apart = before.until((Unit::Second, *after)).map_or(i64::MAX, |span| span.get_seconds());
        apart <= SECONDS_APART && may_be_alike(first, second)
    });
    bursts.filter(|burst| burst.len() > 1).map(|burst| burst.iter().map(|(_, photo)| *photo).collect()).collect()
}

/// What was not looked at yet may be alike.
fn may_be_alike(first: &Photo, second: &Photo) -> bool {
    first.likeness.zip(second.likeness).is_none_or(|(a, b)| Likeness(a).is_alike(Likeness(b)))
}

/// Whether a decision says that another frame would be better.
fn wants_another(decision: &Decision) -> bool {
    let close = |code| matches!(code, Code::IdentifiableCloseUp | Code::CoveringPointsAtThem);
    decision.verdict != Verdict::Clear || decision.reasons.iter().any(|reason| close(reason.code))
}

impl Session {
    /// A frame of the same burst that is clear and needs no advice, where this one is not.
    pub(crate) fn other_frame(
        &self,
        photo: &Photo,
        decision: &Decision,
        ground: &Ground,
    ) -> Result<Option<OtherFrame>, Error> {
        if photo.taken_at.is_none() || !wants_another(decision) {
            return Ok(None);
        }
        let album = self.vault().photos().in_album(photo.album)?;
        let burst = bursts(&album).into_iter().find(|burst| burst.iter().any(|frame| frame.id == photo.id));
        let index = ground.index();
        for frame in burst.unwrap_or_default().into_iter().filter(|frame| frame.id != photo.id) {
            if self.is_better(frame.id, ground, &index)? {
                return Ok(Some(OtherFrame { id: frame.id.to_string(), number: frame.number }));
            }
        }
        Ok(None)
    }

    fn is_better(&self, frame: PhotoId, ground: &Ground, index: &rules::RegisterIndex<'_>) -> Result<bool, Error> {
        Ok(!wants_another(&ground.decide(index, &self.vault().photo_facts(frame)?)))
    }
}

#[cfg(test)]
mod tests {
    use rules::{AlbumId, DeviceStanding, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn photo(number: u32, at: Option<&str>, likeness: Option<u64>) -> Photo {
        Photo {
            id: PhotoId::new(Uuid::from_u128(number.into())),
            album: AlbumId::new(Uuid::from_u128(1)),
            number,
            master_hash: [0; 32],
            format: "jpeg".into(),
            width: 1,
            height: 1,
            orientation: 1,
            taken_at: at.map(|time| format!("2026-11-02T{time}").parse().expect("a time")),
            device: [None, None, None],
            standing: DeviceStanding::Registered,
            released_because: None,
            held_for_deletion: false,
            imported_at: Timestamp::UNIX_EPOCH,
            imported_by: None,
            tagged: 0,
            confirmed: false,
            likeness,
        }
    }

    #[test]
    fn frames_close_in_time_that_look_alike_are_one_burst() {
        let photos = [
            photo(1, Some("10:00:00"), Some(0)),
            photo(4, Some("10:00:04"), None),
            photo(2, Some("10:00:02"), Some(0b111)),
            // Close in time, but of something else.
            photo(5, Some("10:00:06"), Some(0)),
            photo(6, Some("10:00:07"), Some(u64::MAX)),
            // Later, and without a time.
            photo(7, Some("10:01:00"), Some(u64::MAX)),
            photo(8, None, Some(u64::MAX)),
        ];
        let numbers: Vec<Vec<u32>> =
            bursts(&photos).iter().map(|burst| burst.iter().map(|photo| photo.number).collect()).collect();
        assert_eq!(numbers, [[1, 2, 4, 5]]);
    }
}
