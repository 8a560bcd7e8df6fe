//! What stands beside the text of our files, because the text is the source's: formulas in the header, pictures in
//! `facsimile`.

use crate::ir::{MarkKind, Media};
use crate::xml::Element;
use std::collections::HashMap;

/// Formulas and pictures by their identifiers.
#[derive(Default)]
pub struct Beside {
    formulas: HashMap<String, String>,
    media: Vec<(String, Media)>,
}

/// Reads what stands beside the text; a formula is taken from the file as it is.
pub fn read(root: Element, file: &str) -> Beside {
    let mut out = Beside::default();
    let value = |e: Element, name| e.attribute(name).unwrap_or("").to_owned();
    for e in root.child("teiHeader").into_iter().flat_map(Element::elements) {
        if e.name() == "xenoData"
            && let Some(formula) = e.elements().next()
            && let Some(rest) = file.get(formula.at()..)
            && let Some(end) = rest.find("</xenoData")
        {
            out.formulas.insert(value(e, "xml:id"), rest[..end].trim_end().to_owned());
        }
    }
    for e in root.child("facsimile").into_iter().flat_map(Element::elements) {
        let media = Media { name: value(e, "n"), mime: value(e, "mimeType"), data: e.text() };
        out.media.push((value(e, "xml:id"), media));
    }
    out
}

impl Beside {
    /// The pictures.
    pub fn media(&self) -> Vec<Media> {
        self.media.iter().map(|(_, m)| m.clone()).collect()
    }

    /// Gives a mark what it only names.
    pub fn put_in_place(&self, kind: &mut MarkKind) {
        match kind {
            MarkKind::Math { mathml } => {
                let named = mathml.strip_prefix('#').and_then(|id| self.formulas.get(id));
                *mathml = named.cloned().unwrap_or_default();
            }
            MarkKind::Image { media } => {
                let id = media.take();
                let id = id.as_deref().and_then(|m| m.strip_prefix('#'));
                let found = self.media.iter().find(|(i, _)| Some(i.as_str()) == id);
                *media = found.map(|(_, m)| m.name.clone());
            }
            _ => {}
        }
    }
}
