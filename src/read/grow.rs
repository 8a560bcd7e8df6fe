//! Finished documents out of markup that states their structure. No line of such a file is a line of text: the source is the
//! reading text, a line for every paragraph, and grows along with the tree.

use super::decode::redecoded;
use super::tei::number_label;
use crate::ir::{
    Block, CellAlign, Document, Event, Heading, HeadingPlace, Id, Label, Mark, MarkKind, Provision, Role,
    Scope, Spanned, Text, VERSION, assign_ids, events,
};
use crate::number::{Group, Level, System, read_labels};
use crate::text::chars::{is_han, is_kana, is_space};
use crate::text::{Source, Span};
use std::collections::HashMap;

/// The text of a paragraph in the making.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// What is marked in it.
    pub marks: Vec<Mark>,
    /// Marks that have begun and not ended.
    open: Vec<usize>,
    /// White space that waits for what follows it.
    blank: bool,
}

impl Inline {
    /// Adds text as it stands.
    pub fn push(&mut self, text: &str) {
        self.settle(text);
        self.text.push_str(text);
    }

    /// Adds text whose line breaks and indents are those of the file: they part words, and nothing in scripts that write
    /// none.
    pub fn flow(&mut self, text: &str) {
        let layout = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        for (k, word) in text.split(layout).enumerate() {
            self.blank |= k > 0;
            if !word.is_empty() {
                self.push(word);
            }
        }
    }

    /// Sets what comes apart as a column does.
    pub fn column(&mut self) {
        self.blank = false;
        self.text.push('　');
    }

    /// Puts the white space that waited.
    fn settle(&mut self, next: &str) {
        if std::mem::take(&mut self.blank) {
            let joined =
                |c: Option<char>| c.is_none_or(|c| is_han(c) || is_kana(c) || "。、，；：）」』".contains(c));
            let before = self.text.chars().next_back();
            if !(before.is_none() || joined(before) && joined(next.chars().next())) {
                self.text.push(' ');
            }
        }
    }

    /// A mark begins.
    pub fn begin(&mut self, kind: MarkKind) {
        let at = self.text.len() as u32;
        self.open.push(self.marks.len());
        self.marks.push(Mark { start: at, end: at, kind });
    }

    /// The mark that began last ends; one around nothing is none.
    pub fn end(&mut self) {
        let at = self.text.len() as u32;
        let Some(k) = self.open.pop() else { return };
        self.marks[k].end = at;
        let m = &self.marks[k];
        if m.start == at && !m.kind.may_be_empty() {
            self.marks.remove(k);
        }
    }

    /// Adds text that a mark covers.
    pub fn marked(&mut self, text: &str, kind: MarkKind) {
        self.begin(kind);
        self.push(text);
        self.end();
    }

    /// Adds another paragraph's text, with its marks.
    pub fn append(&mut self, other: &Self) {
        let by = self.text.len() as i64;
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|m| m.moved(by)));
    }

    /// A text with its marks.
    pub fn of(text: &str, marks: Vec<Mark>) -> Self {
        Self { text: text.to_owned(), marks, ..Self::default() }
    }

    /// A part of it, with the marks that stand in that.
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        let (from, to) = (range.start as u32, range.end as u32);
        let inside = self.marks.iter().filter(|m| m.start >= from && m.end <= to);
        let marks = inside.map(|m| m.moved(-i64::from(from))).collect();
        Self { text: self.text[range].to_owned(), marks, ..Self::default() }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }

    /// Marks that nest and cover something; a ruby without an annotation is none, and an annotation ends its ruby.
    fn sound(self) -> (String, Vec<Mark>) {
        let Self { text, mut marks, .. } = self;
        marks.sort_by_key(Mark::order);
        let rubies: Vec<(u32, u32)> =
            marks.iter().filter(|m| m.kind == MarkKind::Ruby).map(|m| (m.start, m.end)).collect();
        marks.retain(|m| {
            m.kind != MarkKind::RubyText
                || rubies.iter().any(|(start, end)| *start < m.start && *end == m.end)
        });
        (text, marks)
    }
}

/// A row of a table: whether it heads the columns, and its cells.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    pub header: bool,
    pub cells: Vec<GridCell>,
}

/// A cell: its text, and the rows and columns that it covers; what it heads where its row does not say so, and how it is
/// aligned where its text does not.
#[derive(Clone, Debug, Default)]
pub struct GridCell {
    pub text: Inline,
    pub rows: u16,
    pub columns: u16,
    pub scope: Option<Scope>,
    pub align: Option<CellAlign>,
}

