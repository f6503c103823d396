//! Nothing of its own: the tests lie beside it.
