//! How things look: the table of styles, the names of their fonts, and which of them number their paragraphs.

use super::numbering::Place;
use super::plan::{Paragraph, Part, Plan, Style};
use super::runs::run;
use crate::font::FaceRole as Face;
use crate::ir::Document;
use crate::number::Level;
use crate::present::Headings;
use crate::profile::{Align, HEAD, Head, Profile, Style as Type};
use crate::write::embed::{self, Used};
use crate::write::template::{Footers, Template};
use std::collections::BTreeMap;

/// Identifier, Chinese name, and English alias of a style.
pub struct StyleRow {
    /// The style.
    pub style: Style,
    /// Identifier in the file.
    pub id: &'static str,
    /// Name shown to the user.
    pub name: &'static str,
    /// English alias; Chinese where Word knows the name in every language.
    pub alias: &'static str,
}

/// Every paragraph style. Word knows `heading 1`, `toc 1` … by these names in every language.
pub const STYLES: &[StyleRow] = &[
    row(Style::Title, "Title", "Title", "标题"),
    row(Style::Heading(1), "Heading1", "heading 1", ""),
    row(Style::Heading(2), "Heading2", "heading 2", ""),
    row(Style::Heading(3), "Heading3", "heading 3", ""),
    row(Style::Heading(4), "Heading4", "heading 4", ""),
    row(Style::Heading(5), "Heading5", "heading 5", ""),
    row(Style::Heading(6), "Heading6", "heading 6", ""),
    row(Style::ArticleHeading, "ArticleHeading", "条标题", "Article Heading"),
    row(Style::Article, "Article", "条", "Article"),
    row(Style::Body, "ParagraphText", "款", "Paragraph"),
    row(Style::Plain, "PlainText1", "正文顶格", "Flush Text"),
    row(Style::Item, "Item", "项", "Item"),
    row(Style::Subitem, "Subitem", "目", "Subitem"),
    row(Style::Contents, "SourceContents", "原目录", "Source Contents"),
    row(Style::ContentsHeading, "TOCHeading", "TOC Heading", "目录标题"),
    row(Style::ContentsEntry(1), "TOC1", "toc 1", ""),
    row(Style::ContentsEntry(2), "TOC2", "toc 2", ""),
    row(Style::ContentsEntry(3), "TOC3", "toc 3", ""),
    row(Style::ContentsEntry(4), "TOC4", "toc 4", ""),
    row(Style::Note, "Note", "题注说明", "Note"),
    row(Style::Annex, "AnnexLabel", "附件", "Annex"),
    row(Style::AnnexTitle, "AnnexTitle", "附件标题", "Annex Title"),
    row(Style::Signature, "SignatureLine", "落款", "Signature Line"),
    row(Style::Dateline, "Dateline", "成文日期", "Dateline"),
    row(Style::Footnote, "FootnoteText", "footnote text", "脚注文本"),
    row(Style::Caption, "caption", "caption", "题注"),
    row(Style::Figure, "Figure", "图", "Figure"),
    row(Style::Cell, "TableText", "表格文字", "Table Text"),
    row(Style::CellHead, "TableHeading", "表头", "Table Heading"),
    row(Style::Header, "Header", "header", "页眉"),
    row(Style::Footer, "Footer", "footer", "页脚"),
];

const fn row(style: Style, id: &'static str, name: &'static str, alias: &'static str) -> StyleRow {
    StyleRow { style, id, name, alias }
}

/// The identifier of a style.
pub fn style_id(style: Style) -> &'static str {
    STYLES.iter().find(|r| r.style == style).map_or("Normal", |r| r.id)
}

/// The name of a style, as fields tell it.
pub fn style_name(style: Style) -> &'static str {
    STYLES.iter().find(|r| r.style == style).map_or("Normal", |r| r.name)
}

/// A character style.
pub struct CharacterRow {
    /// Identifier in the file.
    pub id: &'static str,
    /// Name shown to the user.
    pub name: &'static str,
}

/// The character style that sets a stretch in another face than its paragraph's.
pub const fn character_style(face: Face) -> CharacterRow {
    let (id, name) = match face {
        Face::Song => ("SongText", "宋体字"),
        Face::Xiaobiaosong => ("TitleText", "小标宋字"),
        Face::Hei => ("HeiText", "黑体字"),
        Face::Kai => ("KaiText", "楷体字"),
        Face::Fangsong => ("FangsongText", "仿宋字"),
    };
    CharacterRow { id, name }
}

