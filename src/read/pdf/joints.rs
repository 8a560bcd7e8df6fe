//! Lines joined to paragraphs: what stands between the last word of one and the first of the next.

use super::account::Account;
use super::lines::{Joined, Piece, Seen, is_opening, is_wide};
use crate::text::chars::is_hangul;
use std::collections::{HashMap, HashSet};

/// How lines of a file are joined.
#[derive(Debug, Default)]
pub struct Joints {
    /// Words with a hyphen that stand inside lines: at the end of a line their hyphen is theirs.
    hyphened: HashSet<String>,
    /// Whether no line ends with white space: then that at the ends of Korean lines is to be supplied.
    bare: bool,
    /// Words of Hangul inside lines.
    words: HashSet<String>,
    /// What stands before Hangul inside lines, a digit for all, with the first character of it: how often without and how
    /// often with white space between.
    before: HashMap<(char, char), [usize; 2]>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// Whether a text is Latin at its end or start, from which its characters come; quotation marks are what they stand around.
fn is_latin(mut from: impl Iterator<Item = char>) -> bool {
    match from.next() {
        Some('“' | '”' | '‘' | '’') => from.next().is_some_and(|c| !is_wide(c)),
        first => first.is_some_and(|c| !is_wide(c)),
    }
}

fn any_digit(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { c }
}

impl Joints {
    /// As the lines of a file show it.
    pub fn of<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Self {
        let mut out = Self { bare: true, ..Self::default() };
        for piece in pieces {
            out.bare &= !piece.open;
            out.learn(&piece.text);
            if !piece.text.contains('-') {
                continue;
            }
            for word in piece.text.split(|c| !is_word(c)).filter(|w| w.trim_end_matches('-').contains('-')) {
                out.hyphened.insert(word.to_lowercase());
            }
        }
        out
    }

    /// Looks at what stands beside what inside a line.
    fn learn(&mut self, text: &str) {
        if !text.contains(is_hangul) {
            return;
        }
        // The first and the last may be parts.
        let words: Vec<&str> = text.split_whitespace().collect();
        let inside = words.iter().take(words.len() - 1).skip(1);
        self.words.extend(inside.filter(|w| w.chars().all(is_hangul)).map(|w| (*w).to_owned()));
        let mut last: Option<(char, bool)> = None;
        for c in text.chars() {
            if c.is_whitespace() {
                last = last.map(|(c, _)| (c, true));
                continue;
            }
            if let Some((before, spaced)) = last.filter(|(b, _)| is_hangul(c) && !is_hangul(*b)) {
                self.before.entry((any_digit(before), c)).or_default()[usize::from(spaced)] += 1;
            }
            last = Some((c, false));
        }
    }

    /// Whether white space stood between two lines one of which has Hangul at the place: lines may be broken between
    /// words only, or anywhere.
    fn is_parted(&self, text: &str, next: &str) -> bool {
        let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else { return false };
        let quoted = last == '"' && text.matches('"').count() % 2 == 1;
        if is_opening(last) || quoted {
            return false;
        }
        if is_hangul(last) && is_hangul(first) {
            let fragment = |s: &str| s.split(|c| !is_hangul(c)).next().unwrap_or_default().to_owned();
            let (head, tail) = (text.rsplit(|c| !is_hangul(c)).next().unwrap_or_default(), fragment(next));
            let known = |w: &str| self.words.contains(w);
            return known(head) && known(&tail) || !known(&format!("{head}{tail}"));
        }
        if is_hangul(first) {
            return match self.before.get(&(any_digit(last), first)) {
                Some([close, spaced]) => spaced >= close,
                None => !last.is_ascii_digit(),
            };
        }
        first.is_alphanumeric() || is_opening(first)
    }

