//! The walk through the document: blocks to lines, with the numbers that they show.

use super::changes::{Changes, Region};
use super::lists::Lists;
use super::package::{Held, Package};
use super::styles::{self, Styles};
use crate::read::docx::account::Account;
use crate::read::docx::inline::{Change, Named, Paragraph};
use crate::read::docx::out::Out;
use crate::read::docx::package::attr;
use crate::read::docx::pictures::Pictures;
use crate::read::docx::properties::RunLook;
use crate::read::{Options, Revisions};
use crate::text::chars::is_space;
use crate::text::{Hints, Style};
use crate::xml::Element;
use std::collections::VecDeque;

/// Bytes that a file may have by repeating what stands in it once.
const SPARE: usize = 1 << 22;

/// A list that blocks stand in.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its number among all lists, and its style.
    list: usize,
    style: &'a str,
    level: usize,
    /// Whether the next paragraph shows a number, and the one that it begins with.
    counts: bool,
    start: Option<u32>,
}

/// What holds for all that stands inside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    pub link: u16,
    pub ruby: u32,
    pub ruby_text: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Whether it is a table of contents.
    pub contents: bool,
    /// How runs look.
    pub run: RunLook,
    pub face: Option<&'a str>,
    pub item: Option<Item<'a>>,
}

/// A walk through a file.
pub struct Walk<'a> {
    pub options: &'a Options,
    pub styles: &'a Styles<'a>,
    pub lists: Lists<'a>,
    pub changes: Changes<'a>,
    pub held: &'a Held<'a>,
    pub package: Option<Package<'a>>,
    pub named: Named,
    pub out: Out,
    pub account: Account,
    pub pictures: Pictures,
    /// The paragraph in the making, what is known of it, and the number that it waits for.
    pub now: Paragraph,
    pub hints: Hints,
    pub number: Option<(Item<'a>, &'a str)>,
    /// The language of its letters, in which numbers are spelled out.
    pub tongue: Option<u16>,
    /// Whether white space that is written comes to nothing: at the start, and behind white space.
    pub spaced: bool,
    /// Blocks that stand inside of the paragraph and are read behind it.
    pub boxes: Vec<Element<'a>>,
    /// A paragraph whose end is gone: the next one goes on with it.
    pub carried: Option<Paragraph>,
    /// Counts ruby texts and comments.
    pub rubies: u32,
    pub comments: u32,
    /// Bytes that elements may still stand for which say that they are repeated.
    pub spare: usize,
    /// How many tables stand around: notes wait for the end of the outermost one.
    pub tables: usize,
    /// Notes that signs lead to and that are not read yet; endnotes, which wait longer, apart.
    pub waiting: VecDeque<(Element<'a>, String)>,
    pub ends: VecDeque<(Element<'a>, String)>,
}

impl<'a> Walk<'a> {
    pub fn new(
        options: &'a Options,
        styles: &'a Styles<'a>,
        lists: Lists<'a>,
        changes: Changes<'a>,
        held: &'a Held<'a>,
    ) -> Self {
        Self {
            options,
            styles,
            lists,
            changes,
            held,
            package: None,
            named: Named::default(),
            out: Out::default(),
            account: Account::default(),
            pictures: Pictures::default(),
            now: Paragraph::default(),
            hints: Hints::NONE,
            number: None,
            tongue: None,
            spaced: true,
            boxes: vec![],
            carried: None,
            rubies: 0,
            comments: 0,
            spare: SPARE,
            tables: 0,
            waiting: VecDeque::new(),
            ends: VecDeque::new(),
        }
    }

    /// Whether what was changed so is shown.
    pub const fn shows(&self, change: Change) -> bool {
        match self.options.revisions {
            Revisions::Accept => !matches!(change, Change::Deleted),
            Revisions::Reject => !matches!(change, Change::Inserted),
            Revisions::Mark => true,
        }
    }

    /// What becomes of text that stands here.
    pub fn change(&self, around: &Around) -> Change {
        if around.deleted { Change::Deleted } else { self.changes.now() }
    }

    /// How often something of so many bytes stands there that is repeated so often: once where it would be too much.
    pub fn times(&mut self, many: usize, bytes: usize) -> usize {
        let more = many.saturating_sub(1).saturating_mul(bytes.max(16));
        match self.spare.checked_sub(more) {
            Some(left) => {
                self.spare = left;
                many
            }
            None => 1,
        }
    }

    /// Reads blocks.
    pub fn blocks(&mut self, parent: Element<'a>, around: Around<'a>) {
        for e in parent.elements() {
            self.block(e, around);
        }
    }

    pub fn block(&mut self, e: Element<'a>, around: Around<'a>) {
        match e.name() {
            "p" | "h" => self.paragraph(e, around),
            "list" => self.list(e, around),
            "numbered-paragraph" => self.numbered(e, around),
            "table" => {
                self.flush();
                self.table(e, around);
            }
            "section" | "index-body" if attr(e, "display").is_some_and(|d| d != "true") => self.hide(e),
            "table-of-content" => self.blocks(e, Around { contents: true, ..around }),
            "change-start" | "change-end" | "change" => self.region(e, around),
            "tracked-changes" | "forms" | "soft-page-break" => {}
            name if name.ends_with("-decls") || name.ends_with("-source") || name.ends_with("-decl") => {}
            _ if is_drawing(e) => {
                // What belongs to a page and stands in no paragraph.
                self.begin(None);
                self.graphics(e, around);
                self.end();
                self.boxes_here(around);
            }
            _ => self.blocks(e, around),
        }
    }

    /// Counts what is hidden.
    pub fn hide(&mut self, e: Element) {
        self.account.hidden += e.text().chars().filter(|c| !is_space(*c)).count();
    }

    fn list(&mut self, e: Element<'a>, around: Around<'a>) {
        let own = attr(e, "style-name");
        let (list, style, level) = if let Some(outer) = around.item {
            self.lists.register(e, outer.list);
            (outer.list, own.unwrap_or(outer.style), outer.level + 1)
        } else {
            let style = own.or_else(|| self.list_style(e.find("p").or_else(|| e.find("h"))?)).unwrap_or("");
            (self.lists.begin(e, style), style, 0)
        };
        for child in e.elements() {
            let counts = child.name() == "list-item";
            if !counts && child.name() != "list-header" {
                self.block(child, around);
                continue;
            }
            let start = attr(child, "start-value").and_then(|v| v.parse().ok());
            let style = attr(child, "style-override").unwrap_or(style);
            let mut item = Item { list, style, level, counts, start };
            for inner in child.elements() {
                // LibreOffice writes its own number there for programs that count none.
                if inner.name() == "number" {
                    continue;
                }
                self.block(inner, Around { item: Some(item), ..around });
                if matches!(inner.name(), "p" | "h") {
                    (item.counts, item.start) = (false, None);
                }
            }
        }
    }

    /// The list style that a paragraph's own style names.
    fn list_style(&self, e: Element<'a>) -> Option<&'a str> {
        self.styles.get("paragraph", attr(e, "style-name")).and_then(|s| s.list)
    }

    fn numbered(&mut self, e: Element<'a>, around: Around<'a>) {
        let list = self.lists.of_paragraph(attr(e, "list-id").unwrap_or(""));
        let level = attr(e, "level").and_then(|v| v.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1);
        let start = attr(e, "start-value").and_then(|v| v.parse().ok());
        let style = attr(e, "style-name").unwrap_or("");
        let item = Item { list, style, level, counts: true, start };
        for inner in e.elements().filter(|c| matches!(c.name(), "p" | "h")) {
            self.paragraph(inner, Around { item: Some(item), ..around });
        }
    }

    /// A region of changes begins or ends, or something was deleted here.
    pub fn region(&mut self, e: Element<'a>, around: Around<'a>) {
        let Some((region, first)) = self.changes.met(e) else { return };
        match region {
            Region::Inserted => {
                self.account.inserted += usize::from(first);
                self.changes.opens(e, false);
            }
            Region::Deleted(content) => {
                self.account.deleted += usize::from(first);
                if e.name() != "change" {
                    self.changes.opens(e, true);
                } else if first && self.options.revisions != Revisions::Accept {
                    self.restore(content, Around { deleted: true, ..around });
                }
            }
        }
    }

    /// Puts what was deleted where it was: its first paragraph goes on with the one that stands here, and that one goes on
    /// with its last.
    fn restore(&mut self, content: Element<'a>, around: Around<'a>) {
        let blocks = content.elements().filter(|e| e.name() != "change-info");
        for (k, e) in blocks.enumerate() {
            let text = matches!(e.name(), "p" | "h");
            if k > 0 || !text {
                self.end();
                self.begin(text.then_some(e));
            }
            if text {
                self.inlines(e, around);
            } else {
                let (hints, number) = (self.hints, self.number.take());
                self.block(e, Around { item: None, ..around });
                self.begin(None);
                (self.hints, self.number) = (hints, number);
            }
        }
    }

    /// What the styles of a paragraph say.
    fn style(&self, e: Element<'a>) -> Option<&'a styles::Style<'a>> {
        let styles = self.styles;
        styles.get("paragraph", attr(e, "style-name").or_else(|| attr(e, "cond-style-name")))
    }

    /// Begins a paragraph, or goes on with one whose end is gone.
    pub fn begin(&mut self, e: Option<Element<'a>>) {
        self.now = self.carried.take().unwrap_or_default();
        self.spaced = true;
        self.number = None;
        self.hints = Hints::NONE;
        let Some(e) = e else { return };
        let style = self.style(e).cloned().unwrap_or_default();
        let look = self.styles.usual.paragraph.with(&style.paragraph);
        let level =
            (e.name() == "h").then(|| attr(e, "outline-level").and_then(|v| v.parse().ok()).unwrap_or(1));
        let outline = level.or(style.depth);
        self.hints = Hints {
            outline,
            style: match style.said {
                Style::Plain | Style::Title if level.is_some() => Style::Heading,
                said => said,
            },
            align: look.align.unwrap_or_default(),
            page_break: look.new_page == Some(true) || style.master && !self.out.text.is_empty(),
            ..Hints::NONE
        };
    }

    /// Ends the paragraph.
    pub fn end(&mut self) {
        let mut hints = self.hints;
        if let Some((item, style)) = self.number.take() {
            hints.list_depth = u8::try_from(item.level).ok();
            let language = self.tongue.map_or("", |n| self.named.languages.get(n));
            if let Some(shown) = self.lists.next(item.list, style, (item.level, item.start), language)
                && !shown.text.trim().is_empty()
            {
                self.now.number(shown.text.trim(), shown.gap);
            }
        }
        hints.bold = self.now.is_bold();
        hints.size = self.now.size;
        let p = std::mem::take(&mut self.now);
        self.write(p, hints, false);
    }

    /// Ends a paragraph that nothing goes on with.
    pub fn flush(&mut self) {
        if let Some(p) = self.carried.take() {
            self.write(p, Hints::NONE, false);
        }
    }

    /// Writes a paragraph down; with `one` as one line.
    pub fn write(&mut self, mut p: Paragraph, hints: Hints, one: bool) {
        p.settle();
        self.out.paragraph(&p, hints, one, &self.named);
    }

    /// The number that a paragraph shows: that of the list around it, or for headings that of the file's outline.
    fn number_of(&self, e: Element<'a>, around: &Around<'a>) -> Option<(Item<'a>, &'a str)> {
        if let Some(item) = around.item {
            return item.counts.then_some((item, item.style));
        }
        let style = self.style(e)?;
        if e.name() != "h" || !style.outlined || attr(e, "is-list-header") == Some("true") {
            return None;
        }
        let level = self.hints.outline.unwrap_or(1).saturating_sub(1).into();
        let restarts = attr(e, "restart-numbering") == Some("true");
        let given = attr(e, "start-value").and_then(|v| v.parse().ok());
        let start = if restarts { given.or(Some(1)) } else { None };
        let outline = self.lists.outline?;
        Some((Item { list: 0, style: outline, level, counts: true, start }, outline))
    }

    pub fn paragraph(&mut self, e: Element<'a>, around: Around<'a>) {
        let hides = |c: &Element| c.name() == "hidden-paragraph" && attr(*c, "is-hidden") == Some("true");
        if e.elements().any(|c| hides(&c)) {
            self.hide(e);
            return;
        }
        self.begin(Some(e));
        let style = self.style(e);
        let run = self.styles.usual.run.with(&style.map(|s| s.run).unwrap_or_default());
        let face = style.and_then(|s| s.face);
        if around.contents {
            self.hints.style = Style::Contents;
        }
        self.number = self.number_of(e, &around);
        self.tongue = run.language[0];
        self.inlines(e, Around { run, face, ..around });
        // Its end belongs to what was inserted or deleted.
        let gone = !self.shows(self.change(&around));
        let nothing = run.vanish == Some(true) && self.now.is_blank();
        if gone {
            self.number = None;
            self.carried = Some(std::mem::take(&mut self.now));
        } else if !nothing {
            if self.now.size == 0 {
                self.now.size = run.size.unwrap_or(0);
            }
            self.end();
        }
        self.boxes_here(around);
        self.notes_here();
    }

    /// Reads what stands in the paragraph as blocks.
    pub fn boxes_here(&mut self, around: Around<'a>) {
        for inner in std::mem::take(&mut self.boxes) {
            self.blocks(inner, Around { item: None, ..around });
        }
    }

    /// Reads the notes whose signs stand in the paragraph or table that was read last, endnotes aside; a note may lead to
    /// further ones.
    pub fn notes_here(&mut self) {
        if self.tables > 0 || self.carried.is_some() {
            return;
        }
        while let Some((e, sign)) = self.waiting.pop_front() {
            self.note(e, &sign);
        }
    }

    /// Reads all notes that are left: endnotes stand at the end.
    pub fn notes_at_end(&mut self) {
        self.notes_here();
        while let Some((e, sign)) = self.ends.pop_front() {
            self.note(e, &sign);
            self.notes_here();
        }
    }
}

/// Whether an element is drawn.
pub fn is_drawing(e: Element) -> bool {
    e.namespace().contains(":drawing:")
        || e.namespace().ends_with("/drawing")
        || e.namespace().contains(":dr3d:")
}
