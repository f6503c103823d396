//! What tests across crates share: pictures as a camera leaves them, sending a folder of real files the whole way, and a clock
//! and chance that tests decide.

pub mod camera;
pub mod corpus_run;
pub mod surroundings;
