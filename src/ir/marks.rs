//! The table of marks, a row each: how a mark nests, what is lost with it, and what stands for it in every format. A new
//! mark is a row here, and what a writer must say of it beyond an element with fixed attributes.

use super::{CellAlign, MarkKind, Scope};

/// An element with its fixed attributes.
pub type FixedElement = (&'static str, &'static [(&'static str, &'static str)]);

/// What is lost where a format cannot carry a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weight {
    /// Something of what the text says: 10³ becomes 103.
    Meaning,
    /// How it looks.
    Look,
    /// Nothing that a reader would see.
    Nothing,
}

/// Which marks may stand around which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarkPlace {
    /// Anywhere in a text.
    Text,
    /// Directly in a table: its caption and rows; in a row: its cells; on exactly the range of a cell.
    Table,
    /// At the end of a [`MarkKind::Ruby`].
    Ruby,
}

/// How a mark shifts its range from the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shift {
    /// Not at all.
    #[default]
    None,
    /// Up, and smaller.
    Up,
    /// Down, and smaller.
    Down,
}

/// A line or dots drawn along a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stroke {
    /// Through the middle.
    Through,
    /// Below.
    Under,
    /// 着重号: a dot below every character (CLREQ 3.3.1).
    Dots,
}

/// A kind of element in the structure of a PDF (ISO 32000-1, 14.8.4.4 and 14.8.4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarkTag {
    /// What leads somewhere.
    Link,
    /// The label of a note.
    Label,
    /// Characters that something is said of.
    Span,
    /// The same under a name that says what; for who does not know it, a span.
    Named(&'static str),
    /// A word with its annotation.
    Ruby,
    /// The annotation.
    RubyText,
    /// A picture.
    Figure,
    /// A formula.
    Formula,
}

/// A row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkForm {
    /// What it is called, in Chinese and English.
    pub name: (&'static str, &'static str),
    /// Where it stands.
    pub place: MarkPlace,
    /// Whether the range is in the source and not in the text read aloud.
    pub silent: bool,
    /// Whether it may cover nothing.
    pub may_be_empty: bool,
    /// Whether a part of its range may be marked alone: of what is deleted, a part is deleted; half a formula is none.
    pub parts: bool,
    /// Whether it is shown, so that a run ends where it begins or ends.
    pub shown: bool,
    /// What is lost with it.
    pub weight: Weight,
    /// TEI P5.
    pub tei: Option<FixedElement>,
    /// XHTML, as in EPUB.
    pub html: Option<FixedElement>,
    /// Other elements of HTML that say the same.
    pub html_also: &'static [&'static str],
    /// Akoma Ntoso.
    pub akn: Option<FixedElement>,
    /// WordprocessingML: a run property with its value, or none for what has an element of its own there.
    pub docx: Option<(&'static str, &'static str)>,
    /// PDF: the structure element; what is drawn says how a span is decorated.
    pub pdf: Option<MarkTag>,
    /// On paper: the shift from the line.
    pub shift: Shift,
    /// On paper: what is drawn.
    pub stroke: Option<Stroke>,
}

/// A row from which the others differ.
const PLAIN: MarkForm = MarkForm {
    name: ("", ""),
    place: MarkPlace::Text,
    silent: false,
    may_be_empty: false,
    parts: false,
    shown: true,
    weight: Weight::Nothing,
    tei: None,
    html: None,
    html_also: &[],
    akn: None,
    docx: None,
    pdf: None,
    shift: Shift::None,
    stroke: None,
};
const TABLE: MarkForm = MarkForm { place: MarkPlace::Table, may_be_empty: true, shown: false, ..PLAIN };

static BREAK: MarkForm = MarkForm {
    name: ("换行", "line breaks of the source"),
    silent: true,
    tei: Some(("seg", &[("type", "sep")])),
    ..PLAIN
};
static MARKUP: MarkForm = MarkForm {
    name: ("标记符号", "signs of markup"),
    silent: true,
    tei: Some(("seg", &[("type", "markup"), ("subtype", "inline")])),
    ..PLAIN
};
static DATE: MarkForm =
    MarkForm { name: ("日期", "dates"), shown: false, tei: Some(("date", &[])), ..PLAIN };
static TERM: MarkForm =
    MarkForm { name: ("术语", "terms"), shown: false, tei: Some(("term", &[])), ..PLAIN };
static TERM_USE: MarkForm =
    MarkForm { name: ("术语的使用", "uses of terms"), shown: false, tei: Some(("term", &[])), ..PLAIN };
