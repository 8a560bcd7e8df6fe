//! What stands before the provisions: number, title, 公布文, table of contents, 前文.

use super::body::Body;
use crate::finding::Words;
use crate::ir::{Block, Document, Role, Text};
use crate::number::{Group, Level, read_labels};
use crate::text::chars::{is_space, squash};

/// The front matter of a law.
pub struct Front<'d> {
    /// The number, as written.
    pub number: String,
    /// What stands behind the title for it, where it does not stand before it.
    pub behind: Option<String>,
    title: Vec<&'d Text>,
    enacting: Vec<&'d Text>,
    contents: Vec<&'d Text>,
    preamble: Vec<&'d Text>,
}

impl<'d> Front<'d> {
    /// The front matter of a document.
    ///
    /// # Errors
    /// It has no title.
    pub fn of(doc: &'d Document) -> Result<Self, Words> {
        let mut out = Self {
            number: String::new(),
            behind: None,
            title: vec![],
            enacting: vec![],
            contents: vec![],
            preamble: vec![],
        };
        let mut told = None;
        for b in &doc.front {
            let Block::Text(t) = b else { continue };
            match t.role {
                Role::Title => out.title.push(t),
                Role::Number if told.is_none() => {
                    let said = t.readable().into_owned();
                    let behind = !out.title.is_empty();
                    out.behind = behind.then(|| squash(&said));
                    told = Some(said);
                }
                Role::Contents => out.contents.push(t),
                // 公布文 ends so; what stands behind it or the contents and is another text is 前文.
                _ if out.contents.is_empty()
                    && out.preamble.is_empty()
                    && (t.role != Role::Preamble || is_enacting(t)) =>
                {
                    out.enacting.push(t);
                }
                _ => out.preamble.push(t),
            }
        }
        if out.title.is_empty() {
            return Err(Words::from("没有题名 / it has no title"));
        }
        // One that somebody stated is no text of the law.
        let stated = || doc.meta.number.as_ref().map_or_else(String::new, |n| n.text.clone());
        if told.is_none() {
            out.behind = Some(String::new());
        }
        out.number = told.unwrap_or_else(stated);
        Ok(out)
    }
}

fn is_enacting(t: &Text) -> bool {
    let said = t.readable();
    let said = said.trim_end().trim_end_matches('。');
    said.ends_with("公布する") || said.ends_with("制定する") || said.ends_with("定める")
}

/// A line of a table of contents.
struct Line<'d> {
    level: Option<Level>,
    text: &'d Text,
    /// The bytes of its title; the rest is the range of articles.
    title: usize,
}

fn line(t: &Text) -> Line<'_> {
    let form = read_labels(&t.text).into_iter().find(|m| m.form.group == Group::Heading);
    let supplement = squash(&t.text).starts_with("附則");
    let level = form.map(|m| m.form.level).filter(|l| l.is_container());
    let title = ["（第", "(第"].iter().filter_map(|w| t.text.rfind(w)).max().unwrap_or(t.text.len());
    Line { level: if supplement { Some(Level::Other) } else { level }, text: t, title }
}

/// The element of a level in a table of contents, and that of its title.
const fn element(level: Level) -> Option<(&'static str, &'static str)> {
    Some(match level {
        Level::Part => ("TOCPart", "PartTitle"),
        Level::Chapter => ("TOCChapter", "ChapterTitle"),
        Level::Section => ("TOCSection", "SectionTitle"),
        Level::Subsection => ("TOCSubsection", "SubsectionTitle"),
        _ => return None,
    })
}

impl Body<'_> {
    /// Title, 公布文, contents, 前文.
    pub fn front(&mut self, front: &Front) {
        self.x.start("LawTitle", &[]);
        for t in &front.title {
            self.inline(t);
        }
        self.x.end().raw("\n");
        let lines: Vec<Line> = front.contents.iter().map(|t| line(t)).collect();
        let fits = fits(&lines);
        let loose = if fits { &[][..] } else { &front.contents[..] };
        for t in front.enacting.iter().chain(loose) {
            if t.role != Role::Preamble {
                self.tell(t);
            }
            self.x.start("EnactStatement", &[]);
            self.inline(t);
            self.x.end().raw("\n");
        }
        if fits && !lines.is_empty() {
            self.contents(&lines);
        }
        if front.preamble.is_empty() {
            return;
        }
        self.x.start("Preamble", &[]).raw("\n");
        for (k, t) in front.preamble.iter().enumerate() {
            if t.role != Role::Preamble {
                self.tell(t);
            }
            self.x.start("Paragraph", &[("Num", &(k + 1).to_string())]).empty("ParagraphNum", &[]);
            self.x.start("ParagraphSentence", &[]);
            self.sentences(t);
            self.x.end().end().raw("\n");
        }
        self.x.end().raw("\n");
    }

    fn contents(&mut self, lines: &[Line]) {
        self.x.start("TOC", &[]).raw("\n");
        let mut open: Vec<Level> = vec![];
        let mut counts = [0usize; 8];
        for (k, l) in lines.iter().enumerate() {
            let Some(level) = l.level else {
                let name = if k == 0 { "TOCLabel" } else { "TOCPreambleLabel" };
                self.x.start(name, &[]);
                self.inline(l.text);
                self.x.end().raw("\n");
                continue;
            };
            // 附則 stand in nothing.
            while open.last().is_some_and(|o| *o >= level || element(level).is_none()) {
                open.pop();
                self.x.end().raw("\n");
            }
            let number = {
                let at = open.len();
                counts[at] += 1;
                counts[at + 1..].fill(0);
                counts[at].to_string()
            };
            let title = if let Some((name, title)) = element(level) {
                self.x.start(name, &[("Num", &number)]);
                title
            } else {
                self.x.start("TOCSupplProvision", &[]);
                "SupplProvisionLabel"
            };
            open.push(level);
            self.x.start(title, &[]);
            self.inline(&l.text.part(0..l.title));
            self.x.end();
            if l.title < l.text.text.len() {
                self.x.start("ArticleRange", &[]);
                self.inline(&l.text.part(l.title..l.text.text.len()));
                self.x.end();
            }
            self.x.raw("\n");
        }
        for _ in open {
            self.x.end().raw("\n");
        }
        self.x.end().raw("\n");
    }
}

/// Whether lines are the table of contents that the schema knows: a label, and one for 前文; levels one in the other without
/// leaving one out, the highest of one kind; 附則 last.
fn fits(lines: &[Line]) -> bool {
    let labels = lines.iter().take_while(|l| l.level.is_none()).count();
    let named = |k: usize, name: &str| squash(&lines[k].text.text).starts_with(name);
    let rest = &lines[labels..];
    if labels > 2 || labels == 2 && !named(1, "前文") || rest.is_empty() {
        return false;
    }
    let mut open: Vec<Level> = vec![];
    for l in rest {
        let Some(level) = l.level else { return false };
        let supplement = open.first() == Some(&Level::Other);
        while open.last().is_some_and(|o| *o >= level && level != Level::Other) {
            open.pop();
        }
        let top = rest[0].level == Some(level);
        let good = match (open.last(), level) {
            _ if supplement => false,
            (_, Level::Other) => {
                open.clear();
                rest[0].level != Some(Level::Other)
            }
            (None, _) => top && element(level).is_some(),
            (Some(Level::Part), Level::Chapter)
            | (Some(Level::Chapter), Level::Section)
            | (Some(Level::Section), Level::Subsection) => true,
            _ => false,
        };
        let blank = l.text.text[..l.title].chars().all(is_space);
        if !good || blank {
            return false;
        }
        open.push(level);
    }
    true
}
