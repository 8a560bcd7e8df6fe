//! What every fuzz target does with its bytes, as the tests have it.

#[path = "../../tests/it/fuzzed/mod.rs"]
mod fuzzed;

pub use fuzzed::{changed, run, targets};
