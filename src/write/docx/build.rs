//! The plan as docx-rs wants it: the one file that names docx-rs.

use super::plan::{Kind, Paragraph, Part, Plan, Run, Style, Table};
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
    row(Style::Footnote, "FootnoteText", "footnote text", "脚注文本"),
    row(Style::Caption, "caption", "caption", "题注"),
    row(Style::Cell, "TableText", "表格文字", "Table Text"),
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
        Style::Footnote => (p.footnote, None),
        Style::Caption => (p.caption, None),
        Style::Cell => (p.cell, None),
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
        Align::Left => w::AlignmentType::Left,
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

fn paragraph(p: &Paragraph, plan: &Plan, profile: &Profile, bookmark: &mut usize) -> w::Paragraph {
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
    for r in &p.runs {
        out = match &r.kind {
            Kind::Link(id) => out.add_hyperlink(
                w::Hyperlink::new(bookmark_name(id), w::HyperlinkType::Anchor).add_run(run(r)),
            ),
            Kind::Footnote(n) => {
                let (id, text) = &plan.footnotes[*n];
                *bookmark += 1;
                let start = w::Paragraph::new()
                    .style(style_id(Style::Footnote))
                    .add_bookmark_start(*bookmark, bookmark_name(id));
                let text =
                    text.iter().map(run).fold(start, w::Paragraph::add_run).add_bookmark_end(*bookmark);
                let note = w::Footnote { id: FIRST_FOOTNOTE + n, content: vec![text] };
                out.add_run(w::Run::new().add_footnote_reference(note))
            }
            Kind::Plain | Kind::Raised | Kind::FootnoteNumber => out.add_run(run(r)),
        };
    }
    for id in first + 1..=first + p.ids.len() {
        out = out.add_bookmark_end(id);
    }
    for id in &p.after {
        *bookmark += 1;
        let place = note_place(&bookmark_name(id));
        out = out.add_bookmark_start(*bookmark, place).add_bookmark_end(*bookmark);
    }
    out
}

/// Footnotes 0 and −1 are the separators.
const FIRST_FOOTNOTE: usize = 1;
/// The character style of signs that lead to footnotes.
pub const FOOTNOTE_REFERENCE: &str = "FootnoteReference";

fn run(r: &Run) -> w::Run {
    let mut out = w::Run::new().add_text(&r.text);
    if matches!(r.kind, Kind::Raised | Kind::FootnoteNumber) {
        out = out.style(FOOTNOTE_REFERENCE);
    }
    if let Some(face) = r.face {
        out = out.fonts(fonts(face));
    }
    out
}

fn table(t: &Table, plan: &Plan, profile: &Profile, bookmark: &mut usize) -> w::Table {
    let widths: Vec<usize> =
        t.columns.iter().map(|share| twips(profile.width() * share).unsigned_abs() as usize).collect();
    let row = |(_, cells): &(bool, Vec<Paragraph>)| {
        let cells = cells.iter().zip(&widths).map(|(p, width)| {
            let text = paragraph(p, plan, profile, bookmark);
            w::TableCell::new().width(*width, w::WidthType::Dxa).add_paragraph(text)
        });
        w::TableRow::new(cells.collect()).cant_split()
    };
    let rows = t.rows.iter().map(row).collect();
    let width = widths.iter().sum();
    w::Table::new(rows).set_grid(widths).width(width, w::WidthType::Dxa).layout(w::TableLayoutType::Fixed)
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

/// The name of the bookmark where a footnote stands in the source, by that of the footnote itself.
pub fn note_place(bookmark: &str) -> String {
    format!("at-{bookmark}")
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
    let mut raised = w::Style::new(FOOTNOTE_REFERENCE, w::StyleType::Character).name("footnote reference");
    raised.run_property = raised.run_property.vert_align(w::VertAlignType::SuperScript);
    d = d.add_style(raised);
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
    for part in &plan.parts {
        d = match part {
            Part::Paragraph(text) => d.add_paragraph(paragraph(text, plan, p, &mut bookmark)),
            Part::Table(t) => d.add_table(table(t, plan, p, &mut bookmark)),
        };
    }
    d.build()
}
