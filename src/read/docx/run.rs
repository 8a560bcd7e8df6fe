//! What stands inside of paragraphs: runs, links, fields, symbols, ruby, pictures.

use super::equation::{Drawn, drawn};
use super::fields::{Code, code};
use super::inline::{Change, Look};
use super::package::{attr, local};
use super::properties::{RunLook, Vertical, foreign};
use super::symbols;
use super::walk::{Around, Walk, alternative};
use crate::read::Revisions;
use crate::text::chars::is_space;
use crate::xml::Element;

impl<'a> Walk<'a> {
    /// Reads an element inside of a paragraph.
    pub fn inline(&mut self, e: Element<'a>, around: Around) {
        match e.name() {
            "r" => self.run(e, around),
            "hyperlink" => {
                let target = attr(e, "id").and_then(|id| self.relations.get(id)).filter(|r| r.external);
                let target = target.map(|r| r.target.clone());
                let link = target.map_or(0, |t| self.link(&t)).max(around.link);
                self.inlines(e, Around { link, ..around });
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                let around = self.changed(e, around);
                self.inlines(e, around);
            }
            "fldSimple" => {
                let instruction = attr(e, "instr").unwrap_or("");
                match code(instruction) {
                    Code::Page if self.ours => {}
                    Code::Equation => {
                        let drawn = drawn(instruction).unwrap_or_default();
                        let style = self.run_style;
                        let look = RunLook::shown(
                            &self.styles.run,
                            &style,
                            &RunLook::default(),
                            &RunLook::default(),
                        );
                        self.drawn(&drawn, &look, around);
                    }
                    Code::Link(target) => {
                        let link = self.link(target).max(around.link);
                        self.inlines(e, Around { link, ..around });
                    }
                    _ => self.inlines(e, around),
                }
            }
            "oMath" | "oMathPara" => self.math(e, around),
            "bookmarkStart" => self.places.extend(attr(e, "name")),
            "AlternateContent" => {
                if let Some(chosen) = alternative(e) {
                    self.inlines(chosen, around);
                }
            }
            "sdt" => self.control(e, around, Self::inlines),
            "p" | "tbl" => self.boxes.push(e),
            name if name.ends_with("Pr") => {}
            _ => self.inlines(e, around),
        }
    }

    fn inlines(&mut self, parent: Element<'a>, around: Around) {
        for e in parent.elements() {
            self.inline(e, around);
        }
    }

    /// The number of an address; 0 for one that is no link out of the document.
    fn link(&mut self, target: &str) -> u16 {
        self.named.link(target)
    }

    fn run(&mut self, e: Element<'a>, around: Around) {
        let rpr = e.child("rPr");
        let before = rpr.and_then(|r| r.child("rPrChange")).and_then(|c| c.child("rPr"));
        let rpr = before.filter(|_| self.options.revisions == Revisions::Reject).or(rpr);
        let own = rpr.map(|r| RunLook::read(r, &mut self.named.languages)).unwrap_or_default();
        let named = rpr.and_then(|r| r.child("rStyle")).and_then(|s| attr(s, "val"));
        let named = named.and_then(|id| self.styles.character(id)).map(|s| s.run).unwrap_or_default();
        let look = RunLook::shown(&self.styles.run, &self.run_style, &named, &own);
        if self.visible(&look, around)
            && (self.signed_reference(e, &look, around) || self.typed_sign(e, &look, around))
        {
            return;
        }
        for child in e.elements() {
            self.piece(child, &look, around);
        }
    }

