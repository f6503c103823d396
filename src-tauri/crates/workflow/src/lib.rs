//! The use cases: the only crate that joins rules, photo and store.

pub mod app;
pub mod error;
pub mod register;
pub mod rights;
pub mod session;
pub mod surroundings;
pub mod wire;

pub use app::App;
pub use error::{Error, Fault, Refusal};
pub use session::{Picture, Session, Shown, Stop};
pub use surroundings::{Clock, Entropy, Surroundings};
