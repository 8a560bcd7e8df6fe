//! The plan as docx-rs wants it: the one file that names docx-rs.

use super::heads::{Heads, Piece};
use super::look::{Look, STYLES, StyleRow, character_style, style_id};
use super::numbering::Place;
use super::paginate;
use super::plan::{Footnote, Paragraph, Part, Plan, Style};
use super::runs::{Kind, Run};
use super::tables::{Row, Table};
use crate::font::FaceRole as Face;
use crate::ir::CellAlign;
use crate::pack::ooxml::{bookmark_name, note_place};
use crate::profile::{Align, Folio, Head, Profile};
use docx_rs as w;
use docx_rs::BuildXML as _;
pub use docx_rs::XMLDocx;
use std::collections::HashMap;

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

fn fonts(face: Face, look: &Look) -> w::RunFonts {
    let names = look.names(face);
    w::RunFonts::new().ascii(names.latin).hi_ansi(names.latin).east_asia(names.han)
}

fn style(row: &StyleRow, look: &Look) -> w::Style {
    let p = look.profile;
    let (s, outline) = look.of(row.style);
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
        .fonts(fonts(s.role, look))
        .size((s.size * 2.0).round() as usize)
        .align(align);
    if look.names(s.role).bold {
        out = out.bold();
    }
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
    } else if s.left > 0.0 || s.right > 0.0 {
        let left = Some(twips(s.left * s.size)).filter(|n| *n > 0);
        let right = Some(twips(s.right * s.size)).filter(|n| *n > 0);
        out = out.indent(left, None, right, None);
    }
    if let Some(level) = outline {
        out = out.outline_lvl(level);
    }
    if s.keep_with_next {
        out.paragraph_property = out.paragraph_property.keep_next(true);
    }
    if matches!(row.style, Style::ContentsEntry(_)) {
        let end = twips(p.width()).unsigned_abs() as usize;
        let tab = w::Tab::new().val(w::TabValueType::Right).leader(w::TabLeaderType::Dot).pos(end);
        out.paragraph_property = out.paragraph_property.add_tab(tab);
    }
    out
}

/// How a paragraph is numbered otherwise than its style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbered {
    /// In no other way.
    AsStyled,
    /// By a number of another list, on a level of it.
    By(usize, usize),
    /// Not at all; with the indent of its first line, which LibreOffice takes away with the number.
    Not(i32),
}

/// The same for a paragraph of a look.
pub fn numbered(p: &Paragraph, look: &Look) -> Numbered {
    match (p.number, look.number(p.style)) {
        (own, style) if own == style => Numbered::AsStyled,
        (Some(n), _) => Numbered::By(number_id(n.list), n.level),
        (None, _) => {
            let s = look.of(p.style).0;
            Numbered::Not(twips(s.indent * s.size))
        }
    }
}

/// The room above a paragraph, in twentieths of a point, where it is not that of its style.
pub fn space_above(p: &Paragraph, look: &Look) -> Option<u32> {
    let above = || twips((p.down + look.of(p.style).0.before) * look.profile.lines.1).unsigned_abs();
    (p.down > 0.0).then(above)
}

