//! What nearly every program that uses the library names.

pub use crate::Stages;
pub use crate::finding::{Error, Finding, Lang, Severity};
pub use crate::format::{Format, reader_for, reader_named, reader_of, writer_for, writer_named};
pub use crate::ir::{Document, Event, Given, events};
pub use crate::number::Level;
pub use crate::read::Input;
pub use crate::write::Job;
