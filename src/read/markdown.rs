//! Markdown: its signs go into the leads, where writers of archives find them and readers of text do not; those inside
//! paragraphs and tables are marked. Heading levels are not believed: labels tell the structure.

use super::{Input, Reading, text};
use crate::finding::Error;
use crate::ir::{Mark, MarkKind};
use crate::number::read_labels;
use crate::read::decode::decode;
use crate::text::{Line, Span, chars::is_space};

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let source = decode(bytes, file_name, None)?;
    let (lines, marks) = lines(&source.text);
    Ok(Reading::lines(source, lines, marks))
}

/// Lines without signs of markup at their starts, and what is marked in them; a line of signs alone becomes part of the
/// next one's lead.
fn lines(text: &str) -> (Vec<Line>, Vec<Mark>) {
    let (mut out, mut marks) = (vec![], vec![]);
    let mut done = 0;
    let mut comment = false;
    let physical = text::physical_lines(text);
    let mut k = 0;
    while let Some(line) = physical.get(k) {
        let s = &text[line.text.range()];
        let opens = s.starts_with("<!--");
        let hidden = comment || opens;
        comment = (comment || opens) && !s.contains("-->");
        let skip = signs(s);
        let rows = if hidden { 0 } else { table(text, &physical[k..]) };
        if rows > 0 {
            let last = k + rows - 1;
            let span = line.text.join(physical[last].text);
            mark_table(text, &physical[k..=last], &mut marks);
            out.push(Line::table(Span::new(done, line.text.start as usize), span));
            done = span.end as usize;
            k = last + 1;
            continue;
        }
        k += 1;
        if hidden || s[skip..].is_empty() || is_rule(s) {
            continue;
        }
        let (bold, closing) = bold(&s[skip..]);
        let start = line.text.start as usize + skip + bold;
        // The closing signs of a line wait in the lead of the next one.
        let end = line.text.end as usize - closing;
        // Those that close behind a label belong to its gap.
        let from = if bold > closing { text[start..end].find("**").map_or(0, |at| at + 2) } else { 0 };
        emphasis(text, start + from..end, &mut marks);
        out.push(Line::new(Span::new(done, start), Span::new(start, end)));
        done = end;
    }
    (out, marks)
}

/// The number of lines of a table that begins here: a row, a line of dashes with as many cells, and rows without a blank
/// line between them (GitHub Flavored Markdown, 4.10); 0 for none.
fn table(text: &str, lines: &[Line]) -> usize {
    let s = |l: &Line| &text[l.text.range()];
    let [head, dashes, ..] = lines else { return 0 };
    let is_dashes = |c: &str| {
        let c = c.trim().trim_matches(':');
        !c.is_empty() && c.bytes().all(|b| b == b'-')
    };
    if !s(head).contains('|') || !s(dashes).contains('|') {
        return 0;
    }
    let columns: Vec<&str> = cells(s(dashes)).into_iter().map(|c| &s(dashes)[c]).collect();
    if columns.len() != cells(s(head)).len() || !columns.into_iter().all(is_dashes) {
        return 0;
    }
    let follows = |l: &&Line| s(l).contains('|') && text[l.lead.range()].matches('\n').count() == 1;
    2 + lines[2..].iter().take_while(follows).count()
}

