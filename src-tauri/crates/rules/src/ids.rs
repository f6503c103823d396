//! Identifiers. Made by the program (UUIDv7), never from a name or a pupil number, so that a key tells nothing.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an identifier of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an identifier made outside (this crate has neither clock nor randomness).
            #[must_use]
            pub const fn new(id: Uuid) -> Self { Self(id) }

            /// The bare identifier.
            #[must_use]
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.0.hyphenated(), f) }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { Uuid::try_parse(text).map(Self).map_err(|_| NotAnId) }
        }
    )*};
}

ids! {
    /// A person's internal identifier.
    PersonId,
    /// A photo in the vault.
    PhotoId,
    /// An album: the photos of one import or trip.
    AlbumId,
    /// A batch of photos for one purpose.
    BatchId,
    /// A face on a photo, found or drawn.
    FaceId,
    /// A tag: this person can be seen on this photo.
    TagId,
    /// Somebody who may log in.
    AccountId,
    /// A registered camera.
    DeviceId,
    /// A consent event.
    EventId,
    /// An entry on the do-not-publish list.
    EntryId,
    /// An objection.
    ObjectionId,
    /// A permission for one photo.
    PermissionId,
}
