//! What holds in a group, and what control words change of it.

use crate::read::docx::{Change, Vertical};
use crate::read::word::{Paragraph, Run};
use crate::text::Align;

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum To {
    /// Into the story.
    #[default]
    Story,
    /// Nowhere: it is no text.
    Nowhere,
    /// Nowhere, and nothing says what it is.
    Unknown,
    /// The words that one of two groups has, the second of which is read.
    Twice,
    /// The code of a field.
    Code,
    /// The label of a paragraph.
    Label,
    /// Names of fonts, each with a semicolon behind it.
    Fonts,
    /// Names of styles.
    Styles,
    /// The lists.
    Lists,
    /// The text of a level of a list.
    LevelText,
    /// A fact about the document.
    Title,
    Author,
    Created,
    /// Who wrote a comment.
    Commentator,
    /// A picture, in hexadecimal digits.
    Picture,
    /// The name and the value of a property of a shape.
    PropertyName,
    Property,
    /// Nowhere, but groups inside may go somewhere.
    Around,
    /// A formula.
    Formula,
}

/// What the end of a group does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// Nothing.
    #[default]
    Nothing,
    Field,
    Label,
    List,
    ListLevel,
    LevelText,
    Override,
    OverrideLevel,
    Title,
    Author,
    Commentator,
    Picture,
    PropertyName,
    Property,
    Shape,
    NestedRow,
    Formula,
    /// Stories of their own.
    Note,
    Comment,
    Head,
    TextBox,
}

/// The fonts of a run, and which of them the next words are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// Of Latin, of other and of East Asian characters; -1 where nothing is said.
    pub of: [i32; 3],
    /// The one that is named now; none where it is that of complex scripts.
    pub now: Option<u8>,
}

impl Fonts {
    /// The number of the font that text stands in.
    pub fn shown(&self) -> i32 {
        let named = self.of[usize::from(self.now.unwrap_or(0)).min(2)];
        if named < 0 { self.of[0] } else { named }
    }

    /// The number of the font of East Asian characters.
    pub const fn eastern(&self) -> i32 {
        if self.of[2] < 0 { self.of[0] } else { self.of[2] }
    }

    /// One font for all.
    pub const fn usual(font: i32) -> Self {
        Self { of: [font, -1, -1], now: Some(0) }
    }
}

/// A group.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub to: To,
    pub ends: Ends,
    /// Whether `\*` stands at its start and no word behind it yet.
    pub starred: bool,
    pub run: Run,
    pub fonts: Fonts,
    pub paragraph: Paragraph,
    /// Whether the paragraph stands in a table, and how many tables deep.
    pub in_table: bool,
    pub depth: u8,
    /// How many characters stand for one of Unicode.
    pub skipped: u8,
}

impl Group {
    /// The one around all.
    pub fn new() -> Self {
        Self {
            to: To::Story,
            ends: Ends::Nothing,
            starred: false,
            run: Run::default(),
            fonts: Fonts::usual(0),
            paragraph: Paragraph::default(),
            in_table: false,
            depth: 0,
            skipped: 1,
        }
    }

    /// How many tables deep its paragraph stands.
    pub fn tables(&self) -> usize {
        usize::from(if self.depth > 0 { self.depth } else { self.in_table.into() })
    }

    /// Whether text goes into a story, sooner or later.
    pub const fn in_story(&self) -> bool {
        matches!(self.to, To::Story | To::Code)
    }

    /// Changes what a word of formatting changes; whether it is one.
    pub fn format(&mut self, word: &str, number: Option<i32>, usual_font: i32) -> bool {
        let on = number != Some(0);
        let set = on.then_some(true);
        let n = number.unwrap_or(0);
        let p = &mut self.paragraph;
        let r = &mut self.run;
        match word {
            "pard" => {
                *p = Paragraph::default();
                (self.in_table, self.depth) = (false, 0);
            }
            "plain" => {
                *r = Run::default();
                self.fonts = Fonts::usual(usual_font);
            }
            "s" => p.style = u16::try_from(n).ok(),
            "ql" => p.align = Some(Align::Start),
            "qc" => p.align = Some(Align::Centre),
            "qr" => p.align = Some(Align::End),
            "qj" | "qd" | "qk" | "qt" => p.align = Some(Align::Justified),
            "fi" => p.indent = Some(n),
            "cufi" => p.indent_ems = Some(n),
            "outlinelevel" => p.outline = u8::try_from(n).ok().filter(|n| *n < 10),
            "pagebb" => p.new_page = set,
            "ls" => p.list = (n != 0).then_some(n),
            "ilvl" => p.level = u8::try_from(n).ok().filter(|n| *n < 9),
            "intbl" => self.in_table = true,
            "itap" => self.depth = u8::try_from(n).unwrap_or(0).min(100),
            "b" => r.bold = set,
            "v" => r.hidden = set,
            "spv" => r.runs_in = on,
            "ulnone" => r.underline = None,
            "accnone" => r.dots = None,
            "accdot" | "acccomma" | "acccircle" | "accunderdot" => r.dots = set,
            "super" => r.vertical = on.then_some(Vertical::Super),
            "sub" => r.vertical = on.then_some(Vertical::Sub),
            "nosupersub" => r.vertical = None,
            "fs" => r.size = u16::try_from(n).ok().filter(|n| *n > 0),
            "lang" => r.language[0] = language(n),
            "langfe" => r.language[1] = language(n),
            "revised" | "mvt" => r.change = change(on, Change::Inserted, r.change),
            "deleted" | "mvf" => r.change = change(on, Change::Deleted, r.change),
            "loch" | "ltrch" => self.fonts.now = Some(0),
            "hich" => self.fonts.now = Some(1),
            "dbch" => self.fonts.now = Some(2),
            "rtlch" => self.fonts.now = None,
            "f" => {
                let now = usize::from(self.fonts.now.unwrap_or(0)).min(2);
                self.fonts.of[now] = n;
            }
            "af" => {
                if let Some(now @ 1..) = self.fonts.now {
                    self.fonts.of[usize::from(now).min(2)] = n;
                }
            }
            "uc" => self.skipped = u8::try_from(n).unwrap_or(1),
            _ if word.starts_with("ul") && word != "ulc" => r.underline = set,
            _ => return false,
        }
        true
    }
}

/// 1024 says that there is none.
fn language(n: i32) -> u16 {
    u16::try_from(n).ok().filter(|n| *n != 1024).unwrap_or(0)
}

/// What was inserted and then deleted is gone.
fn change(on: bool, to: Change, before: Change) -> Change {
    match (on, before) {
        (true, Change::Deleted) => Change::Deleted,
        (true, _) => to,
        (false, before) if before == to => Change::None,
        (false, before) => before,
    }
}
