//! A stand-in for the table of number formats.

/// A number as a format shows it.
pub fn show(format: &str, _pattern: Option<&str>, n: u32, _language: &str) -> String {
    use crate::number::System;
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting" | "chineseCountingThousand" => System::Han.print(n).unwrap_or_default(),
        "lowerLetter" => ((b'a' + (n.saturating_sub(1) % 26) as u8) as char).to_string(),
        "upperLetter" => ((b'A' + (n.saturating_sub(1) % 26) as u8) as char).to_string(),
        _ => n.to_string(),
    }
}
