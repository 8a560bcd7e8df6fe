//! The intermediate representation: one tree for every kind of numbered document, which all writers read.
//!
//! Every character of the source stands in it exactly once, in order: the concatenation of leads, labels, gaps,
//! headings and texts ([`source_text`]) is the decoded source.

mod address;
mod given;
mod ids;
mod inline;
mod mark;
mod marks;
mod meta;
mod opening;
mod parallel;
mod picture;
mod project;
mod rule;
#[cfg(test)]
mod schema;
mod shelf;
mod sibling;
mod space;
mod stated;
mod table;
mod validate;
mod walk;

pub(crate) use address::leads_out;
pub use address::{is_language, uri};
pub use given::{Correct, Correction, Given, Pin, Pinned};
pub use ids::{assign_ids, restarts_inside};
pub use inline::{Run, RunKind, Step, referred_notes};
pub use mark::{CellAlign, Mark, MarkKind, Scope};
pub use marks::{ENCODED, FixedElement, MarkForm, MarkPlace, MarkTag, Shift, Stroke, Weight};
pub use meta::{DateRole, DocDate, Imprint, Kept, Kind, Meta, SENTENCES, Series, Spanned, Status};
pub use opening::each_mark;
pub use parallel::renderings;
pub use picture::{Picture, frame, pictures};
pub(crate) use project::{Lines, Whose, read_aloud};
pub use project::{
    Piece, lead_pieces, normalised_sha256, notes_apart, plain_text, sha256_apart, signless_text, source_text,
    unmarked_text,
};
pub use rule::Rule;
pub use shelf::{Card, Shelf, change_marks};
pub use sibling::Sibling;
pub use table::{Cell, Row, column_shares, empty_places, heads, width};
pub use validate::validate;
pub use walk::{Event, events, walk};

use crate::number::{Level, System, citation};
use crate::text::chars::is_space;
use crate::text::{Provenance, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the JSON form; it grows when a reader of the old form would misunderstand the new one.
pub const VERSION: u32 = 1;

/// A recognised document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// [`VERSION`] of the form.
    pub version: u32,
    /// Where the source came from.
    pub provenance: Provenance,
    /// What is known about the document.
    pub meta: Meta,
    /// Title, document number, adoption notes, table of contents, addressee, preamble.
    pub front: Vec<Block>,
    /// Provisions, and text between them.
    pub body: Vec<Block>,
    /// Signatures, dateline, what follows them, annexes.
    pub back: Vec<Block>,
    /// Pictures that marks show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// What follows the last block: white space as a rule.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tail: String,
}

/// A paragraph of text or a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Block {
    /// A paragraph.
    Text(Text),
    /// A numbered unit, or a heading with what stands under it.
    Provision(Provision),
}

impl Document {
    /// The title; where none was recognised, the file's name without its extension.
    pub fn title(&self) -> &str {
        self.meta.title_or(self.provenance.file_name.rsplit_once('.').map_or("", |(stem, _)| stem))
    }
    /// How much room its text takes, in bytes: where the last block ends, but not more than a file could lead us to
    /// waste.
    pub(crate) fn room(&self) -> usize {
        const MOST: usize = 1 << 24;
        let last = [&self.back, &self.body, &self.front].into_iter().find_map(|part| part.last());
        last.map_or(0, |b| b.span().end as usize + self.tail.len()).min(MOST)
    }
    /// Whether it is a volume of several documents.
    pub fn is_volume(&self) -> bool {
        matches!(self.body.first(), Some(Block::Provision(p)) if p.level == Level::Document)
    }
}

