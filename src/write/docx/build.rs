//! The plan as docx-rs wants it: the one file that names docx-rs.

use super::plan::{Paragraph, Plan, Run, Style};
use crate::font::Role as Face;
use crate::profile::{Align, Folio, Profile};
use docx_rs as w;
pub use docx_rs::XMLDocx;

/// Lists begin here: docx-rs always writes an abstract number and a number 1 of its own.
const FIRST_LIST: usize = 10;

/// The identifier of the number of a list.
pub const fn number_id(list: usize) -> usize {
    FIRST_LIST + list
}

/// Twentieths of a point.
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Font names that Word users have, by role; the Latin letters beside them are those of a serif face.
pub const fn font_name(face: Face) -> &'static str {
    match face {
        Face::Song => "宋体",
        Face::Xiaobiaosong => "方正小标宋简体",
        Face::Hei => "黑体",
        Face::Kai => "楷体_GB2312",
        Face::Fangsong => "仿宋_GB2312",
    }
}

fn fonts(face: Face) -> w::RunFonts {
    w::RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia(font_name(face))
}

/// Identifier, Chinese name, and what it looks like.
pub struct StyleRow {
    /// The style.
    pub style: Style,
    /// Identifier in the file.
    pub id: &'static str,
    /// Name shown to the user.
    pub name: &'static str,
    /// English alias.
    pub alias: &'static str,
}

/// Every style. Word knows `heading 1` … by these names in every language.
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
    row(Style::Note, "Note", "题注", "Note"),
    row(Style::Annex, "AnnexLabel", "附件", "Annex"),
    row(Style::Signature, "SignatureLine", "落款", "Signature and Date"),
];

const fn row(style: Style, id: &'static str, name: &'static str, alias: &'static str) -> StyleRow {
    StyleRow { style, id, name, alias }
}

/// The identifier of a style.
pub fn style_id(style: Style) -> &'static str {
    STYLES.iter().find(|r| r.style == style).map_or("Normal", |r| r.id)
}

fn look(style: Style, p: &Profile) -> (crate::profile::Style, Option<usize>) {
    let flush = crate::profile::Style { indent: 0.0, ..p.body };
    match style {
        Style::Title => (p.title, None),
        Style::Heading(n) => (p.heading[usize::from(n).clamp(1, 3) - 1], Some(usize::from(n) - 1)),
        Style::ArticleHeading => (p.run[0], Some(5)),
        Style::Note => (p.note, None),
        Style::Plain | Style::Contents => (flush, None),
        Style::Annex => (crate::profile::Style { role: Face::Hei, keep_with_next: true, ..flush }, None),
        Style::Signature => (p.closing, None),
        Style::Article | Style::Body | Style::Item | Style::Subitem => (p.body, None),
    }
}

fn style(row: &StyleRow, p: &Profile) -> w::Style {
    let (s, outline) = look(row.style, p);
    let line = p.lines.1;
    let spacing = w::LineSpacing::new()
        .before(twips(s.before * line).unsigned_abs())
        .after(twips(s.after * line).unsigned_abs());
    let align = match s.align {
        Align::Justify => w::AlignmentType::Both,
        Align::Centre => w::AlignmentType::Center,
        Align::Right => w::AlignmentType::Right,
    };
    let mut out = w::Style::new(row.id, w::StyleType::Paragraph)
        .name(row.name)
        .based_on("Normal")
        .fonts(fonts(s.role))
        .size((s.size * 2.0).round() as usize)
        .align(align);
    // Type that needs more than a line of the grid would take two: it gets its own distance.
    let spacing = if s.size * 1.44 > line {
        let own = (s.leading * line).max(s.size * 1.25);
        spacing.line(twips(own)).line_rule(w::LineSpacingType::Exact)
    } else {
        spacing
    };
    if s.before > 0.0 || s.after > 0.0 || s.size * 1.44 > line {
        out = out.line_spacing(spacing);
    }
    if s.indent > 0.0 {
        let first = w::SpecialIndentType::FirstLine(twips(s.indent * s.size));
        out = out.indent(Some(0), Some(first), None, None);
    } else if s.right > 0.0 {
        out = out.indent(None, None, Some(twips(s.right * s.size)), None);
    }
    if let Some(level) = outline {
        out = out.outline_lvl(level);
    }
    out
}

