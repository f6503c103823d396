//! Proof that a file holds pixels and what decoding them needs, and nothing else.

mod finding;

pub use finding::Finding;
