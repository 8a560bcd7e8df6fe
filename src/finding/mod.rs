//! Findings: what the tool has to say about a source, each with a stable code, a place and a sentence.
//!
//! A finding never stops a conversion; an [`Error`] does. Both come from one table ([`codes`]), in Chinese and English.

pub mod codes;
mod near;
mod words;

pub use near::near;
pub use words::{Detail, Words};

use crate::text::chars::visible;
use crate::text::{Set, Span};
use std::fmt;

/// How much a finding matters. `Warning` and worse make `--strict` and `check` exit with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// The source, or what came of it, deserves a look.
    Warning,
    /// The input gives no output.
    Error,
}

impl Severity {
    /// The word for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|s| s.name() == name)
    }
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One row of the table of codes.
#[derive(Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Code {
    /// The stable code, for example `TW201`.
    pub id: &'static str,
    /// The stable name, for example `numbering-gap`.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence in Chinese; `{0}`, `{1}` stand for the details.
    pub zh: &'static str,
    /// The sentence in English.
    pub en: &'static str,
}

/// One observation about a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Which row of the table.
    pub code: &'static Code,
    /// Where in the decoded source; empty at 0 when it concerns the whole.
    pub span: Span,
    /// What fills the places of the sentence.
    pub details: Vec<Words>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(code: &'static Code, span: Span, details: &[&dyn Detail]) -> Self {
        Self { code, span, details: details.iter().map(Detail::words).collect() }
    }
    /// The sentence in the wanted language.
    pub fn message(&self, lang: Lang) -> String {
        fill(self.code, &self.details, lang)
    }
}

/// Adds findings that were not said yet: several formats say the same of a document.
pub fn say_once(said: &mut Vec<Finding>, more: Vec<Finding>) {
    let mut known: Set<&Finding> = said.iter().collect();
    let new: Vec<bool> = more.iter().map(|f| known.insert(f)).collect();
    said.extend(more.into_iter().zip(new).filter_map(|(f, new)| new.then_some(f)));
}

/// Why an input gives no output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which row of the table.
    pub code: &'static Code,
    /// What fills the places of the sentence.
    pub details: Vec<Words>,
}

impl Error {
    /// An error with its details.
    pub fn new(code: &'static Code, details: &[&dyn Detail]) -> Self {
        Self { code, details: details.iter().map(Detail::words).collect() }
    }
    /// The sentence in the wanted language.
    pub fn message(&self, lang: Lang) -> String {
        fill(self.code, &self.details, lang)
    }
    /// Whether it is about the disk that outputs go to, and will be the same with the next one.
    pub fn is_of_the_disk(&self) -> bool {
        let read_only = || self.details.contains(&Words::from(words::READ_ONLY));
        self.code == &codes::DISK_FULL || self.code == &codes::UNWRITABLE && read_only()
    }
    /// The sentence in both.
    pub fn words(&self) -> Words {
        Words::new(self.message(Lang::Zh), self.message(Lang::En))
    }
}

/// What is wrong with a JSON text, by its place.
pub(crate) fn json_place(e: &serde_json::Error) -> Words {
    let (line, column) = (e.line(), e.column());
    match e.classify() {
        serde_json::error::Category::Eof => "文件不完整 / the file is cut off".into(),
        serde_json::error::Category::Syntax => Words::new(
            format!("第 {line} 行第 {column} 个字符处不合 JSON 写法"),
            format!("it is no JSON at line {line}, column {column}"),
        ),
        _ => Words::new(
            format!("第 {line} 行第 {column} 个字符处的内容不合本工具的文档格式"),
            format!("line {line}, column {column} does not follow the form of this tool's documents"),
        ),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.id, self.message(Lang::En))
    }
}

impl std::error::Error for Error {}

fn fill(code: &Code, details: &[Words], lang: Lang) -> String {
    let template = match lang {
        Lang::Zh => code.zh,
        Lang::En => code.en,
    };
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        if let Some(detail) = rest[open + 1..open + close].parse::<usize>().ok().and_then(|i| details.get(i))
        {
            out.push_str(&visible(detail.say(lang)));
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_fill_both_sentences() {
        let f = Finding::new(&codes::NUMBER_GAP, Span::new(0, 3), &[&"第五条", &"第三条"]);
        assert!(f.message(Lang::Zh).contains("第五条") && f.message(Lang::En).contains("第三条"));
    }

    #[test]
    fn a_detail_with_braces_is_left_alone() {
        let e = Error::new(&codes::NO_SUCH_FILE, &[&"{1}.txt"]);
        assert!(e.message(Lang::En).contains("{1}.txt"));
    }
}
