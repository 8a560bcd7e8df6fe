//! The marks of a format, cut to the paragraphs that they came to stand in.

use crate::ir::{Mark, MarkKind};
use crate::text::Span;

/// The marks of a format in order of their starts, with how far those up to each of them reach.
pub struct Reach<'a> {
    marks: &'a [Mark],
    ends: Vec<u32>,
}

impl<'a> Reach<'a> {
    /// The marks of a format, in order of their starts.
    pub fn new(marks: &'a [Mark]) -> Self {
        let ends = marks.iter().scan(0, |most, m| {
            *most = m.end.max(*most);
            Some(*most)
        });
        Self { marks, ends: ends.collect() }
    }

    /// The marks in a span, at places of it. One that a label or a line end parts goes on within the span.
    pub fn of(&self, span: Span) -> Vec<Mark> {
        let mut first = self.marks.partition_point(|m| m.start < span.start);
        while first > 0 && self.ends[first - 1] > span.start {
            first -= 1;
        }
        let inside = self.marks[first..].iter().take_while(|m| m.start <= span.end);
        let whole =
            |m: &Mark| span.start <= m.start && m.end <= span.end && (m.start < span.end || m.start == m.end);
        let mut found: Vec<Mark> = inside
            .filter(|m| whole(m) || m.kind.form().parts && m.end > span.start && m.start < span.end)
            .map(|m| Mark { start: m.start.max(span.start), end: m.end.min(span.end), kind: m.kind.clone() })
            .map(|m| m.moved(-i64::from(span.start)))
            .collect();
        // What was cut may cover the same as what stood in it.
        found.sort_by_key(Mark::order);
        // An annotation whose ruby was cut, or that something parts from its base, is text as any other.
        let mut open: Vec<(u32, u32, bool)> = vec![];
        found.retain(|m| {
            while open.last().is_some_and(|(_, end, _)| *end <= m.start) {
                open.pop();
            }
            let in_place =
                open.last().is_some_and(|(start, end, ruby)| *ruby && *start < m.start && *end == m.end);
            let kept = m.kind != MarkKind::RubyText || in_place;
            if kept {
                open.push((m.start, m.end, m.kind == MarkKind::Ruby));
            }
            kept
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_a_label_parts_goes_on_behind_it() {
        let marks = [
            Mark { start: 0, end: 30, kind: MarkKind::Deleted },
            Mark { start: 0, end: 9, kind: MarkKind::Ruby },
            Mark { start: 15, end: 18, kind: MarkKind::Dots },
        ];
        let reach = Reach::new(&marks);
        assert_eq!(
            reach.of(Span::new(12, 24)),
            [
                Mark { start: 0, end: 12, kind: MarkKind::Deleted },
                Mark { start: 3, end: 6, kind: MarkKind::Dots },
            ]
        );
        assert_eq!(reach.of(Span::new(30, 33)), []);
    }
}
