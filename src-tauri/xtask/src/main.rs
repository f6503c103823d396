//! Set-up, demonstration, tests and bundles.

fn main() {}
