//! The marks of runs put in their places: properties that docx-rs has no words for, rubies, links, revisions, formulas
//! and pictures.

use super::build::MARK;
use super::omml;
use super::plan::Plan;
use super::runs::{Marked, Whole};
use crate::ir::{MarkKind, Picture, uri};
use crate::pack::ooxml::{bookmark_name, formula_name};
use crate::profile::Profile;
use crate::text::written_from_right;
use crate::write::{Job, Marks};
use crate::xml::edit::{Child, Element};

/// What a part refers to: kind, target, and whether that is outside the package.
pub type Relation = (&'static str, String, bool);

const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";

/// What the marks of all parts share.
pub struct Shared<'p> {
    pub plan: &'p Plan,
    pub pictures: &'p [Picture],
    pub profile: &'p Profile,
    pub job: &'p Job,
    /// The language of the document.
    pub language: &'p str,
    /// The number of the last revision or picture, which files tell apart.
    pub last: u32,
}

/// The identifier of a relation of ours, by its place.
pub fn relation_id(k: usize) -> String {
    format!("rIdMark{}", k + 1)
}

/// A ruby in the making: its number, base and annotation.
type Ruby<'a> = (usize, Vec<Child<'a>>, Vec<Child<'a>>);

/// Puts the marks of a part, or of a piece of it, in their places; what it refers to goes to the relations of the part.
pub fn put_in_place(part: &mut Element, shared: &mut Shared, relations: &mut Vec<Relation>) {
    Part { shared, relations }.visit(part);
}

/// Declares the namespace of formulas, which any mark may be.
pub fn declare_formulas(root: &mut Element) {
    if root.attribute("xmlns:m").is_none() {
        root.set("xmlns:m", "http://schemas.openxmlformats.org/officeDocument/2006/math");
    }
}

struct Part<'s, 'p> {
    shared: &'s mut Shared<'p>,
    relations: &'s mut Vec<Relation>,
}

/// Takes the number of its marks off a run.
fn number(run: &mut Element) -> Option<usize> {
    if run.name != "w:r" {
        return None;
    }
    let properties = run.elements().find(|e| e.name == "w:rPr")?;
    let at =
        properties.children.iter().position(|c| matches!(c, Child::Element(e) if e.name == "w:highlight"))?;
    let Child::Element(e) = &properties.children[at] else { return None };
    let n = e.attribute("w:val")?.strip_prefix(MARK)?.parse().ok()?;
    properties.children.remove(at);
    Some(n)
}

