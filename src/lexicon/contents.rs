//! What an entry of a table of contents says, without what stands beside it.

use crate::text::chars::squash;

/// Leaders between an entry and its page.
const LEADERS: &[char] = &['.', '．', '…', '·', '・', '‥', '—', '─', '-', '－', '⋯'];

/// An entry, or a heading, without white space, leaders, page number and the articles that it covers:
/// 第一章　総則（第一条―第四条）.
pub fn key(text: &str) -> String {
    let squashed = squash(text);
    let mut s = squashed.as_str();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    loop {
        let before = s.len();
        s = s.trim_end_matches(|c: char| digit(c) || LEADERS.contains(&c));
        if let Some(inner) = s.strip_suffix(['）', ')', '］', ']'])
            && let Some(open) = inner.rfind(['（', '(', '［', '['])
        {
            let inside = inner[open..].trim_start_matches(['（', '(', '［', '[']);
            let covers = inside.starts_with(['第', '제'])
                && inside.contains(['条', '條', '조', '－', '-', '―', '—', '~', '～']);
            if covers || inside.chars().all(digit) {
                s = &inner[..open];
            }
        }
        if s.len() == before {
            return s.replace('(', "（").replace(')', "）");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn pages_leaders_and_articles_are_left_out() {
        for entry in [
            "第一章　総則（第一条―第四条）",
            "第一章　総則……3",
            "第一章 総則 (第一条) - 12",
            "第一章総則（3）",
        ] {
            assert_eq!(key(entry), "第一章総則", "{entry}");
        }
        assert_eq!(key("第四章　処分（その二）"), "第四章処分（その二）");
    }
}