const CITED: MarkForm = MarkForm {
    name: ("引用的法律文件", "other acts"),
    shown: false,
    tei: Some(("ref", &[("type", "act")])),
    akn: Some(("ref", &[])),
    ..PLAIN
};
static CITATION: MarkForm = CITED;
/// Of a document that can be led to.
static CITED_SIBLING: MarkForm =
    MarkForm { shown: true, docx: Some(("w:hyperlink", "")), pdf: Some(MarkTag::Link), ..CITED };
static REFERENCE: MarkForm = MarkForm {
    name: ("条文引用", "references"),
    tei: Some(("ref", &[("type", "internal")])),
    pdf: Some(MarkTag::Link),
    ..PLAIN
};
static NOTE_REFERENCE: MarkForm = MarkForm {
    name: ("注释号", "signs of notes"),
    tei: Some(("ref", &[("type", "note")])),
    pdf: Some(MarkTag::Link),
    ..PLAIN
};
static NOTE_LABEL: MarkForm = MarkForm {
    name: ("注释号", "signs of notes"),
    tei: Some(("seg", &[("type", "label")])),
    pdf: Some(MarkTag::Label),
    ..PLAIN
};
static EMPHASIS: MarkForm = MarkForm {
    name: ("加粗", "bold type"),
    parts: true,
    weight: Weight::Look,
    tei: Some(("hi", &[("rend", "bold")])),
    html: Some(("strong", &[])),
    html_also: &["b", "em", "i", "mark"],
    akn: Some(("b", &[])),
    pdf: Some(MarkTag::Named("Strong")),
    ..PLAIN
};
static CAPTION: MarkForm =
    MarkForm { name: ("表题", "captions"), may_be_empty: false, tei: Some(("head", &[])), ..TABLE };
static ROW: MarkForm = MarkForm { name: ("表行", "rows"), tei: Some(("row", &[])), ..TABLE };
static CELL: MarkForm = MarkForm { name: ("单元格", "cells"), tei: Some(("cell", &[])), ..TABLE };
static CELL_SPAN: MarkForm = MarkForm { name: ("合并单元格", "merged cells"), ..TABLE };
static CELL_HEAD: MarkForm = MarkForm { name: ("表头单元格", "heading cells"), ..TABLE };
static CELL_ALIGN: MarkForm = MarkForm { name: ("单元格对齐", "the alignment of cells"), ..TABLE };
static DELETED: MarkForm = MarkForm {
    name: ("删除线", "deleted text"),
    parts: true,
    weight: Weight::Meaning,
    tei: Some(("del", &[])),
    html: Some(("del", &[])),
    html_also: &["s", "strike"],
    akn: Some(("del", &[])),
    docx: Some(("w:strike", "")),
    pdf: Some(MarkTag::Named("Del")),
    stroke: Some(Stroke::Through),
    ..PLAIN
};
static INSERTED: MarkForm = MarkForm {
    name: ("插入标记", "inserted text"),
    parts: true,
    weight: Weight::Meaning,
    tei: Some(("add", &[])),
    html: Some(("ins", &[])),
    akn: Some(("ins", &[])),
    docx: Some(("w:u", "single")),
    pdf: Some(MarkTag::Named("Ins")),
    stroke: Some(Stroke::Under),
    ..PLAIN
};
static UNDERLINE: MarkForm = MarkForm {
    name: ("下划线", "underlines"),
    parts: true,
    weight: Weight::Look,
    tei: Some(("hi", &[("rend", "underline")])),
    html: Some(("u", &[])),
    akn: Some(("u", &[])),
    docx: Some(("w:u", "single")),
    pdf: Some(MarkTag::Span),
    stroke: Some(Stroke::Under),
    ..PLAIN
};
static SUPERSCRIPT: MarkForm = MarkForm {
    name: ("上标", "superscripts"),
    parts: true,
    weight: Weight::Meaning,
    tei: Some(("hi", &[("rend", "superscript")])),
    html: Some(("sup", &[])),
    akn: Some(("sup", &[])),
    docx: Some(("w:vertAlign", "superscript")),
    shift: Shift::Up,
    ..PLAIN
};
static SUBSCRIPT: MarkForm = MarkForm {
    name: ("下标", "subscripts"),
    parts: true,
    weight: Weight::Meaning,
    tei: Some(("hi", &[("rend", "subscript")])),
    html: Some(("sub", &[])),
    akn: Some(("sub", &[])),
    docx: Some(("w:vertAlign", "subscript")),
    shift: Shift::Down,
    ..PLAIN
};
static RUBY: MarkForm = MarkForm {
    name: ("注音", "ruby"),
    weight: Weight::Look,
    tei: Some(("ruby", &[])),
    html: Some(("ruby", &[])),
    akn: Some(("inline", &[("name", "ruby")])),
    docx: Some(("w:ruby", "")),
    pdf: Some(MarkTag::Ruby),
    ..PLAIN
};
static RUBY_TEXT: MarkForm = MarkForm {
    name: ("注音", "ruby"),
    place: MarkPlace::Ruby,
    tei: Some(("rt", &[])),
    html: Some(("rt", &[])),
    akn: Some(("inline", &[("name", "rubyText")])),
    docx: Some(("w:rt", "")),
    pdf: Some(MarkTag::RubyText),
    ..PLAIN
};
static DOTS: MarkForm = MarkForm {
    name: ("着重号", "emphasis dots"),
    parts: true,
    weight: Weight::Look,
    tei: Some(("hi", &[("rend", "dots")])),
    html: Some(("em", &[("class", "dots")])),
    akn: Some(("inline", &[("name", "emphasisDots")])),
    docx: Some(("w:em", "dot")),
    pdf: Some(MarkTag::Named("Em")),
    stroke: Some(Stroke::Dots),
    ..PLAIN
};
static LINK: MarkForm = MarkForm {
    name: ("链接", "links"),
    parts: true,
    weight: Weight::Look,
    tei: Some(("ref", &[("type", "external")])),
    html: Some(("a", &[])),
    akn: Some(("a", &[])),
    docx: Some(("w:hyperlink", "")),
    pdf: Some(MarkTag::Link),
    ..PLAIN
};
static LANGUAGE: MarkForm = MarkForm {
    name: ("外文段落的语言", "the language of passages"),
    parts: true,
    weight: Weight::Nothing,
    tei: Some(("foreign", &[])),
    html: Some(("span", &[])),
    akn: Some(("span", &[])),
    docx: Some(("w:lang", "")),
    pdf: Some(MarkTag::Span),
    ..PLAIN
};
static ENCODED_FORM: MarkForm = MarkForm {
    name: ("编码者的标记", "marks of an encoder"),
    shown: false,
    may_be_empty: true,
    tei: Some(("name", &[])),
    ..PLAIN
};

