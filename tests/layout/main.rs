//! Direction of dependencies.
