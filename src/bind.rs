//! Several documents as one volume (法规汇编): each a provision that holds its front, body and back, with identifiers of
//! its own.

use crate::ir::{
    Block, Card, Document, Id, Mark, MarkKind, Media, Meta, Provision, Rule, Shelf, Spanned, Text, VERSION,
    change_marks, source_text,
};
use crate::number::Level;
use crate::text::hash::sha256;
use crate::text::{Provenance, Span};

/// Binds documents in their order.
///
/// Identifiers get the number of the document before them, `d2.art-5`, and so do the targets of references. The text of
/// the volume is the texts of the documents one after the other, and places in it count on from document to document.
pub fn bind(docs: Vec<Document>, title: &str) -> Document {
    let language = docs.first().map_or_else(|| "zh-Hans-CN".to_owned(), |d| d.meta.language.clone());
    let (mut body, mut media) = (vec![], vec![]);
    let mut tail = String::new();
    let mut at = 0u32;
    let shelf = Shelf::new(docs.iter().map(|doc| Some(Card::of(doc))).collect());
    for (k, doc) in docs.into_iter().enumerate() {
        let len = source_text(&doc).len() as u32;
        let shift = Shift { by: at, prefix: format!("d{}.", k + 1) };
        let mut p = Provision::new(Level::Document, std::mem::take(&mut tail), Span::default());
        p.id = Id(format!("d{}", k + 1));
        // Pictures of two documents may have one name.
        media.extend(
            doc.media.into_iter().map(|m| Media { name: format!("{}{}", shift.prefix, m.name), ..m }),
        );
        p.blocks = doc.front;
        p.blocks.extend(doc.body);
        p.blocks.extend(doc.back);
        shift.blocks(&mut p.blocks);
        link(&mut p.blocks, k, &shelf);
        p.span = Span { start: at, end: at + len };
        tail = doc.tail;
        at += len;
        body.push(Block::Provision(p));
    }
    let mut out = Document {
        version: VERSION,
        meta: Meta {
            title: Some(Spanned { text: title.to_owned(), ..Spanned::default() }),
            language,
            ..Meta::default()
        },
        body,
        media,
        tail,
        ..Document::default()
    };
    let text = source_text(&out);
    let hash = sha256(text.as_bytes());
    out.provenance = Provenance {
        bytes: text.len() as u64,
        sha256: hash.clone(),
        encoding: "UTF-8".into(),
        characters: text.chars().count() as u64,
        sha256_text: hash,
        ..Provenance::default()
    };
    out
}

/// What one document cites of another becomes a reference; what it cites of one with its own title is an earlier act.
fn link(blocks: &mut [Block], own: usize, shelf: &Shelf) {
    change_marks(blocks, &mut |kind| {
        let MarkKind::Citation { title, pinpoint, sibling, .. } = kind else { return };
        // Where it stood in another run is nothing here.
        *sibling = None;
        let found = shelf.find(title, pinpoint.as_deref());
        let Some((k, place)) = found.filter(|(k, _)| *k != own) else { return };
        let place = place.map_or_else(String::new, |id| format!(".{id}"));
        let target = Id(format!("d{}{place}", k + 1));
        *kind = MarkKind::Reference { target, more: vec![], rule: Some(Rule::Bound) };
    });
}

struct Shift {
    by: u32,
    prefix: String,
}

impl Shift {
    fn span(&self, span: &mut Span) {
        span.start += self.by;
        span.end += self.by;
    }

    fn id(&self, id: &mut Id) {
        id.0.insert_str(0, &self.prefix);
    }

    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => self.provision(p),
            }
        }
    }

    fn text(&self, t: &mut Text) {
        self.span(&mut t.span);
        if let Some(id) = &mut t.id {
            self.id(id);
        }
        self.marks(&mut t.marks);
    }

    fn marks(&self, marks: &mut [Mark]) {
        for m in marks {
            match &mut m.kind {
                MarkKind::Reference { target, more, .. } => {
                    self.id(target);
                    for id in more {
                        self.id(id);
                    }
                }
                MarkKind::NoteReference { target } => self.id(target),
                MarkKind::TermUse { term } => self.id(term),
                MarkKind::Image { media: Some(name) } => name.insert_str(0, &self.prefix),
                _ => {}
            }
        }
    }

    fn provision(&self, p: &mut Provision) {
        self.span(&mut p.span);
        self.id(&mut p.id);
        if let Some(label) = &mut p.label {
            self.span(&mut label.span);
            self.marks(&mut label.marks);
        }
        if let Some(heading) = &mut p.heading {
            self.span(&mut heading.span);
            self.marks(&mut heading.marks);
        }
        self.blocks(&mut p.blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::reader_named;
    use crate::ir::{Event, Given, events, validate};
    use crate::read::Input;

    #[test]
    fn a_volume_is_sound_and_holds_every_text() {
        let texts = [
            "甲办法\n第一条　甲。\n第二条　适用第一条的规定。〔1〕\n〔1〕见乙。\n",
            "乙办法\n（2020年1月1日通过）\n第一章　总则\n第一条　乙，依照《甲办法》第二条、第九条和《丙办法》。\n",
        ];
        let reader = reader_named("text").expect("a reader");
        let read = |t: &&str| {
            let input = Input::new(t.as_bytes(), "a.txt");
            crate::document(&input, reader, &Given::default()).expect("a document").0
        };
        let volume = bind(texts.iter().map(read).collect(), "汇编");
        assert_eq!(source_text(&volume), texts.concat());
        assert_eq!(validate(&volume, Some(&texts.concat())), []);
        let (mut targets, mut ids) = (vec![], vec![]);
        events(&volume, |e| match e {
            Event::Text(t) => {
                ids.extend(t.id.iter().map(|i| i.0.clone()));
                targets.extend(t.marks.iter().filter_map(|m| match &m.kind {
                    MarkKind::Reference { target, .. } | MarkKind::NoteReference { target } => {
                        Some(target.0.clone())
                    }
                    _ => None,
                }));
            }
            Event::Enter(p) => ids.push(p.id.0.clone()),
            Event::Leave(_) => {}
        });
        assert!(targets.contains(&"d1.art-1".into()), "{targets:?}");
        // What one document cites of another leads there; a provision that is not there, to the document.
        assert!(targets.contains(&"d1.art-2".into()) && targets.contains(&"d1".into()), "{targets:?}");
        assert!(targets.iter().all(|t| ids.contains(t)), "{targets:?} {ids:?}");
        assert_eq!(bind(vec![], "空").body, vec![]);
    }

    #[test]
    fn pictures_of_two_documents_keep_apart() {
        let media = Media { name: "a.png".into(), mime: "image/png".into(), data: String::new() };
        let kind = MarkKind::Image { media: Some("a.png".into()) };
        let marks = vec![Mark { start: 0, end: 3, kind }];
        let text = Text { text: "图".into(), marks, span: Span::new(0, 3), ..Text::default() };
        let doc = Document { body: vec![Block::Text(text)], media: vec![media], ..Document::default() };
        let volume = bind(vec![doc.clone(), doc], "汇编");
        let names: Vec<&str> = volume.media.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["d1.a.png", "d2.a.png"]);
        let mut shown = vec![];
        events(&volume, |e| {
            if let Event::Text(t) = e {
                shown.extend(t.marks.iter().filter_map(|m| match &m.kind {
                    MarkKind::Image { media } => media.clone(),
                    _ => None,
                }));
            }
        });
        assert_eq!(shown, names);
    }
}