/// Elements that a person may mark words with in a TEI file, without a word more or less (TEI P5, model.phrase).
pub const ENCODED: &[&str] = &[
    "abbr",
    "country",
    "emph",
    "email",
    "forename",
    "geogName",
    "gloss",
    "idno",
    "measure",
    "mentioned",
    "name",
    "orgName",
    "persName",
    "placeName",
    "q",
    "quote",
    "region",
    "roleName",
    "rs",
    "settlement",
    "soCalled",
    "surname",
    "time",
    "title",
    "unclear",
];
static MATH: MarkForm = MarkForm {
    name: ("公式", "formulas"),
    weight: Weight::Meaning,
    tei: Some(("formula", &[("notation", "mathml")])),
    html: Some(("math", &[])),
    docx: Some(("m:oMath", "")),
    pdf: Some(MarkTag::Formula),
    ..PLAIN
};
static IMAGE: MarkForm = MarkForm {
    name: ("图片", "pictures"),
    may_be_empty: true,
    weight: Weight::Meaning,
    tei: Some(("figure", &[])),
    html: Some(("img", &[])),
    docx: Some(("w:drawing", "")),
    pdf: Some(MarkTag::Figure),
    ..PLAIN
};

impl MarkKind {
    /// Its row of the table.
    pub const fn form(&self) -> &'static MarkForm {
        match self {
            Self::Break => &BREAK,
            Self::Date { .. } => &DATE,
            Self::Term => &TERM,
            Self::TermUse { .. } => &TERM_USE,
            Self::Citation { sibling: Some(_), .. } => &CITED_SIBLING,
            Self::Citation { .. } => &CITATION,
            Self::Reference { .. } => &REFERENCE,
            Self::NoteReference { .. } => &NOTE_REFERENCE,
            Self::NoteLabel => &NOTE_LABEL,
            Self::Emphasis => &EMPHASIS,
            Self::Markup => &MARKUP,
            Self::Caption => &CAPTION,
            Self::Row { .. } => &ROW,
            Self::Cell => &CELL,
            Self::CellSpan { .. } => &CELL_SPAN,
            Self::CellHead { .. } => &CELL_HEAD,
            Self::CellAlign { .. } => &CELL_ALIGN,
            Self::Deleted => &DELETED,
            Self::Inserted => &INSERTED,
            Self::Underline => &UNDERLINE,
            Self::Superscript => &SUPERSCRIPT,
            Self::Subscript => &SUBSCRIPT,
            Self::Ruby => &RUBY,
            Self::RubyText => &RUBY_TEXT,
            Self::Dots => &DOTS,
            Self::Link { .. } => &LINK,
            Self::Language { .. } => &LANGUAGE,
            Self::Encoded { .. } => &ENCODED_FORM,
            Self::Math { .. } => &MATH,
            Self::Image { .. } => &IMAGE,
        }
    }

    /// Whether the range is in the source and not in the text read aloud.
    pub const fn is_silent(&self) -> bool {
        self.form().silent
    }

    /// Whether the mark may cover nothing: the first cell of a table has no separator before it.
    pub const fn may_be_empty(&self) -> bool {
        self.form().may_be_empty
    }

    /// Whether its range is shown whole, by something else than its characters.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Math { .. } | Self::Image { .. })
    }

    /// The mark of an element with fixed attributes, as TEI writes it.
    pub fn of_tei(name: &str, rend: Option<&str>) -> Option<Self> {
        let attribute = |key: &str| rend.filter(|_| key == "rend");
        let all = |k: &Self| k.form().tei.is_some_and(|(_, fixed)| rend.is_none() || !fixed.is_empty());
        Self::of_element(|form| form.tei, name, attribute).filter(all)
    }

    /// The mark of an element of HTML, or of another one that says the same.
    pub fn of_html<'a>(name: &str, attribute: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let also = || FIXED.iter().find(|k| k.form().html_also.contains(&name)).cloned();
        Self::of_element(|form| form.html, name, attribute).or_else(also)
    }

    /// The mark that an element stands for in a format, by its name and its fixed attributes.
    pub fn of_element<'a>(
        format: fn(&MarkForm) -> Option<FixedElement>,
        name: &str,
        attribute: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<Self> {
        let is = |(element, fixed): FixedElement| {
            element == name && fixed.iter().all(|(key, value)| attribute(key) == Some(value))
        };
        FIXED.iter().find(|k| format(k.form()).is_some_and(is)).cloned()
    }
}

