//! A page's content carried out as far as text asks for it: every shown character with its place, rules, pictures
//! (ISO 32000-1, 8 and 9).

use super::content::{Operand, Stream};
use super::font::{Font, Named};
use super::marks::{Open, spread};
use super::page::Page;
use super::path::{Matrix, Path, Rule, times};
use crate::pack::pdf::{
    Dictionary, Document, Object, ObjectId, as_dictionary, dictionary_in, entry, number, numbers, unpacked,
};
use std::collections::{HashMap, HashSet};

/// A shown character.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The character; U+FFFD where nothing says what the glyph stands for.
    pub c: char,
    /// Where it begins, from the top left corner of the page.
    pub x: f32,
    /// Its base line.
    pub y: f32,
    /// How far it goes on.
    pub dx: f32,
    /// How far it goes down.
    pub dy: f32,
    /// The size of its type.
    pub size: f32,
    /// Quarters of a turn, clockwise, that its type is turned; 4 for any other angle.
    pub turned: u8,
    /// Whether its line runs from top to bottom.
    pub vertical: bool,
    /// Its font, by number.
    pub font: u16,
    /// The marked content that it belongs to, by number on its page; -1 for none.
    pub mark: i32,
    /// The link that lies over it, by number; 0 for none.
    pub link: u16,
    /// Whether it is marked as no part of the text.
    pub artifact: bool,
    /// Whether it is there to be found and not to be seen.
    pub unseen: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Content {
    /// Characters in the order of the file.
    pub shown: Vec<Shown>,
    /// Marked contents: the stream that holds them, and their numbers in it.
    pub marks: Vec<(ObjectId, i64)>,
    /// Straight lines along the edges of the page.
    pub rules: Vec<Rule>,
    /// The share of the page that the greatest picture takes.
    pub picture: f64,
    /// Pictures.
    pub pictures: usize,
    /// Curves that were painted: letters may be drawn so.
    pub curves: usize,
    /// Fonts with glyphs of which nothing says what they stand for, and how many.
    pub unknown: HashMap<u16, usize>,
    /// Whether there was more than can be read.
    pub cut: bool,
}

/// Operators that a page may have, with its forms.
const OPERATORS: usize = 4_000_000;
/// Operators and characters that a file may have.
const ALL: (usize, usize) = (100_000_000, 8_000_000);
/// Characters that a page may have.
const CHARACTERS: usize = 200_000;
/// Forms, and saved states, inside each other.
const FORMS: usize = 12;
const STATES: usize = 256;
/// Bytes of the longest form.
const FORM: usize = 16 << 20;

/// What is shared by all pages of a file.
pub struct Reader<'a> {
    pub doc: &'a Document,
    /// The fonts that were read.
    pub fonts: Vec<Font>,
    /// Fonts by the places of their dictionaries.
    known: HashMap<usize, u16>,
    named: Named,
    /// Layers that are not seen.
    pub unseen: HashSet<ObjectId>,
    /// Operators and characters so far.
    spent: (usize, usize),
}

/// What `q` saves.
#[derive(Clone, Copy)]
pub struct State {
    pub matrix: Matrix,
    font: Option<u16>,
    size: f64,
    spacing: f64,
    words: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: i32,
}

/// A page that is being carried out.
pub struct Run<'r, 'a> {
    pub reader: &'r mut Reader<'a>,
    pub out: Content,
    pub state: State,
    saved: Vec<State>,
    pub text: Matrix,
    line: Matrix,
    pub open: Vec<Open>,
    path: Path,
    operators: usize,
    area: f64,
}

