//! Plain text: what stands in the file.

use super::Extract;
use crate::finding::Words;
use crate::read::decode::text_of;

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    text_of(bytes, "", None).map_err(|e| e.words())?;
    let text = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    Ok(Extract {
        text: text.trim_start_matches('\u{feff}').to_owned(),
        anonymous: true,
        unproved: Some(
            "纯文本没有标识，条款的标识没有核对 / plain text has no identifiers; those of the provisions were not compared",
        ),
        ..Extract::default()
    })
}
