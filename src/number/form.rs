//! Label forms: how a numeral becomes 第十二条之一, （三） or 4. — one row each.

use super::branch::{latin_branch, step};
pub use super::forms::FORMS;
use super::forms::{CAPITALS, SMALLS, STOP};
use super::numeral::Begun;
use super::{LETTERS, Level, System};
use crate::text::chars::{CharMap, is_space};
use System::{
    Arabic, ArabicStop, Circled, Formal, Han, LatinLower, LatinUpper, ParenthesisedArabic, ParenthesisedHan,
    Roman, RomanLower, RomanSign, RomanSignLower, Stems,
};
use std::ops::ControlFlow::{self, Continue};
use std::sync::LazyLock;

/// What a form is for, which decides how it is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A heading above articles: its level is fixed by its word.
    Heading,
    /// 第…条 and its kin: always an article.
    Article,
    /// A list sign: its level follows from where it stands.
    List,
}

/// One way of writing a label: prefix, numeral, suffix and, where there are any, branches.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// The pattern, with `{n}` for the numeral; also the stable name.
    pub name: &'static str,
    /// What it is for.
    pub group: Group,
    /// The level it names (for lists: where it usually stands).
    pub level: Level,
    /// The numeral systems it takes.
    pub systems: &'static [System],
    /// What joins a branch number: 之, の, 의, `-`; empty for none.
    pub branches: &'static [&'static str],
    /// Whether branches stand before the suffix (第15-1條) rather than after it (第十五條之一).
    pub inside: bool,
    /// Whether white space must follow (イ　…, 2　…), since the numeral alone is also a word.
    pub space_after: bool,
}

/// The form of a name, if there is one.
pub fn form_named(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|f| f.name == name)
}

/// A label read at the start of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelMatch {
    /// Which row.
    pub form: &'static Form,
    /// How the numeral is written.
    pub system: System,
    /// The number.
    pub number: u32,
    /// 之一, の二: the numbers after it.
    pub branches: Vec<u32>,
    /// Length in bytes, without what follows.
    pub len: usize,
}

/// Words of containers that are also common words or counters: a space or nothing stands behind such a label.
const SET_OFF: &[&str] = &["部", "卷", "册", "冊"];

impl Form {
    fn affixes(&self) -> (&'static str, &'static str) {
        let name = self.name;
        let open = name.find('{').unwrap_or(name.len());
        let close = name.find('}').map_or(name.len(), |i| i + 1);
        let suffix = &name[close..];
        (&name[..open], if self.space_after { "" } else { suffix })
    }

    /// Whether it is a number of several steps: 5.2.1, A.1.
    pub fn is_decimal(&self) -> bool {
        self.name == "{n.m}"
    }

    /// Whether it is a word of a language that has spaces or points between its words, with a number beside it: Article 3,
    /// § 2, Статья 1, 1-бап.
    pub fn is_english(&self) -> bool {
        /// What Han, kana and Hangul stand behind.
        const IDEOGRAPHIC: char = '\u{2E80}';
        self.group != Group::List && self.name.chars().all(|c| c < IDEOGRAPHIC)
    }

    /// The letter of a series that numbers its articles by itself: L of statutes and R of decrees in a code of France.
    pub fn series(&self) -> Option<char> {
        let (prefix, _) = self.affixes();
        let before = prefix.trim_end_matches(['*', ' ', '.']).strip_prefix("Article ")?;
        let mut letters = before.chars();
        letters.next().filter(|c| c.is_ascii_uppercase() && letters.next().is_none())
    }

