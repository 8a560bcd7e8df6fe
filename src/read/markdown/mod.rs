//! Markdown, read by a CommonMark parser that knows the places of everything: what is shown becomes lines, signs between
//! lines go into their leads, and those inside lines and tables are marked. So the file is in the document, character
//! for character.
//!
//! Lines of a paragraph stay lines: whether they are one paragraph, labels and widths tell better than Markdown does.

mod block;
mod front;
mod html;
mod marks;
mod table;

use super::{Content, Input, Lines, Reading};
use crate::finding::{Error, Finding};
use crate::ir::MarkKind;
use crate::read::decode::{decode, text_of};
use crate::text::{Line, Source};
use block::Builder;
use html::Piece;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let source = decode(input.bytes, input.file_name, None)?;
    let (lines, findings) = content(source, input.options);
    Ok(Reading { content: Content::Lines(Box::new(lines)), findings })
}

/// What a file says that somebody wrote who knew what it holds: much noise is text too.
pub fn lines(bytes: &[u8]) -> Result<Lines, Error> {
    Ok(content(text_of(bytes, "", None)?.source(bytes, ""), &crate::read::Options::USUAL).0)
}

/// All that a file says.
fn content(source: Source, options: &crate::read::Options) -> (Lines, Vec<Finding>) {
    let front = front::find(&source.text);
    let from = front.as_ref().map_or(0, |f| f.end);
    let mut b = Builder::new(&source.text, &options.images);
    blocks(&mut b, from..source.text.len());
    let media = std::mem::take(&mut b.media);
    let (lines, marks, findings) = b.finish();
    let meta = front.map(|f| f.meta).unwrap_or_default();
    (Lines { source, lines, marks, media, meta }, findings)
}

/// Extensions that the files of this field use.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads a stretch of the source.
fn blocks(b: &mut Builder, range: Range<usize>) {
    let text = b.text;
    let parser = Parser::new_ext(&text[range.clone()], options());
    // [1]: 指行政区域 defines a link for Markdown, and is a note for everybody else.
    let mut notes: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter(|(label, def)| !is_address(&def.dest, label))
        .map(|(_, def)| def.span.start + range.start..def.span.end + range.start)
        .collect();
    notes.sort_by_key(|r| r.start);
    let mut skip = 0;
    for (event, at) in parser.into_offset_iter() {
        let at = at.start + range.start..at.end + range.start;
        if at.start < skip {
            continue;
        }
        if let Event::Start(Tag::HtmlBlock) = event {
            skip = html_block(b, &at);
            continue;
        }
        take(b, event, at);
    }
    b.flush();
    for note in notes {
        b.plain_lines(note);
    }
}

/// Whether what a link leads to is an address: anything else is text in brackets, [甲](见后).
fn is_address(destination: &str, label: &str) -> bool {
    let numbered = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let pathlike = destination.starts_with(['#', '/', '.']) || destination.contains("://");
    pathlike
        || destination.starts_with("mailto:")
        || !numbered && destination.contains(['.', '/'])
        || !numbered && !destination.is_empty() && destination.is_ascii()
}

fn level(level: HeadingLevel) -> u8 {
    level as u8
}

/// Takes one event of the parser.
fn take(b: &mut Builder, event: Event, at: Range<usize>) {
    match event {
        Event::Start(tag) => start(b, tag, &at),
        Event::End(tag) => end(b, tag),
        Event::Text(_) if b.is_indented_code() => b.indented(at),
        Event::Text(s) => b.show_text(&s, at),
        Event::Code(_) => b.show_code(at),
        Event::InlineHtml(_) => inline_html(b, &at),
        Event::FootnoteReference(_) | Event::TaskListMarker(_) => b.show(at),
        Event::SoftBreak | Event::HardBreak => b.line_end(),
        Event::Rule => b.flush(),
        // Not asked for; what they would show stays in the source's words.
        Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => b.show(at),
    }
}

