//! A last page with hardly anything on it: its lines go back to the pages before, where paragraphs there can be set in fewer.

use super::flow::Flow;
use super::page::{Breaker, Page};
use super::slots::{Note, Slots};
use std::collections::BTreeSet;

/// A page with less than so many lines is none.
const FEWEST: f32 = 5.0;
/// Paragraphs of so many pages before it may give up a line.
const PAGES: usize = 4;

impl Slots<'_, '_, '_> {
    /// Sets paragraphs before the last page in fewer lines, from the last one on, until that page is not needed; none where this
    /// cannot be had.
    pub fn draw_back(&mut self, flow: &Flow, notes: &[Note]) {
        let pages = self.cut(notes);
        let [.., last] = &pages[..] else { return };
        let few = self.breaker(notes).used(last.slots.start, last.slots.end, false) < FEWEST - 1e-3;
        if pages.len() < 2 || !few || !last.notes.is_empty() {
            return;
        }
        let begins = |p: &Page| self.out.get(p.slots.start).is_some_and(|s| s.new_page);
        // Pages that the text begins by itself are not run together.
        let from = pages.iter().rposition(begins).unwrap_or(0);
        if from + 1 >= pages.len() {
            return;
        }
        let from = from.max(pages.len().saturating_sub(PAGES + 1));
        let near: BTreeSet<usize> = self.out[pages[from].slots.start..].iter().map(|s| s.paragraph).collect();
        let before = self.out.clone();
        for index in near.into_iter().rev() {
            if self.tighten(index, flow) && self.cut(notes).len() < pages.len() {
                return;
            }
        }
        self.out = before;
    }

    fn breaker<'s>(&'s self, notes: &'s [Note]) -> Breaker<'s> {
        Breaker {
            slots: &self.out,
            notes,
            capacity: self.profile.lines.0 as f32,
            note_line: self.profile.footnote.leading,
        }
    }

    /// The pages.
    pub fn cut(&self, notes: &[Note]) -> Vec<Page> {
        self.breaker(notes).pages()
    }

    /// Sets a paragraph in fewer lines; whether there are such.
    fn tighten(&mut self, index: usize, flow: &Flow) -> bool {
        let p = &flow.paragraphs[index];
        let start = self.out.partition_point(|s| s.paragraph < index);
        let end = self.out.partition_point(|s| s.paragraph <= index);
        if p.table.is_some() || end - start < 2 {
            return false;
        }
        let made = self.tight(index, p);
        let fewer = end - start - made.len().min(end - start);
        if fewer == 0 {
            return false;
        }
        self.out.splice(start..end, made);
        for head in self.out[start..].iter_mut().filter_map(|s| s.head.as_mut()).filter(|h| h.start >= end) {
            *head = head.start - fewer..head.end - fewer;
        }
        true
    }
}
