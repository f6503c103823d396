//! What tests across crates share: sending a folder of real files the whole way, and a clock and chance that tests decide.

pub mod corpus_run;
pub mod surroundings;
