//! What there is to say of a document, as programs read it.

pub mod explain;
pub mod tree;
