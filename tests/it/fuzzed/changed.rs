//! Files with something changed, the same every time.

use super::articles::document;
use std::fs;
use std::path::Path;

/// A fixed sequence of numbers (xorshift).
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below another one.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\0",
    "\u{feff}",
    "\u{fffe}",
    "　",
    "第一条",
    "第",
    "条",
    "（一）",
    "一、",
    "“",
    "目录",
    "附件1",
    "[^1]",
    "[^1]: ",
    "**",
    "#",
    "| a | b |\n|--|--|\n",
    "---\n",
    "```\n",
    "<",
    "</",
    ">",
    "<table>",
    "<td rowspan=9>",
    "</table>",
    "<!--",
    "&amp;",
    "&#0;",
    "<w:p>",
    "<w:numId w:val=\"1\"/>",
    "</w:p>",
    "{",
    "}",
    "[",
    "\"",
    "2024年1月1日",
    "\\",
    "\\cell ",
    "\\row",
    "\\itap9",
    "\\u55357 ?",
    "{\\footnote ",
];

/// A file with one thing changed.
pub fn changed(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = file.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(out.len() + 1);
        let len = numbers.below(40).min(out.len() - at);
        match numbers.below(6) {
            0 if at < out.len() => out[at] = numbers.below(256) as u8,
            1 => drop(out.drain(at..at + len)),
            2 => {
                let piece = out[at..at + len].to_vec();
                let to = numbers.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            3 => out.truncate(at.max(1)),
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                out.splice(at..at, piece.bytes());
            }
        }
    }
    out
}

/// Values of attributes that readers count with or compare.
const VALUES: &[&str] =
    &["", "0", "-1", "1", "2", "7", "300", "99999999999", "true", "none", "一", "s1", "#s1"];

/// Where the elements of a well-formed file begin and end, and the bytes of their names.
fn elements(xml: &str) -> Vec<(usize, usize, usize)> {
    let name = |at: usize| xml[at + 1..].find([' ', '>', '/', '\n', '\t']).map_or(0, |n| n);
    let (mut out, mut open) = (vec![], vec![]);
    let mut at = 0;
    while let Some(start) = xml[at..].find('<').map(|n| at + n) {
        let Some(end) = xml[start..].find('>').map(|n| start + n + 1) else { break };
        match &xml[start..end] {
            tag if tag.starts_with("</") => {
                if let Some(first) = open.pop() {
                    out.push((first, end, name(first)));
                }
            }
            tag if tag.starts_with("<?") || tag.starts_with("<!") => {}
            tag if tag.ends_with("/>") => out.push((start, end, name(start))),
            _ => open.push(start),
        }
        at = end;
    }
    out
}

/// A file of markup with elements left out, repeated, moved, renamed, or with other values: it stays well-formed, so that
/// readers come to what is strange in it.
pub fn rearranged(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(file).into_owned();
    for _ in 0..=numbers.below(4) {
        let all = elements(&text);
        if all.len() < 2 {
            break;
        }
        // The outermost one ends last and stays.
        let (start, end, name) = all[numbers.below(all.len() - 1)];
        let (other, other_end, other_name) = all[numbers.below(all.len() - 1)];
        let element = text[start..end].to_owned();
        match numbers.below(6) {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(end, &element),
            2 => text.insert_str(other, &element),
            3 if other >= end || other_end <= start => {
                let moved = text[other..other_end].to_owned();
                let (first, last) = if start < other {
                    ((start, end), (other, other_end))
                } else {
                    ((other, other_end), (start, end))
                };
                let (a, b) = if start < other { (moved, element) } else { (element, moved) };
                text.replace_range(last.0..last.1, &b);
                text.replace_range(first.0..first.1, &a);
            }
            4 => {
                let new = text[other + 1..other + 1 + other_name].to_owned();
                if !element.ends_with("/>") {
                    text.replace_range(end - 1 - name..end - 1, &new);
                }
                text.replace_range(start + 1..start + 1 + name, &new);
            }
            _ => {
                let tag = start..start + element.find('>').unwrap_or(0);
                let quotes: Vec<usize> =
                    text[tag.clone()].match_indices(['"', '\'']).map(|(n, _)| tag.start + n).collect();
                if let [open, close] = quotes.chunks(2).nth(numbers.below(quotes.len() / 2)).unwrap_or(&[]) {
                    text.replace_range(open + 1..*close, VALUES[numbers.below(VALUES.len())]);
                }
            }
        }
    }
    text.into_bytes()
}

/// The beginnings of a target: those of a folder where they are there, and bytes of nothing in particular.
pub fn beginnings(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    let mut out: Vec<Vec<u8>> = paths.iter().filter_map(|p| fs::read(p).ok()).collect();
    let mut numbers = Numbers(0x5851_f42d_4c95_7f2d);
    out.extend((0..4).map(|k| (0..40 << k).map(|_| numbers.below(256) as u8).collect()));
    out
}

/// Choices of the grammar in an input, at most.
const CHOICES: usize = 80;

/// What is tried on a target as the try of a number, which each of them has by itself: a beginning with something changed, or a
/// document of the grammar. The first byte chooses options.
pub fn tried(target: &str, beginnings: &[Vec<u8>], k: u64) -> Vec<u8> {
    // Numbers that follow each other are far apart in the sequence.
    let mut numbers = Numbers((k + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) | 1);
    let option = numbers.below(256) as u8;
    let choices = |numbers: &mut Numbers| -> Vec<u8> {
        (0..numbers.below(CHOICES)).map(|_| numbers.below(256) as u8).collect()
    };
    let markup = MARKUPS.contains(&target).then_some(target);
    let out = match (numbers.below(4), markup) {
        (0 | 1, Some(markup)) => document(markup, &choices(&mut numbers)),
        (2, Some(markup)) => {
            let choices = choices(&mut numbers);
            changed(&document(markup, &choices), &mut numbers)
        }
        (0..=2, None) if target.starts_with("to-") => choices(&mut numbers),
        (0, None) if MARKED_UP.contains(&target) => {
            rearranged(&beginnings[numbers.below(beginnings.len())], &mut numbers)
        }
        _ => changed(&beginnings[numbers.below(beginnings.len())], &mut numbers),
    };
    [&[option], &out[..]].concat()
}

/// Targets whose files the grammar writes.
const MARKUPS: &[&str] = &["text", "html", "md"];

/// Targets whose files are elements.
const MARKED_UP: &[&str] =
    &["docx", "epub", "odt", "fodt", "tei", "akn", "egov", "verify-tei", "verify-akn", "verify-egov"];
