//! The numbers of lists and headings (ODF 1.3 part 3, 5.3 and 16.30 to 16.34): no program writes them into the text.

use crate::number::word;
use crate::read::docx::package::attr;
use crate::read::docx::symbols;
use crate::xml::Element;
use std::collections::HashMap;

/// Levels of a list.
pub const LEVELS: usize = 10;
/// Bytes of the longest text beside a number, which every paragraph of a list would repeat.
const LONGEST: usize = 255;

/// A level of a list style.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    /// The number format of the file.
    format: String,
    /// Whether letters that begin again are doubled: z, aa, bb.
    doubled: bool,
    prefix: String,
    suffix: String,
    /// The whole as a pattern, `%1%.%2%`, which newer programs write.
    pattern: Option<String>,
    /// How many levels it shows.
    shows: usize,
    /// The bullet, where it is none of numbers.
    bullet: Option<String>,
    /// Whether something stands behind it.
    gap: bool,
    hidden: bool,
    /// Whether all numbers are shown in decimals.
    legal: bool,
}

impl Level {
    fn read(e: Element, faces: &HashMap<&str, &str>) -> Self {
        let short = |name| attr(e, name).filter(|s| s.len() <= LONGEST).unwrap_or("").to_owned();
        let text = e.child("text-properties");
        let font = text.and_then(|t| attr(t, "font-name").or_else(|| attr(t, "font-family")));
        let font = font.map_or("", |f| faces.get(f).copied().unwrap_or(f));
        let bullet = (e.name() != "list-level-style-number" && e.name() != "outline-level-style")
            .then(|| symbols::bullet(font.trim_matches('\''), &short("bullet-char")));
        let aligned = e
            .child("list-level-properties")
            .and_then(|p| p.child("list-level-label-alignment"))
            .and_then(|a| attr(a, "label-followed-by"));
        Self {
            start: attr(e, "start-value").and_then(|v| v.parse().ok()).unwrap_or(1),
            format: short("num-format"),
            doubled: attr(e, "num-letter-sync") == Some("true"),
            prefix: short("num-prefix"),
            suffix: short("num-suffix"),
            pattern: attr(e, "num-list-format").filter(|s| s.len() <= LONGEST).map(str::to_owned),
            shows: attr(e, "display-levels").and_then(|v| v.parse().ok()).unwrap_or(1),
            bullet,
            gap: aligned != Some("nothing"),
            hidden: text.and_then(|t| attr(t, "display")) == Some("none"),
            legal: attr(e, "is-legal") == Some("true"),
        }
    }
}

/// A list style.
#[derive(Debug, Default)]
struct Style {
    levels: HashMap<usize, Level>,
    /// Whether all levels count on from each other.
    consecutive: bool,
}

/// The name of the numbering of headings where the file gives none.
const OUTLINE: &str = "Outline";

/// All list styles of a file, and how far their lists have counted.
#[derive(Debug, Default)]
pub struct Lists<'t> {
    styles: HashMap<&'t str, Style>,
    /// The style of headings.
    pub outline: Option<&'t str>,
    counters: Vec<[Option<u32>; LEVELS]>,
    /// Lists by their identifiers.
    named: HashMap<&'t str, usize>,
    /// The list that was begun last of each style, and the style of the last one of all.
    of_style: HashMap<&'t str, usize>,
    last: Option<&'t str>,
}

/// A number as it is shown.
pub struct Shown {
    /// Its text.
    pub text: String,
    /// What stands behind it.
    pub gap: &'static str,
}