/// A label and heading as the markup has them.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The label; with the number that the markup states, where it does.
    pub label: Option<Inline>,
    pub number: Option<u32>,
    /// The number that would come next: of two readings of a label the one that counts on is meant.
    pub expected: Option<u32>,
    pub heading: Option<(Inline, HeadingPlace)>,
    /// Whether what follows goes on behind it on the same line.
    pub runs_in: bool,
    /// White space behind the label and behind a heading that the text runs into, where the markup has it as it is printed.
    pub gaps: Option<(String, String)>,
}

/// A document in the making.
#[derive(Debug, Default)]
pub struct Grow {
    pub doc: Document,
    source: String,
    /// Whether the next block goes on behind a label.
    glued: bool,
}

impl Grow {
    pub fn new() -> Self {
        Self { doc: Document { version: VERSION, ..Document::default() }, ..Self::default() }
    }

    /// Begins a line, unless what comes goes on in one.
    fn lead(&mut self) -> String {
        let lead = if std::mem::take(&mut self.glued) || self.source.is_empty() { "" } else { "\n" };
        self.source.push_str(lead);
        lead.to_owned()
    }

    fn span(&mut self, text: &str) -> Span {
        let start = self.source.len();
        self.source.push_str(text);
        Span::new(start, self.source.len())
    }

    /// A paragraph.
    pub fn text(&mut self, role: Role, inline: Inline) -> Text {
        let lead = self.lead();
        let (text, marks) = inline.sound();
        let span = self.span(&text);
        Text { role, id: None, lead, text, marks, span }
    }

    /// Adds to a paragraph at its end; nothing has come since.
    pub fn more(&mut self, t: &mut Text, text: &str) {
        debug_assert_eq!(t.span.end as usize, self.source.len());
        self.source.push_str(text);
        t.text.push_str(text);
        t.span.end = self.source.len() as u32;
    }

    /// A table; its caption, if there is one, is a line before its rows.
    pub fn table(&mut self, caption: Option<Inline>, rows: Vec<GridRow>) -> Text {
        let mut all = Inline::default();
        if let Some(caption) = caption.filter(|c| !c.is_blank()) {
            all.begin(MarkKind::Caption);
            all.append(&caption);
            all.end();
        }
        let silent = |all: &mut Inline, sign: &str| {
            if !all.text.is_empty() {
                all.begin(MarkKind::Break);
                all.text.push_str(sign);
                all.end();
            }
        };
        for row in rows {
            all.begin(MarkKind::Row { header: row.header });
            for (k, cell) in row.cells.into_iter().enumerate() {
                all.begin(MarkKind::Cell);
                let spans = (cell.rows > 1 || cell.columns > 1)
                    .then(|| MarkKind::CellSpan { rows: cell.rows.max(1), columns: cell.columns.max(1) });
                let head = cell.scope.map(|scope| MarkKind::CellHead { scope });
                let align = cell.align.map(|align| MarkKind::CellAlign { align });
                let said: Vec<MarkKind> = [spans, head, align].into_iter().flatten().collect();
                let count = said.len();
                for kind in said {
                    all.begin(kind);
                }
                silent(&mut all, if k == 0 { "\n" } else { "\t" });
                all.append(&cell.text);
                for _ in 0..=count {
                    all.end();
                }
            }
            all.end();
        }
        let lead = self.lead();
        let span = self.span(&all.text);
        Text { role: Role::Table, id: None, lead, text: all.text, marks: all.marks, span }
    }

    /// Begins a provision. `id` is what the markup calls it; it gets its own in the end.
    pub fn open(&mut self, level: Level, id: &str, opening: Opening) -> Provision {
        let lead = self.lead();
        let start = self.source.len();
        let mut p = Provision::new(level, lead, Span::new(start, start));
        p.id = Id(id.to_owned());
        let Opening { label, number, expected, heading, runs_in, gaps } = opening;
        let label = label.filter(|l| !l.is_blank());
        let heading = heading.filter(|(h, _)| !h.is_blank());
        let (before, behind) = match heading {
            Some((h, HeadingPlace::Before)) if label.is_some() => (Some(h), None),
            Some((h, HeadingPlace::Before)) => (None, Some((h, HeadingPlace::Line))),
            other => (None, other),
        };
        if let Some(h) = before {
            let mut heading = self.heading(h, HeadingPlace::Before);
            self.source.push('\n');
            heading.gap.push('\n');
            p.heading = Some(Box::new(heading));
        }
        if let Some(l) = label {
            let (text, marks) = l.sound();
            let mut label = labelled(text, marks, (number, expected), level);
            label.span = self.span(&label.text);
            if behind.is_some() || runs_in {
                label.gap.push_str(gaps.as_ref().map_or_else(|| label.usual_gap(), |(gap, _)| gap));
                self.source.push_str(&label.gap);
            }
            p.label = Some(Box::new(label));
            self.glued = runs_in && behind.is_none();
        } else {
            // What begins with its text begins where that does.
            self.glued = behind.is_none();
        }
        if let Some((h, place)) = behind {
            let mut heading = self.heading(h, place);
            if place == HeadingPlace::RunIn && runs_in {
                let closed = heading.text.ends_with(['）', ')', '】', '］', ']']);
                let usual = if closed { "" } else { "　" };
                heading.gap.push_str(gaps.as_ref().map_or(usual, |(_, gap)| gap));
                self.source.push_str(&heading.gap);
                self.glued = true;
            }
            p.heading = Some(Box::new(heading));
        }
        p
    }

