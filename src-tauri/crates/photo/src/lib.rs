//! Bytes in, bytes out: what a picture file is, what it carries, and a clean copy of it.