impl Part<'_, '_> {
    fn visit<'a>(&mut self, e: &mut Element<'a>) {
        let mut ruby: Option<Ruby<'a>> = None;
        let mut out = Vec::with_capacity(e.children.len());
        for child in std::mem::take(&mut e.children) {
            let Child::Element(mut c) = child else {
                out.push(child);
                continue;
            };
            let marked = number(&mut c).and_then(|n| self.shared.plan.marks.get(n).cloned());
            let this = marked.as_ref().and_then(|m| m.ruby);
            if ruby.as_ref().map(|r| r.0) != this.map(|(n, _)| n) {
                out.extend(ruby.take().into_iter().flat_map(|r| self.ruby(r)));
            }
            let made = if let Some(m) = marked {
                self.marked(c, &m)
            } else {
                self.visit(&mut c);
                vec![Child::Element(c)]
            };
            match this {
                Some((n, annotation)) => {
                    let (_, base, text) = ruby.get_or_insert((n, vec![], vec![]));
                    (if annotation { text } else { base }).extend(made);
                }
                None => out.extend(made),
            }
        }
        out.extend(ruby.into_iter().flat_map(|r| self.ruby(r)));
        e.children = out;
    }

    fn marked<'a>(&mut self, mut run: Element<'a>, m: &Marked) -> Vec<Child<'a>> {
        match &m.whole {
            Some(Whole::Formula(formula, n)) => {
                let id = format!("{}", FORMULAS + n);
                let name = formula_name(*n);
                let start = Element::new("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
                let end = Element::new("w:bookmarkEnd", &[("w:id", &id)]);
                let formula = omml::formula(formula);
                return [start, formula, end].into_iter().map(Child::Element).collect();
            }
            Some(Whole::Picture(n)) => {
                if let Some(drawing) = self.picture(*n, &text_of(&run)) {
                    run.children.retain(|c| !matches!(c, Child::Element(e) if e.name == "w:t"));
                    run.add(drawing);
                }
            }
            None => {}
        }
        let revisions = self.shared.job.office.marks == Marks::Revisions;
        let mut around: Vec<Element<'a>> = vec![];
        for kind in &m.marks {
            match kind {
                MarkKind::Link { target } => {
                    self.relations.push((LINK, uri(target).unwrap_or_default(), true));
                    let id = relation_id(self.relations.len() - 1);
                    around.insert(0, Element::new("w:hyperlink", &[("r:id", &id), ("w:history", "1")]));
                }
                MarkKind::Citation { sibling: Some(sibling), .. } => {
                    self.relations.push((LINK, sibling.file("docx"), true));
                    let id = relation_id(self.relations.len() - 1);
                    let mut link = Element::new("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
                    if let Some(target) = &sibling.target {
                        link.set("w:anchor", &bookmark_name(&target.0));
                    }
                    around.insert(0, link);
                }
                MarkKind::Deleted if revisions => {
                    for e in run.elements().filter(|e| e.name == "w:t") {
                        e.name = "w:delText".into();
                    }
                    around.push(self.revision("w:del"));
                }
                MarkKind::Inserted if revisions => around.push(self.revision("w:ins")),
                MarkKind::Language { tag } => {
                    let language = run.child("w:rPr").child("w:lang");
                    let east = ["zh", "ja", "ko"].iter().any(|l| tag.starts_with(l));
                    language.set(if east { "w:eastAsia" } else { "w:val" }, tag);
                    if written_from_right(tag) {
                        language.set("w:bidi", tag);
                    }
                    if let Some((_, slot, face)) = FACES.iter().find(|(l, ..)| *l == tag || starts(tag, l)) {
                        let properties = run.child("w:rPr");
                        properties.child("w:rFonts").set(slot, face);
                        if *slot == "w:cs" {
                            properties.child(if written_from_right(tag) { "w:rtl" } else { "w:cs" });
                        }
                    }
                }
                kind => {
                    if let Some((name, value)) = kind.form().docx {
                        if name == "w:u" {
                            run.elements().filter(|e| e.name == "w:t").for_each(keep_blanks);
                        }
                        let property = run.child("w:rPr").child(name);
                        if !value.is_empty() {
                            property.set("w:val", value);
                        }
                    }
                }
            }
        }
        let inner = around.into_iter().rev().fold(run, |inner, mut outer| {
            outer.add(inner);
            outer
        });
        vec![Child::Element(inner)]
    }

    fn ruby<'a>(&self, ruby: Ruby<'a>) -> Vec<Child<'a>> {
        finished(ruby, self.shared.profile.body.size, self.shared.language)
    }

    fn revision(&mut self, name: &'static str) -> Element<'static> {
        self.shared.last += 1;
        let mut out = Element::new(name, &[("w:id", &self.shared.last.to_string()), ("w:author", "tiaowen")]);
        if let Some(date) = &self.shared.job.date {
            out.set("w:date", &format!("{date}T00:00:00Z"));
        }
        out
    }

    /// A picture in the line, no wider and higher than the type area (ECMA-376 part 1, 20.4.2.8); none for a kind that
    /// Word does not show.
    fn picture(&mut self, n: usize, alt: &str) -> Option<Element<'static>> {
        /// English metric units of a pixel at 96 to the inch, and of a point.
        const PIXEL: f32 = 9525.0;
        const POINT: f32 = 12700.0;
        let p = self.shared.pictures.get(n)?;
        let target = format!("media/{}", p.file);
        let known = self.relations.iter().position(|(kind, t, _)| *kind == IMAGE && *t == target);
        let relation = relation_id(known.unwrap_or_else(|| {
            self.relations.push((IMAGE, target, false));
            self.relations.len() - 1
        }));
        let (width, height) = (p.size.0 as f32 * PIXEL, p.size.1 as f32 * PIXEL);
        let (wide, high) = self.shared.profile.area();
        let room = (wide * POINT, 0.8 * high * POINT);
        let scale = (room.0 / width).min(room.1 / height).min(1.0);
        let (cx, cy) = (((width * scale) as u64).to_string(), ((height * scale) as u64).to_string());
        self.shared.last += 1;
        let id = self.shared.last.to_string();
        let name = p.file.as_str();
        let extent = [("cx", cx.as_str()), ("cy", cy.as_str())];

        let mut picture = Element::new(
            "pic:pic",
            &[("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture")],
        );
        let about = picture.child("pic:nvPicPr");
        about.add(Element::new("pic:cNvPr", &[("id", &id), ("name", name), ("descr", alt)]));
        about.child("pic:cNvPicPr");
        let fill = picture.child("pic:blipFill");
        fill.add(Element::new("a:blip", &[("r:embed", &relation)]));
        fill.child("a:stretch").child("a:fillRect");
        let shape = picture.child("pic:spPr");
        let frame = shape.child("a:xfrm");
        frame.add(Element::new("a:off", &[("x", "0"), ("y", "0")]));
        frame.add(Element::new("a:ext", &extent));
        let geometry = shape.child("a:prstGeom");
        geometry.set("prst", "rect");
        geometry.child("a:avLst");

        let mut graphic = Element::new(
            "a:graphic",
            &[("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")],
        );
        let data = graphic.child("a:graphicData");
        data.set("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture");
        data.add(picture);
        let mut inline =
            Element::new("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        inline.add(Element::new("wp:extent", &extent));
        inline.add(Element::new("wp:docPr", &[("id", &id), ("name", name), ("descr", alt)]));
        inline.child("wp:cNvGraphicFramePr");
        inline.add(graphic);
        let mut drawing = Element::new("w:drawing", &[]);
        drawing.add(inline);
        Some(drawing)
    }
}

