//! Where pages end: widows and orphans, headings that keep with what follows, the heads of tables again, footnotes.

use super::slots::{Content, Note, Slot};
use std::collections::VecDeque;
use std::ops::Range;

/// What a page holds.
#[derive(Debug, Default)]
pub struct Page {
    /// Its slots.
    pub slots: Range<usize>,
    /// Footnotes, or the lines of them that it has room for.
    pub notes: Vec<(usize, Range<usize>)>,
}

/// Space above footnotes, with the rule in it, in lines of the grid.
pub const ABOVE_NOTES: f32 = 0.6;

/// Heights of a page and of what stands on it, in lines of the grid.
pub struct Breaker<'a> {
    pub slots: &'a [Slot],
    pub notes: &'a [Note],
    /// Lines of a page.
    pub capacity: f32,
    /// The height of a line of a footnote.
    pub note_line: f32,
}

impl Breaker<'_> {
    /// The pages.
    pub fn pages(&self) -> Vec<Page> {
        let mut out: Vec<Page> = vec![];
        let mut carried: VecDeque<(usize, usize)> = VecDeque::new();
        let mut placed = vec![false; self.notes.len()];
        let mut start = 0;
        while start < self.slots.len() || !carried.is_empty() || out.is_empty() {
            let waiting: usize = carried.iter().map(|(n, from)| self.notes[*n].lines.len() - from).sum();
            let end = self.end(start, out.is_empty(), waiting, &placed);
            let used = self.used(start, end, out.is_empty());
            for n in self.slots[start..end].iter().flat_map(|s| &s.notes) {
                if !std::mem::replace(&mut placed[*n], true) {
                    carried.push_back((*n, 0));
                }
            }
            let mut room = ((self.capacity - used - ABOVE_NOTES) / self.note_line + 1e-3) as usize;
            // A page with nothing else on it takes a line at least, so that there is an end.
            room = room.max(usize::from(start == end));
            let mut notes = vec![];
            while let Some((n, from)) = carried.pop_front() {
                let lines = self.notes[n].lines.len() - from;
                let here = lines.min(room);
                room -= here;
                if here > 0 {
                    notes.push((n, from..from + here));
                }
                if here < lines {
                    carried.push_front((n, from + here));
                    break;
                }
            }
            out.push(Page { slots: start..end, notes });
            start = end;
        }
        out
    }

    /// The height of the table's head that stands above a slot at the top of a page.
    fn head(&self, slot: usize) -> f32 {
        self.slots[slot].head.clone().map_or(0.0, |h| self.slots[h].iter().map(|s| s.height).sum())
    }

    /// Lines that slots take, without what follows the last one.
    pub fn used(&self, start: usize, end: usize, first_page: bool) -> f32 {
        let mut y = if start < end { self.head(start) } else { 0.0 };
        for (k, s) in self.slots[start..end].iter().enumerate() {
            y += if k > 0 || first_page { s.before } else { 0.0 };
            y += s.height;
            if start + k + 1 < end {
                y = s.below(y);
            }
        }
        y
    }

    /// Where the page that begins at `start` ends; at least one slot later.
    fn end(&self, start: usize, first_page: bool, waiting: usize, placed: &[bool]) -> usize {
        let slots = self.slots;
        if start >= slots.len() {
            return start;
        }
        let mut y = self.head(start);
        let mut note_lines = waiting;
        let mut end = start;
        while end < slots.len() {
            let s = &slots[end];
            if end > start && s.new_page {
                return end;
            }
            let before = if end > start || first_page { s.before } else { 0.0 };
            let more: usize =
                s.notes.iter().filter(|n| !placed[**n]).map(|n| self.notes[*n].lines.len()).sum();
            let lines = note_lines + more;
            let notes = if lines > 0 { ABOVE_NOTES + lines as f32 * self.note_line } else { 0.0 };
            if y + before + s.height + notes > self.capacity + 1e-3 && end > start {
                break;
            }
            note_lines = lines;
            y = s.below(y + before + s.height);
            end += 1;
        }
        if end == slots.len() {
            return end;
        }
        (start + 1..=end).rev().find(|b| self.legal(start, *b)).unwrap_or(end)
    }

    /// Whether a page may end before slot `b`: not after a heading, and not with one line of a paragraph on either side.
    fn legal(&self, start: usize, b: usize) -> bool {
        let (above, below) = (&self.slots[b - 1], &self.slots[b]);
        if above.keep || below.closing {
            return false;
        }
        if above.paragraph != below.paragraph || matches!(below.content, Content::Row { .. }) {
            return true;
        }
        !below.last && (!above.first || b - 1 == start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::*;
    use proptest::prelude::*;

    fn line() -> Line {
        Line { start: 0, end: 1, x: vec![0.0], hyphen: None, forced: false, loose: false }
    }

    fn slot(paragraph: usize, notes: Vec<usize>) -> Slot {
        Slot {
            paragraph,
            content: Content::Line(line()),
            before: 0.0,
            height: 1.0,
            after: 0.0,
            ends_table: false,
            first: true,
            last: true,
            keep: false,
            closing: false,
            new_page: false,
            notes,
            head: None,
        }
    }

    fn note(lines: usize) -> Note {
        Note { lines: (0..lines).map(|_| line()).collect() }
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_sign_and_a_long_one_goes_on() {
        let slots: Vec<Slot> = (0..12).map(|k| slot(k, if k == 4 { vec![0] } else { vec![] })).collect();
        let notes = [note(3)];
        let pages = Breaker { slots: &slots, notes: &notes, capacity: 8.0, note_line: 1.0 }.pages();
        assert_eq!((pages[0].slots.clone(), pages[0].notes.len()), (0..4, 0));
        assert_eq!(pages[1].notes, [(0, 0..3)]);
        let long = [note(20)];
        let pages = Breaker { slots: &slots, notes: &long, capacity: 8.0, note_line: 1.0 }.pages();
        let lines: Vec<_> = pages.iter().flat_map(|p| p.notes.clone()).map(|(_, r)| r).collect();
        assert_eq!(lines.iter().map(ExactSizeIterator::len).sum::<usize>(), 20);
        assert!(lines.windows(2).all(|w| w[0].end == w[1].start));
    }

    proptest! {
        #[test]
        fn every_slot_and_every_line_of_a_note_is_on_one_page(
            shape in proptest::collection::vec((0usize..5, 0usize..9, any::<bool>()), 1..60),
            capacity in 1u32..12,
        ) {
            let mut slots = vec![];
            let mut notes = vec![];
            for (k, (lines, noted, new_page)) in shape.iter().enumerate() {
                for i in 0..=*lines {
                    let mut s = slot(k, vec![]);
                    (s.first, s.last, s.new_page) = (i == 0, i == *lines, *new_page && i == 0);
                    if i == 0 && *noted > 4 {
                        s.notes.push(notes.len());
                        notes.push(note(*noted));
                    }
                    slots.push(s);
                }
            }
            let pages = Breaker { slots: &slots, notes: &notes, capacity: capacity as f32, note_line: 0.7 }.pages();
            let mut at = 0;
            let mut seen = vec![0; notes.len()];
            for p in &pages {
                prop_assert_eq!(p.slots.start, at);
                at = p.slots.end;
                for (n, lines) in &p.notes {
                    prop_assert_eq!(lines.start, seen[*n]);
                    seen[*n] = lines.end;
                }
            }
            prop_assert_eq!(at, slots.len());
            prop_assert!(seen.iter().zip(&notes).all(|(s, n)| *s == n.lines.len()));
        }
    }
}