impl Block {
    /// Where it stands in the source, without its lead.
    pub const fn span(&self) -> Span {
        match self {
            Self::Text(t) => t.span,
            Self::Provision(p) => p.span,
        }
    }
    /// Whether it is an item of a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Provision(p) if p.level.is_list())
    }
    /// Whether it stands beside the paragraphs: a note or a table.
    pub const fn is_aside(&self) -> bool {
        matches!(self, Self::Text(t) if t.is_aside())
    }
    /// The 款 that has no label of its own: an article's label runs into it.
    pub fn unlabelled_paragraph(&self) -> Option<&Provision> {
        match self {
            Self::Provision(p) if p.level == Level::Paragraph && p.label.is_none() => Some(p),
            _ => None,
        }
    }
}

/// What a paragraph is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// A line of the title.
    Title,
    /// 文号, the document number.
    Number,
    /// An adoption or amendment note.
    History,
    /// The words 目录, and the lines of a table of contents that the source brings along.
    Contents,
    /// 主送机关, the addressee.
    Addressee,
    /// A paragraph before the first provision.
    Preamble,
    /// Running text.
    #[default]
    Body,
    /// 附件：1.…, the list of what is annexed.
    Enclosures,
    /// Who signs.
    Signature,
    /// Place and date, the sentence that says where a treaty was made, or the note of an agency, at the end.
    Dateline,
    /// What follows the date: （此件公开发布）, copies, editors.
    Trailer,
    /// A footnote or endnote, where the source has it: 〔1〕 and its text.
    Note,
    /// A table: rows and cells are marks, and every character belongs to a cell.
    Table,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Title,
        Self::Number,
        Self::History,
        Self::Contents,
        Self::Addressee,
        Self::Preamble,
        Self::Body,
        Self::Enclosures,
        Self::Signature,
        Self::Dateline,
        Self::Trailer,
        Self::Note,
        Self::Table,
    ];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::History => "history",
            Self::Contents => "contents",
            Self::Addressee => "addressee",
            Self::Preamble => "preamble",
            Self::Body => "body",
            Self::Enclosures => "enclosures",
            Self::Signature => "signature",
            Self::Dateline => "dateline",
            Self::Trailer => "trailer",
            Self::Note => "footnote",
            Self::Table => "table",
        }
    }
}

impl Text {
    /// Whether it stands beside the paragraphs, and is none itself.
    pub const fn is_aside(&self) -> bool {
        matches!(self.role, Role::Note | Role::Table)
    }
}

/// Lines that head a table of contents, without white space.
pub const CONTENTS_TITLES: &[&str] = &["目录", "目次", "目錄", "目录：", "차례", "목차"];

/// A stable identifier, the same in every output: `art-12`, `art-17_1`, `pt-2.ch-1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Id(pub String);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A paragraph: one contiguous string, with marks on ranges of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Text {
    /// What it is.
    pub role: Role,
    /// Its identifier; the text of a numbered item has none, since the item has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// What stands between it and what comes before: white space, or signs of the source's markup.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// The text.
    pub text: String,
    /// Properly nested marks, in order of their starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Where the text (not the lead) stands in the source.
    pub span: Span,
}

/// A picture that a document brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Media {
    /// Its name, which marks and files bear: `image-1.png`.
    pub name: String,
    /// The media type: `image/png`.
    pub mime: String,
    /// Its bytes, in Base64.
    pub data: String,
}

/// A unit of the document: container, article, paragraph, item and everything below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provision {
    /// Its level.
    pub level: Level,
    /// Its identifier.
    pub id: Id,
    /// What stands between it and what comes before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Its label, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Box<Label>>,
    /// Its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Box<Heading>>,
    /// How certain the recogniser is that it is what it is, in hundredths; none where nothing speaks against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// From its first character (without lead) to its last.
    pub span: Span,
}

/// A label exactly as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Label {
    /// The text as written: 第十七条之一, 三、, （二）.
    pub text: String,
    /// White space between the label and what follows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gap: String,
    /// The form it matched, by its pattern: 第{n}条; `marker` for a sign without a number.
    pub form: Cow<'static, str>,
    /// How the numeral is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<System>,
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// 之一: the numbers after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<u32>,
    /// Whether the numbering of the file shows it and nobody typed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
    /// Marks on ranges of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Where the label stands.
    pub span: Span,
}