fn start(b: &mut Builder, tag: Tag, at: &Range<usize>) {
    match tag {
        Tag::Paragraph => b.begin(),
        Tag::Heading { level: depth, .. } => {
            b.begin();
            // A paragraph above ---, where a rule was meant, is no heading of several lines.
            let sharp = b.text[at.start..].starts_with('#');
            if sharp || b.text[at.clone()].trim_end().matches('\n').count() == 1 {
                b.hints.outline = Some(level(depth));
            }
        }
        Tag::BlockQuote(_) => b.quote(true),
        Tag::CodeBlock(kind) => b.code(matches!(kind, CodeBlockKind::Indented)),
        Tag::List(_) => b.list(true),
        Tag::Item => b.item(at.start),
        Tag::FootnoteDefinition(_) => b.note(at.start),
        Tag::Table(alignments) => b.table(alignments),
        Tag::TableHead | Tag::TableRow => b.row(at.clone()),
        Tag::TableCell => {}
        Tag::Emphasis | Tag::Strong => emphasis(b, at, matches!(tag, Tag::Strong)),
        Tag::Strikethrough => b.struck(at),
        Tag::Link { link_type, dest_url, id, .. } => link(b, link_type, &dest_url, &id, at),
        Tag::Image { dest_url, .. } => b.image(at, &dest_url),
        _ => b.begin(),
    }
}

fn end(b: &mut Builder, tag: TagEnd) {
    match tag {
        TagEnd::BlockQuote(_) => b.quote(false),
        TagEnd::CodeBlock => b.code(false),
        TagEnd::List(_) => b.list(false),
        TagEnd::FootnoteDefinition => b.end_note(),
        TagEnd::Table => b.end_table(),
        TagEnd::Item => b.end_item(),
        TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => b.close(),
        _ => b.flush(),
    }
}

/// Emphasis, but for signs that are none: the blanks of a form (____) and multiplication (5*3*2).
fn emphasis(b: &mut Builder, at: &Range<usize>, strong: bool) {
    let s = b.text.as_bytes();
    let len = 1 + usize::from(strong);
    let sign = s[at.start];
    let run = s[..at.start].iter().rev().take(3).take_while(|c| **c == sign).count()
        + s[at.start..].iter().take(3).take_while(|c| **c == sign).count();
    let blank = sign == b'_' && run > 2;
    let times = sign == b'*' && run == 1 && at.start > 0 && s[at.start - 1].is_ascii_digit();
    b.delimited(at, len, if blank || times { None } else { Some(MarkKind::Emphasis) });
}

fn link(b: &mut Builder, kind: LinkType, destination: &CowStr, id: &str, at: &Range<usize>) {
    let label = if kind == LinkType::Inline { "" } else { id };
    let bare = matches!(kind, LinkType::Autolink | LinkType::Email);
    if !bare && !is_address(destination, label) {
        b.as_written(at);
        return;
    }
    let address =
        if kind == LinkType::Email { format!("mailto:{destination}") } else { destination.to_string() };
    b.link(at, &address);
}

fn inline_html(b: &mut Builder, at: &Range<usize>) {
    if let Some(tag) = html::tag(b.text, at.start, at.end) {
        b.inline_tag(&tag);
    }
}

/// Reads a block of HTML; gives the place where it ends, since a table ends with its end tag only.
fn html_block(b: &mut Builder, at: &Range<usize>) -> usize {
    b.flush();
    let text = b.text;
    let mut end = at.end;
    let lower = text[at.clone()].to_ascii_lowercase();
    if let Some(open) =
        lower.rfind("<table").filter(|open| !b.endless_table && !lower[*open..].contains("</table"))
    {
        match find_close(text, at.start + open) {
            Some(close) => end = text[close..].find("\n\n").map_or(text.len(), |i| close + i + 1).max(end),
            None => b.endless_table = true,
        }
    }
    let pieces = html::pieces(text, at.start..end);
    let mut k = 0;
    while let Some(piece) = pieces.get(k) {
        k += 1;
        match piece {
            Piece::Hidden(_) => {}
            Piece::Text(range) => b.html_text(range.clone()),
            Piece::Tag(tag) if tag.name == "table" && !tag.closes => {
                b.flush();
                k = table::html(b, &pieces, k - 1);
            }
            Piece::Tag(tag) if tag.name == "br" => b.line_end(),
            Piece::Tag(tag) if tag.is_block() => b.block_tag(tag),
            Piece::Tag(tag) => b.inline_tag(tag),
        }
    }
    b.flush();
    end
}

/// Where the end tag of a table stands that begins at `from`, whatever the case of its letters.
fn find_close(text: &str, from: usize) -> Option<usize> {
    text[from..]
        .match_indices("</")
        .map(|(i, _)| from + i)
        .find(|i| text.get(i + 2..i + 7).is_some_and(|name| name.eq_ignore_ascii_case("table")))
}

/// The lines of a stretch of the source, without white space around them.
fn physical(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    super::text::physical_lines(&text[range.clone()])
        .into_iter()
        .map(move |l: Line| l.text.start as usize + range.start..l.text.end as usize + range.start)
}

#[cfg(test)]
mod tests;