    /// The label of this form in `s`, where a numeral of a system stands before `rest`; `suffix` is that of the form, which
    /// may have to be set off.
    fn read(
        &'static self,
        (suffix, set_off): (&str, bool),
        s: &str,
        (system, number, mut rest): (System, u32, &str),
    ) -> Option<LabelMatch> {
        let mut branches = vec![];
        if self.inside {
            rest = self.read_branches(rest, system, &mut branches);
            if branches.is_empty() {
                return None;
            }
        }
        if self.group != Group::List && !suffix.is_empty() && !suffix.starts_with(' ') {
            rest = one_space(rest);
        }
        rest = rest.strip_prefix(suffix)?;
        if !self.inside {
            rest = self.read_branches(rest, system, &mut branches);
        }
        if self.is_english() && self.group == Group::Article && branches.is_empty() {
            rest = latin_branch(rest, &mut branches);
        }
        if self.is_decimal() {
            // 5.1. is 5.1 with a stop; 3.5% and 1.5m are quantities.
            let stopped = rest.strip_prefix(['.', '．']);
            rest = stopped.filter(|r| !r.starts_with(|c: char| c.is_ascii_alphanumeric())).unwrap_or(rest);
            if rest
                .starts_with(|c: char| c.is_ascii_alphanumeric() || "％%‰℃°×/~～-–—、，万萬亿億".contains(c))
            {
                return None;
            }
        }
        let next = rest.chars().next();
        // 1-бап is a label, 1-баптың is a word that refers to it.
        let word_last = self.is_english() && (!suffix.is_empty() || system.is_spelt());
        if word_last && next.is_some_and(char::is_alphabetic) {
            return None;
        }
        if set_off && next.is_some_and(|c| !matches!(c, ' ' | '　' | '\t' | '—' | '─' | '：' | ':')) {
            return None;
        }
        if self.space_after && !next.map_or(self.inside || system.stands_alone(), |c| matches!(c, '　' | ' '))
        {
            return None;
        }
        // 25°C and 45°30' are no labels.
        if suffix == "°" && !next.is_some_and(is_space) {
            return None;
        }
        // Article 12 is not Article 1 with a 2 after it, and 3.14 is no label.
        let digit_next = next.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let bare = suffix.is_empty() || suffix == "." || suffix == "．";
        if bare && digit_next && !system.is_sign() {
            return None;
        }
        // Chapter Introduction is not Chapter I.
        if suffix.is_empty() && system == Roman && next.is_some_and(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        // „I. Introduction“ is a label, „U.S.“ and „e.g.“ are not.
        if suffix == "." && system.is_letter() && next.is_some_and(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        Some(LabelMatch { form: self, system, number, branches, len: s.len() - rest.len() })
    }

    fn read_branches<'a>(&self, mut rest: &'a str, system: System, out: &mut Vec<u32>) -> &'a str {
        if self.branches == CAPITALS {
            let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).take(MOST_CAPITALS);
            out.extend(capitals.map(|b| u32::from(b - b'A') + 1));
            return &rest[out.len()..];
        }
        if self.branches == SMALLS {
            let letter = rest.bytes().next().filter(u8::is_ascii_lowercase);
            let alone = !rest.get(1..).is_some_and(|r| r.starts_with(char::is_alphanumeric));
            return match letter.filter(|_| alone) {
                Some(b) => {
                    out.push(u32::from(b - b'a') + 1);
                    &rest[1..]
                }
                None => rest,
            };
        }
        while let Some(after) = self.branches.iter().find_map(|j| rest.strip_prefix(j)) {
            let read = if self.branches == STOP { step(after) } else { system.of_branches().read(after) };
            let Some((n, len)) = read else { break };
            out.push(n);
            rest = &after[len..];
        }
        rest
    }

    /// Prints a label in this form; `None` where the system has no such numeral or the form takes no branches.
    pub fn print(&self, system: System, number: u32, branches: &[u32]) -> Option<String> {
        let (prefix, suffix) = self.affixes();
        if (self.branches.is_empty() && !branches.is_empty()) || (self.inside && branches.is_empty()) {
            return None;
        }
        // Two different letters are a number in brackets only.
        if system == LatinLower && number > 2 * LETTERS && !suffix.starts_with([')', '）']) {
            return None;
        }
        let mut out = format!("{prefix}{}", system.print(number)?);
        if !self.inside {
            out.push_str(suffix);
        }
        for b in branches {
            if self.branches == CAPITALS {
                // Behind a Roman number L and the like would be another number.
                let read = |c: &char| c.is_ascii_uppercase() && (system != Roman || !"IVXLC".contains(*c));
                out.push(char::from_u32('A' as u32 + b.checked_sub(1)?).filter(read)?);
            } else if self.branches == SMALLS {
                let small = |c: &char| c.is_ascii_lowercase() && branches.len() == 1;
                out.push(char::from_u32('a' as u32 + b.checked_sub(1)?).filter(small)?);
            } else {
                out.push_str(self.branches[0]);
                let system = if self.branches == STOP && system == LatinUpper { Arabic } else { system };
                out.push_str(&system.of_branches().print(*b)?);
            }
        }
        if self.inside {
            out.push_str(suffix);
        }
        Some(out)
    }
}

