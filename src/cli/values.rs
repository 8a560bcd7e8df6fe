//! What options take whose values come from tables or have a form of their own, and what help says of it.

use crate::format::{names, readers, writers};
use crate::profile::PROFILES;

/// A number of bytes, with k, M or G for powers of 1024.
pub fn size(text: &str) -> Result<u64, String> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[end..].trim_end_matches(['B', 'b']) {
        "" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        _ => return Err("500k, 20M, 1G".into()),
    };
    let bytes = text[..end].parse::<u64>().ok().and_then(|n| n.checked_mul(1 << unit));
    bytes.ok_or_else(|| "500k, 20M, 1G".into())
}

/// What `--to` takes.
pub fn to_help() -> String {
    format!("Formats to write, by commas; else told from -o: {}; parquet: tables of all", names(writers()))
}

/// What `--from` takes.
pub fn from_help() -> String {
    format!("Format of what is read ({}); by default what its content says, else its name", names(readers()))
}

/// What `--profile` takes.
pub fn profile_help() -> String {
    let all: Vec<&str> = PROFILES.iter().map(|p| p.name).collect();
    let all = all.join(", ");
    format!(
        "Page profile, which says how pages look: {all}, or a file that changes one; by default told from the kind of document"
    )
}
