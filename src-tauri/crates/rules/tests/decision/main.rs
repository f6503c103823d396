//! The decision, from outside: every rule, every role's view, and what must hold whatever the register.

mod fixture;
mod table;
mod views;