/// The contents of a row's cells, without white space around them.
fn cells(row: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = vec![];
    let mut start = usize::from(row.starts_with('|'));
    let mut escaped = false;
    let mut cell = |start: usize, end: usize| {
        let s = &row[start..end];
        let left = start + (s.len() - s.trim_start().len());
        out.push(if s.trim().is_empty() { end..end } else { left..left + s.trim().len() });
    };
    for (i, c) in row.char_indices().filter(|(i, _)| *i > 0) {
        if c == '|' && !escaped {
            cell(start, i);
            start = i + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if start < row.len() {
        cell(start, row.len());
    }
    out
}

/// Marks rows, cells and what stands between them.
fn mark_table(text: &str, lines: &[Line], marks: &mut Vec<Mark>) {
    let mut at = lines[0].text.start as usize;
    for (k, line) in lines.iter().enumerate().filter(|(k, _)| *k != 1) {
        let (start, end) = (line.text.start as usize, line.text.end as usize);
        push(marks, at..end, MarkKind::Row { header: k == 0 });
        let cells = cells(&text[line.text.range()]);
        for (i, c) in cells.iter().enumerate() {
            let content = start + c.start..start + c.end;
            let last = i + 1 == cells.len();
            let cell_end = if last { end } else { content.end };
            push(marks, at..cell_end, MarkKind::Cell);
            push(marks, at..content.start, MarkKind::Markup);
            let mut inner = vec![];
            emphasis(text, content.clone(), &mut inner);
            for (i, sign) in text[content.clone()].match_indices("\\|") {
                let at = content.start + i;
                push(&mut inner, at..at + sign.len() - 1, MarkKind::Markup);
            }
            inner.sort_by_key(|m| m.start);
            marks.extend(inner);
            push(marks, content.end..cell_end, MarkKind::Markup);
            at = cell_end;
        }
    }
}

fn push(marks: &mut Vec<Mark>, range: std::ops::Range<usize>, kind: MarkKind) {
    if !range.is_empty() || kind.may_be_empty() {
        marks.push(Mark { start: range.start as u32, end: range.end as u32, kind });
    }
}

/// Marks what stands between two pairs of asterisks, and the signs themselves.
fn emphasis(text: &str, range: std::ops::Range<usize>, marks: &mut Vec<Mark>) {
    const SIGN: &str = "**";
    if !text[range.clone()].contains('*') {
        return;
    }
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find(SIGN) {
        let open = at + found;
        let inner = open + SIGN.len();
        let Some(len) = text[inner..range.end].find(SIGN) else { return };
        let close = inner + len;
        at = close + SIGN.len();
        let word = &text[inner..close];
        if word.is_empty() || word.starts_with(is_space) || word.ends_with(is_space) {
            at = inner;
            continue;
        }
        push(marks, open..inner, MarkKind::Markup);
        push(marks, inner..close, MarkKind::Emphasis);
        push(marks, close..at, MarkKind::Markup);
    }
}

/// The lengths of bold signs around a whole line, or in front of a label that they set off: **第一条** 公园….
fn bold(s: &str) -> (usize, usize) {
    const SIGN: &str = "**";
    let Some(inner) = s.strip_prefix(SIGN) else { return (0, 0) };
    if let Some(whole) = inner.strip_suffix(SIGN).filter(|w| !w.is_empty() && !w.contains('*')) {
        return (SIGN.len(), s.len() - SIGN.len() - whole.len());
    }
    let label = read_labels(inner).into_iter().any(|l| inner[l.len..].starts_with(SIGN));
    (if label { SIGN.len() } else { 0 }, 0)
}

/// The length of heading, quotation and list signs with the space after them.
fn signs(s: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &s[at..];
        let level = rest.bytes().take_while(|b| *b == b'#').count();
        let sign = if (1..=6).contains(&level) {
            level
        } else {
            usize::from(rest.starts_with(['>', '-', '*', '+']))
        };
        let after = &rest[sign..];
        let spaces = after.len() - after.trim_start_matches(is_space).len();
        if sign == 0 || spaces == 0 && !(after.is_empty() || rest.starts_with('>')) {
            return at;
        }
        at += sign + spaces;
    }
}

/// ---, ***, ```: lines that show nothing of their own.
fn is_rule(s: &str) -> bool {
    s.starts_with("```") || s.len() >= 3 && s.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '))
}

#[cfg(test)]
mod tests {
    use super::super::end_of_sound;
    use super::*;
    use crate::ir::{Role, Text};
    use proptest::prelude::*;

    fn found(s: &str) -> Vec<&str> {
        lines(s).0.iter().map(|l| &s[l.text.range()]).collect()
    }

    #[test]
    fn signs_are_left_out_and_text_is_kept() {
        let s =
            "# 示例法\n\n<!-- INFO\nEND -->\n\n## 第一章  总则\n> 第一条 甲。\n- 乙\n---\n#标签\n**粗**\n";
        assert_eq!(found(s), ["示例法", "第一章  总则", "第一条 甲。", "乙", "#标签", "粗"]);
    }

    /// The text of a table or paragraph as it is read.
    fn read_as(s: &str) -> String {
        let (lines, marks) = lines(s);
        let line = lines.last().expect("a line");
        let role = if line.hints.table { Role::Table } else { Role::Body };
        let span = line.text;
        let marks = marks.iter().filter(|m| m.start >= span.start);
        let marks = marks.map(|m| m.moved(-i64::from(span.start))).collect();
        Text { role, text: s[span.range()].to_owned(), marks, ..Text::default() }.readable().into_owned()
    }

    #[test]
    fn tables_are_one_line_with_cells() {
        let s = "前文。\n\n| 级别 | 罚款 |\n|:--|---|\n| 一 \\| 二 | **重** |\n||2|\n\n后文|。";
        assert_eq!(found(s)[0], "前文。");
        assert_eq!(found(s)[2], "后文|。");
        assert_eq!(read_as(&s[..s.len() - "\n\n后文|。".len()]), "级别\t罚款\n一 | 二\t重\n\t2");
    }

    #[test]
    fn signs_inside_a_line_are_marked() {
        assert_eq!(read_as("**第一条** 公园**免费**开放，** 不 **。"), "第一条** 公园免费开放，** 不 **。");
    }

    proptest! {
        #[test]
        fn leads_and_texts_follow_each_other(s in "[#>*甲一、。 \n<!|-]{0,40}") {
            end_of_sound(&lines(&s).0);
        }
    }
}
