//! The world: files and folders, installed fonts, clock and environment. What is input or output and no printing is here,
//! for the command line and whoever else works on files.

pub mod bag;
pub mod convert;
pub mod corpus;
pub mod files;
pub mod input;
pub mod inputs;
pub mod job;
pub mod known;
mod manifest;
mod names;
mod pictures;
pub mod platform;
pub mod record;
mod resume;
pub mod store;
mod system_fonts;

pub use manifest::Own;
pub use pictures::read as pictures;
pub use system_fonts::Installed;