    /// Adds the next line of a paragraph; the one before ends with white space where it is `open`.
    pub fn join(&self, to: &mut Joined, next: &Piece, open: bool, account: &mut Account) {
        let text = &mut to.text;
        if let (Some(last), Some(first)) = (text.chars().next_back(), next.text.chars().next()) {
            let hangul = is_hangul(last) || is_hangul(first);
            let dash = matches!(last, '-' | '\u{2010}');
            if last.is_whitespace() || first.is_whitespace() {
                // A blank to be filled in is as long as it is.
            } else if last == '\u{ad}' || dash && first.is_lowercase() && self.is_broken(text, &next.text) {
                text.pop();
                account.hyphens += 1;
            } else if dash || matches!(last, '—' | '–' | '/') && !open {
                // The line may be broken behind these.
            } else if hangul && (open || self.bare && self.is_parted(text, &next.text))
                || is_latin(text.chars().rev()) && is_latin(next.text.chars()) && !is_opening(last)
            {
                text.push(' ');
            }
        }
        let by = text.len();
        text.push_str(&next.text);
        to.raised.extend(next.raised.iter().map(|r| r.start + by..r.end + by));
        for seen in next.marks.iter().map(|s| s.moved(by)) {
            // A line along text, and an element, go on over the end of the line.
            let same = |s: &&mut Seen| s.kind == seen.kind && s.element == seen.element;
            match to.marks.iter_mut().rev().find(same) {
                Some(last) if to.text[last.range.end..seen.range.start].trim().is_empty() => {
                    let joined = last.element > 0 || last.range.end == seen.range.start;
                    if joined { last.range.end = seen.range.end } else { to.marks.push(seen) }
                }
                _ => to.marks.push(seen),
            }
        }
    }

    /// Whether the hyphen at the end of a text only breaks its last word.
    fn is_broken(&self, text: &str, next: &str) -> bool {
        let stem = text.trim_end_matches(['-', '\u{2010}']);
        let start = stem
            .rfind(|c| !is_word(c))
            .map_or(0, |at| at + stem[at..].chars().next().map_or(1, char::len_utf8));
        let rest = &next[..next.find(|c| !is_word(c)).unwrap_or(next.len())];
        let whole = format!("{}-{rest}", &stem[start..]).to_lowercase();
        stem.ends_with(char::is_lowercase) && !self.hyphened.contains(&whole)
    }

    /// The lines of a paragraph.
    pub fn joined<'a>(&self, pieces: impl Iterator<Item = &'a Piece>, account: &mut Account) -> Joined {
        let mut out = Joined::default();
        let mut open = false;
        for piece in pieces {
            self.join(&mut out, piece, open, account);
            open = piece.open;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let pieces: Vec<Piece> = lines
            .iter()
            .map(|l| Piece { text: l.trim_end().to_owned(), open: l.ends_with(' '), ..Piece::default() })
            .collect();
        Joints::of(pieces.iter()).joined(pieces.iter(), &mut Account::default()).text
    }

    #[test]
    fn lines_are_joined_as_their_script_wants() {
        assert_eq!(joined(&["为了保障公民", "的权利"]), "为了保障公民的权利");
        assert_eq!(
            joined(&["of the inter-", "national law and", "order"]),
            "of the international law and order"
        );
        assert_eq!(joined(&["a long-term plan, long-", "term"]), "a long-term plan, long-term");
        assert_eq!(joined(&["Franco-", "German"]), "Franco-German");
        assert_eq!(joined(&["（the ", "“Marks” ", "of it, “", "Words”）"]), "（the “Marks” of it, “Words”）");
        assert_eq!(joined(&["称“缔约", "双方”", "的"]), "称“缔约双方”的");
        assert_eq!(joined(&["이 법은 국민의", "권리를"]), "이 법은 국민의 권리를");
        assert_eq!(joined(&["이 법은 국", "민의 ", "권리를 ", "위한"]), "이 법은 국민의 권리를 위한");
        // The file's own words tell, where no line ends with white space.
        assert_eq!(
            joined(&["제3조 국민의 권리는 국", "민의 것이다. 제3", "조에 따른다."]),
            "제3조 국민의 권리는 국민의 것이다. 제3조에 따른다."
        );
        assert_eq!(joined(&["수당(이하 \"", "수당\"이라 한다)을"]), "수당(이하 \"수당\"이라 한다)을");
        assert_eq!(joined(&["법 「", "민법」에 ", "「상법」을"]), "법 「민법」에 「상법」을");
        assert_eq!(joined(&["依照WTO", "规则 of", "law"]), "依照WTO规则 of law");
    }
}
