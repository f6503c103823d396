//! The rules from outside: every rule, every role's view, what must hold whatever the register, and the way of a batch.

mod batch;
mod consent;
mod fixture;
mod generated;
mod names;
mod names_hard;
mod properties;
mod snapshot;
mod table;
mod views;
