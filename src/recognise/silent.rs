//! Signs of markup inside lines: labels are read without them (`1\.` is 1.), and what follows a label begins behind
//! them (`**第一条** 甲`).

use super::candidate::{Candidate, labels};
use crate::ir::{Mark, MarkKind};
use crate::text::Span;

/// Longest label that is looked for, in bytes with its signs.
const LABEL: usize = 120;

/// Tells every line the signs in it.
pub fn tell(lines: &mut [Candidate], marks: &[Mark]) {
    let mut signs = marks.iter().filter(|m| m.kind == MarkKind::Markup).peekable();
    for c in lines.iter_mut() {
        while signs.next_if(|m| m.end <= c.span.start).is_some() {}
        while let Some(m) = signs.next_if(|m| m.end <= c.span.end) {
            let from = c.silent.last().map_or(0, |s| s.end);
            let start = m.start.saturating_sub(c.span.start).max(from);
            let end = m.end - c.span.start;
            // Signs inside signs are signs once.
            if start < end {
                c.silent.push(Span { start, end });
            }
        }
        if c.aside.is_none() && c.silent.first().is_some_and(|s| (s.start as usize) < LABEL) {
            read(c);
        }
    }
}

/// Reads the labels of a line without the signs.
fn read(c: &mut Candidate) {
    let mut plain = String::new();
    let mut at = 0;
    for s in c.silent.iter().take_while(|s| (s.start as usize) < LABEL) {
        plain.push_str(&c.text[at..s.start as usize]);
        at = s.end as usize;
    }
    plain.push_str(&c.text[at..]);
    c.labels = labels(&plain);
    for label in &mut c.labels {
        // Signs inside the label are part of it, those behind it are not: **第一条**： has its colon.
        for s in &*c.silent {
            if s.start as usize >= label.len {
                break;
            }
            label.len += s.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Line;

    #[test]
    fn labels_are_read_without_signs() {
        let text = "1\\. **甲**乙";
        let mut lines = [Candidate::read(text, Line::new(Span::new(0, 0), Span::new(0, text.len())))];
        let mark = |start, end| Mark { start, end, kind: MarkKind::Markup };
        tell(&mut lines, &[mark(1, 2), mark(4, 6), mark(9, 11)]);
        let label = lines[0].labels.first().expect("a label");
        assert_eq!((label.number, label.len), (1, 3));
        assert_eq!(lines[0].after(label.len), (" **", "甲**乙"));
    }

    #[test]
    fn signs_on_both_sides_of_a_number_and_signs_inside_signs_are_no_trouble() {
        let text = "(〔1〕)\t见 www.example.org。";
        let line = Line::new(Span::new(0, 0), Span::new(0, text.len()));
        let mark = |start, end| Mark { start, end, kind: MarkKind::Markup };
        for marks in [vec![mark(1, 4), mark(5, 8)], vec![mark(0, 8), mark(1, 4), mark(5, 8)]] {
            let mut lines = [Candidate::read(text, line)];
            tell(&mut lines, &marks);
            assert!(lines[0].labels.iter().all(|l| text.is_char_boundary(l.len)), "{:?}", lines[0].labels);
        }
    }
}
