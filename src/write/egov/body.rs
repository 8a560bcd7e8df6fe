//! Provisions: containers, articles, 項, 号 and what is below, supplementary provisions.

use super::Told;
use super::kinds::{annex_table, supplement};
use crate::finding::Words;
use crate::ir::{Block, Heading, HeadingPlace, Label, Provision, Role, Text};
use crate::number::Level;
use crate::xml::write::Xml;

/// What the schema has no place for stops the writing, with the reason.
pub type Done = Result<(), Words>;

/// A writer of a law.
pub struct Body<'x> {
    pub x: &'x mut Xml,
    pub told: Told,
}

/// The deepest list: `Subitem10` (the schema has no further).
const DEEPEST: usize = 10;

/// The element of a container, and what may stand in it beside articles.
const fn container(level: Level) -> Option<(&'static str, &'static str, &'static [Level])> {
    Some(match level {
        Level::Part => ("Part", "PartTitle", &[Level::Chapter]),
        Level::Chapter => ("Chapter", "ChapterTitle", &[Level::Section]),
        Level::Section => ("Section", "SectionTitle", &[Level::Subsection]),
        // A 目 stands in a 款.
        Level::Subsection => ("Subsection", "SubsectionTitle", &[Level::Subsection]),
        _ => return None,
    })
}

fn no_place(what: &str) -> Words {
    Words::new(format!("“{what}”在那里没有位置"), format!("“{what}” has no place there"))
}

fn first_words(b: &Block) -> String {
    match b {
        Block::Text(t) => t.readable().chars().take(12).collect(),
        Block::Provision(p) => p.caption(8),
    }
}

/// Blocks that are one 項: a 款 of its own, or a text with the items and tables behind it.
pub struct Paragraph<'d> {
    provision: Option<&'d Provision>,
    blocks: Vec<&'d Block>,
}

/// The 項 of blocks; none where there is something else among them.
fn paragraphs(blocks: &[Block]) -> Option<Vec<Paragraph<'_>>> {
    let mut out: Vec<Paragraph> = vec![];
    for b in blocks {
        match b {
            Block::Provision(p) if p.level == Level::Paragraph => {
                out.push(Paragraph { provision: Some(p), blocks: p.blocks.iter().collect() });
            }
            Block::Provision(p) if !p.level.is_list() => return None,
            // Items and tables belong to the 項 before them.
            b if b.is_list() || b.is_aside() => match out.last_mut() {
                Some(last) => last.blocks.push(b),
                None => out.push(Paragraph { provision: None, blocks: vec![b] }),
            },
            b => out.push(Paragraph { provision: None, blocks: vec![b] }),
        }
    }
    Some(out)
}

impl<'x> Body<'x> {
    pub fn new(x: &'x mut Xml) -> Self {
        Self { x, told: Told::new() }
    }

    /// Tells a text whose role has no place of its own.
    pub fn tell(&mut self, t: &Text) {
        let name = match t.role {
            Role::Signature | Role::Dateline | Role::Trailer => ("署名和日期", "signatures and dates"),
            Role::Note => ("注释", "notes"),
            Role::Contents => ("这样的目录", "such a table of contents"),
            _ => ("这样的段落", "such paragraphs"),
        };
        self.say(name, t);
    }

    fn say(&mut self, name: (&'static str, &'static str), t: &Text) {
        self.told.entry(name).or_insert((0, t.span)).0 += 1;
    }

