//! Marked contents (ISO 32000-1, 14.6): what belongs to which element, what stands for what is shown, and which layers are
//! seen.

use super::content::Operand;
use super::interpret::{Run, Shown};
use super::path::times;
use crate::pack::pdf::{Dictionary, Object, ObjectId, as_dictionary, dictionary_in, entry, text_string};
use crate::text::chars::is_right_to_left;

/// An open marked content.
pub struct Open {
    pub mark: i32,
    actual: Option<String>,
    pub artifact: bool,
    pub unseen: bool,
    from: usize,
    /// Where it began.
    at: (f64, f64),
}

impl<'a> Run<'_, 'a> {
    /// A marked content begins.
    pub fn begin(&mut self, operands: &[Operand], resources: Option<&'a Dictionary>, owner: ObjectId) {
        let doc = self.reader.doc;
        let tag = operands.first().and_then(Operand::name).unwrap_or_default();
        let (mut id, mut actual, mut unseen) = (None, None, false);
        match operands.get(1) {
            Some(Operand::Name(name)) => {
                let lists = resources.and_then(|r| dictionary_in(doc, r, b"Properties"));
                if let Some(list) = lists.and_then(|l| dictionary_in(doc, l, name)) {
                    id = entry(doc, list, b"MCID").and_then(|i| i.as_i64().ok());
                    actual = entry(doc, list, b"ActualText").and_then(|t| t.as_str().ok()).map(text_string);
                }
                if tag == b"OC" {
                    let layer = lists.and_then(|l| l.get(name).ok());
                    unseen = layer.is_some_and(|l| self.is_unseen(l));
                }
            }
            Some(list) => {
                id = list.get(b"MCID").and_then(Operand::number).map(|n| n as i64);
                if let Some(Operand::String(text)) = list.get(b"ActualText") {
                    actual = Some(text_string(text));
                }
            }
            None => {}
        }
        let mark = id.map_or(-1, |id| {
            self.out.marks.push((owner, id));
            self.out.marks.len() as i32 - 1
        });
        let pen = times(self.text, self.state.matrix);
        let from = self.out.shown.len();
        self.open.push(Open {
            mark,
            actual,
            artifact: tag == b"Artifact",
            unseen,
            from,
            at: (pen[4], pen[5]),
        });
    }

    /// Whether a layer is switched off; a membership is when all of its layers are.
    pub fn is_unseen(&self, layer: &Object) -> bool {
        let off = |o: &Object| o.as_reference().is_ok_and(|id| self.reader.unseen.contains(&id));
        if off(layer) {
            return true;
        }
        let doc = self.reader.doc;
        let members =
            doc.dereference(layer).ok().and_then(|(_, l)| as_dictionary(l)).and_then(|l| l.get(b"OCGs").ok());
        match members {
            Some(Object::Array(list)) => !list.is_empty() && list.iter().all(off),
            Some(one) => off(one),
            None => false,
        }
    }

    /// A marked content ends: what it says it stands for takes the place of what it shows.
    pub fn close(&mut self, open: Open) {
        let Some(text) = open.actual else { return };
        let shown = self.out.shown.split_off(open.from.min(self.out.shown.len()));
        for one in shown.iter().filter(|s| s.c == '\u{fffd}') {
            if let Some(count) = self.out.unknown.get_mut(&one.font) {
                *count = count.saturating_sub(1);
            }
        }
        if text.chars().count() == shown.len() {
            let same = shown.iter().zip(text.chars()).map(|(s, c)| Shown { c, ..*s });
            self.out.shown.extend(same);
            return;
        }
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
            // Nothing is shown: it stands where the pen is.
            let Some(before) = self.out.shown.last().copied() else { return };
            let (x, y) = (open.at.0 as f32, open.at.1 as f32);
            let one = Shown { x, y, dx: 0.0, dy: 0.0, mark: open.mark.max(before.mark), ..before };
            self.out.shown.extend(spread(one, &text));
            return;
        };
        let one = Shown { dx: last.x + last.dx - first.x, dy: last.y + last.dy - first.y, ..*first };
        self.out.shown.extend(spread(one, &text));
    }
}

/// A text over the place of one character, from the right where it is read from there.
pub fn spread(one: Shown, text: &str) -> impl Iterator<Item = Shown> {
    let count = text.chars().count().max(1) as f32;
    let from_right = text.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left);
    text.chars().enumerate().map(move |(k, c)| {
        let k = if from_right { count - 1.0 - k as f32 } else { k as f32 };
        let part = k / count;
        Shown {
            c,
            x: one.x + one.dx * part,
            y: one.y + one.dy * part,
            dx: one.dx / count,
            dy: one.dy / count,
            ..one
        }
    })
}
