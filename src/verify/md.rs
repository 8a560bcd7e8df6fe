//! The text of a Markdown file, as its reader shows it: what the signs of Markdown say is no part of it.

use super::Extract;
use crate::finding::Words;
use crate::ir::{Given, signless_text};
use crate::read::lines_of_markdown;
use crate::{recognise, resolve};

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let file = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    let lines = lines_of_markdown(bytes).map_err(|e| e.words())?;
    let mut doc = recognise::recognise(&lines, &Given::default());
    // It tells which signs are those of notes.
    resolve::resolve(&mut doc);
    Ok(Extract {
        text: signless_text(&doc).0,
        stated: stated(file).map(str::to_owned),
        signless: true,
        anonymous: true,
        unproved: Some(
            "Markdown 没有标识，条款的标识没有核对 / Markdown has no identifiers; those of the provisions were not compared",
        ),
        ..Extract::default()
    })
}

/// The hash in the front matter.
fn stated(file: &str) -> Option<&str> {
    let head = file.trim_start_matches('\u{feff}').strip_prefix("---\n")?;
    let head = &head[..=head.find("\n---\n")?];
    head.lines().find_map(|line| line.strip_prefix("sha256: ")).map(str::trim)
}