    /// 本則 and 附則.
    ///
    /// # Errors
    /// What the schema has no place for.
    pub fn main(&mut self, blocks: &[Block]) -> Done {
        let is_supplement = |b: &Block| matches!(b, Block::Provision(p) if p.level == Level::Other && supplement(p).is_some());
        let split = blocks.iter().position(is_supplement).unwrap_or(blocks.len());
        let (main, rest) = blocks.split_at(split);
        self.x.start("MainProvision", &[]).raw("\n");
        if main.is_empty() {
            return Err(Words::from("没有条文 / it has no provisions"));
        }
        let first = |b: &Block| if let Block::Provision(p) = b { Some(p.level) } else { None };
        match first(&main[0]) {
            Some(level) if level == Level::Article || container(level).is_some() => {
                self.same(main, level)?;
            }
            _ => self.all_paragraphs(main)?,
        }
        self.x.end().raw("\n");
        for b in rest {
            match b {
                Block::Provision(p) if is_supplement(b) => self.supplement(p)?,
                b => return Err(no_place(&first_words(b))),
            }
        }
        Ok(())
    }

    /// Provisions of one level.
    fn same(&mut self, blocks: &[Block], level: Level) -> Done {
        let mut count = 0;
        for b in blocks {
            match b {
                Block::Provision(p) if p.level == level => {
                    count += 1;
                    if level == Level::Article {
                        self.article(p, count)?;
                    } else {
                        self.container(p, count, false)?;
                    }
                }
                b => return Err(no_place(&first_words(b))),
            }
        }
        Ok(())
    }

    fn all_paragraphs(&mut self, blocks: &[Block]) -> Done {
        let found = paragraphs(blocks).ok_or_else(|| {
            let other = blocks.iter().find(|b| !matches!(b, Block::Text(_)) && !b.is_list());
            no_place(&other.map_or_else(String::new, first_words))
        })?;
        for (k, p) in found.iter().enumerate() {
            self.paragraph(p, k + 1)?;
        }
        Ok(())
    }

    /// Label and heading in one title.
    fn titled(&mut self, name: &str, label: Option<&Label>, heading: Option<&Heading>) {
        self.x.start(name, &[]);
        if let Some(label) = label {
            self.label(label);
            if heading.is_some() {
                self.x.text("　");
            }
        }
        if let Some(heading) = heading {
            self.inline(&heading.as_text());
        }
        self.x.end().raw("\n");
    }

    fn label(&mut self, label: &Label) {
        self.inline(&label.as_text());
    }

    fn caption(&mut self, name: &str, heading: Option<&Heading>) {
        if let Some(heading) = heading {
            self.x.start(name, &[]);
            self.inline(&heading.as_text());
            self.x.end().raw("\n");
        }
    }

    fn container(&mut self, p: &Provision, count: usize, inner: bool) -> Done {
        let Some((name, title, below)) = container(p.level) else { return Err(no_place(&p.caption(8))) };
        // A 款 in a 款 is a 目.
        let (name, title, below) =
            if inner { ("Division", "DivisionTitle", &[][..]) } else { (name, title, below) };
        let number = p.n().unwrap_or_else(|| count.to_string());
        self.x.start(name, &[("Num", &number)]).raw("\n");
        self.titled(title, p.label.as_deref(), p.heading.as_deref());
        let articles =
            p.blocks.iter().take_while(|b| matches!(b, Block::Provision(q) if q.level == Level::Article));
        let (articles, rest) = p.blocks.split_at(articles.count());
        self.same(articles, Level::Article)?;
        for (k, b) in rest.iter().enumerate() {
            match b {
                Block::Provision(q) if below.contains(&q.level) => {
                    self.container(q, k + 1, q.level == p.level)?;
                }
                b => return Err(no_place(&first_words(b))),
            }
        }
        if p.blocks.is_empty() {
            return Err(no_place(&p.caption(8)));
        }
        self.x.end().raw("\n");
        Ok(())
    }

    pub fn article(&mut self, p: &Provision, count: usize) -> Done {
        let Some(label) = &p.label else { return Err(no_place(&p.caption(8))) };
        let number = p.n().unwrap_or_else(|| count.to_string());
        self.x.start("Article", &[("Num", &number)]).raw("\n");
        let heading = p.heading.as_deref();
        let before = heading.filter(|h| h.place == HeadingPlace::Before);
        self.caption("ArticleCaption", before);
        self.x.start("ArticleTitle", &[]);
        self.label(label);
        self.x.end().raw("\n");
        self.caption("ArticleCaption", heading.filter(|_| before.is_none()));
        if p.blocks.is_empty() {
            // A 項 without words: the article says nothing but its heading.
            self.paragraph(&Paragraph { provision: None, blocks: vec![] }, 1)?;
        }
        self.all_paragraphs(&p.blocks)?;
        self.x.end().raw("\n");
        Ok(())
    }

