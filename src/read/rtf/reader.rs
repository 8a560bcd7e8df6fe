//! The way through the file.

use super::formula::Part;
use super::frame::Frame;
use super::group::{Ends, Fonts, Group, To};
use super::picture::Picture;
use super::sheets::{Sheets, counting};
use super::text::{Pending, shown_run};
use super::words::{CHARACTERS, GROUPS, SILENT};
use crate::finding::{Finding, Words, codes};
use crate::read::docx::bullet;
use crate::read::word::{Counting, End, Paragraph, ROOM, Run, Transcript, escape, note_reference, picture};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// Where groups go, by their words.
static DESTINATIONS: LazyLock<HashMap<&str, (To, Ends)>> =
    LazyLock::new(|| GROUPS.iter().map(|(word, to, ends)| (*word, (*to, *ends))).collect());
static NO_TEXT: LazyLock<HashSet<&str>> = LazyLock::new(|| SILENT.iter().copied().collect());
static SIGNS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| CHARACTERS.iter().copied().collect());

/// Stories in stories; more are no real ones.
const DEEPEST: usize = 4;

/// A shape: what stands for it, and the boxes of text in it.
#[derive(Debug, Default)]
struct Shape {
    /// Whether it shows a picture, and the place of that among the pictures.
    shows: bool,
    picture: Option<usize>,
    boxes: String,
}

/// The reader.
#[derive(Debug)]
pub struct Reader {
    pub group: Group,
    outer: Vec<Group>,
    frames: Vec<Frame>,
    pub pending: Pending,
    pub sheets: Sheets,
    pub picture: Picture,
    shapes: Vec<Shape>,
    pub formula: Vec<Part>,
    property: String,
    /// Words that stand for a picture.
    alternative: String,
    commentator: String,
    code: String,
    /// The font and the code page of the file.
    usual_font: i32,
    pub page: i32,
    pub whole_utf8: bool,
    /// Whether labels are written out.
    labelled: bool,
    continuous: bool,
    /// Groups that nothing says what they are and that hold text, by their words.
    unknown: BTreeMap<String, usize>,
    now_unknown: Option<String>,
    written: usize,
    pub out: Transcript,
}

impl Reader {
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            group: Group::new(),
            outer: vec![],
            frames: vec![Frame::new(Ends::Nothing)],
            pending: Pending::default(),
            sheets: Sheets::default(),
            picture: Picture::default(),
            shapes: vec![],
            formula: vec![],
            property: String::new(),
            alternative: String::new(),
            commentator: String::new(),
            code: String::new(),
            usual_font: 0,
            page: 1252,
            whole_utf8: !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok(),
            labelled: memchr::memmem::find(bytes, b"\\listtext").is_some(),
            continuous: false,
            unknown: BTreeMap::new(),
            now_unknown: None,
            written: 0,
            out: Transcript { counting: [const { Some(Counting::USUAL) }; 2], ..Transcript::default() },
        }
    }
}

impl Reader {
    /// Whether more was written than any document holds.
    pub fn is_full(&self) -> bool {
        self.written + self.frames.iter().map(|f| f.story.len()).sum::<usize>() > ROOM
    }