/// The marks that say no more than what they are: an element leads back to them.
const FIXED: &[MarkKind] = &[
    MarkKind::Emphasis,
    MarkKind::Deleted,
    MarkKind::Inserted,
    MarkKind::Underline,
    MarkKind::Superscript,
    MarkKind::Subscript,
    MarkKind::Dots,
    MarkKind::Ruby,
    MarkKind::RubyText,
];

impl Scope {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Column => "col",
            Self::Row => "row",
        }
    }
}

impl CellAlign {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Start, Self::Centre, Self::End];

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Centre => "centre",
            Self::End => "end",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_fixed_attributes_lead_back_to_their_marks() {
        assert_eq!(MarkKind::of_tei("hi", Some("bold")), Some(MarkKind::Emphasis));
        assert_eq!(MarkKind::of_tei("hi", Some("dots")), Some(MarkKind::Dots));
        assert_eq!(MarkKind::of_tei("del", None), Some(MarkKind::Deleted));
        assert_eq!(MarkKind::of_tei("hi", Some("italic")), None);
        assert_eq!(MarkKind::of_tei("del", Some("overtyped")), None);
        // Whatever stands for one of them in a format is read as it again.
        for kind in FIXED {
            let form = kind.form();
            for column in [|f: &MarkForm| f.tei, |f: &MarkForm| f.html, |f: &MarkForm| f.akn] {
                let (name, fixed) = column(form).expect("an element");
                let attribute = |key: &str| fixed.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
                assert_eq!(MarkKind::of_element(column, name, attribute), Some(kind.clone()), "{name}");
            }
        }
        let class = |key: &str| (key == "class").then_some("dots");
        assert_eq!(MarkKind::of_html("em", class), Some(MarkKind::Dots));
        assert_eq!(MarkKind::of_html("em", |_| None), Some(MarkKind::Emphasis));
        assert_eq!(MarkKind::of_html("strike", |_| None), Some(MarkKind::Deleted));
    }
}
