//! Links: annotations that lie over text and lead to addresses outside (ISO 32000-1, 12.5.6.5). Links inside the file are what
//! references say again.

use super::account::Account;
use super::interpret::Content;
use super::page::Page;
use crate::ir::{Mark, MarkKind, uri};
use crate::pack::pdf::{Document, as_dictionary, dictionary_in, entry, numbers, text_string};

/// Annotations of a page that are looked at.
const MOST: usize = 1000;

/// The addresses of a file, by number from 1.
#[derive(Debug, Default)]
pub struct Links {
    targets: Vec<String>,
}

impl Links {
    /// Tells the characters of a page which link lies over them.
    pub fn find(&mut self, doc: &Document, page: &Page, content: &mut Content, account: &mut Account) {
        let list = entry(doc, page.dict, b"Annots").and_then(|a| a.as_array().ok());
        for annotation in list.into_iter().flatten().take(MOST) {
            let Some(said) = doc.dereference(annotation).ok().and_then(|(_, o)| as_dictionary(o)) else {
                continue;
            };
            let address =
                dictionary_in(doc, said, b"A").and_then(|act| entry(doc, act, b"URI")?.as_str().ok());
            let (Some(address), Some(area)) = (address.map(text_string), entry(doc, said, b"Rect")) else {
                continue;
            };
            let Some(target) = uri(&address) else {
                account.dead_links += 1;
                account.dead_link.get_or_insert(address);
                continue;
            };
            let [x0, y0, x1, y1] = numbers(doc, area)[..] else { continue };
            let known = self.targets.iter().rposition(|t| *t == target);
            let number = known.unwrap_or(self.targets.len()) + 1;
            if known.is_none() {
                self.targets.push(target);
            }
            let Ok(number) = u16::try_from(number) else { return };
            let m = page.matrix();
            let at =
                |x: f64, y: f64| ((m[0] * x + m[2] * y + m[4]) as f32, (m[1] * x + m[3] * y + m[5]) as f32);
            let (from, to) = (at(x0, y0), at(x1, y1));
            let over = |at: f32, (a, b): (f32, f32)| a.min(b) <= at && at <= a.max(b);
            for s in &mut content.shown {
                let (x, y) = (s.x + s.dx / 2.0, s.y + s.dy / 2.0 - 0.3 * s.size);
                if over(x, (from.0, to.0)) && over(y, (from.1, to.1)) {
                    s.link = number;
                }
            }
        }
    }

    /// Puts addresses in the place of their numbers.
    pub fn resolve(&self, marks: &mut [Mark]) {
        for m in marks {
            if let MarkKind::Link { target } = &mut m.kind
                && let Some(address) = target.parse::<usize>().ok().and_then(|n| self.targets.get(n - 1))
            {
                address.clone_into(target);
            }
        }
    }
}

/// The mark of a character under a link, with the link's number for its address.
pub fn mark(link: u16) -> Option<MarkKind> {
    (link > 0).then(|| MarkKind::Link { target: link.to_string() })
}
