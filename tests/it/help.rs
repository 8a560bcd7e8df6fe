//! What the tests share.

use tiaowen::finding::Error;
use tiaowen::format::Format;
use tiaowen::ir::{Document, Given};
use tiaowen::read::Input;

/// A file as a document, with nothing said about it.
pub fn document(bytes: &[u8], name: &str, reader: &Format) -> Result<Document, Error> {
    Ok(tiaowen::document(&Input::new(bytes, name), reader, &Given::default())?.0)
}

/// A folder of the documents that stand beside the repository; says so when they are not there.
#[allow(clippy::print_stdout)]
pub fn shared(folder: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if !path.is_dir() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}