impl<'a> Reader<'a> {
    /// A reader of a file.
    pub fn new(doc: &'a Document) -> Self {
        let mut out = Self {
            doc,
            fonts: vec![],
            known: HashMap::new(),
            named: Named::new(),
            unseen: HashSet::new(),
            spent: (0, 0),
        };
        let layers = doc.catalog().ok().and_then(|c| dictionary_in(doc, c, b"OCProperties"));
        let off = layers.and_then(|l| dictionary_in(doc, l, b"D")).and_then(|d| entry(doc, d, b"OFF"));
        if let Some(Object::Array(off)) = off {
            out.unseen.extend(off.iter().filter_map(|o| o.as_reference().ok()));
        }
        out
    }

    /// The number of a font.
    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<u16> {
        let fonts = dictionary_in(self.doc, resources?, b"Font")?;
        self.read_font(dictionary_in(self.doc, fonts, name)?)
    }

    fn read_font(&mut self, font: &'a Dictionary) -> Option<u16> {
        let place = std::ptr::from_ref(font) as usize;
        if let Some(known) = self.known.get(&place) {
            return Some(*known);
        }
        let number = u16::try_from(self.fonts.len()).ok()?;
        self.fonts.push(Font::read(self.doc, font, &mut self.named));
        self.known.insert(place, number);
        Some(number)
    }