/// Names of the fonts for Han and for Latin letters.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// For Han.
    pub han: &'a str,
    /// For Latin letters and figures.
    pub latin: &'a str,
    /// Whether the face is the bold one of its family.
    pub bold: bool,
}

/// Font names that Word users have, by role; the Latin letters beside them are those of a serif face.
const fn usual(face: Face) -> Names<'static> {
    let han = match face {
        Face::Song => "宋体",
        Face::Xiaobiaosong => "方正小标宋简体",
        Face::Hei => "黑体",
        Face::Kai => "楷体_GB2312",
        Face::Fangsong => "仿宋_GB2312",
    };
    Names { han, latin: "Times New Roman", bold: false }
}

/// All that decides how paragraphs look.
pub struct Look<'a> {
    /// The page and its styles.
    pub profile: &'a Profile,
    /// Fonts that the file carries along.
    pub embedded: &'a [embed::Face],
    /// Running heads: the profile's, and in any long document.
    pub head: Option<Head>,
    /// Whether a template decides how styles look, and whether it brings headers and footers.
    pub follows: bool,
    pub framed: bool,
    /// The pages whose footers are ours.
    pub footers: Footers,
    /// The styles that number their paragraphs, with their lists and levels.
    pub numbers: Vec<(Style, Place)>,
    /// The classes of headings.
    pub headings: Headings,
}

impl<'a> Look<'a> {
    /// The look of a plan: a style numbers its paragraphs from the list that most of them are in, so that whoever adds
    /// one gets its number from the style.
    pub fn new(plan: &Plan, profile: &'a Profile, embedded: &'a [embed::Face]) -> Self {
        let mut counts: BTreeMap<(&'static str, usize, usize), (Style, u32)> = BTreeMap::new();
        for p in plan.paragraphs() {
            if let Some(n) = p.number {
                counts.entry((style_id(p.style), n.list, n.level)).or_insert((p.style, 0)).1 += 1;
            }
        }
        let mut sorted: Vec<_> = counts.into_iter().collect();
        // The sort is stable: of lists used alike the first one wins.
        sorted.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
        let mut numbers: Vec<(Style, Place)> = vec![];
        for ((_, list, level), (style, _)) in sorted {
            let place = Place { list, level };
            // A style has one level of a list, and such a level one style.
            if numbers.iter().all(|(s, p)| *s != style && *p != place) {
                numbers.push((style, place));
            }
        }
        // A document with a table of contents is a long one.
        let entries = |p: &Paragraph| matches!(p.style, Style::ContentsEntry(_));
        let long = plan.paragraphs().any(entries).then_some(HEAD);
        let head = profile.head.or(long);
        Self {
            profile,
            embedded,
            head,
            follows: false,
            framed: false,
            footers: Footers {
                usual: true,
                even: profile.folio.outer.is_some() || head.is_some(),
                // The title has no head above it, and its page a number all the same.
                first: head.is_some(),
            },
            numbers,
            headings: plan.headings.clone(),
        }
    }

    /// The characters that are shown, by the roles of their faces.
    pub fn used(&self, plan: &Plan) -> Used {
        /// What numbers, page numbers and tables of contents are made of.
        const MADE: &str = "0123456789零〇一二三四五六七八九十百千—–-　";
        let mut out = Used::new();
        for (style, run) in plan.runs() {
            out.entry(run.face.unwrap_or(self.of(style).0.role)).or_default().extend(run.text.chars());
        }
        let levels = plan.lists.iter().flat_map(|l| l.levels.iter().enumerate().map(move |level| (l, level)));
        for (list, (k, (_, text, _))) in levels {
            out.entry(list.face(k, self.profile)).or_default().extend(text.chars().chain(MADE.chars()));
        }
        out.entry(Face::Song).or_default().extend(MADE.chars());
        out
    }

    /// Takes the running head away.
    pub fn without_head(&mut self) {
        self.head = None;
        self.footers = Footers { even: self.profile.folio.outer.is_some(), first: false, ..self.footers };
    }

    /// Follows a template, if there is one.
    pub fn follow(&mut self, template: Option<&Template>) {
        self.follows = template.is_some();
        self.framed = template.is_some_and(|t| !t.frames.is_empty());
        self.head = self.head.filter(|_| !self.framed);
        if let Some(template) = template.filter(|t| !t.frames.is_empty()) {
            self.footers = template.lacking_footers();
        }
    }

    /// The list and level that a style numbers its paragraphs from.
    pub fn number(&self, style: Style) -> Option<Place> {
        self.numbers.iter().find(|(s, _)| *s == style).map(|(_, place)| *place)
    }

    /// The style that takes its numbers from a level of a list.
    pub fn numbered(&self, place: Place) -> Option<Style> {
        self.numbers.iter().find(|(_, p)| *p == place).map(|(style, _)| *style)
    }

    /// The names of a face's fonts.
    pub fn names(&self, face: Face) -> Names<'_> {
        let found = |role| self.embedded.iter().find(|f| f.role == Some(role));
        // Song stands in for what is not carried along, as on paper.
        found(face)
            .or_else(|| found(Face::Song))
            .map_or_else(|| usual(face), |f| Names { han: &f.family.0, latin: &f.family.0, bold: f.family.1 })
    }