impl<'t> Lists<'t> {
    /// Reads the list styles in elements that hold them.
    pub fn read(holders: &[Element<'t>], faces: &HashMap<&str, &str>) -> Self {
        // The first counter is that of headings.
        let mut out = Self { counters: vec![[None; LEVELS]], ..Self::default() };
        for e in holders.iter().flat_map(|h| h.elements()) {
            let name = match e.name() {
                "list-style" => attr(e, "name").unwrap_or(""),
                "outline-style" => attr(e, "name").unwrap_or(OUTLINE),
                _ => continue,
            };
            let levels = e.elements().filter_map(|l| {
                let at: usize = attr(l, "level")?.parse().ok()?;
                (1..=LEVELS).contains(&at).then(|| (at - 1, Level::read(l, faces)))
            });
            let consecutive = attr(e, "consecutive-numbering") == Some("true");
            out.styles.insert(name, Style { levels: levels.collect(), consecutive });
            if e.name() == "outline-style" {
                out.outline = Some(name);
            }
        }
        out
    }

    /// The list that an outermost `text:list` is or goes on with, by number.
    pub fn begin(&mut self, e: Element<'t>, style: &'t str) -> usize {
        let id = attr(e, "continue-list");
        let continued = id.and_then(|id| self.named.get(id).copied());
        // LibreOffice names the list that a style has by itself, and gives it no identifier.
        let unnamed =
            id.is_some() || attr(e, "continue-numbering") == Some("true") && self.last == Some(style);
        let of_style = self.of_style.get(style).copied().filter(|_| unnamed);
        let of_headings = (Some(style) == self.outline && !style.is_empty()).then_some(0);
        let list = of_headings.or(continued).or(of_style).unwrap_or_else(|| {
            self.counters.push([None; LEVELS]);
            self.counters.len() - 1
        });
        self.register(e, list);
        self.of_style.insert(style, list);
        self.last = Some(style);
        list
    }

    /// The list of a numbered paragraph (5.3.6): all of an identifier are of one.
    pub fn of_paragraph(&mut self, id: &'t str) -> usize {
        *self.named.entry(id).or_insert_with(|| {
            self.counters.push([None; LEVELS]);
            self.counters.len() - 1
        })
    }

    /// Gives a list its identifier.
    pub fn register(&mut self, e: Element<'t>, list: usize) {
        if let Some(id) = e.attribute("xml:id") {
            self.named.insert(id, list);
        }
    }

    /// Counts on, or begins with `start`, and says what is shown, in the words of a language (its BCP 47 tag) where numbers
    /// are spelled out: nothing where the style has no such level.
    pub fn next(
        &mut self,
        list: usize,
        style: &str,
        (level, start): (usize, Option<u32>),
        language: &str,
    ) -> Option<Shown> {
        let style = self.styles.get(style)?;
        let level = level.min(LEVELS - 1);
        let counters = self.counters.get_mut(list)?;
        let first = |at: usize| style.levels.get(&at).map_or(1, |l| l.start);
        let counted = if style.consecutive { 0 } else { level };
        counters[counted] = Some(match (start, counters[counted]) {
            (Some(n), _) => n,
            (None, Some(n)) => n.saturating_add(1),
            (None, None) => first(counted),
        });
        for (above, counter) in counters.iter_mut().enumerate().take(counted) {
            counter.get_or_insert_with(|| first(above));
        }
        if !style.consecutive {
            counters[level + 1..].fill(None);
        }
        let l = style.levels.get(&level).filter(|l| !l.hidden)?;
        let gap = if l.gap { " " } else { "" };
        if let Some(bullet) = &l.bullet {
            // LibreOffice shows nothing around a bullet, and writes the bullet itself there.
            return Some(Shown { text: bullet.clone(), gap });
        }
        let number = |at: usize| {
            let at = if style.consecutive { counted } else { at };
            let n = counters.get(at).copied().flatten().unwrap_or_else(|| first(at));
            style.levels.get(&at).map_or(String::new(), |of| {
                let plain = l.legal && !of.format.is_empty();
                if of.bullet.is_some() {
                    String::new()
                } else {
                    shown(if plain { "1" } else { &of.format }, of.doubled, n, language)
                }
            })
        };
        if let Some(pattern) = &l.pattern {
            return Some(Shown { text: filled(pattern, level, number), gap });
        }
        let own = number(level);
        if own.is_empty() {
            return Some(Shown { text: format!("{}{}", l.prefix, l.suffix), gap });
        }
        let from = (level + 1).saturating_sub(l.shows.max(1));
        let numbers: Vec<String> = (from..level).map(number).filter(|n| !n.is_empty()).chain([own]).collect();
        Some(Shown { text: format!("{}{}{}", l.prefix, numbers.join("."), l.suffix), gap })
    }
}

/// A pattern with the numbers of levels for `%1%`, `%2%`; those of levels below show none.
fn filled(pattern: &str, level: usize, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let named = behind.split_once('%').and_then(|(n, after)| Some((n.parse::<usize>().ok()?, after)));
        if let Some((n, after)) = named.filter(|(n, _)| (1..=LEVELS).contains(n)) {
            if n <= level + 1 {
                out.push_str(&number(n - 1));
            }
            rest = after;
        } else {
            out.push('%');
            rest = behind;
        }
    }
    out + rest
}