    fn heading(&mut self, h: Inline, place: HeadingPlace) -> Heading {
        let (text, marks) = h.sound();
        let span = self.span(&text);
        Heading { text, place, gap: String::new(), marks, span }
    }

    /// The number that comes next behind blocks.
    pub fn next_number(before: &[Block]) -> Option<u32> {
        let last = before.iter().rev().find_map(|b| match b {
            Block::Provision(p) => p.label.as_ref().map(|l| l.number),
            Block::Text(_) => None,
        });
        last.map_or(Some(1), |n| n?.checked_add(1))
    }

    /// Ends a provision.
    pub fn close(&mut self, p: &mut Provision) {
        self.glued = false;
        p.span.end = self.source.len() as u32;
    }

    /// The document, its identifiers given: those of the markup by `own`, and those that it does not name by the path of
    /// numbers; without `own` all by that. References by the markup's names follow; one to nothing is none.
    pub fn finish(self, file: Source, own: Option<fn(&str) -> String>) -> Document {
        let Self { mut doc, source, .. } = self;
        doc.provenance = redecoded(file, source).provenance;
        stands_in_text(&mut doc);
        let before = ids_of(&doc);
        assign_ids(&mut doc);
        let after = ids_of(&doc);
        let mut renamed: HashMap<String, Id> = HashMap::new();
        for (named, assigned) in before.iter().zip(&after).filter(|(named, _)| !named.is_empty()) {
            let new = own.map_or_else(|| assigned.clone(), |own| own(named));
            renamed.entry(named.clone()).or_insert(Id(new));
        }
        let mut all = before.into_iter();
        let mut taken: std::collections::HashSet<String> = std::collections::HashSet::new();
        each_id(&mut doc, &mut |id| {
            let named = all.next().unwrap_or_default();
            if let Some(new) = renamed.get(&named).filter(|new| own.is_some() && !taken.contains(&new.0)) {
                *id = new.clone();
            }
            // What the file names and what is counted may be the same.
            let mut k = 2;
            let plain = id.0.clone();
            while !taken.insert(id.0.clone()) {
                id.0 = format!("{plain}.dup-{k}");
                k += 1;
            }
        });
        each_text(&mut doc, &mut |marks| {
            marks.retain_mut(|m| match &mut m.kind {
                MarkKind::Reference { target, .. } | MarkKind::NoteReference { target } => {
                    renamed.get(&target.0).map(|new| target.clone_from(new)).is_some()
                }
                _ => true,
            });
        });
        doc
    }
}

/// The label of a text: with the number that is stated, or the one that a form reads in it.
fn labelled(
    text: String,
    marks: Vec<Mark>,
    (number, expected): (Option<u32>, Option<u32>),
    level: Level,
) -> Label {
    let plain = Label {
        text: text.clone(),
        marks: marks.clone(),
        ..number_label(None, text.clone(), marks.clone(), level)
    };
    let readable = plain.readable().into_owned();
    let group = match level {
        Level::Article => Group::Article,
        l if l.is_container() => Group::Heading,
        _ => Group::List,
    };
    let whole = |len: usize| readable[len..].trim().is_empty() || matches!(&readable[len..], "：" | ":");
    let readings: Vec<_> = read_labels(&readable).into_iter().filter(|m| whole(m.len)).collect();
    let stated = readings.iter().find(|m| Some(m.number) == number);
    let next = readings.iter().find(|m| Some(m.number) == expected);
    let fits = readings.iter().find(|m| m.form.group == group);
    let found = stated.or(next).or(fits).or(readings.first()).map(|m| m.number);
    let digits = || {
        let tail = readable.find(|c: char| c.is_ascii_digit())?;
        let end = readable[tail..].find(|c: char| !c.is_ascii_digit()).map_or(readable.len(), |n| tail + n);
        readable[tail..end].parse().ok()
    };
    let value = match level {
        Level::Annex => annex_number(&readable).or_else(digits),
        _ => found.or_else(|| number.or_else(digits).filter(|_| readable.chars().any(char::is_alphanumeric))),
    };
    let mut label = number_label(value, text, marks, level);
    if label.number.is_none() && level != Level::Annex {
        label.form = "marker".into();
    }
    label
}