    /// The type of a style, and the level at which it stands in the outline.
    pub fn of(&self, style: Style) -> (Type, Option<usize>) {
        let p = self.profile;
        let flush = Type { indent: 0.0, ..p.body };
        match style {
            Style::Title => (p.title, None),
            Style::Heading(n) => {
                let depth = usize::from(n).saturating_sub(1);
                let level = self.headings.at(depth);
                let type_ =
                    level.map_or(p.heading[depth.min(2)], |level| self.headings.style(p, level, depth));
                (type_, Some(depth))
            }
            Style::AnnexTitle => (p.heading_style(Level::Annex), Some(0)),
            Style::ArticleHeading => (p.run[0], Some(5)),
            Style::Note => (p.note, None),
            Style::Plain | Style::Contents => (flush, None),
            Style::ContentsHeading => (p.heading[1], None),
            Style::ContentsEntry(n) => {
                (Type { left: f32::from(n.max(1) - 1) * 2.0, align: Align::Left, ..flush }, None)
            }
            Style::Annex => (Type { role: Face::Hei, keep_with_next: true, ..flush }, Some(0)),
            Style::Signature | Style::Dateline => (p.closing, None),
            Style::Footnote => (p.footnote, None),
            Style::Caption => (p.caption, None),
            Style::Figure => (Type { align: Align::Centre, ..flush }, None),
            Style::Cell => (p.cell, None),
            Style::CellHead => (Type { role: Face::Hei, indent: 0.0, align: Align::Centre, ..p.cell }, None),
            Style::Header => {
                let (role, size) = self.head.map_or((p.body.role, p.folio.size), |h| (h.role, h.size));
                (Type { role, size, align: Align::Left, ..flush }, None)
            }
            Style::Footer => {
                (Type { role: Face::Song, size: p.folio.size, align: Align::Centre, ..flush }, None)
            }
            // An outline of whole articles is none: those without a heading of their own are not in it.
            Style::Article | Style::Body | Style::Item | Style::Subitem => (p.body, None),
        }
    }
}

/// A paragraph in every style, with the style's name.
pub fn samples(profile: &Profile) -> Plan {
    let shown = |r: &&StyleRow| {
        let ours = matches!(r.style, Style::Header | Style::Footer);
        !ours && (profile.contents || !matches!(r.style, Style::ContentsEntry(_) | Style::ContentsHeading))
    };
    let parts = STYLES.iter().filter(shown).map(|r| {
        let text = [r.name, r.alias].join("　");
        let runs = vec![run(text.trim_end())];
        Part::Paragraph(Paragraph {
            style: r.style,
            number: None,
            ids: vec![],
            runs,
            new_page: false,
            down: 0.0,
            section: false,
            after: vec![],
            align: None,
            columns: 0,
            keep: false,
        })
    });
    Plan {
        parts: parts.collect(),
        footnotes: vec![],
        lists: vec![],
        headings: Headings::of(&Document::default()),
        ours: 0..0,
        marks: vec![],
        formulas: vec![],
        lists_articles: false,
    }
}
