//! Markdown: its signs go into the leads, where writers of archives find them and readers of text do not. Heading
//! levels are not believed: labels tell the structure.

use super::{Line, Reading, text};
use crate::finding::Error;
use crate::number::read_labels;
use crate::text::decode::decode;
use crate::text::{Span, chars::is_space};

pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Error> {
    let source = decode(bytes, file_name, None)?;
    let lines = lines(&source.text);
    Ok(Reading::Lines { source: Box::new(source), lines })
}

/// Lines without signs of markup at their starts; a line of signs alone becomes part of the next one's lead.
fn lines(text: &str) -> Vec<Line> {
    let mut out = vec![];
    let mut done = 0;
    let mut comment = false;
    for line in text::physical_lines(text) {
        let s = &text[line.text.range()];
        let opens = s.starts_with("<!--");
        let hidden = comment || opens;
        comment = (comment || opens) && !s.contains("-->");
        let skip = signs(s);
        if hidden || s[skip..].is_empty() || is_rule(s) {
            continue;
        }
        let (bold, closing) = bold(&s[skip..]);
        let start = line.text.start as usize + skip + bold;
        // The closing signs of a line wait in the lead of the next one.
        let end = line.text.end as usize - closing;
        out.push(Line { lead: Span::new(done, start), text: Span::new(start, end) });
        done = end;
    }
    out
}

/// The lengths of bold signs around a whole line, or in front of a label that they set off: **第一条** 公园….
fn bold(s: &str) -> (usize, usize) {
    const SIGN: &str = "**";
    let Some(inner) = s.strip_prefix(SIGN) else { return (0, 0) };
    if let Some(whole) = inner.strip_suffix(SIGN).filter(|w| !w.is_empty() && !w.contains('*')) {
        return (SIGN.len(), s.len() - SIGN.len() - whole.len());
    }
    let label = read_labels(inner).into_iter().any(|l| inner[l.len..].starts_with(SIGN));
    (if label { SIGN.len() } else { 0 }, 0)
}

/// The length of heading, quotation and list signs with the space after them.
fn signs(s: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &s[at..];
        let level = rest.bytes().take_while(|b| *b == b'#').count();
        let sign = if (1..=6).contains(&level) {
            level
        } else {
            usize::from(rest.starts_with(['>', '-', '*', '+']))
        };
        let after = &rest[sign..];
        let spaces = after.len() - after.trim_start_matches(is_space).len();
        if sign == 0 || spaces == 0 && !(after.is_empty() || rest.starts_with('>')) {
            return at;
        }
        at += sign + spaces;
    }
}

/// ---, ***, ```: lines that show nothing of their own.
fn is_rule(s: &str) -> bool {
    s.starts_with("```") || s.len() >= 3 && s.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '))
}

#[cfg(test)]
mod tests {
    use super::super::end_of_sound;
    use super::*;
    use proptest::prelude::*;

    fn found(s: &str) -> Vec<&str> {
        lines(s).iter().map(|l| &s[l.text.range()]).collect()
    }

    #[test]
    fn signs_are_left_out_and_text_is_kept() {
        let s =
            "# 示例法\n\n<!-- INFO\nEND -->\n\n## 第一章  总则\n> 第一条 甲。\n- 乙\n---\n#标签\n**粗**\n";
        assert_eq!(found(s), ["示例法", "第一章  总则", "第一条 甲。", "乙", "#标签", "粗"]);
    }

    proptest! {
        #[test]
        fn leads_and_texts_follow_each_other(s in "[#>*甲一、。 \n<!-]{0,40}") {
            end_of_sound(&lines(&s));
        }
    }
}
