//! What packages are made of: zip, deflate, compound files, the names in an office file, the objects of a PDF.

pub mod akn;
mod base64;
pub mod book;
mod deflate;
pub mod law;
pub mod ole;
pub mod ooxml;
pub mod pdf;
mod pdf_save;
pub mod png;
mod repair;
mod zip;

/// What is said of a file that begins as none of the format that its name or a person says.
pub const OTHER_KIND: &str = "内容是别种文件；请改正扩展名，或用 --from 写明格式 / its content is of another kind; mend the end of its name, or say with --from what it is";

pub use base64::{base64, from_base64};
pub use deflate::{Deflater, inflate};
pub use pdf_save::{Printed, save as save_pdf, write_integer};
use repair::with_new_table;
pub use zip::{Archive, Entry, QUICK, USUAL, entries, pack, unpack};