fn paragraph(p: &Paragraph, body: &mut Body) -> w::Paragraph {
    let Body { plan, look, pages, bookmark, notes } = body;
    let mut out = w::Paragraph::new().style(style_id(p.style));
    let number =
        |out: w::Paragraph, id, level| out.numbering(w::NumberingId::new(id), w::IndentLevel::new(level));
    match numbered(p, look) {
        Numbered::AsStyled => {}
        Numbered::By(id, level) => out = number(out, id, level),
        Numbered::Not(indent) => {
            out = number(out, 0, 0);
            if indent > 0 {
                out = out.indent(Some(0), Some(w::SpecialIndentType::FirstLine(indent)), None, None);
            }
        }
    }
    if p.new_page {
        out = out.page_break_before(true);
    }
    if let Some(above) = space_above(p, look) {
        out = out.line_spacing(w::LineSpacing::new().before(above));
    }
    if p.keep {
        out = out.keep_next(true);
    }
    if let Some(align) = p.align {
        out = out.align(match align {
            CellAlign::Start => w::AlignmentType::Left,
            CellAlign::Centre => w::AlignmentType::Center,
            CellAlign::End => w::AlignmentType::Right,
        });
    }
    if p.columns > 0 {
        let width = look.profile.width() / p.columns as f32;
        out = out.align(w::AlignmentType::Left).indent(Some(0), None, Some(0), None);
        for k in 0..p.columns {
            let middle = twips((k as f32 + 0.5) * width).unsigned_abs() as usize;
            out = out.add_tab(w::Tab::new().val(w::TabValueType::Center).pos(middle));
        }
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
            Kind::Entry(id) => out.add_hyperlink(entry(r, &bookmark_name(id), pages.get(id.as_str()))),
            Kind::Footnote(n) => {
                let Footnote { id, runs, signed } = &plan.footnotes[*n];
                *bookmark += 1;
                let start = w::Paragraph::new()
                    .style(style_id(Style::Footnote))
                    .add_bookmark_start(*bookmark, bookmark_name(id));
                let text =
                    runs.iter().map(run).fold(start, w::Paragraph::add_run).add_bookmark_end(*bookmark);
                let id = FIRST_FOOTNOTE + n;
                notes.push(w::Footnote { id, content: vec![text] });
                let sign = w::Run::new().add_footnote_reference(w::Footnote { id, content: vec![] });
                out.add_run(if *signed { sign.add_text(&r.text) } else { sign })
            }
            // The finish pass makes it a break: docx-rs has one kind of them only.
            Kind::Tab | Kind::LineEnd => out.add_run(w::Run::new().add_tab()),
            Kind::Break => out.add_run(w::Run::new().add_break(w::BreakType::TextWrapping)),
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
pub const FIRST_FOOTNOTE: usize = 1;
/// The character style of signs that lead to footnotes.
pub const FOOTNOTE_REFERENCE: &str = "FootnoteReference";

/// What stands for the number of a run's marks until the finish pass puts them in their place: docx-rs has no words for
/// most of them, and takes any colour.
pub const MARK: &str = "tiaowen-";

fn run(r: &Run) -> w::Run {
    let mut out = w::Run::new().add_text(&r.text);
    if r.east_asian {
        out = out.fonts(w::RunFonts::new().hint("eastAsia"));
    }
    if let Some(n) = r.marked {
        out = out.highlight(format!("{MARK}{n}"));
    }
    match r.face {
        _ if matches!(r.kind, Kind::Raised | Kind::FootnoteNumber) => out.style(FOOTNOTE_REFERENCE),
        Some(face) => out.style(character_style(face).id),
        None => out,
    }
}

/// A field with what it shows until it is worked out; `dirty` asks for that when the file is opened.
fn field(instruction: &str, shown: &str, dirty: bool) -> [w::Run; 3] {
    let begin = w::Run::new().add_field_char(w::FieldCharType::Begin, dirty);
    [
        begin.add_instr_text(w::InstrText::Unsupported(instruction.to_owned())),
        w::Run::new().add_field_char(w::FieldCharType::Separate, false).add_text(shown),
        w::Run::new().add_field_char(w::FieldCharType::End, false),
    ]
}

/// The pages of identifiers.
type Numbers<'p> = HashMap<&'p str, usize>;

/// An entry of contents: its text, a tab with dots, and the number of the page, which Word works out.
fn entry(r: &Run, bookmark: &str, page: Option<&usize>) -> w::Hyperlink {
    let page = page.map_or_else(|| "–".to_owned(), usize::to_string);
    let link = w::Hyperlink::new(bookmark, w::HyperlinkType::Anchor).add_run(run(r));
    let link = link.add_run(w::Run::new().add_tab());
    field(&format!(" PAGEREF {bookmark} \\h "), &page, true).into_iter().fold(link, w::Hyperlink::add_run)
}

fn table(t: &Table, body: &mut Body) -> w::Table {
    let page = body.look.profile.width();
    let widths: Vec<usize> =
        t.columns.iter().map(|share| twips(page * share).unsigned_abs() as usize).collect();
    let row = |r: &Row| {
        let mut column = 0;
        let cells = r.cells.iter().map(|c| {
            let width = widths[column..column + c.columns].iter().sum();
            column += c.columns;
            let text = paragraph(&c.text, body);
            let mut out = w::TableCell::new().width(width, w::WidthType::Dxa).add_paragraph(text);
            if c.columns > 1 {
                out = out.grid_span(c.columns);
            }
            match c.merged {
                (_, true) => out = out.vertical_merge(w::VMergeType::Continue),
                (true, false) => out = out.vertical_merge(w::VMergeType::Restart),
                _ => {}
            }
            if c.middle { out.vertical_align(w::VAlignType::Center) } else { out }
        });
        let out = w::TableRow::new(cells.collect());
        if r.whole { out.cant_split() } else { out }
    };
    let rows = t.rows.iter().map(row).collect();
    let width = widths.iter().sum();
    w::Table::new(rows).set_grid(widths).width(width, w::WidthType::Dxa).layout(w::TableLayoutType::Fixed)
}

fn footer(f: &Folio, align: w::AlignmentType) -> w::Footer {
    let run = |text: &str| w::Run::new().add_text(text);
    let mut p = w::Paragraph::new().style(style_id(Style::Footer)).align(align);
    if !f.around.0.is_empty() {
        p = p.add_run(run(f.around.0));
    }
    p = p.add_page_num(w::PageNum::new());
    if !f.around.1.is_empty() {
        p = p.add_run(run(f.around.1));
    }
    w::Footer::new().add_paragraph(p)
}

/// Adds the pieces of a running head.
fn with_pieces(p: w::Paragraph, pieces: Vec<Piece>) -> w::Paragraph {
    pieces.into_iter().fold(p, |p, piece| match piece {
        Piece::Text(text) => p.add_run(w::Run::new().add_text(text)),
        Piece::Field(code, shown) => field(&code, &shown, false).into_iter().fold(p, w::Paragraph::add_run),
    })
}

/// A running head of one text.
fn header(text: Vec<Piece>, align: w::AlignmentType) -> w::Header {
    let p = w::Paragraph::new().style(style_id(Style::Header)).align(align);
    w::Header::new().add_paragraph(with_pieces(p, text))
}

/// A running head of two texts, at both edges of the type area.
fn header_of_two(left: Vec<Piece>, right: Vec<Piece>, width: f32) -> w::Header {
    let edge = w::Tab::new().val(w::TabValueType::Right).pos(twips(width).unsigned_abs() as usize);
    let p = w::Paragraph::new().style(style_id(Style::Header)).align(w::AlignmentType::Left).add_tab(edge);
    let p = with_pieces(p, left).add_run(w::Run::new().add_tab());
    w::Header::new().add_paragraph(with_pieces(p, right))
}

/// Running heads from the second page on: the title on even pages, the chapter on odd ones, and in long documents the articles
/// of the page where the thumb is; where pages are no pairs, chapter and articles on all.
fn headers(d: w::Docx, body: &Body, heads: &Heads) -> w::Docx {
    let profile = body.look.profile;
    let (right, left) = (w::AlignmentType::Right, w::AlignmentType::Left);
    let outer_right = profile.on_the_right(1);
    let title = || vec![Piece::Text(heads.title.clone())];
    let (has_headings, has_articles) = heads.shows();
    let chapter = || if has_headings { heads.headings(&body.pages) } else { title() };
    let width = profile.area().0;
    let two = |text: Vec<Piece>, articles_right: bool| {
        let articles = heads.articles(&body.pages);
        let (left, right) = if articles_right { (text, articles) } else { (articles, text) };
        header_of_two(left, right, width)
    };
    let (odd, even) = match (has_articles, heads.single) {
        (true, true) => (two(chapter(), true), two(chapter(), true)),
        (true, false) => (two(chapter(), outer_right), two(title(), !outer_right)),
        (false, true) => (header(chapter(), left), header(chapter(), left)),
        (false, false) if outer_right => (header(chapter(), right), header(title(), left)),
        (false, false) => (header(chapter(), left), header(title(), right)),
    };
    let first = w::Header::new().add_paragraph(w::Paragraph::new());
    d.header(odd).even_header(even).first_header(first)
}

fn lists(mut d: w::Docx, plan: &Plan, look: &Look) -> w::Docx {
    for (k, list) in plan.lists.iter().enumerate() {
        let id = number_id(k);
        let mut a = w::AbstractNumbering {
            multi_level_type: Some("multilevel".into()),
            ..w::AbstractNumbering::new(id)
        };
        for (level, (format, text, start)) in list.levels.iter().enumerate() {
            let mut l = w::Level::new(
                level,
                w::Start::new(*start as usize),
                w::NumberFormat::new(*format),
                w::LevelText::new(text.clone()),
                w::LevelJc::new("left"),
            )
            .suffix(w::LevelSuffixType::Nothing)
            .fonts(fonts(list.face(level, look.profile), look));
            if let Some(style) = look.numbered(Place { list: k, level }) {
                l = l.paragraph_style(style_id(style));
            }
            a = a.add_level(l);
        }
        d = d.add_abstract_numbering(a).add_numbering(w::Numbering::new(id, id));
    }
    d
}

fn styles(mut d: w::Docx, look: &Look) -> w::Docx {
    for row in STYLES {
        d = d.add_style(style(row, look));
    }
    for face in Face::ALL {
        let row = character_style(face);
        let mut out = w::Style::new(row.id, w::StyleType::Character).name(row.name).fonts(fonts(face, look));
        if look.names(face).bold {
            out = out.bold();
        }
        d = d.add_style(out);
    }
    let mut raised = w::Style::new(FOOTNOTE_REFERENCE, w::StyleType::Character).name("footnote reference");
    raised.run_property = raised.run_property.vert_align(w::VertAlignType::SuperScript);
    d.add_style(raised)
}

/// The paragraphs and tables, each made when it is asked for: a paragraph of docx-rs is a hundred times its text.
pub struct Body<'a> {
    plan: &'a Plan,
    look: &'a Look<'a>,
    pages: Numbers<'a>,
    bookmark: usize,
    /// The footnotes that were led to.
    notes: Vec<w::Footnote>,
}

impl<'a> Body<'a> {
    /// Nothing is made yet.
    pub fn new(plan: &'a Plan, look: &'a Look<'a>) -> Self {
        // What a template's styles take of a page, nobody has counted.
        let pages = if look.follows { Numbers::new() } else { paginate::pages(plan, look) };
        Self { plan, look, pages, bookmark: 0, notes: vec![] }
    }

    /// The next paragraph or table, as it stands in the document.
    pub fn part(&mut self, part: &Part) -> Vec<u8> {
        match part {
            Part::Paragraph(text) => paragraph(text, self).build(),
            Part::Table(t) => table(t, self).build(),
        }
    }

    /// A paragraph beside the document, whose bookmarks are numbered behind `bookmark`.
    pub fn beside(&mut self, text: &Paragraph, bookmark: usize) -> Vec<u8> {
        let before = std::mem::replace(&mut self.bookmark, bookmark);
        let out = paragraph(text, self).build();
        self.bookmark = before;
        out
    }

    /// Takes numbers for so many bookmarks, and gives the one before them.
    pub fn number_bookmarks(&mut self, count: usize) -> usize {
        let before = self.bookmark;
        self.bookmark += count;
        before
    }
}

/// Builds the parts of the package around what stands in the document; that itself holds only a paragraph with the signs
/// of the footnotes, by which docx-rs knows of them. Without `styled` there are no styles.
pub fn build(body: Body, heads: &Heads, styled: bool) -> XMLDocx {
    let (plan, look) = (body.plan, body.look);
    let p: &Profile = look.profile;
    let (paper, left, top) = (p.paper, p.left(1), p.origin.1);
    let (wide, high) = p.area();
    let margin = w::PageMargin::new()
        .top(twips(top))
        // A point to spare: programs that round to hundredths of a millimetre would lose a line.
        .bottom(twips(paper.1 - top - high - 1.0))
        .left(twips(left))
        .right(twips(paper.0) - twips(left) - twips(wide))
        .header(look.head.map_or(851, |h: Head| twips(top - h.above - 1.3 * h.size)))
        .footer(twips(paper.1 - top - high - p.folio.below - 0.3 * p.folio.size));
    let mut d = w::Docx::new()
        .default_fonts(fonts(p.body.role, look))
        .default_size((p.body.size * 2.0).round() as usize)
        .page_size(twips(paper.0).unsigned_abs(), twips(paper.1).unsigned_abs())
        .page_margin(margin);
    if styled {
        d = styles(d, look);
    }
    let (odd, even) = match (p.folio.outer.is_some() && look.footers.even, p.on_the_right(1)) {
        (true, true) => (w::AlignmentType::Right, w::AlignmentType::Left),
        (true, false) => (w::AlignmentType::Left, w::AlignmentType::Right),
        (false, _) => (w::AlignmentType::Center, w::AlignmentType::Center),
    };
    if look.footers.usual {
        d = d.footer(footer(&p.folio, odd));
    }
    if look.footers.even {
        d = d.even_footer(footer(&p.folio, even));
    }
    if look.head.is_some() {
        d = headers(d, &body, heads);
    }
    if look.footers.first {
        d = d.first_footer(footer(&p.folio, odd));
    }
    d = lists(d, plan, look);
    let grid = w::DocGrid::new()
        .grid_type(w::DocGridType::Lines)
        .line_pitch(twips(p.lines.1).unsigned_abs() as usize);
    let mut section = d.document.section_property.clone().doc_grid(grid);
    if p.is_vertical() {
        // From top to bottom, lines from right to left (ECMA-376 part 1, 17.18.93).
        section = section.text_direction("tbRl".to_owned());
    }
    d.document.section_property = section;
    let signs = body.notes.into_iter().map(|note| w::Run::new().add_footnote_reference(note));
    d = d.add_paragraph(signs.fold(w::Paragraph::new(), w::Paragraph::add_run));
    d.build()
}