/// Bookmarks of formulas are numbered from here: above those of everything else.
const FORMULAS: usize = 1 << 24;
/// The faces that come with Windows for languages in scripts of their own, and the slot of a run's properties in which
/// Word looks for them (ECMA-376, 17.3.2.26).
const FACES: &[(&str, &str, &str)] = &[
    ("ug", "w:cs", "Microsoft Uighur"),
    ("kk-Arab", "w:cs", "Microsoft Uighur"),
    ("ky-Arab", "w:cs", "Microsoft Uighur"),
    ("bo", "w:cs", "Microsoft Himalaya"),
    ("mn-Mong", "w:cs", "Mongolian Baiti"),
    ("ii", "w:eastAsia", "Microsoft Yi Baiti"),
    ("ar", "w:cs", "Traditional Arabic"),
    ("fa", "w:cs", "Arial"),
    ("ur", "w:cs", "Arial"),
    ("he", "w:cs", "David"),
    ("yi", "w:cs", "David"),
    ("th", "w:cs", "Angsana New"),
    ("lo", "w:cs", "DokChampa"),
    ("km", "w:cs", "DaunPenh"),
    ("my", "w:cs", "Myanmar Text"),
    ("hi", "w:cs", "Mangal"),
];

/// Whether a tag is that of a language, with a region or not.
fn starts(tag: &str, language: &str) -> bool {
    tag.strip_prefix(language).is_some_and(|rest| rest.starts_with('-'))
}

/// Blanks to fill in may go on in the next line: LibreOffice draws no line under spaces that hang behind the end of one,
/// and none hangs where a space without width follows. A proof knows it for white space.
fn keep_blanks(text: &mut Element) {
    const MAY_END: char = '\u{200b}';
    let blank = |c: Option<char>| matches!(c, Some(' ' | '\u{3000}'));
    for c in &mut text.children {
        let Child::Text(said) = c else { continue };
        let chars: Vec<char> = said.chars().collect();
        let mut out = String::with_capacity(said.len());
        for (k, c) in chars.iter().enumerate() {
            out.push(*c);
            let next = chars.get(k + 1).copied();
            let before = k.checked_sub(1).map(|k| chars[k]);
            // One between words is none.
            let wide = *c == '\u{3000}' || blank(before) || blank(next) || chars.len() == 1;
            if blank(Some(*c)) && wide && next != Some(MAY_END) {
                out.push(MAY_END);
            }
        }
        *said = out.into();
    }
}

/// The text of a run, as it was before it was escaped.
fn text_of(run: &Element) -> String {
    let texts = run.children.iter().filter_map(|c| match c {
        Child::Element(e) if e.name == "w:t" => Some(&e.children),
        _ => None,
    });
    let escaped: String = texts
        .flatten()
        .filter_map(|c| if let Child::Text(t) = c { Some(t.as_ref()) } else { None })
        .collect();
    quick_xml::escape::unescape(&escaped).map_or_else(|_| escaped.clone(), std::borrow::Cow::into_owned)
}

/// A run with base and annotation (ECMA-376 part 1, 17.3.3.25); the base alone where there is no annotation.
fn finished<'a>((_, base, text): Ruby<'a>, size: f32, language: &str) -> Vec<Child<'a>> {
    if text.is_empty() {
        return base;
    }
    let mut run = Element::new("w:r", &[]);
    let ruby = run.child("w:ruby");
    let properties = ruby.child("w:rubyPr");
    let half = |points: f32| ((points * 2.0).round() as u32).to_string();
    for (name, value) in [
        ("w:rubyAlign", "distributeSpace".to_owned()),
        ("w:hps", half(size / 2.0)),
        ("w:hpsRaise", half(size * 0.9)),
        ("w:hpsBaseText", half(size)),
        ("w:lid", language.to_owned()),
    ] {
        properties.add(Element::new(name, &[("w:val", &value)]));
    }
    ruby.child("w:rt").children = text;
    ruby.child("w:rubyBase").children = base;
    vec![Child::Element(run)]
}