/// The number in the label of an annex: 附件二, Appendix B.
fn annex_number(label: &str) -> Option<u32> {
    let systems = [System::Arabic, System::FullWidth, System::Han];
    let starts = label.char_indices().map(|(at, _)| &label[at..]);
    let mut han =
        starts.filter(|s| s.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)));
    let number = han.find_map(|s| systems.iter().find_map(|system| system.read(s))).map(|(n, _)| n);
    let letter = || {
        let word = label.trim_end_matches([':', '：', '.']);
        let (at, last) = word.char_indices().next_back()?;
        let alone = last.is_ascii_uppercase() && !word[..at].ends_with(|c: char| c.is_ascii_uppercase());
        alone.then(|| u32::from(last as u8 - b'A') + 1)
    };
    number.or_else(letter)
}

/// Gives the title and the number of the document the places where the text has them; and a title of the text where nothing
/// else states one.
fn stands_in_text(doc: &mut Document) {
    let of = |role: Role| {
        doc.front.iter().filter_map(move |b| match b {
            Block::Text(t) if t.role == role => Some(t),
            _ => None,
        })
    };
    let titles: Vec<&Text> = of(Role::Title).collect();
    if let (Some(first), Some(last)) = (titles.first(), titles.last()) {
        let span = first.span.join(last.span);
        let said = || titles.iter().map(|t| t.readable()).collect::<Vec<_>>().concat();
        let text = doc.meta.title.take().map_or_else(said, |t| t.text);
        doc.meta.title = Some(Spanned { text, span });
    }
    let number = of(Role::Number).next().map(|t| (t.span, t.readable().into_owned()));
    if let Some((span, text)) = number {
        let text = doc.meta.number.take().map_or(text, |n| n.text);
        doc.meta.number = Some(Spanned { text, span });
    }
}

/// Identifiers in order, empty ones too.
fn ids_of(doc: &Document) -> Vec<String> {
    let mut out = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => out.push(p.id.0.clone()),
        Event::Text(t) => out.push(t.id.as_ref().map_or_else(String::new, |id| id.0.clone())),
        Event::Leave(_) => {}
    });
    out
}

/// Sees every identifier in order; that of a paragraph without one is not there and stays so.
fn each_id(doc: &mut Document, see: &mut impl FnMut(&mut Id)) {
    fn blocks(blocks: &mut [Block], see: &mut impl FnMut(&mut Id)) {
        for b in blocks {
            match b {
                Block::Text(t) => match &mut t.id {
                    Some(id) => see(id),
                    None => see(&mut Id(format!("none-{}", t.span.start))),
                },
                Block::Provision(p) => {
                    see(&mut p.id);
                    blocks_of(p, see);
                }
            }
        }
    }
    fn blocks_of(p: &mut Provision, see: &mut impl FnMut(&mut Id)) {
        blocks(&mut p.blocks, see);
    }
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        blocks(part, see);
    }
}

/// Sees the marks of every text, label and heading.
fn each_text(doc: &mut Document, see: &mut impl FnMut(&mut Vec<Mark>)) {
    fn blocks(all: &mut [Block], see: &mut impl FnMut(&mut Vec<Mark>)) {
        for b in all {
            match b {
                Block::Text(t) => see(&mut t.marks),
                Block::Provision(p) => {
                    p.label.iter_mut().for_each(|l| see(&mut l.marks));
                    p.heading.iter_mut().for_each(|h| see(&mut h.marks));
                    blocks(&mut p.blocks, see);
                }
            }
        }
    }
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        blocks(part, see);
    }
}

/// Gives texts that stand in an article right away 款 of their own; items and what stands beside belong to the one before
/// them.
pub fn paragraphs(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = vec![];
    // Whether the last one was made here, and takes what follows it.
    let mut takes = false;
    for mut b in blocks {
        let begins = matches!(&b, Block::Text(t) if !t.is_aside());
        let own = matches!(&b, Block::Provision(p) if p.level <= Level::Paragraph);
        if own {
            takes = false;
            out.push(b);
            continue;
        }
        match out.last_mut() {
            Some(Block::Provision(last)) if takes && !begins => {
                last.span.end = b.span().end;
                last.blocks.push(b);
            }
            // What stands beside does so in the article too.
            _ if matches!(b, Block::Text(_)) && !begins => out.push(b),
            _ => {
                let lead = match &mut b {
                    Block::Text(t) => std::mem::take(&mut t.lead),
                    Block::Provision(p) => std::mem::take(&mut p.lead),
                };
                let mut p = Provision::new(Level::Paragraph, lead, b.span());
                p.blocks.push(b);
                out.push(Block::Provision(p));
                takes = true;
            }
        }
    }
    out
}
