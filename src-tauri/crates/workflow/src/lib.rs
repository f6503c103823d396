//! The use cases: the only crate that joins rules, photo and store.

pub mod wire;