/// Formats as LibreOffice writes them, and what they are called in Word; others are told by their first numbers.
const FORMATS: &[(&str, &str)] = &[
    ("1", "decimal"),
    ("I", "upperRoman"),
    ("i", "lowerRoman"),
    ("一, 二, 三, ...", "chineseCountingThousand"),
    ("壹, 贰, 叁, ...", "chineseLegalSimplified"),
    ("壹, 貳, 參, ...", "ideographLegalTraditional"),
    ("甲, 乙, 丙, ...", "ideographTraditional"),
    ("子, 丑, 寅, ...", "ideographZodiac"),
    ("壱, 弐, 参, ...", "japaneseLegal"),
    ("①, ②, ③, ...", "decimalEnclosedCircle"),
    ("일, 이, 삼, ...", "koreanCounting"),
    ("일, 이, 삼, ... (ko-x-digital)", "koreanDigital"),
    ("一, 二, 三, ... (ko)", "koreanDigital2"),
    ("하나, 둘, 셋, ...", "koreanLegal"),
    ("㉠, ㉡, ㉢, ...", "㉠"),
    ("㉮, ㉯, ㉰, ...", "㉮"),
    ("1st", "ordinal"),
    ("One", "cardinalText"),
    ("First", "ordinalText"),
    ("One, Two, ...", "cardinalText"),
    ("First, Second, ...", "ordinalText"),
    ("*, †, ‡, §, **, ††, ...", "chicago"),
    ("א, י, ק, ...", "hebrew1"),
];

/// A number in a format of the file; in decimals where nobody knows it.
fn shown(format: &str, doubled: bool, n: u32, language: &str) -> String {
    match format {
        "" => return String::new(),
        "a" | "A" if !doubled && n > 26 => return letters(n, format == "A"),
        "a" => return word::show("lowerLetter", n).unwrap_or_default(),
        "A" => return word::show("upperLetter", n).unwrap_or_default(),
        _ => {}
    }
    let named = FORMATS.iter().find(|(f, _)| *f == format).map(|(_, name)| *name);
    // LibreOffice has circles up to 50, Word up to 20.
    if let (Some("decimalEnclosedCircle"), 21..=50) = (named, n) {
        let sign = if n <= 35 { 0x3251 + n - 21 } else { 0x32b1 + n - 36 };
        return char::from_u32(sign).map_or_else(String::new, String::from);
    }
    // Signs that stand in the same order in a block of characters.
    if let Some(first) = named.filter(|s| s.chars().count() == 1).and_then(|s| s.chars().next()) {
        let sign = n.checked_sub(1).filter(|k| *k < 14).and_then(|k| char::from_u32(first as u32 + k));
        return sign.map_or_else(|| n.to_string(), String::from);
    }
    named
        .and_then(|name| word::show_in(name, n, language))
        .or_else(|| word::show_custom(format, n))
        .unwrap_or_else(|| n.to_string())
}

/// z, aa, ab: letters as the digits of a number without zero.
fn letters(mut n: u32, capital: bool) -> String {
    let first = if capital { b'A' } else { b'a' };
    let mut out = vec![];
    while n > 0 {
        n -= 1;
        out.push(char::from(first + (n % 26) as u8));
        n /= 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_the_file() {
        for (format, n, want) in [
            ("1", 12, "12"),
            ("", 3, ""),
            ("a", 28, "ab"),
            ("A", 2, "B"),
            ("i", 4, "iv"),
            ("一, 二, 三, ...", 120, "一百二十"),
            ("壹, 贰, 叁, ...", 11, "壹拾壹"),
            ("甲, 乙, 丙, ...", 10, "癸"),
            ("①, ②, ③, ...", 20, "⑳"),
            ("①, ②, ③, ...", 36, "㊱"),
            ("ｱ, ｲ, ｳ, ...", 2, "ｲ"),
            ("ア, イ, ウ, ...", 3, "ウ"),
            ("イ, ロ, ハ, ...", 4, "ニ"),
            ("가, 나, 다, ...", 3, "다"),
            ("㉠, ㉡, ㉢, ...", 2, "㉡"),
            ("01, 02, 03, ...", 7, "07"),
            ("001, 002, 003, ...", 12, "012"),
            ("1st", 2, "2nd"),
            ("nobody knows", 5, "5"),
        ] {
            assert_eq!(shown(format, false, n, "en"), want, "{format}");
        }
        assert_eq!(shown("a", true, 28, "en"), "bb");
        assert_eq!(
            ["en-GB", "fr-FR", "ru-RU"].map(|l| shown("First", false, 2, l)),
            ["Second", "Deuxième", "Второй"]
        );
        assert_eq!(filled("第%1%章%2%%%", 0, |n| (n + 1).to_string()), "第1章%%");
    }
}
