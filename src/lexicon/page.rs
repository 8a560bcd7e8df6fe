//! Page numbers that stand between the lines of a text: 第 3 页 共 47 页, — 2 —, - 2 -, Page 3 of 47, 3/47.

/// Marks that stand around a page number.
const RULES: &[char] = &['-', '—', '–', '－', '―', '─', '~', '～', '·', '•'];

/// Words around the numbers, in the order in which they may stand; the longest first.
const WORDS: &[&str] = &[
    "第",
    "页",
    "頁",
    "共",
    "ページ",
    "쪽",
    "페이지",
    "Page",
    "page",
    "PAGE",
    "of",
    "之",
    "/",
    "／",
    "|",
    ",",
    "，",
    "、",
    "全",
    "총",
];

/// Whether a line is a page number and nothing else. A bare number is none: it may be anything.
pub fn is_page_line(line: &str) -> bool {
    /// Bytes of the longest.
    const LONGEST: usize = 60;
    if line.len() > LONGEST || line.len() < 3 {
        return false;
    }
    // Every one has a figure.
    if !line.bytes().any(|b| b.is_ascii_digit()) && !line.contains(|c| ('０'..='９').contains(&c)) {
        return false;
    }
    let ruled = |s: &str| s.trim_matches(|c: char| RULES.contains(&c) || c.is_whitespace()).to_owned();
    let inner = ruled(line);
    // 1 2 3: the pages that a web page leads to.
    let counts = |(k, n): (usize, &str)| n.parse() == Ok(k + 1);
    let pages = inner.split_whitespace().enumerate();
    if pages.clone().count() >= 3 && pages.clone().all(counts) {
        return true;
    }
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let ruled_on_both = line.starts_with(RULES) && line.ends_with(RULES);
    if ruled_on_both && !inner.is_empty() && inner.chars().count() <= 4 && inner.chars().all(digits) {
        return true;
    }
    // Words and numbers by turns, with a word for page or the slash of 3/47 among them.
    let mut rest = inner.as_str();
    let (mut numbers, mut paged) = (0, false);
    while !rest.is_empty() {
        let here = rest.trim_start();
        if let Some(word) = WORDS.iter().find(|w| here.starts_with(**w)) {
            paged |= matches!(*word, "页" | "頁" | "ページ" | "쪽" | "페이지" | "Page" | "page" | "PAGE");
            rest = &here[word.len()..];
            continue;
        }
        let len = here.find(|c| !digits(c)).unwrap_or(here.len());
        if len == 0 {
            return false;
        }
        numbers += 1;
        rest = here[len..].trim_start();
    }
    paged && (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::is_page_line;

    #[test]
    fn page_numbers_and_nothing_else() {
        for line in [
            "第 3 页 共 47 页",
            "— 2 —",
            "- 2 -",
            "第12頁",
            "Page 3 of 47",
            "－５－",
            "3 / 10 页",
            "第 1 页，共 3 页",
        ] {
            assert!(is_page_line(line), "{line}");
        }
        for line in ["第三页", "——", "3", "第3条", "3/47", "2 -", "第 3 页 附表", "第页"] {
            assert!(!is_page_line(line), "{line}");
        }
    }
}