    /// A 項.
    fn paragraph(&mut self, p: &Paragraph, count: usize) -> Done {
        self.x.start("Paragraph", &[("Num", &count.to_string())]).raw("\n");
        let heading = p.provision.and_then(|q| q.heading.as_deref());
        let label = p.provision.and_then(|q| q.label.as_deref());
        let before = heading.filter(|h| h.place == HeadingPlace::Before || label.is_none());
        self.caption("ParagraphCaption", before);
        self.x.start("ParagraphNum", &[]);
        if let Some(label) = label {
            self.label(label);
        }
        self.x.end().raw("\n").start("ParagraphSentence", &[]);
        let rest = self.words(heading.filter(|_| before.is_none()), &p.blocks, false);
        self.x.end().raw("\n");
        self.inside(rest, 0)?;
        self.x.end().raw("\n");
        Ok(())
    }

    /// The sentences of a 項 or item: its first text, with a heading that runs in. Gives what is behind them.
    fn words<'d, 'b>(
        &mut self,
        run_in: Option<&Heading>,
        blocks: &'b [&'d Block],
        columns: bool,
    ) -> &'b [&'d Block] {
        let (first, mut rest) = match blocks.split_first() {
            Some((Block::Text(t), rest)) if !t.is_aside() => (Some(t), rest),
            _ => (None, blocks),
        };
        if let Some(heading) = run_in {
            let text = heading.as_text();
            self.say(("这一级的标题", "headings of this level"), &text);
            self.x.start("Sentence", &[]);
            self.inline(&text);
            self.x.end();
        }
        match first {
            Some(t) if columns && run_in.is_none() => self.sentences_or_columns(t),
            Some(t) => self.sentences(t),
            None if run_in.is_none() => drop(self.x.empty("Sentence", &[])),
            None => {}
        }
        if let Some(t) = first.filter(|t| t.role != Role::Body) {
            self.tell(t);
        }
        // Texts before items are more sentences.
        if rest.iter().any(|b| b.is_list()) {
            while let Some((Block::Text(t), behind)) = rest.split_first().filter(|(b, _)| !is_table(b)) {
                self.say(("列举之前的另一段", "second paragraphs before items"), t);
                self.sentences(t);
                rest = behind;
            }
        }
        rest
    }

    /// What stands in a 項 or item behind its words: items with what follows them, tables, texts.
    fn inside(&mut self, blocks: &[&Block], depth: usize) -> Done {
        let items = blocks.iter().filter(|b| b.is_list()).count();
        if items == 0 {
            self.beside(blocks, depth);
            return Ok(());
        }
        let first = blocks.iter().position(|b| b.is_list()).unwrap_or(0);
        let (before, rest) = blocks.split_at(first);
        // Below items, tables stand behind the list only.
        if depth > 0 && !before.is_empty() {
            return Err(no_place(&first_words(before[0])));
        }
        self.tables(before);
        let last = rest.iter().rposition(|b| b.is_list()).unwrap_or(0);
        let mut at = 0;
        let mut count = 0;
        while at <= last {
            let Block::Provision(p) = rest[at] else { return Err(no_place(&first_words(rest[at]))) };
            count += 1;
            let behind = rest[at + 1..].iter().take_while(|b| !b.is_list()).count();
            // What stands between items, or behind a list after a table, belongs to the item before it.
            let own = at == last && before.is_empty();
            let inner: &[&Block] = if own { &[] } else { &rest[at + 1..=at + behind] };
            if let Some(Block::Text(t)) = inner.first() {
                self.say(("列举之间的段落", "paragraphs between items"), t);
            }
            self.item(p, count, depth, inner)?;
            at += 1 + behind;
        }
        if before.is_empty() {
            self.lists(&rest[last + 1..]);
        }
        Ok(())
    }

    /// Texts and tables without items.
    fn beside(&mut self, blocks: &[&Block], depth: usize) {
        if blocks.iter().any(|b| is_table(b)) || depth > 0 {
            if depth > 0 {
                self.lists(blocks);
            } else {
                self.tables(blocks);
            }
            return;
        }
        // Words of a provision that is amended, or of a text that goes on.
        for b in blocks {
            if let Block::Text(t) = b {
                if t.role != Role::Body {
                    self.tell(t);
                }
                self.x.start("AmendProvision", &[]).start("AmendProvisionSentence", &[]);
                self.x.start("Sentence", &[]);
                self.inline(t);
                self.x.end().end().end().raw("\n");
            }
        }
    }

    /// Tables and texts behind items.
    fn lists(&mut self, blocks: &[&Block]) {
        for b in blocks {
            let Block::Text(t) = b else { continue };
            if t.role == Role::Table {
                self.table(t, &[], &[]);
            } else {
                if t.role != Role::Body {
                    self.tell(t);
                }
                self.x.start("List", &[]).start("ListSentence", &[]);
                self.sentences(t);
                self.x.end().end().raw("\n");
            }
        }
    }

    /// Tables with the texts around them, which are remarks there.
    fn tables(&mut self, blocks: &[&Block]) {
        let texts = |all: &[&Block]| {
            all.iter()
                .filter_map(|b| if let Block::Text(t) = b { Some(t.clone()) } else { None })
                .collect::<Vec<Text>>()
        };
        let first = blocks.iter().position(|b| is_table(b)).unwrap_or(blocks.len());
        let mut before = texts(&blocks[..first]);
        let mut rest = &blocks[first..];
        while let Some((Block::Text(table), behind)) = rest.split_first() {
            let next = behind.iter().position(|b| is_table(b)).unwrap_or(behind.len());
            let after = texts(&behind[..next]);
            self.table(table, &std::mem::take(&mut before), &after);
            rest = &behind[next..];
        }
    }

    /// An item, with what stands behind it and belongs to it here.
    pub fn item(&mut self, p: &Provision, count: usize, depth: usize, behind: &[&Block]) -> Done {
        if depth > DEEPEST {
            return Err(no_place(&p.caption(8)));
        }
        let name = if depth == 0 { "Item".to_owned() } else { format!("Subitem{depth}") };
        let number = p.n().unwrap_or_else(|| count.to_string());
        self.x.start(&name, &[("Num", &number)]).raw("\n");
        if let Some(label) = &p.label {
            self.x.start(&format!("{name}Title"), &[]);
            self.label(label);
            self.x.end().raw("\n");
        }
        self.x.start(&format!("{name}Sentence"), &[]);
        let blocks: Vec<&Block> = p.blocks.iter().chain(behind.iter().copied()).collect();
        let rest = self.words(p.heading.as_deref(), &blocks, true);
        self.x.end().raw("\n");
        self.inside(rest, depth + 1)?;
        self.x.end().raw("\n");
        Ok(())
    }

    /// Supplementary provisions.
    fn supplement(&mut self, p: &Provision) -> Done {
        let Some(of) = supplement(p) else { return Err(no_place(&p.caption(8))) };
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(of.law.as_deref().map(|law| ("AmendLawNum", law)));
        attributes.extend(of.extract.then_some(("Extract", "true")));
        self.x.start("SupplProvision", &attributes).raw("\n");
        self.x.start("SupplProvisionLabel", &[]);
        self.inline(&of.label);
        self.x.end().raw("\n");
        let level = |b: &Block| if let Block::Provision(p) = b { Some(p.level) } else { None };
        let annexes = p.blocks.iter().position(|b| level(b) == Some(Level::Annex)).unwrap_or(p.blocks.len());
        let (blocks, annexes) = p.blocks.split_at(annexes);
        match blocks.first().and_then(level) {
            Some(first @ (Level::Article | Level::Chapter)) => self.same(blocks, first)?,
            None if blocks.is_empty() => self.paragraph(&Paragraph { provision: None, blocks: vec![] }, 1)?,
            _ => self.all_paragraphs(blocks)?,
        }
        for b in annexes {
            match b {
                Block::Provision(q) if q.blocks.iter().all(is_table) && q.label.is_some() => {
                    self.x.start("SupplProvisionAppdxTable", &[]).raw("\n");
                    self.titled("SupplProvisionAppdxTableTitle", q.label.as_deref(), None);
                    self.caption("RelatedArticleNum", q.heading.as_deref());
                    for b in &q.blocks {
                        if let Block::Text(t) = b {
                            self.table(t, &[], &[]);
                        }
                    }
                    self.x.end().raw("\n");
                }
                b => return Err(no_place(&first_words(b))),
            }
        }
        self.x.end().raw("\n");
        Ok(())
    }

    /// Annexes; what closes a document has no place of its own, and stands as a note behind all else.
    ///
    /// # Errors
    /// What the schema has no place for.
    pub fn back(&mut self, blocks: &[Block]) -> Done {
        for group in blocks.chunk_by(|a, b| matches!((a, b), (Block::Text(_), Block::Text(_)))) {
            if let Block::Provision(p) = &group[0] {
                self.annex(p)?;
                continue;
            }
            self.x.start("AppdxNote", &[]).start("NoteStruct", &[]).start("Note", &[]).raw("\n");
            for b in group {
                let Block::Text(t) = b else { continue };
                self.tell(t);
                self.note(t);
            }
            self.x.end().end().end().raw("\n");
        }
        Ok(())
    }

    fn note(&mut self, t: &Text) {
        if t.role == Role::Table {
            return self.table(t, &[], &[]);
        }
        self.x.start("Sentence", &[]);
        self.inline(t);
        self.x.end().raw("\n");
    }

    /// An annex: 別表 of tables and items, any other as a note.
    fn annex(&mut self, p: &Provision) -> Done {
        let table = annex_table(p);
        let name = if table { "AppdxTable" } else { "AppdxNote" };
        self.x.start(name, &[]).raw("\n");
        let (label, heading) = (p.label.as_deref(), p.heading.as_deref());
        let related = heading.filter(|h| h.readable().starts_with(['（', '(']) && label.is_some());
        let heading = heading.filter(|_| related.is_none());
        if label.is_some() || heading.is_some() {
            self.titled(&format!("{name}Title"), label, heading);
        }
        self.caption("RelatedArticleNum", related);
        if table {
            let mut count = 0;
            for b in &p.blocks {
                match b {
                    Block::Text(t) => self.table(t, &[], &[]),
                    Block::Provision(q) => {
                        count += 1;
                        self.item(q, count, 0, &[])?;
                    }
                }
            }
        } else {
            self.x.start("NoteStruct", &[]).start("Note", &[]).raw("\n");
            let mut count = 0;
            for b in &p.blocks {
                match b {
                    Block::Text(t) => self.note(t),
                    Block::Provision(q) => {
                        count += 1;
                        match q.level {
                            Level::Article => self.article(q, count)?,
                            Level::Paragraph => self.paragraph(
                                &Paragraph { provision: Some(q), blocks: q.blocks.iter().collect() },
                                count,
                            )?,
                            level if level.is_list() => self.item(q, count, 0, &[])?,
                            _ => self.container(q, count, false)?,
                        }
                    }
                }
            }
            self.x.end().end().raw("\n");
        }
        self.x.end().raw("\n");
        Ok(())
    }
}

fn is_table(b: &Block) -> bool {
    matches!(b, Block::Text(t) if t.role == Role::Table)
}
