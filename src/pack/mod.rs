//! What packages are made of: zip, deflate, the names in an office file, the objects of a PDF.

mod deflate;
pub mod ooxml;
pub mod pdf;
mod zip;

pub use deflate::Deflater;
pub use zip::{QUICK, USUAL, pack, unpack};
