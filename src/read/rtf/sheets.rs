//! What stands before the text: fonts, styles, lists, facts.

use super::group::{Group, To};
use crate::read::word::{Counting, Facts, Level, List, Named, Style, Transcript};
use std::collections::HashMap;

/// A font.
#[derive(Debug, Default)]
pub struct Font {
    pub charset: Option<i32>,
    pub page: Option<i32>,
    pub name: String,
}

/// What was read so far of it.
#[derive(Debug, Default)]
pub struct Sheets {
    pub fonts: HashMap<i32, Font>,
    /// The font and the style that are being told, and the words of their names.
    pub font: i32,
    style: Style,
    pub words: String,
    /// The list, level, name of a list and its level that are being told.
    list: List,
    level: Level,
    named: Named,
    start: Option<u32>,
    own: Option<Level>,
    /// The fonts of the levels of lists, and the lists by the names that paragraphs have for them.
    level_fonts: HashMap<i32, Vec<String>>,
    lists: HashMap<i32, i32>,
    created: [i32; 3],
}

/// Fonts that a file may have.
const MOST_FONTS: usize = 65_536;

impl Sheets {
    /// Takes a word of the group that is open; whether it is one of these.
    pub fn take(&mut self, group: &mut Group, word: &str, number: Option<i32>) -> bool {
        let n = number.unwrap_or(0);
        let byte = u8::try_from(n).unwrap_or(0);
        match (group.to, word) {
            (To::Fonts, "f") => {
                self.font = n;
                if self.fonts.len() < MOST_FONTS {
                    self.fonts.insert(n, Font::default());
                }
                // Its name is written in its own charset.
                group.fonts.of[0] = n;
            }
            (To::Fonts, "fcharset") => drop(self.fonts.get_mut(&self.font).map(|f| f.charset = Some(n))),
            (To::Fonts, "cpg") => drop(self.fonts.get_mut(&self.font).map(|f| f.page = Some(n))),
            (To::Styles, "s" | "cs") => {
                self.style.number = u16::try_from(n).unwrap_or(u16::MAX);
                self.style.character = word == "cs";
            }
            // Styles of sections and of tables are none of text.
            (To::Styles, "ds" | "ts") => group.to = To::Nowhere,
            (To::Styles, "sbasedon") => self.style.base = u16::try_from(n).ok(),
            (To::Lists, "listid") => (self.list.number, self.named.list) = (n, n),
            (To::Lists, "ls") => self.named.number = n,
            // The newer of two says what older programs do not know.
            (To::Lists, "levelnfc" | "levelnfcn") => self.level.format = byte,
            (To::Lists, "levelstartat") => {
                self.level.start = u32::try_from(n).unwrap_or(0);
                self.start = Some(self.level.start);
            }
            (To::Lists, "levelfollow") => self.level.follow = byte,
            (To::Lists, "levellegal") => self.level.legal = number != Some(0),
            (To::Lists, "levelnorestart") => self.level.restart = (number != Some(0)).then_some(0),
            (To::Created, "yr") => self.created[0] = n,
            (To::Created, "mo") => self.created[1] = n,
            (To::Created, "dy") => self.created[2] = n,
            _ => return false,
        }
        true
    }

    /// Takes a piece of a name; a semicolon ends it.
    pub fn name(&mut self, text: &str, group: &Group, out: &mut Transcript) {
        for piece in text.split_inclusive(';') {
            self.words.push_str(piece.trim_end_matches(';'));
            if !piece.ends_with(';') {
                continue;
            }
            let name = std::mem::take(&mut self.words).trim().to_owned();
            if group.to == To::Fonts {
                if let Some(font) = self.fonts.get_mut(&self.font) {
                    font.name = name;
                }
            } else {
                let outline = group.paragraph.outline;
                let mut style = Style { name, ..std::mem::take(&mut self.style) };
                // Paragraphs repeat what their styles say but for what they are.
                style.paragraph.outline = outline;
                style.base = style.base.filter(|b| *b != style.number);
                if out.styles.len() < usize::from(u16::MAX) {
                    out.styles.push(style);
                }
            }
        }
    }

    /// A level of a list begins.
    pub fn level_begins(&mut self) {
        self.level = Level::default();
    }

    /// The text of a level: its length, its characters, a semicolon.
    pub fn level_text(&mut self, text: &str) {
        let text = text.strip_suffix(';').unwrap_or(text);
        let mut characters = text.chars();
        let length = characters.next().map_or(0, |c| c as usize);
        self.level.text = characters.take(length).collect();
    }

    /// A level ends: one of a list, or what a name of one says otherwise.
    pub fn level_ends(&mut self, group: &Group, inside_override: bool) {
        let mut level = std::mem::take(&mut self.level);
        level.run = group.run;
        level.font = self.fonts.get(&group.fonts.shown()).map(|f| f.name.clone()).unwrap_or_default();
        if inside_override {
            self.own = Some(level);
        } else if self.list.levels.len() < 9 {
            self.list.levels.push(level);
        }
    }

    pub fn list_ends(&mut self, out: &mut Transcript) {
        let list = std::mem::take(&mut self.list);
        self.level_fonts.insert(list.number, list.levels.iter().map(|l| l.font.clone()).collect());
        out.lists.push(list);
    }

    /// What a name says otherwise of a level begins.
    pub fn override_level_begins(&mut self) {
        (self.start, self.own) = (None, None);
    }

    pub fn override_level_ends(&mut self) {
        let level = self.named.overrides.len();
        let (start, own) = (self.start.take(), self.own.take());
        if level < 9 {
            // A whole level says its first number itself.
            let start = start.filter(|_| own.is_none());
            self.named.overrides.push((level as u8, start, own));
        }
    }

    pub fn override_ends(&mut self, out: &mut Transcript) {
        let mut named = std::mem::take(&mut self.named);
        self.lists.insert(named.number, named.list);
        named.overrides.retain(|(_, start, own)| start.is_some() || own.is_some());
        out.named.push(named);
    }

    /// The font of a label, where it is not written with it.
    pub fn label_font(&self, list: i32, level: u8) -> &str {
        let fonts = self.lists.get(&list).and_then(|list| self.level_fonts.get(list));
        fonts.and_then(|f| f.get(usize::from(level))).map_or("", String::as_str)
    }

    /// The day on which the file says that it was made.
    pub fn facts(&self, facts: &mut Facts) {
        let [year, month, day] = self.created;
        if year > 0 {
            facts.created = format!("{year:04}-{month:02}-{day:02}");
        }
    }
}

/// What a word says of the counting of notes; whether it is one that does.
pub fn counting(word: &str, number: Option<i32>, all: &mut [Option<Counting>; 2]) -> bool {
    let (word, end) = match word.strip_prefix('a') {
        Some(rest) if rest.starts_with("ftn") => (rest, true),
        _ => (word, false),
    };
    let Some(rest) = word.strip_prefix("ftn").or_else(|| word.strip_prefix("sftn")) else { return false };
    let format =
        rest.strip_prefix('n').and_then(|f| super::words::NOTE_FORMATS.iter().find(|(w, _)| *w == f));
    let one = all[usize::from(end)].get_or_insert(Counting::USUAL);
    match (rest, format) {
        (_, Some((_, format))) => one.format = format,
        ("start", _) => one.start = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
        ("restart", _) => one.each_section = true,
        ("rstcont", _) => one.each_section = false,
        _ => return false,
    }
    true
}