    fn piece(&mut self, e: Element<'a>, look: &RunLook, around: Around) {
        match e.name() {
            "t" | "delText" => {
                let text = e.text();
                let kept = e.attributes().any(|(n, v)| n == "xml:space" && v == "preserve");
                let text = if kept { text.as_str() } else { text.trim_matches([' ', '\t', '\n', '\r']) };
                if text.contains(['\n', '\t', '\r', '\u{c}']) {
                    self.text(&text.replace(['\n', '\t', '\r', '\u{c}'], " "), look, around);
                } else {
                    self.text(text, look, around);
                }
            }
            "tab" | "ptab" => self.text("\t", look, around),
            // A long title of ours is broken so.
            "br" if self.ours && attr(e, "type") == Some("textWrapping") => {}
            "br" => {
                let page = matches!(attr(e, "type"), Some("page" | "column"));
                self.text(if page { "\u{c}" } else { "\n" }, look, around);
            }
            "cr" => self.text("\n", look, around),
            "noBreakHyphen" => self.text("\u{2011}", look, around),
            "softHyphen" => self.text("\u{ad}", look, around),
            "sym" => {
                let code =
                    attr(e, "char").and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32);
                if let Some(c) = code {
                    let c = symbols::shown(attr(e, "font").unwrap_or(""), c);
                    self.text(c.encode_utf8(&mut [0; 4]), look, around);
                }
            }
            "fldChar" => match attr(e, "fldCharType") {
                Some("begin") => self.fields.begin(),
                Some("separate") => {
                    let mut fields = std::mem::take(&mut self.fields);
                    fields.separate(self.ours, |target| self.link(target));
                    self.fields = fields;
                }
                Some("end") => {
                    let drawn = self.fields.end();
                    self.drawn(&drawn, look, around);
                }
                _ => {}
            },
            "instrText" | "delInstrText" => self.fields.code(&e.text()),
            "footnoteReference" | "endnoteReference" if self.visible(look, around) => {
                self.note_reference(e, look, around);
            }
            "footnoteRef" | "endnoteRef" => self.note_sign(look, around),
            "commentReference" => self.comment_reference(e, look, around),
            "ruby" => {
                self.rubies += 1;
                let around = Around { ruby: self.rubies, ..around };
                if let Some(base) = e.child("rubyBase") {
                    self.inlines(base, around);
                }
                if let Some(text) = e.child("rt") {
                    self.inlines(text, Around { ruby_text: true, ..around });
                }
            }
            "drawing" | "pict" | "object" => self.graphics(e, look, around),
            "AlternateContent" => {
                for child in alternative(e).into_iter().flat_map(Element::elements) {
                    self.piece(child, look, around);
                }
            }
            _ => {}
        }
    }

    /// Adds what an equation draws.
    fn drawn(&mut self, drawn: &[Drawn], look: &RunLook, around: Around) {
        for piece in drawn {
            let raised = (piece.vertical != Vertical::Line).then_some(piece.vertical);
            let look = RunLook { vertical: raised.or(look.vertical), ..*look };
            if piece.reading.is_empty() {
                self.text(&piece.text, &look, around);
            } else {
                self.rubies += 1;
                let around = Around { ruby: self.rubies, ..around };
                self.text(&piece.text, &look, around);
                self.text(&piece.reading, &look, Around { ruby_text: true, ..around });
            }
        }
    }

    /// Whether text of a look is shown.
    fn visible(&self, look: &RunLook, around: Around) -> bool {
        self.fields.show() && self.shows(around.change) && look.vanish != Some(true)
    }

    /// Adds text where it is shown.
    pub fn text(&mut self, text: &str, look: &RunLook, around: Around) {
        if !self.shows(around.change) {
            return;
        }
        if !self.fields.show() {
            // What a code is written with beside its own words.
            self.fields.code(text);
            return;
        }
        if look.vanish == Some(true) {
            self.account.hidden += text.chars().filter(|c| !is_space(*c)).count();
            return;
        }
        if self.now.size == 0 {
            self.now.size = look.size.unwrap_or(0);
        }
        let shown = self.look(text, look, around);
        self.now.push(text, shown);
    }

    /// What marks need to know of a run.
    pub fn look(&mut self, text: &str, look: &RunLook, around: Around) -> Look {
        let marked = self.options.revisions == Revisions::Mark;
        let link = self.fields.link().max(around.link);
        // Rubies are small or high by what they are, and links are underlined.
        let plain = around.ruby > 0;
        Look {
            change: if marked { around.change } else { Change::None },
            link,
            language: foreign(&self.named.languages, self.styles.run.language, look.language, text),
            ruby: around.ruby,
            ruby_text: around.ruby_text,
            bold: look.bold == Some(true),
            hei: look.hei == Some(true),
            underline: look.underline == Some(true) && link == 0,
            dots: look.dots == Some(true),
            vertical: if plain { Vertical::Line } else { look.vertical.unwrap_or_default() },
            ..Look::default()
        }
    }

    /// Reads a drawing: boxes of text are read behind the paragraph, a picture is shown by what stands for it.
    fn graphics(&mut self, e: Element<'a>, look: &RunLook, around: Around) {
        if !self.visible(look, around) {
            return;
        }
        let mut found = Graphics::default();
        self.look_into(e, &mut found);
        if !found.picture {
            return;
        }
        let data = found.part.and_then(|part| self.pictures.take(&part));
        let Some((words, image)) = self.named.image(&found.words, data) else {
            self.account.pictures += 1;
            return;
        };
        let shown = Look { image, ..self.look("", look, around) };
        self.now.push(&words, shown);
    }

    fn look_into(&mut self, e: Element<'a>, found: &mut Graphics) {
        for c in e.elements() {
            match local(c.name()) {
                "AlternateContent" => {
                    if let Some(chosen) = alternative(c) {
                        self.look_into(chosen, found);
                    }
                }
                "txbxContent" => self.boxes.push(c),
                "docPr" | "shape" => {
                    let words = attr(c, "descr").or_else(|| attr(c, "alt")).filter(|w| stands_for(w));
                    if let Some(words) = words {
                        words.clone_into(&mut found.words);
                    }
                    self.look_into(c, found);
                }
                "blip" | "imagedata" => {
                    found.picture = true;
                    let id = attr(c, "embed").or_else(|| attr(c, "id"));
                    let relation = id.and_then(|id| self.relations.get(id)).filter(|r| !r.external);
                    found.part = relation.map(|r| r.target.clone());
                }
                "chart" => *self.account.embedded.entry("chart").or_default() += 1,
                "relIds" => *self.account.embedded.entry("diagram").or_default() += 1,
                "OLEObject" => *self.account.embedded.entry("OLE").or_default() += 1,
                _ => self.look_into(c, found),
            }
        }
    }
}

/// Whether words stand for a picture: the name of its file, which programs put there, does not.
pub fn stands_for(words: &str) -> bool {
    const ENDS: &[&str] =
        &[".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".webp"];
    let lower = words.trim().to_lowercase();
    !lower.is_empty() && !ENDS.iter().any(|end| lower.ends_with(end))
}

/// What a drawing holds.
#[derive(Default)]
struct Graphics {
    picture: bool,
    words: String,
    part: Option<String>,
}