impl Label {
    /// The number with its branches, as citations and identifiers write it: `17`, `17_1`.
    pub fn n(&self) -> Option<String> {
        self.number.map(|n| citation(n, &self.branches))
    }
}

/// The place of a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeadingPlace {
    /// On the label's line (or the next), with the text starting on another: 第一章　总则.
    #[default]
    Line,
    /// After the label and before the text, on one line: 第一条（目的）.
    RunIn,
    /// On a line of its own before the label, as in Japanese laws.
    Before,
}

/// The heading of a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Heading {
    /// The heading as written, brackets and all.
    pub text: String,
    /// Where it stands.
    pub place: HeadingPlace,
    /// White space after it, where the label follows ([`HeadingPlace::Before`]) or the text ([`HeadingPlace::RunIn`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gap: String,
    /// Marks on ranges of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Where it stands in the source.
    pub span: Span,
}

impl Provision {
    /// A provision without label, heading or content.
    pub fn new(level: Level, lead: String, span: Span) -> Self {
        Self {
            level,
            id: Id::default(),
            lead,
            label: None,
            heading: None,
            confidence: None,
            blocks: vec![],
            span,
        }
    }
    /// The number with branches, if it has a number.
    pub fn n(&self) -> Option<String> {
        self.label.as_deref().and_then(Label::n)
    }
    /// Label and heading on one line, for outlines and contents: 第一章　总则; else the label and the first words.
    pub fn caption(&self, words: usize) -> String {
        let mut out = String::new();
        let label = self.label.as_ref().map_or(Cow::Borrowed(""), |l| l.readable());
        out.push_str(&label);
        let text = match &self.heading {
            Some(h) => h.readable(),
            None if self.level == Level::Document => Cow::Owned(title_of(&self.blocks)),
            // A 款 that only holds a list has no words of its own.
            None if self.level == Level::Paragraph => first_text(&self.blocks, false),
            None => first_text(&self.blocks, true),
        };
        if !label.is_empty() && !text.is_empty() && !label.ends_with(['、', '）', ')', '．', '：']) {
            let run_in = self.heading.as_ref().is_some_and(|h| h.place == HeadingPlace::RunIn);
            out.push_str(if run_in { self.label_space() } else { space::behind(&label) });
        }
        let all = self.heading.is_some() || self.level == Level::Document;
        let most = if all { usize::MAX } else { words };
        out.reserve(text.len().min(most.saturating_mul('一'.len_utf8())) + '…'.len_utf8());
        // No more is looked at than is shown; white space is one space, between words alone.
        let (mut count, mut spaced) = (0, false);
        for c in text.chars() {
            if is_space(c) {
                spaced = count > 0;
                continue;
            }
            for c in std::mem::take(&mut spaced).then_some(' ').into_iter().chain([c]) {
                if count == most {
                    out.push('…');
                    return out;
                }
                out.push(c);
                count += 1;
            }
        }
        out
    }
}

/// The lines of a title, joined; the first words where there is none.
fn title_of(blocks: &[Block]) -> String {
    let titles = blocks.iter().filter_map(|b| match b {
        Block::Text(t) if t.role == Role::Title => Some(t.readable()),
        _ => None,
    });
    let title: String = titles.collect();
    if title.is_empty() { first_text(blocks, true).chars().take(TITLE_WORDS).collect() } else { title }
}

/// What stands for the title of a document without one.
const TITLE_WORDS: usize = 24;

fn first_text(blocks: &[Block], deep: bool) -> Cow<'_, str> {
    match blocks.first() {
        Some(Block::Text(t)) => t.readable(),
        Some(Block::Provision(p)) if deep => first_text(&p.blocks, deep),
        _ => Cow::Borrowed(""),
    }
}
