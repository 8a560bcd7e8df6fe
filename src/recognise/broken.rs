//! Lines that break in the middle of a sentence, one here and one there: what no paragraph begins with goes on with the
//! line before. Texts that are hard-wrapped as a whole are told by their width.

use crate::lexicon::begins;
use crate::number::is_labelled;
use crate::text::{Hints, Line, Span};

/// Signs that stand behind something.
const SIGNS: &[char] = &['，', '。', '、', '；', '）', '》', '」', '』', '”', '〉', '】'];
/// Words that go on with a sentence.
const WORDS: &[&str] = &[
    "的规定",
    "的規定",
    "的，",
    "的、",
    "之規定",
    "に規定",
    "に掲げ",
    "に定め",
    "に基づ",
    "に係る",
    "に該当",
    "に従",
    "により",
    "において",
    "に関する",
    "の規定",
    "の各号",
    "を準用",
    "を除く",
];

/// The lines with those that go on put to the line before; `None` where there are none.
pub fn join(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    let goes_on = |before: &Line, line: &Line| {
        let (last, this) = (&text[before.text.range()], &text[line.text.range()]);
        // Blank lines part paragraphs, and what a format says of them is no line of text.
        let blank = || text[line.lead.range()].bytes().filter(|b| *b == b'\n').count() > 1;
        let plain = line.hints == Hints::NONE && before.hints == Hints::NONE;
        plain
            && !blank()
            && (this.starts_with(SIGNS) || begins(this, WORDS).is_some())
            && !ends_sentence(last)
            && !is_labelled(this)
    };
    if !lines.windows(2).any(|pair| goes_on(&pair[0], &pair[1])) {
        return None;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match out.last_mut().filter(|last| goes_on(last, line)) {
            Some(last) => last.text = Span { start: last.text.start, end: line.text.end },
            None => out.push(*line),
        }
    }
    Some(out)
}

/// Whether a line ends as a sentence, or part of one, does.
pub fn ends_sentence(s: &str) -> bool {
    s.chars().next_back().is_some_and(|c| {
        matches!(
            c,
            '。' | '；' | '：' | '！' | '？' | '”' | '）' | '」' | '』' | '.' | '!' | '?' | ';' | ':' | ')'
        )
    })
}