/// Capitals behind a number are no more than these.
const MOST_CAPITALS: usize = 3;

pub(super) fn one_space(s: &str) -> &str {
    s.strip_prefix([' ', '　']).unwrap_or(s)
}

impl System {
    /// The numerals of what is put in behind one: イの二.
    const fn of_branches(self) -> Self {
        if matches!(self, Self::Iroha | Self::Gojuon) { Self::Han } else { self }
    }
    /// Single signs that cannot run on into another digit.
    const fn is_sign(self) -> bool {
        matches!(
            self,
            Circled | ParenthesisedArabic | ArabicStop | ParenthesisedHan | RomanSign | RomanSignLower
        )
    }
    const fn is_letter(self) -> bool {
        matches!(self, LatinLower | LatinUpper | Roman | RomanLower)
    }
    /// Numerals that can fill a line of their own as a label; a figure there may be a page number.
    const fn stands_alone(self) -> bool {
        matches!(self, Han | Formal | Roman | RomanSign | Stems)
    }
}

/// Forms that begin alike, and so share their numeral.
pub(super) struct Alike {
    pub(super) prefix: &'static str,
    /// Whether they are lists, which allow no space before the numeral.
    pub(super) list: bool,
    /// The numeral systems that one of them takes.
    systems: Vec<System>,
    /// The forms.
    forms: Vec<Tail>,
}

/// A form, and what follows its numeral.
struct Tail {
    form: &'static Form,
    suffix: &'static str,
    /// Whether nothing but a space may stand behind it.
    set_off: bool,
    /// Its first bytes, and which of them tell; none where branches come first.
    first: u32,
    mask: u32,
}

impl Tail {
    fn of(form: &'static Form, suffix: &'static str) -> Self {
        let set_off = SET_OFF.contains(&suffix) || form.name == "卷{n}";
        let mask = match suffix.len() {
            _ if form.inside => 0,
            len @ ..3 => (1 << (8 * len)) - 1,
            _ => 0xff_ffff,
        };
        Self { form, suffix, set_off, first: first_bytes(suffix) & mask, mask }
    }
}

/// The forms that a label can have by its first character.
pub(super) static BY_FIRST: LazyLock<CharMap<Vec<Alike>>> = LazyLock::new(|| {
    let mut out: CharMap<Vec<Alike>> = CharMap::default();
    let mut add = |c: char, (form, prefix, suffix): (&'static Form, _, _), systems: &[System]| {
        let list = form.group == Group::List;
        let all = out.entry(c).or_default();
        let at = all.iter().position(|a| a.prefix == prefix && a.list == list).unwrap_or_else(|| {
            all.push(Alike { prefix, list, systems: vec![], forms: vec![] });
            all.len() - 1
        });
        let alike = &mut all[at];
        for system in systems {
            if !alike.systems.contains(system) {
                alike.systems.push(*system);
            }
        }
        if alike.forms.last().is_none_or(|last| (last.form, last.suffix) != (form, suffix)) {
            alike.forms.push(Tail::of(form, suffix));
        }
    };
    for form in FORMS {
        let (prefix, suffix) = form.affixes();
        let known = (form, prefix, suffix);
        match prefix.chars().next() {
            Some(c) => add(c, known, form.systems),
            None => {
                for system in form.systems {
                    system.first_chars().into_iter().for_each(|c| add(c, known, &[*system]));
                }
            }
        }
    }
    out
});

/// Characters that begin a label, a bit each for the first plane.
static FIRSTS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1024];
    for c in BY_FIRST.keys().map(|c| *c as usize) {
        bits[c / 64] |= 1 << (c % 64);
    }
    bits
});

/// Whether a label can begin with a character.
pub fn may_begin_label(c: char) -> bool {
    FIRSTS.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
}

