//! Footnotes, endnotes and comments: the signs that lead to them, and their texts as lines.

use super::inline::Look;
use super::numbering::formatted;
use super::package::{attr, val};
use super::properties::{RunLook, Vertical};
use super::styles::Styles;
use super::walk::{Around, Walk};
use crate::pack::ooxml::note_place;
use crate::text::{Hints, Style};
use crate::xml::Element;
use std::collections::{HashMap, HashSet, VecDeque};

/// A kind of note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Foot,
    End,
    Comment,
}

/// How notes of a kind are numbered.
#[derive(Clone, Debug)]
struct Count {
    format: String,
    next: u32,
    start: u32,
    each_section: bool,
}

/// The notes of a file.
#[derive(Debug)]
pub struct Notes<'a> {
    texts: HashMap<(Kind, &'a str), Element<'a>>,
    counts: [Count; 2],
    /// Notes that signs lead to and that are not read yet, in order; endnotes, which wait longer, apart.
    waiting: VecDeque<(Kind, &'a str, String)>,
    ends: VecDeque<(Kind, &'a str, String)>,
    seen: HashSet<(Kind, &'a str)>,
    /// The bookmark that every note has, where one does: a file of ours shows with another where the note belongs.
    bookmarks: HashMap<String, &'a str>,
    /// The sign of the note that is being read, and whether it stands already.
    now: Option<(String, bool)>,
    comments: u32,
    /// Signs that were typed, in front of notes that were typed and in the text: the file's own counting has no part in it.
    typed: HashSet<String>,
}

impl<'a> Notes<'a> {
    /// The notes of the parts of footnotes, endnotes and comments.
    pub fn read(parts: [Option<Element<'a>>; 3], settings: Option<Element>) -> Self {
        let count =
            |format: &str| Count { format: format.to_owned(), next: 1, start: 1, each_section: false };
        let mut out = Self {
            texts: HashMap::new(),
            counts: [count("decimal"), count("lowerRoman")],
            waiting: VecDeque::new(),
            ends: VecDeque::new(),
            seen: HashSet::new(),
            bookmarks: HashMap::new(),
            now: None,
            comments: 0,
            typed: HashSet::new(),
        };
        for (part, kind) in parts.into_iter().zip([Kind::Foot, Kind::End, Kind::Comment]) {
            for e in part.into_iter().flat_map(Element::elements) {
                // Lines that separate notes from the text are no notes.
                let separates = attr(e, "type").is_some_and(|t| t != "normal");
                if let Some(id) = attr(e, "id").filter(|_| !separates) {
                    out.texts.insert((kind, id), e);
                    if kind == Kind::Foot
                        && let Some(name) = e.find("bookmarkStart").and_then(|b| attr(b, "name"))
                    {
                        out.bookmarks.insert(note_place(name), id);
                    }
                }
            }
        }
        if let Some(settings) = settings {
            out.numbered(settings);
        }
        for count in &mut out.counts {
            count.next = count.start;
        }
        out
    }

    /// What settings or a section say of the numbers of notes.
    fn numbered(&mut self, e: Element) {
        for (count, name) in self.counts.iter_mut().zip(["footnotePr", "endnotePr"]) {
            let Some(properties) = e.child(name) else { continue };
            if let Some(format) = val(properties, "numFmt") {
                format.clone_into(&mut count.format);
            }
            if let Some(start) = val(properties, "numStart").and_then(|v| v.parse().ok()) {
                count.start = start;
            }
            count.each_section = val(properties, "numRestart") == Some("eachSect");
        }
    }

    /// Finds signs that were typed: raised at the start of a paragraph in a style for notes, and raised in the text.
    pub fn find_typed(&mut self, root: Element, styles: &Styles) {
        let is_note = |p: &Element| {
            let style = p.child("pPr").and_then(|p| val(p, "pStyle"));
            style.and_then(|id| styles.character(id)).is_some_and(|s| s.said == Style::Note)
        };
        let notes: Vec<Element> = root.named("p").filter(is_note).collect();
        let first = notes.iter().filter_map(|p| p.elements().find(|e| e.name() == "r"));
        let signs: HashSet<String> = first.filter(|r| is_raised(*r, styles)).filter_map(typed_sign).collect();
        if signs.is_empty() {
            return;
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for sign in root.named("r").filter(|r| is_raised(*r, styles)).filter_map(typed_sign) {
            *counts.entry(sign).or_default() += 1;
        }
        self.typed = signs.into_iter().filter(|s| counts.get(s).is_some_and(|n| *n > 1)).collect();
    }

    /// A section ends.
    pub fn section(&mut self, e: Element) {
        self.numbered(e);
        for count in self.counts.iter_mut().filter(|c| c.each_section) {
            count.next = count.start;
        }
    }
}

fn is_raised(run: Element, styles: &Styles) -> bool {
    let Some(rpr) = run.child("rPr") else { return false };
    if let Some(said) = val(rpr, "vertAlign") {
        return said == "superscript";
    }
    let style = val(rpr, "rStyle").and_then(|id| styles.character(id));
    style.is_some_and(|s| s.run.vertical == Some(Vertical::Super))
}

/// Bytes of a sign at most.
const LONGEST_SIGN: usize = 24;

/// Whether the sign that leads to a note is written out.
fn is_signed(reference: Element) -> bool {
    attr(reference, "customMarkFollows").is_some_and(|v| v != "0" && v != "false")
}

/// A sign without its brackets.
fn bare(sign: &str) -> &str {
    sign.trim_matches(['〔', '〕', '[', ']', '［', '］', '^'])
}

/// The text of a run, where it can be the sign of a note.
fn typed_sign(run: Element) -> Option<String> {
    let text = run.text();
    let text = text.trim();
    let sound = !text.is_empty() && text.len() <= LONGEST_SIGN && text.chars().all(char::is_alphanumeric);
    sound.then(|| text.to_owned())
}

impl<'a> Walk<'a> {
    /// The sign of a footnote or endnote.
    pub fn note_reference(&mut self, e: Element<'a>, look: &RunLook, around: Around) {
        let foot = e.name() == "footnoteReference";
        let kind = if foot { Kind::Foot } else { Kind::End };
        let Some(id) = attr(e, "id") else { return };
        // A sign that was typed stands in the text.
        if is_signed(e) {
            self.wait(kind, id, String::new());
            return;
        }
        let count = &mut self.notes.counts[usize::from(!foot)];
        let sign = formatted(&count.format, None, count.next, "");
        count.next = count.next.saturating_add(1);
        let bracketed = self.sign(&sign, look, around);
        self.wait(kind, id, bracketed);
    }

    /// Adds a sign, in brackets that are not read where none stand there; gives it with its brackets.
    fn sign(&mut self, sign: &str, look: &RunLook, around: Around) -> String {
        let plain = RunLook { vertical: Some(Vertical::Line), underline: None, ..*look };
        let look = self.look("", &plain, around);
        self.now.sign(sign, look)
    }

    /// Reads a run that leads to a note with a sign that was written out; whether it does.
    pub fn signed_reference(&mut self, run: Element<'a>, look: &RunLook, around: Around) -> bool {
        let named = |name: &str| run.elements().find(|e| e.name() == name && is_signed(*e));
        let foot = named("footnoteReference").map(|e| (Kind::Foot, e));
        let Some((kind, e)) = foot.or_else(|| named("endnoteReference").map(|e| (Kind::End, e))) else {
            return false;
        };
        let text = run.text();
        let sign = text.trim();
        let Some(id) = attr(e, "id") else { return false };
        if sign.is_empty() || sign.len() > LONGEST_SIGN || sign.contains(char::is_whitespace) {
            return false;
        }
        let bracketed = self.sign(sign, look, around);
        self.wait(kind, id, bracketed);
        true
    }

    /// Reads a run that is a typed sign; whether it is one.
    pub fn typed_sign(&mut self, run: Element<'a>, look: &RunLook, around: Around) -> bool {
        if let Some((sign, false)) = &self.notes.now
            && run.text().trim() == bare(sign)
        {
            self.note_sign(look, around);
            return true;
        }
        if self.notes.typed.is_empty() || look.vertical != Some(Vertical::Super) {
            return false;
        }
        let Some(sign) = typed_sign(run).filter(|s| self.notes.typed.contains(s)) else { return false };
        self.sign(&sign, look, around);
        true
    }

    fn wait(&mut self, kind: Kind, id: &'a str, sign: String) {
        if self.notes.texts.contains_key(&(kind, id)) && self.notes.seen.insert((kind, id)) {
            let notes = &mut self.notes;
            let queue = if kind == Kind::End { &mut notes.ends } else { &mut notes.waiting };
            queue.push_back((kind, id, sign));
        }
    }

    /// The sign at the start of a note.
    pub fn note_sign(&mut self, look: &RunLook, around: Around) {
        let Some((sign, stands)) = self.notes.now.take() else { return };
        if !stands {
            self.sign(bare(&sign), look, around);
        }
        self.notes.now = Some((sign, true));
    }

    /// The place of a comment: kept as a note, or left out.
    pub fn comment_reference(&mut self, e: Element<'a>, look: &RunLook, around: Around) {
        let Some(id) = attr(e, "id").filter(|id| self.notes.texts.contains_key(&(Kind::Comment, *id))) else {
            return;
        };
        if !self.options.keep_comments {
            self.account.comments += 1;
            return;
        }
        self.notes.comments += 1;
        let sign = format!("[^批注{}]", self.notes.comments);
        let shown = self.look("", look, around);
        self.now.push(&sign, shown);
        self.wait(Kind::Comment, id, sign);
    }

    /// Reads the notes whose places stand in the paragraph or table that was read last: a file of ours marks them with
    /// bookmarks, and in others they are the places of the signs.
    pub fn notes_here(&mut self) {
        if self.tables > 0 || self.carried.is_some() {
            return;
        }
        for place in std::mem::take(&mut self.places) {
            let Some(id) = self.notes.bookmarks.get(place).copied() else { continue };
            self.notes_of(|kind, n| kind == Kind::Foot && n == id);
        }
        if !self.ours {
            self.notes_of(|_, _| true);
        }
    }

    /// Reads waiting notes, endnotes aside; a note may lead to further ones.
    fn notes_of(&mut self, wanted: impl Fn(Kind, &str) -> bool) {
        while let Some(at) = self.notes.waiting.iter().position(|(kind, n, _)| wanted(*kind, n)) {
            if let Some((kind, id, sign)) = self.notes.waiting.remove(at) {
                self.note(kind, id, sign);
            }
        }
    }

    /// Reads all notes that are left: endnotes stand at the end.
    pub fn notes_at_end(&mut self) {
        self.notes_of(|kind, _| kind == Kind::Foot);
        while let Some((kind, id, sign)) = self.notes.ends.pop_front() {
            self.note(kind, id, sign);
        }
        self.notes_of(|_, _| true);
    }

    /// Reads a note as one line.
    fn note(&mut self, kind: Kind, id: &'a str, sign: String) {
        let Some(e) = self.notes.texts.get(&(kind, id)).copied() else { return };
        let outer = std::mem::take(&mut self.now);
        let boxes = std::mem::take(&mut self.boxes);
        let around = Around::default();
        if kind == Kind::Comment {
            let author =
                attr(e, "author").filter(|a| !a.is_empty()).map(|a| format!("{a}：")).unwrap_or_default();
            self.now.push(&format!("{sign}: {author}"), Look::default());
        }
        // A sign that was written out stands in a run of its own, or with the text behind it.
        let counted = e.find("footnoteRef").or_else(|| e.find("endnoteRef")).is_some();
        let first = e.named("r").map(Element::text).find(|t| !t.trim().is_empty()).unwrap_or_default();
        let said = bare(&sign);
        let apart = first.trim() == said;
        let signed =
            kind == Kind::Comment || said.is_empty() || !counted && !apart && first.trim().starts_with(said);
        self.notes.now = Some((sign, signed));
        if !signed && !counted && !apart {
            self.note_sign(&RunLook::default(), around);
        }
        for (k, p) in e.named("p").enumerate() {
            if k > 0 {
                self.now.push("\n", Look::default());
            }
            let style = self.styles.paragraph(p.child("pPr").and_then(|p| val(p, "pStyle")));
            self.run_style = style.map(|(_, s)| s.run).unwrap_or_default();
            for child in p.elements() {
                self.inline(child, around);
            }
            self.boxes.clear();
        }
        let note = std::mem::replace(&mut self.now, outer);
        self.boxes = boxes;
        self.places.clear();
        self.notes.now = None;
        self.write(note, Hints { style: Style::Note, ..Hints::NONE }, true);
    }
}
