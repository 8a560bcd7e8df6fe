//! What stands in a line: text with the signs escaped that Markdown would read, and marks as its own signs or as HTML.

use super::Writer;
use crate::ir::{Mark, MarkKind, Run, RunKind, Step, Text, is_language, uri};
use crate::lexicon::page::is_page_line;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The marks that stand around what they cover.
fn nests(kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Link { .. } => false,
        MarkKind::Language { tag } => is_language(tag),
        kind => kind.form().html.is_some() && !kind.is_whole(),
    }
}

impl Writer<'_> {
    /// The text with its marks.
    pub(super) fn runs(&mut self, t: &Text, out: &mut String) {
        self.steps(t, out, false);
    }

    /// The same inside HTML.
    pub(super) fn html(&mut self, t: &Text, out: &mut String) {
        self.steps(t, out, true);
    }

    fn steps(&mut self, t: &Text, out: &mut String, html: bool) {
        let mut ends: Vec<String> = vec![];
        for step in t.steps(nests) {
            match step {
                Step::Open(m) => {
                    let bold = m.kind == MarkKind::Emphasis && !html && stands(t, m) && !out.ends_with('*');
                    let (start, end) = if bold { ("**".into(), "**".into()) } else { tags(&m.kind) };
                    out.push_str(&start);
                    ends.push(end);
                }
                Step::Close => out.push_str(&ends.pop().unwrap_or_default()),
                Step::Run(run) => self.run(&run, out, html),
            }
        }
    }

    fn run(&mut self, run: &Run, out: &mut String, html: bool) {
        let said = if html { in_html(&run.text) } else { escaped(&run.text).into() };
        match run.kind {
            RunKind::NoteReference(id) => match self.notes.get(id) {
                Some(number) => {
                    let _ = write!(out, "[^{number}]");
                }
                // Brackets of a sign are no link where nothing says so.
                None => out.push_str(&run.text),
            },
            RunKind::NoteLabel if self.notes.is_empty() => out.push_str(&run.text),
            RunKind::NoteLabel => {}
            RunKind::Link(target) => {
                let address = uri(target).unwrap_or_default();
                if html {
                    let _ = write!(out, "<a href=\"{}\">{said}</a>", in_html(&address));
                } else {
                    let _ = write!(out, "[{said}](<{address}>)");
                }
            }
            RunKind::Image(Some(name)) if !html && self.media.iter().any(|m| m.name == name) => {
                let _ = write!(out, "![{said}][{name}]");
                if !self.pictures.iter().any(|p| p == name) {
                    self.pictures.push(name.to_owned());
                }
            }
            _ => out.push_str(&said),
        }
    }
}

/// The tags of a mark.
fn tags(kind: &MarkKind) -> (String, String) {
    let Some((name, attributes)) = kind.form().html else { return Default::default() };
    let mut start = format!("<{name}");
    for (key, value) in attributes {
        let _ = write!(start, " {key}=\"{value}\"");
    }
    if let MarkKind::Language { tag } = kind {
        let _ = write!(start, " lang=\"{tag}\"");
    }
    start.push('>');
    (start, format!("</{name}>"))
}

/// Whether signs of emphasis around a mark open and close: what they cover begins and ends with letters (CommonMark,
/// 6.2), and nothing else begins or ends there.
fn stands(t: &Text, m: &Mark) -> bool {
    let inner = t.text.get(m.start as usize..m.end as usize).unwrap_or_default();
    let letters = inner.starts_with(char::is_alphanumeric) && inner.ends_with(char::is_alphanumeric);
    let alone = t.marks.iter().filter(|o| {
        let touches = [o.start, o.end].iter().any(|at| [m.start, m.end].contains(at));
        touches
            && (o.kind.is_silent()
                || nests(&o.kind)
                || matches!(
                    o.kind,
                    MarkKind::Link { .. } | MarkKind::NoteReference { .. } | MarkKind::Image { .. }
                ))
    });
    letters && alone.count() == 1
}

/// Text of a line without signs that Markdown would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
            '&' => chars.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#'),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
    }
    out
}

/// Text inside HTML.
fn in_html(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '\n', '\r']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let entity = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#');
        out.push_str(match rest.as_bytes()[at] {
            // A comment parts it from what would make a tag of it; an entity would be shown as it is written.
            b'<' if tag => "<<!---->",
            b'<' => "<",
            b'&' if entity => "&amp;",
            b'&' => "&",
            _ => " ",
        });
        rest = after;
    }
    out.push_str(rest);
    out.into()
}

/// A line that is no page number: where it looks like one, a comment in it says so, which nobody sees.
pub(super) fn no_page_number(line: &str) -> Cow<'_, str> {
    let bare = line.trim();
    match bare.char_indices().nth(1) {
        Some((at, _)) if is_page_line(bare) => {
            let at = line.len() - line.trim_start().len() + at;
            format!("{}<!---->{}", &line[..at], &line[at..]).into()
        }
        _ => line.into(),
    }
}

/// A line that begins a paragraph and nothing else: no list, quotation, heading, rule or page number.
pub(super) fn at_start(line: &str) -> String {
    let line = &*no_page_number(line.trim_matches([' ', '\t']));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = |at: usize| line[at..].chars().next().is_none_or(|c| matches!(c, ' ' | '\t'));
    let first = line.chars().next();
    let escape = match first {
        // A colon begins the definition of what stands above it.
        Some('>' | '#' | ':') => Some(0),
        Some('+' | '-') if behind(1) => Some(0),
        Some(c @ ('-' | '=')) if line.chars().all(|x| x == c || x == ' ') => Some(0),
        _ if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && behind(digits + 1) => {
            Some(digits)
        }
        _ => None,
    };
    match escape {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

/// Words of a heading, whose last signs close nothing and name nothing.
pub(super) fn in_heading(words: &str) -> String {
    let words = &*no_page_number(words.trim_matches([' ', '\t']));
    let mut out = words.to_owned();
    if words.ends_with('}')
        && let Some(at) = words.rfind('{')
    {
        out.insert(at, '\\');
    }
    let sharps = words.len() - words.trim_end_matches('#').len();
    if sharps > 0 {
        out.insert(out.len() - sharps, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_would_be_read_are_escaped_and_no_others() {
        for (text, written) in [
            ("甲*乙_丙[1]<b>`~\\", "甲\\*乙\\_丙\\[1\\]\\<b>\\`\\~\\\\"),
            ("A&B &amp; &#1; &", "A\\&B \\&amp; \\&#1; &"),
        ] {
            assert_eq!(escaped(text), written);
        }
        for (line, written) in [
            ("1. 甲", "1\\. 甲"),
            ("1.5米", "1.5米"),
            ("12) 甲", "12\\) 甲"),
            ("- 甲", "\\- 甲"),
            ("-5", "-5"),
            ("---", "\\---"),
            ("# 甲", "\\# 甲"),
            ("> 甲", "\\> 甲"),
            (":甲", "\\:甲"),
            ("=====", "\\====="),
        ] {
            assert_eq!(at_start(line), written);
        }
        for (line, written) in [("—1—", "—<!---->1—"), ("　第 3 页", "　第<!----> 3 页"), ("—1—甲", "—1—甲")]
        {
            assert_eq!(at_start(line), written);
            assert_eq!(in_heading(line), written);
        }
        assert_eq!(in_heading("总则 #"), "总则 \\#");
        assert_eq!(in_heading("总则 {甲}"), "总则 \\{甲}");
    }
}