/// The first three bytes of a text, as many as there are.
fn first_bytes(s: &str) -> u32 {
    match *s.as_bytes() {
        [a, b, c, ..] => u32::from_le_bytes([a, b, c, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a] => a.into(),
        [] => 0,
    }
}

impl Alike {
    /// Whether one of them is the label of an article.
    pub(super) fn has_articles(&self) -> bool {
        self.forms.iter().any(|tail| tail.form.group == Group::Article)
    }

    pub(super) fn read(
        &self,
        s: &str,
        body: &str,
        see: &mut impl FnMut(LabelMatch) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let begun = Begun::of(body);
        if begun.none() {
            return Continue(());
        }
        for &system in self.systems.iter().filter(|system| begun.by(**system)) {
            let Some((number, len)) = system.read(body) else { continue };
            let rest = &body[len..];
            let (next, behind) = (first_bytes(rest), first_bytes(one_space(rest)));
            for tail in &self.forms {
                // Most forms are told apart by the first bytes behind their numeral.
                let follows = next & tail.mask == tail.first || behind & tail.mask == tail.first;
                if !follows || !tail.form.systems.contains(&system) {
                    continue;
                }
                let (form, suffix) = (tail.form, (tail.suffix, tail.set_off));
                if let Some(label) = form.read(suffix, s, (system, number, rest)) {
                    see(label)?;
                }
            }
        }
        Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::{read_label, read_labels};
    use super::*;
    use proptest::prelude::*;

    fn check(s: &str, level: Level, number: u32, branches: &[u32], label: &str) {
        let m = read_label(s).unwrap_or_else(|| panic!("no label in {s}"));
        assert_eq!(
            (m.form.level, m.number, m.branches.as_slice(), &s[..m.len]),
            (level, number, branches, label),
            "{s}"
        );
    }

    #[test]
    fn labels_of_all_scripts() {
        check("第一百二十条之一　为", Level::Article, 120, &[1], "第一百二十条之一");
        check("第三條之一", Level::Article, 3, &[1], "第三條之一");
        check("第 15-1 條　", Level::Article, 15, &[1], "第 15-1 條");
        check("第二十四条の二の三", Level::Article, 24, &[2, 3], "第二十四条の二の三");
        check("제3조의2(목적)", Level::Article, 3, &[2], "제3조의2");
        check("十八、双方", Level::Article, 18, &[], "十八、");
        check("（十二）加强", Level::Item, 12, &[], "（十二）");
        check("（一）一方的婚前财产", Level::Item, 1, &[], "（一）");
        check("3．加强", Level::Subitem, 3, &[], "3．");
        check("③ 前項", Level::Item, 3, &[], "③");
        check("第二分编　通则", Level::Subpart, 2, &[], "第二分编");
        check("第一编　总则", Level::Part, 1, &[], "第一编");
        check("Article 12 The Parties", Level::Article, 12, &[], "Article 12");
        check("イ　次の", Level::Item, 1, &[], "イ");
        check("가. 다음", Level::Subitem, 1, &[], "가.");
    }

    #[test]
    fn what_only_looks_like_a_label() {
        for s in [
            "3.14m",
            "e.g. this",
            "第几条",
            "（以下简称",
            "一九四九年",
            "十百、",
            "第二天",
            "U.S. law",
            "25°C",
            "45°30'",
        ] {
            assert_eq!(read_label(s), None, "{s}");
        }
    }

    #[test]
    fn every_form_prints_what_it_reads() {
        for form in FORMS {
            for &system in form.systems {
                for n in [1, 2, 9, 10, 11, 20, 21, 100, 101, 1260, 99_999] {
                    let branches: &[&[u32]] = if form.inside {
                        &[&[1], &[12]]
                    } else if form.branches.is_empty() {
                        &[&[]]
                    } else {
                        &[&[], &[1], &[2, 3]]
                    };
                    for b in branches {
                        let Some(s) = form.print(system, n, b) else { continue };
                        let text = format!("{s}　正文");
                        let mut found = read_labels(&text).into_iter().filter(|m| m.form == form);
                        let back = |m: &LabelMatch| {
                            (m.system, m.number, m.branches.as_slice(), m.len) == (system, n, *b, s.len())
                        };
                        assert!(found.any(|m| back(&m)), "{} does not read {s}", form.name);
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn articles_read_back(n in 1u32..99_999, branch in proptest::option::of(1u32..40)) {
            let b: Vec<u32> = branch.into_iter().collect();
            let s = form_named("第{n}条").expect("a row").print(Han, n, &b).expect("prints");
            let m = read_label(&s).expect("reads");
            prop_assert_eq!((m.number, m.branches, m.len), (n, b, s.len()));
        }
    }
}
