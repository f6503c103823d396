//! The rules from outside: every rule, every role's view, what must hold whatever the register, and the way of a batch.

mod batch;
mod fixture;
mod names;
mod names_hard;
mod table;
mod views;
