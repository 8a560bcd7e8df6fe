//! The world: files and folders, installed fonts, clock and environment. What is input or output and no printing is here,
//! for the command line and whoever else works on files.

pub mod bag;
pub mod files;
pub mod input;
pub mod job;
pub mod known;
mod pictures;
pub mod store;
mod system_fonts;

pub use pictures::read as pictures;
pub use system_fonts::Installed;
