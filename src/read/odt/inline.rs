//! What stands inside of paragraphs: runs, links, fields, ruby, signs of notes, comments.

use super::walk::{Around, Walk, is_drawing};
use crate::read::Revisions;
use crate::read::docx::inline::{Change, Look};
use crate::read::docx::package::attr;
use crate::read::docx::properties::{RunLook, Vertical, foreign};
use crate::read::docx::symbols;
use crate::text::chars::is_space;
use crate::text::{Hints, Style};
use crate::xml::{Element, Node};

/// Where symbol fonts keep their characters.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{f000}'..='\u{f0ff}';

impl<'a> Walk<'a> {
    /// Reads what stands in an element of a paragraph.
    pub fn inlines(&mut self, parent: Element<'a>, around: Around<'a>) {
        for node in parent.children() {
            match node {
                Node::Text(t) => self.characters(t, around),
                Node::Element(e) => self.inline(e, around),
            }
        }
    }

    fn inline(&mut self, e: Element<'a>, around: Around<'a>) {
        match e.name() {
            "annotation" => self.comment(e, around),
            _ if is_drawing(e) && e.name() != "a" => self.graphics(e, around),
            "span" => self.inlines(e, self.styled(e, around)),
            "a" => {
                let link = attr(e, "href").map_or(0, |t| self.named.link(t)).max(around.link);
                self.inlines(e, Around { link, ..around });
            }
            "s" => {
                let many = attr(e, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                let many = self.times(many, 1);
                self.text(&" ".repeat(many), around);
            }
            "tab" => self.text("\t", around),
            "line-break" => {
                self.text("\n", around);
                self.spaced = true;
            }
            "note" => self.note_reference(e, around),
            "ruby" => {
                self.rubies += 1;
                let around = Around { ruby: self.rubies, ..around };
                for part in e.elements() {
                    self.inlines(part, Around { ruby_text: part.name() == "ruby-text", ..around });
                }
            }
            "change-start" | "change-end" | "change" => self.region(e, around),
            "hidden-text" => {
                self.account.hidden +=
                    attr(e, "string-value").unwrap_or("").chars().filter(|c| !is_space(*c)).count();
            }
            // What comments end at, what programs do, the number that another program showed.
            "annotation-end" | "script" | "number" | "soft-page-break" | "ruby-base-source" => {}
            _ => self.inlines(e, around),
        }
    }

    /// What holds in a run of a style.
    fn styled(&self, e: Element<'a>, around: Around<'a>) -> Around<'a> {
        let Some(own) = self.styles.get("text", attr(e, "style-name")) else { return around };
        Around { run: around.run.with(&own.run), face: own.face.or(around.face), ..around }
    }

    /// Adds text as it is written: any white space is one space, and none at the start of a paragraph (ODF 1.3 part 3,
    /// 6.1.2).
    fn characters(&mut self, t: &str, around: Around<'a>) {
        let mut shown = String::with_capacity(t.len());
        for c in t.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(blank && self.spaced) {
                shown.push(if blank { ' ' } else { c });
            }
            self.spaced = blank;
        }
        let spaced = self.spaced;
        self.text(&shown, around);
        self.spaced = spaced;
    }

    /// Adds text where it is shown.
    pub fn text(&mut self, text: &str, around: Around<'a>) {
        let change = self.change(&around);
        if text.is_empty() || !self.shows(change) {
            return;
        }
        self.spaced = false;
        let run = around.run;
        if run.vanish == Some(true) {
            self.account.hidden += text.chars().filter(|c| !is_space(*c)).count();
            return;
        }
        if self.now.size == 0 {
            self.now.size = run.size.unwrap_or(0);
        }
        let look = self.look(text, around);
        if text.contains(|c| PRIVATE.contains(&c)) {
            let face = around.face.unwrap_or("");
            let sign = |c| if PRIVATE.contains(&c) { symbols::shown(face, c) } else { c };
            self.now.push(&text.chars().map(sign).collect::<String>(), look);
        } else {
            self.now.push(text, look);
        }
    }

    /// What marks need to know of a run.
    pub fn look(&self, text: &str, around: Around) -> Look {
        let marked = self.options.revisions == Revisions::Mark;
        let Around { link, run, ruby, ruby_text, .. } = around;
        Look {
            change: if marked { self.change(&around) } else { Change::None },
            link,
            language: foreign(&self.named.languages, self.styles.usual.run.language, run.language, text),
            ruby,
            ruby_text,
            bold: run.bold == Some(true),
            hei: run.hei == Some(true),
            // Links are underlined by what they are, and rubies are small or high.
            underline: run.underline == Some(true) && link == 0,
            dots: run.dots == Some(true),
            vertical: if ruby > 0 { Vertical::Line } else { run.vertical.unwrap_or_default() },
            ..Look::default()
        }
    }

    /// The sign of a footnote or endnote.
    fn note_reference(&mut self, e: Element<'a>, around: Around<'a>) {
        if !self.shows(self.change(&around)) || around.run.vanish == Some(true) {
            return;
        }
        let sign = e.child("note-citation").map(|c| c.text().trim().to_owned()).unwrap_or_default();
        let plain = RunLook { vertical: Some(Vertical::Line), underline: None, ..around.run };
        let look = self.look("", Around { run: plain, ..around });
        let bracketed = if sign.is_empty() { sign } else { self.now.sign(&sign, look) };
        self.spaced = false;
        if let Some(body) = e.child("note-body") {
            let queue =
                if attr(e, "note-class") == Some("endnote") { &mut self.ends } else { &mut self.waiting };
            queue.push_back((body, bracketed));
        }
    }

    /// A comment: kept as a note, or left out.
    fn comment(&mut self, e: Element<'a>, around: Around<'a>) {
        if !self.options.keep_comments {
            self.account.comments += 1;
            return;
        }
        self.comments += 1;
        let sign = format!("[^批注{}]", self.comments);
        let look = self.look("", around);
        self.now.push(&sign, look);
        self.waiting.push_back((e, sign));
    }

    /// Reads a note as one line.
    pub fn note(&mut self, e: Element<'a>, sign: &str) {
        let outer = (std::mem::take(&mut self.now), self.hints, self.number.take());
        let boxes = std::mem::take(&mut self.boxes);
        if e.name() == "annotation" {
            let author = e.child("creator").map(Element::text).filter(|a| !a.is_empty());
            let author = author.map(|a| format!("{a}：")).unwrap_or_default();
            self.now.push(&format!("{sign}: {author}"), Look::default());
        } else if !sign.is_empty() {
            let bare = sign.trim_matches(['〔', '〕', '[', ']', '［', '］', '^']).to_owned();
            self.now.sign(&bare, Look::default());
        }
        let texts = e.all().filter(|p| matches!(p.name(), "p" | "h"));
        for (k, p) in texts.enumerate() {
            if k > 0 {
                self.now.push("\n", Look::default());
            }
            self.spaced = true;
            let own = self.styles.get("paragraph", attr(p, "style-name")).map(|s| s.run).unwrap_or_default();
            let run = self.styles.usual.run.with(&own);
            self.inlines(p, Around { run, ..Around::default() });
            self.boxes.clear();
        }
        let (now, hints, number) = outer;
        let note = std::mem::replace(&mut self.now, now);
        (self.hints, self.number, self.boxes) = (hints, number, boxes);
        self.write(note, Hints { style: Style::Note, ..Hints::NONE }, true);
    }
}
