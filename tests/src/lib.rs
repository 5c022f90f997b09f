//! What the generator promises: see `tests/tests`. The generated client against real HTTP is in `tests/http`, as a test of
//! the client's own package.