    /// The story that is being read.
    pub fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Ends::Nothing));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// The run of what stands now.
    fn run(&self) -> Run {
        let face = self.sheets.fonts.get(&self.group.fonts.eastern());
        shown_run(&self.group, face.map_or("", |f| f.name.as_str()))
    }

    /// A group begins.
    pub fn open(&mut self) {
        self.flush();
        self.pending.skip = 0;
        self.outer.push(self.group);
        self.group.ends = Ends::Nothing;
        self.group.starred = false;
    }

    /// A group ends.
    pub fn close(&mut self) {
        self.flush();
        self.pending.skip = 0;
        let Some(outer) = self.outer.pop() else { return };
        let inner = std::mem::replace(&mut self.group, outer);
        if inner.to == To::Unknown && outer.to != To::Unknown {
            self.now_unknown = None;
        }
        self.ends(&inner);
        // A last paragraph without an end is what the group around all says of it.
        if self.outer.is_empty() && self.frames.len() == 1 && self.frame().story.is_open() {
            let outer = std::mem::replace(&mut self.group, inner);
            let depth = inner.tables();
            self.paragraph(None, |story, end| story.paragraph(end, depth));
            self.group = outer;
        }
    }

    /// Takes a control symbol.
    pub fn symbol(&mut self, c: u8) {
        match c {
            b'\\' | b'{' | b'}' => self.byte(c),
            b'*' => {
                self.flush();
                self.group.starred = true;
            }
            b'~' => self.sign("\u{a0}"),
            b'_' => self.sign("\u{2011}"),
            b'-' => self.sign("\u{ad}"),
            b'\n' | b'\r' => self.word("par", None),
            b'\t' => self.sign("\t"),
            _ => {}
        }
    }

    fn sign(&mut self, s: &str) {
        self.flush();
        self.pending.skip = 0;
        self.text(s);
    }

    /// Takes bytes that are no text.
    pub fn data(&mut self, all: &[u8]) {
        self.flush();
        if self.group.to == To::Picture && self.picture.kind.is_some() {
            self.picture.bytes.extend_from_slice(all);
        }
    }

    /// Takes a control word.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        self.flush();
        if word == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.pending.skip = 0;
        let starred = std::mem::take(&mut self.group.starred);
        if matches!(self.group.to, To::Nowhere | To::Unknown) {
            return;
        }
        if let Some((to, ends)) = DESTINATIONS.get(word) {
            return self.begin(*to, *ends, word);
        }
        if NO_TEXT.contains(word) {
            self.group.to = To::Nowhere;
            return;
        }
        if let Some(sign) = SIGNS.get(word) {
            return self.text(sign);
        }
        if self.group.to == To::Formula {
            return self.formula_word(word);
        }
        let known = self.sheets.take(&mut self.group, word, number)
            || self.group.to == To::Picture && self.picture.take(word)
            || self.paragraph_word(word)
            || self.group.format(word, number, self.usual_font)
            || self.row_word(word, number)
            || self.document_word(word, number);
        if starred && !known {
            self.group.to = To::Unknown;
            self.now_unknown = Some(word.to_owned());
        }
    }

    /// What a word says of the row.
    fn row_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let inner = self.group.ends == Ends::NestedRow
            || self.outer.last().is_some_and(|g| g.ends == Ends::NestedRow);
        let frame = self.frame();
        if inner { frame.inner_row.take(word, number) } else { frame.row.take(word, number) }
    }

    /// Words that end paragraphs, cells and rows, and the signs of notes.
    fn paragraph_word(&mut self, word: &str) -> bool {
        if !matches!(self.group.to, To::Story) {
            return false;
        }
        let depth = self.group.tables();
        match word {
            "par" => self.paragraph(None, |story, end| story.paragraph(end, depth)),
            "sect" => {
                let section = Some(self.continuous);
                self.paragraph(section, |story, end| story.paragraph(end, depth));
            }
            "cell" => self.paragraph(None, |story, end| story.cell(end, 1)),
            "nestcell" => self.paragraph(None, |story, end| story.cell(end, depth.max(2))),
            "row" => {
                let frame = self.frame();
                let row = frame.row.row();
                frame.story.row(row, 1);
            }
            "nestrow" => {
                let frame = self.frame();
                let row = frame.inner_row.row();
                frame.story.row(row, depth.max(2));
            }
            "chftn" => {
                let run = self.run();
                let frame = self.frame();
                if frame.ends == Ends::Note {
                    frame.story.element("<footnoteRef/>", &run);
                } else {
                    frame.counted = true;
                }
            }
            "ftnalt" => self.frame().at_end = true,
            _ => return false,
        }
        true
    }

    fn paragraph(&mut self, section: Option<bool>, end: impl FnOnce(&mut crate::read::word::Story, &End)) {
        let (mut look, mark) = (self.group.paragraph, self.run());
        let private = |c: char| ('\u{f000}'..='\u{f0ff}').contains(&c);
        let mut label = self.frame().label.take();
        // A file that writes labels out says so that an empty paragraph has none.
        if label.is_none() && self.labelled && !self.frame().story.is_open() {
            look.list = None;
        }
        if let (Some(l), Some(list)) = (label.as_mut().filter(|l| l.contains(private)), look.list) {
            let font = self.sheets.label_font(list, look.level.unwrap_or(0));
            *l = bullet(font, l);
        }
        let frame = self.frame();
        frame.counted = false;
        end(&mut frame.story, &End { look, mark, label: label.as_deref(), section });
    }

    /// What a word says of the document.
    fn document_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let n = number.unwrap_or(0);
        match word {
            "ansicpg" => self.page = n,
            "mac" => self.page = 10000,
            "pc" => self.page = 437,
            "pca" => self.page = 850,
            "deff" => {
                self.usual_font = n;
                self.group.fonts = Fonts::usual(n);
            }
            "deflang" => self.out.usual.language[0] = u16::try_from(n).unwrap_or(0),
            "deflangfe" => self.out.usual.language[1] = u16::try_from(n).unwrap_or(0),
            "sectd" => self.continuous = false,
            "sbknone" => self.continuous = true,
            "objemb" | "objlink" | "objautlink" | "objsub" | "objpub" | "objicemb" | "objhtml" | "objocx" => {
                self.element("<object><OLEObject/></object>");
            }
            _ => return counting(word, number, &mut self.out.counting),
        }
        true
    }

    /// A group turns out to go somewhere.
    fn begin(&mut self, to: To, ends: Ends, word: &str) {
        let now = self.group.to;
        let allowed = match (to, ends) {
            (_, Ends::TextBox) => now == To::Around && !self.shapes.is_empty() || self.group.in_story(),
            (To::Picture, _) => self.group.in_story() || now == To::Property,
            (To::Around | To::PropertyName | To::Property, _) => {
                self.group.in_story() || matches!(now, To::Around | To::Picture)
            }
            (To::Formula, _) => self.group.in_story() && self.formula.is_empty() || now == To::Formula,
            (To::Story, _) if word == "ud" => now == To::Twice,
            (To::Story | To::Code | To::Label | To::Commentator | To::Twice, _) => self.group.in_story(),
            _ => true,
        };
        let deep = matches!(ends, Ends::Note | Ends::Comment | Ends::Head | Ends::TextBox)
            && self.frames.len() > DEEPEST;
        if !allowed || deep {
            self.group.to = To::Nowhere;
            return;
        }
        self.group.to = to;
        if ends == Ends::Formula {
            return self.formula_word(word);
        }
        self.group.ends = ends;
        match (to, ends) {
            (_, Ends::Field) => self.element("<fldChar fldCharType=\"begin\"/>"),
            (To::Code, _) => self.code.clear(),
            (To::Story, Ends::Nothing) if word == "fldrslt" => {
                self.element("<fldChar fldCharType=\"separate\"/>");
            }
            (_, Ends::Note | Ends::Comment | Ends::Head | Ends::TextBox) => {
                self.frames.push(Frame::new(ends));
                self.group.paragraph = Paragraph::default();
                (self.group.in_table, self.group.depth) = (false, 0);
            }
            (_, Ends::Label) => self.frame().label = Some(String::new()),
            (_, Ends::ListLevel) => {
                self.sheets.level_begins();
                (self.group.run, self.group.fonts) = (Run::default(), Fonts::usual(-1));
            }
            (_, Ends::LevelText | Ends::Title | Ends::Author | Ends::Commentator) => {
                self.sheets.words.clear();
            }
            (_, Ends::OverrideLevel) => self.sheets.override_level_begins(),
            (_, Ends::Picture) => self.picture = Picture::default(),
            (_, Ends::Shape) => self.shapes.push(Shape::default()),
            (_, Ends::PropertyName | Ends::Property) => self.code.clear(),
            _ => {}
        }
    }

    /// Does what the end of a group does.
    fn ends(&mut self, inner: &Group) {
        match inner.ends {
            Ends::Nothing | Ends::Label | Ends::NestedRow => {}
            Ends::Field => self.element("<fldChar fldCharType=\"end\"/>"),
            Ends::List => self.sheets.list_ends(&mut self.out),
            Ends::ListLevel => {
                let inside_override = self.outer.iter().rev().any(|g| g.ends == Ends::OverrideLevel)
                    || self.group.ends == Ends::OverrideLevel;
                self.sheets.level_ends(inner, inside_override);
            }
            Ends::LevelText => {
                let text = std::mem::take(&mut self.sheets.words);
                self.sheets.level_text(&text);
            }
            Ends::Override => self.sheets.override_ends(&mut self.out),
            Ends::OverrideLevel => self.sheets.override_level_ends(),
            Ends::Title => self.out.facts.title = std::mem::take(&mut self.sheets.words),
            Ends::Author => self.out.facts.author = std::mem::take(&mut self.sheets.words),
            Ends::Commentator => self.commentator = std::mem::take(&mut self.sheets.words),
            Ends::PropertyName => self.property = std::mem::take(&mut self.code),
            Ends::Property => {
                let value = std::mem::take(&mut self.code);
                if self.property == "wzDescription" {
                    self.alternative = value;
                }
            }
            Ends::Picture => {
                let done = std::mem::take(&mut self.picture);
                let number = done.kind.filter(|_| !done.bytes.is_empty()).map(|kind| {
                    self.out.pictures.push((kind, done.bytes));
                    self.out.pictures.len() - 1
                });
                match self.shapes.last_mut() {
                    // A shape may be filled with a picture: only what it is made of is one.
                    Some(_) if self.group.to == To::Property && self.property != "pib" => {}
                    Some(shape) if self.group.to == To::Property => {
                        (shape.shows, shape.picture) = (true, number);
                    }
                    _ => {
                        let words = std::mem::take(&mut self.alternative);
                        self.element(&picture(number, &words));
                    }
                }
            }
            Ends::Shape => {
                let Some(shape) = self.shapes.pop() else { return };
                let words = std::mem::take(&mut self.alternative);
                if shape.shows {
                    self.element(&picture(shape.picture, &words));
                }
                if !shape.boxes.is_empty() {
                    self.element(&format!("<pict><txbxContent>{}</txbxContent></pict>", shape.boxes));
                }
            }
            Ends::Formula => self.formula_ends(),
            Ends::Note | Ends::Comment | Ends::Head | Ends::TextBox => self.story_ends(inner),
        }
    }

    fn story_ends(&mut self, inner: &Group) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let (kind, at_end) = (frame.ends, frame.at_end);
        let end = End { look: inner.paragraph, mark: inner.run, ..End::default() };
        let (text, odd) = frame.finish(&end, inner.tables());
        self.written += text.len();
        for (c, n) in odd {
            *self.out.odd.entry(c).or_default() += n;
        }
        match kind {
            Ends::Note => {
                let notes = &mut self.out.notes[usize::from(at_end)];
                notes.push(text);
                let number = notes.len() - 1;
                let counted = std::mem::take(&mut self.frame().counted);
                let run = self.run();
                self.frame().story.reference(&note_reference(at_end, number, counted), counted, &run);
            }
            Ends::Comment => {
                self.out.comments.push((std::mem::take(&mut self.commentator), text));
                let number = self.out.comments.len() - 1;
                self.element(&format!("<commentReference id=\"{number}\"/>"));
            }
            Ends::Head => self.out.heads.push(text),
            _ => match self.shapes.last_mut() {
                Some(shape) => shape.boxes.push_str(&text),
                None => self.element(&format!("<pict><txbxContent>{text}</txbxContent></pict>")),
            },
        }
    }

    /// Adds an element to the story.
    fn element(&mut self, xml: &str) {
        let run = self.run();
        self.frame().story.element(xml, &run);
    }

    /// Takes text.
    pub fn text(&mut self, text: &str) {
        match self.group.to {
            To::Story => {
                let run = self.run();
                let story = &mut self.frame().story;
                for piece in text.split_inclusive(['\t', '\n', '\u{c}']) {
                    let plain = piece.trim_end_matches(['\t', '\n', '\u{c}']);
                    story.text(plain, &run);
                    match piece[plain.len()..].chars().next() {
                        Some('\t') => story.element("<tab/>", &run),
                        Some('\n') => story.element("<br/>", &run),
                        Some(_) => story.element("<br type=\"page\"/>", &run),
                        None => {}
                    }
                }
            }
            To::Code => {
                let mut xml = String::from("<instrText xml:space=\"preserve\">");
                escape(text, &mut xml);
                xml.push_str("</instrText>");
                self.element(&xml);
            }
            To::Label => drop(self.frame().label.as_mut().map(|l| l.push_str(text))),
            To::Fonts | To::Styles => self.sheets.name(text, &self.group, &mut self.out),
            To::LevelText | To::Title | To::Author | To::Commentator => self.sheets.words.push_str(text),
            To::PropertyName | To::Property => self.code.push_str(text),
            To::Picture => self.picture.digits(text.as_bytes()),
            To::Formula => drop(self.formula.last_mut().map(|p| p.value.push_str(text))),
            To::Unknown => {
                if let Some(word) = self.now_unknown.take().filter(|_| !text.trim().is_empty()) {
                    *self.unknown.entry(word).or_default() += 1;
                }
            }
            To::Nowhere | To::Twice | To::Lists | To::Created | To::Around => {}
        }
    }

    /// Ends what is open, and gives the document.
    pub fn finish(mut self, cut: bool) -> Transcript {
        self.flush();
        while !self.outer.is_empty() {
            self.close();
        }
        while self.frames.len() > 1 {
            self.story_ends(&Group::new());
        }
        if let Some(frame) = self.frames.pop() {
            let (text, odd) = frame.finish(&End::default(), 0);
            self.out.body = text;
            for (c, n) in odd {
                *self.out.odd.entry(c).or_default() += n;
            }
        }
        self.sheets.facts(&mut self.out.facts);
        self.text_findings();
        for (word, count) in &self.unknown {
            let name = format!("{{\\*\\{word}}}");
            self.out.findings.push(Finding::new(&codes::EMBEDDED, Span::default(), &[&name, count]));
        }
        if cut {
            let why = Words::from("文件不完整 / the file is cut off");
            self.out.findings.push(Finding::new(&codes::BROKEN_PART, Span::default(), &[&"RTF", &why]));
        }
        self.out
    }
}
