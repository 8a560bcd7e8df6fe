//! What packages are made of: zip, deflate, and the objects of a PDF.

mod deflate;
pub mod pdf;
mod zip;

pub use deflate::Deflater;
pub use zip::{QUICK, USUAL, pack, unpack};
