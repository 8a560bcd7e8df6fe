//! Quotation marks without counterpart. A quotation over several paragraphs repeats the opening mark in each and closes
//! once (GB/T 15834-2011, 4.8); it ends with its article at the latest.

use crate::finding::{Finding, codes};
use crate::ir::{Document, Event, events};
use crate::number::Level;
use crate::text::Span;
use crate::text::chars::may_quote;

const PAIRS: &[(char, char)] = &[('“', '”'), ('「', '」'), ('『', '』')];

/// Findings about quotation marks.
pub fn check(doc: &Document, out: &mut Vec<Finding>) {
    let mut open = Open::default();
    events(doc, |e| match e {
        Event::Enter(p) => {
            if p.level == Level::Article || p.level.is_container() {
                open.end(out);
            }
            if let Some(h) = &p.heading {
                open.read(&h.text, h.span.start as usize, out);
            }
        }
        Event::Text(t) => open.read(&t.text, t.span.start as usize, out),
        Event::Leave(p) => {
            if p.level == Level::Article {
                open.end(out);
            }
        }
    });
    open.end(out);
}

/// The marks that are open, with their places.
#[derive(Default)]
struct Open(Vec<(char, usize)>);

impl Open {
    fn read(&mut self, text: &str, start: usize, out: &mut Vec<Finding>) {
        if !may_quote(text) {
            return;
        }
        let first = text.char_indices().next();
        for (at, c) in text.char_indices() {
            let place = start + at;
            if PAIRS.iter().any(|(o, _)| *o == c) {
                let again = first == Some((at, c)) && self.0.first().is_some_and(|(o, _)| *o == c);
                if !again {
                    self.0.push((c, place));
                }
            } else if let Some((opening, _)) = PAIRS.iter().find(|(_, close)| *close == c) {
                match self.0.iter().rposition(|(o, _)| o == opening) {
                    // What was opened inside and never closed is left behind.
                    Some(i) => {
                        for (o, place) in self.0.split_off(i).into_iter().skip(1) {
                            report(o, place, out);
                        }
                    }
                    None => report(c, place, out),
                }
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Finding>) {
        for (c, place) in self.0.drain(..) {
            report(c, place, out);
        }
    }
}

fn report(c: char, place: usize, out: &mut Vec<Finding>) {
    out.push(Finding::new(&codes::UNCLOSED_QUOTATION, Span::new(place, place + c.len_utf8()), &[&c]));
}