    /// Reads a page; `None` where its content cannot be unpacked.
    pub fn page(&mut self, page: &Page<'a>) -> Option<Content> {
        if self.spent.0 > ALL.0 || self.spent.1 > ALL.1 {
            return Some(Content { cut: true, ..Content::default() });
        }
        let bytes = page.content(self.doc)?;
        let (w, h) = page.size();
        let state = State {
            matrix: page.matrix(),
            font: None,
            size: 1.0,
            spacing: 0.0,
            words: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        let mut run = Run {
            reader: self,
            out: Content::default(),
            state,
            saved: vec![],
            text: UNIT,
            line: UNIT,
            open: vec![],
            path: Path::default(),
            operators: 0,
            area: w * h,
        };
        run.stream(&bytes, page.resources, page.id, 0);
        while let Some(open) = run.open.pop() {
            run.close(open);
        }
        let (out, operators) = (run.out, run.operators);
        self.spent = (self.spent.0 + operators, self.spent.1 + out.shown.len());
        Some(out)
    }
}

/// How far above its base line a glyph of vertical lines begins, in sizes of its type.
const ABOVE: f64 = 0.88;

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The numbers before an operator.
fn given<const N: usize>(operands: &[Operand]) -> Option<[f64; N]> {
    let numbers: Vec<f64> = operands.iter().filter_map(Operand::number).collect();
    numbers.get(numbers.len().checked_sub(N)?..)?.try_into().ok()
}

impl<'a> Run<'_, 'a> {
    fn stream(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>, owner: ObjectId, depth: usize) {
        let mut stream = Stream::new(bytes);
        let saved = self.saved.len();
        let opened = self.open.len();
        while let Some(operator) = stream.next() {
            self.operators += 1;
            if self.operators > OPERATORS || self.out.shown.len() > CHARACTERS {
                self.out.cut = true;
                return;
            }
            match operator {
                b"ID" => {
                    stream.skip_picture();
                    self.picture();
                }
                b"Do" => {
                    if let Some(name) = stream.operands.last().and_then(Operand::name) {
                        self.object(name, resources, depth);
                    }
                }
                b"BDC" | b"BMC" => self.begin(&stream.operands, resources, owner),
                b"EMC" if self.open.len() > opened => {
                    if let Some(open) = self.open.pop() {
                        self.close(open);
                    }
                }
                b"Tf" => {
                    if let [.., Operand::Name(name), Operand::Number(size)] = &stream.operands[..] {
                        self.state.font = self.reader.font(resources, name);
                        self.state.size = *size;
                    }
                }
                b"gs" => {
                    let name = stream.operands.last().and_then(Operand::name);
                    if let Some(name) = name {
                        self.graphics_state(name, resources);
                    }
                }
                b"q" if self.saved.len() < STATES => self.saved.push(self.state),
                b"Q" if self.saved.len() > saved => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                _ => self.operator(operator, &stream.operands),
            }
        }
        self.saved.truncate(saved);
        while self.open.len() > opened {
            if let Some(open) = self.open.pop() {
                self.close(open);
            }
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Operand]) {
        let one = || given::<1>(operands).map(|[n]| n);
        match operator {
            b"cm" => {
                if let Some(m) = given::<6>(operands) {
                    self.state.matrix = times(m, self.state.matrix);
                }
            }
            b"BT" => (self.text, self.line) = (UNIT, UNIT),
            b"Tc" => self.state.spacing = one().unwrap_or(0.0),
            b"Tw" => self.state.words = one().unwrap_or(0.0),
            b"Tz" => self.state.scale = one().unwrap_or(100.0) / 100.0,
            b"TL" => self.state.leading = one().unwrap_or(0.0),
            b"Ts" => self.state.rise = one().unwrap_or(0.0),
            b"Tr" => self.state.mode = one().unwrap_or(0.0) as i32,
            b"Td" | b"TD" => {
                if let Some([x, y]) = given(operands) {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(m) = given::<6>(operands) {
                    (self.text, self.line) = (m, m);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_all(operands.last()),
            b"TJ" => {
                if let Some(Operand::Array(list)) = operands.last() {
                    for item in list {
                        match item {
                            Operand::Number(n) => self.go_on(-n / 1000.0 * self.state.size),
                            other => self.show_all(Some(other)),
                        }
                    }
                }
            }
            b"'" | b"\"" => {
                if let [Operand::Number(words), Operand::Number(spacing), Operand::String(_)] = operands {
                    (self.state.words, self.state.spacing) = (*words, *spacing);
                }
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands.last());
            }
            _ => {
                let numbers: Vec<f64> = operands.iter().filter_map(Operand::number).collect();
                self.path.operator(operator, &numbers, self.state.matrix, &mut self.out.rules);
                self.out.curves = self.path.curves;
            }
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Moves on along the line, in units of text space.
    fn go_on(&mut self, by: f64) {
        let vertical = self.state.font.is_some_and(|f| self.reader.fonts[usize::from(f)].vertical);
        let (x, y) = if vertical { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.text = times([1.0, 0.0, 0.0, 1.0, x, y], self.text);
    }

    fn show_all(&mut self, string: Option<&Operand>) {
        let (Some(Operand::String(bytes)), Some(font)) = (string, self.state.font) else { return };
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let font_now = &mut self.reader.fonts[usize::from(font)];
            let vertical = font_now.vertical;
            let Some((glyph, length, space)) = font_now.next(rest) else { return };
            let glyph = glyph.clone();
            rest = &rest[length..];
            self.show(&glyph, font, vertical);
            let spacing = self.state.spacing + if space { self.state.words } else { 0.0 };
            let by = if vertical {
                -(glyph.advance * self.state.size + spacing)
            } else {
                glyph.advance * self.state.size + spacing
            };
            self.go_on(by);
        }
    }

    fn show(&mut self, glyph: &super::font::Glyph, font: u16, vertical: bool) {
        let s = &self.state;
        let origin =
            [1.0, 0.0, 0.0, 1.0, -glyph.origin.0 * s.size * s.scale, s.rise - glyph.origin.1 * s.size];
        let m = times(times(origin, self.text), s.matrix);
        let (along, up) = ((m[0].hypot(m[1])), (m[2].hypot(m[3])));
        let size = (s.size * up).abs();
        let turned = turned(m, s.size);
        let advance = glyph.advance * s.size;
        // In device space; vertical glyphs are kept by their middles.
        let (dx, dy) = if vertical {
            (-m[2] * advance, -m[3] * advance)
        } else {
            (m[0] * advance * s.scale, m[1] * advance * s.scale)
        };
        let (x, y) = if vertical {
            // Where it begins is told by where it is drawn: files choose its vertical origin as they like.
            let from = [1.0, 0.0, 0.0, 1.0, glyph.middle * s.size * s.scale, ABOVE * s.size];
            let begin = times(from, m);
            (begin[4], begin[5])
        } else {
            (m[4], m[5])
        };
        let unseen = matches!(s.mode, 3 | 7) || self.open.iter().any(|o| o.unseen);
        let sound = [x, y, dx, dy, size, along].iter().all(|n| n.is_finite() && n.abs() < 1e6);
        if !sound || size < 0.01 {
            return;
        }
        let one = Shown {
            link: 0,
            c: '\u{fffd}',
            x: x as f32,
            y: y as f32,
            dx: dx as f32,
            dy: dy as f32,
            size: size as f32,
            turned,
            vertical,
            font,
            mark: self.open.iter().rev().map(|o| o.mark).find(|m| *m >= 0).unwrap_or(-1),
            artifact: self.open.iter().any(|o| o.artifact),
            unseen,
        };
        if let Some(text) = &glyph.text {
            self.out.shown.extend(spread(one, text));
        } else {
            *self.out.unknown.entry(font).or_default() += 1;
            self.out.shown.push(one);
        }
    }

    fn graphics_state(&mut self, name: &[u8], resources: Option<&'a Dictionary>) {
        let doc = self.reader.doc;
        let states = resources.and_then(|r| dictionary_in(doc, r, b"ExtGState"));
        let font = states.and_then(|s| dictionary_in(doc, s, name)).and_then(|s| entry(doc, s, b"Font"));
        if let Some(Object::Array(font)) = font
            && let [font, size] = &font[..]
            && let Some(font) = doc.dereference(font).ok().and_then(|(_, f)| as_dictionary(f))
        {
            self.state.size = number(size).unwrap_or(1.0);
            self.state.font = self.reader.read_font(font);
        }
    }

    fn picture(&mut self) {
        let m = self.state.matrix;
        let area = (m[0] * m[3] - m[1] * m[2]).abs() / self.area;
        self.out.picture = self.out.picture.max(area);
        self.out.pictures += 1;
    }

    fn object(&mut self, name: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        let doc = self.reader.doc;
        let Some(objects) = resources.and_then(|r| dictionary_in(doc, r, b"XObject")) else { return };
        let Some(Object::Stream(stream)) = entry(doc, objects, name) else { return };
        if stream.dict.get(b"OC").is_ok_and(|layer| self.is_unseen(layer)) {
            return;
        }
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Form") {
            self.picture();
            return;
        }
        if depth >= FORMS {
            self.out.cut = true;
            return;
        }
        let Some(bytes) = unpacked(doc, stream, FORM) else {
            self.out.cut = true;
            return;
        };
        let owner = objects.get(name).and_then(Object::as_reference).unwrap_or_default();
        let before = (self.state, self.text, self.line);
        let matrix: Option<Matrix> =
            entry(doc, &stream.dict, b"Matrix").and_then(|m| numbers(doc, m).try_into().ok());
        self.state.matrix = times(matrix.unwrap_or(UNIT), self.state.matrix);
        let own = dictionary_in(doc, &stream.dict, b"Resources").or(resources);
        self.stream(&bytes, own, owner, depth + 1);
        (self.state, self.text, self.line) = before;
    }
}

/// Quarters of a turn of a text matrix, clockwise as it is seen.
fn turned(m: Matrix, size: f64) -> u8 {
    let (x, y) = if size < 0.0 { (-m[0], -m[1]) } else { (m[0], m[1]) };
    let length = x.hypot(y);
    // About three degrees.
    let straight = |n: f64| n.abs() < 0.05 * length;
    match (straight(x), straight(y)) {
        (false, true) if x > 0.0 => 0,
        (false, true) => 2,
        (true, false) if y > 0.0 => 1,
        (true, false) => 3,
        _ => 4,
    }
}