fn paragraph(p: &Paragraph, profile: &Profile, bookmark: &mut usize) -> w::Paragraph {
    let mut out = w::Paragraph::new().style(style_id(p.style));
    if let Some(n) = p.number {
        out = out.numbering(w::NumberingId::new(number_id(n.list)), w::IndentLevel::new(n.level));
    }
    if p.new_page {
        out = out.page_break_before(true);
    }
    if look(p.style, profile).0.keep_with_next {
        out = out.keep_next(true);
    }
    let first = *bookmark;
    for id in &p.ids {
        *bookmark += 1;
        out = out.add_bookmark_start(*bookmark, bookmark_name(id));
    }
    for Run { text, face } in &p.runs {
        let mut r = w::Run::new().add_text(text);
        if let Some(face) = face {
            r = r.fonts(fonts(*face));
        }
        out = out.add_run(r);
    }
    for id in first + 1..=*bookmark {
        out = out.add_bookmark_end(id);
    }
    out
}

/// A bookmark's name: the identifier, or a hash of it where it is longer than Word's 40 characters.
pub fn bookmark_name(id: &str) -> String {
    const LONGEST: usize = 40;
    if id.len() <= LONGEST {
        id.to_owned()
    } else {
        format!("x{}", &crate::text::hash::sha256(id.as_bytes())[..32])
    }
}

fn footer(f: &Folio, align: w::AlignmentType) -> w::Footer {
    let size = (f.size * 2.0).round() as usize;
    let run = |text: &str| w::Run::new().add_text(text).size(size).fonts(fonts(Face::Song));
    let mut p = w::Paragraph::new().align(align);
    if !f.around.0.is_empty() {
        p = p.add_run(run(f.around.0));
    }
    p = p.add_page_num(w::PageNum::new());
    if !f.around.1.is_empty() {
        p = p.add_run(run(f.around.1));
    }
    w::Footer::new().add_paragraph(p)
}

fn lists(mut d: w::Docx, plan: &Plan) -> w::Docx {
    for (k, list) in plan.lists.iter().enumerate() {
        let id = number_id(k);
        let mut a = w::AbstractNumbering {
            multi_level_type: Some("multilevel".into()),
            ..w::AbstractNumbering::new(id)
        };
        for (level, (format, text, start)) in list.levels.iter().enumerate() {
            a = a.add_level(
                w::Level::new(
                    level,
                    w::Start::new(*start as usize),
                    w::NumberFormat::new(*format),
                    w::LevelText::new(text.clone()),
                    w::LevelJc::new("left"),
                )
                .suffix(w::LevelSuffixType::Nothing)
                .fonts(fonts(if level == 0 { Face::Hei } else { Face::Song })),
            );
        }
        d = d.add_abstract_numbering(a).add_numbering(w::Numbering::new(id, id));
    }
    d
}

/// Builds the parts.
pub fn build(plan: &Plan, p: &Profile) -> XMLDocx {
    let (paper, left, top) = (p.paper, p.origin.0, p.origin.1);
    let margin = w::PageMargin::new()
        .top(twips(top))
        .bottom(twips(paper.1 - top - p.height()))
        .left(twips(left))
        .right(twips(paper.0) - twips(left) - twips(p.width()))
        .header(851)
        .footer(twips(paper.1 - top - p.height() - p.folio.below - 0.3 * p.folio.size));
    let mut d = w::Docx::new()
        .default_fonts(fonts(p.body.role))
        .default_size((p.body.size * 2.0).round() as usize)
        .page_size(twips(paper.0).unsigned_abs(), twips(paper.1).unsigned_abs())
        .page_margin(margin);
    for row in STYLES {
        d = d.add_style(style(row, p));
    }
    d = match p.folio.outer {
        Some(_) => d
            .footer(footer(&p.folio, w::AlignmentType::Right))
            .even_footer(footer(&p.folio, w::AlignmentType::Left)),
        None => d.footer(footer(&p.folio, w::AlignmentType::Center)),
    };
    d = lists(d, plan);
    let grid = w::DocGrid::new()
        .grid_type(w::DocGridType::Lines)
        .line_pitch(twips(p.lines.1).unsigned_abs() as usize);
    d.document.section_property = d.document.section_property.clone().doc_grid(grid);
    let mut bookmark = 0;
    for para in &plan.paragraphs {
        d = d.add_paragraph(paragraph(para, p, &mut bookmark));
    }
    d.build()
}
