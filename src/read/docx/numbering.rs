//! The numbers that Word shows and nobody typed: lists, their levels and counters (ECMA-376 part 1, 17.9).

use super::package::{attr, on, val};
use super::styles::Styles;
use super::symbols;
use crate::number::word;
use crate::xml::Element;
use std::collections::{HashMap, HashSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// What stands behind a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suffix {
    /// A tab.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// The pattern of a custom format.
    pattern: Option<String>,
    /// The text with `%n`.
    text: String,
    suffix: Suffix,
    /// Whether all numbers are shown in decimals.
    legal: bool,
    /// The level, from 1, after which it begins again; 0 for never.
    restart: Option<usize>,
    /// The style whose paragraphs stand on it.
    style: Option<String>,
    /// The font of its text: bullets are characters of symbol fonts.
    font: Option<String>,
    /// The language that words are in.
    language: Option<String>,
    hidden: bool,
}

/// A list as the paragraphs name it.
#[derive(Debug, Default)]
struct List {
    abstract_list: String,
    /// What it says otherwise than its abstract list, by level: a first number, and a whole level.
    overrides: HashMap<usize, (Option<u32>, Option<Level>)>,
}

/// An abstract list.
#[derive(Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The numbering style that has its levels instead.
    link: Option<String>,
}

/// All lists of a file, and how far they have counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<i64, List>,
    /// By abstract list.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// First numbers that were given: once for every list and level.
    given: HashSet<(i64, usize)>,
    /// Levels whose text is longer than any number: they show none.
    pub too_long: usize,
}

/// A number as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// What stands behind it.
    pub suffix: Suffix,
}

impl Level {
    fn read(e: Element) -> Self {
        let number = |name| val(e, name).and_then(|v| v.parse::<u32>().ok());
        // A format that only newer programs know stands beside one for the others (17.17.3).
        let alternative = e.child("AlternateContent");
        let chosen = alternative.and_then(|a| a.elements().find_map(|c| c.child("numFmt")));
        let format = e.child("numFmt").or(chosen);
        let rpr = e.child("rPr");
        let fonts = rpr.and_then(|r| r.child("rFonts"));
        Self {
            start: number("start").unwrap_or(0),
            format: format.and_then(|f| attr(f, "val")).unwrap_or("decimal").to_owned(),
            pattern: format.and_then(|f| attr(f, "format")).map(str::to_owned),
            text: val(e, "lvlText").unwrap_or("").to_owned(),
            suffix: match val(e, "suff") {
                Some("space") => Suffix::Space,
                Some("nothing") => Suffix::Nothing,
                _ => Suffix::Tab,
            },
            legal: on(e, "isLgl") == Some(true),
            restart: number("lvlRestart").map(|n| n as usize),
            style: val(e, "pStyle").map(str::to_owned),
            font: fonts.and_then(|f| attr(f, "ascii").or_else(|| attr(f, "hAnsi"))).map(str::to_owned),
            language: rpr
                .and_then(|r| r.child("lang"))
                .and_then(|l| attr(l, "val").or_else(|| attr(l, "eastAsia")))
                .map(str::to_owned),
            hidden: rpr.and_then(|r| on(r, "vanish")) == Some(true),
        }
    }
}

/// Whether the text of a level is longer than what Word shows as a number (31 characters) by far: every paragraph would
/// repeat it.
fn is_too_long(text: &str) -> bool {
    const LONGEST: usize = 255;
    text.len() > LONGEST || text.matches('%').count() > 2 * LEVELS
}

fn level_of(e: Element) -> Option<usize> {
    attr(e, "ilvl").and_then(|v| v.parse().ok()).filter(|n| *n < LEVELS)
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(root: Option<Element>, styles: &Styles) -> Self {
        let mut out = Self::default();
        for e in root.into_iter().flat_map(Element::elements) {
            match e.name() {
                "abstractNum" => {
                    let levels = e.elements().filter(|l| l.name() == "lvl");
                    let levels = levels.filter_map(|l| Some((level_of(l)?, Level::read(l)))).collect();
                    let link = val(e, "numStyleLink").map(str::to_owned);
                    let id = attr(e, "abstractNumId").unwrap_or("").to_owned();
                    out.abstracts.insert(id, Abstract { levels, link });
                }
                "num" => {
                    let Some(id) = attr(e, "numId").and_then(|v| v.parse().ok()) else { continue };
                    let overrides = e.elements().filter(|o| o.name() == "lvlOverride");
                    let overrides = overrides.filter_map(|o| {
                        let start = val(o, "startOverride").and_then(|v| v.parse().ok());
                        Some((level_of(o)?, (start, o.child("lvl").map(Level::read))))
                    });
                    let overrides = overrides.collect();
                    let abstract_list = val(e, "abstractNumId").unwrap_or("").to_owned();
                    out.lists.insert(id, List { abstract_list, overrides });
                }
                _ => {}
            }
        }
        out.follow_links(styles);
        let lists = out.lists.values_mut().flat_map(|l| l.overrides.values_mut());
        let own = lists.filter_map(|(_, level)| level.as_mut());
        let levels = out.abstracts.values_mut().flat_map(|a| a.levels.values_mut()).chain(own);
        for level in levels.filter(|l| is_too_long(&l.text)) {
            level.text.clear();
            out.too_long += 1;
        }
        out
    }

    /// Puts the lists that a numbering style has in the place of those that only name it (17.9.21); a circle is cut.
    fn follow_links(&mut self, styles: &Styles) {
        let mut ids: Vec<i64> = self.lists.keys().copied().collect();
        // Where a circle is cut depends on where it is entered.
        ids.sort_unstable();
        for id in ids {
            let mut at = self.lists.get(&id).map(|l| l.abstract_list.clone()).unwrap_or_default();
            let mut seen = HashSet::new();
            while seen.insert(at.clone()) {
                let link = self.abstracts.get(&at).and_then(|a| a.link.as_deref());
                let Some(list) = link.and_then(|l| styles.list(l)).and_then(|n| self.lists.get(&n)) else {
                    break;
                };
                at.clone_from(&list.abstract_list);
            }
            if let Some(list) = self.lists.get_mut(&id) {
                list.abstract_list = at;
            }
        }
    }

    fn level(&self, list: i64, level: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        let own = list.overrides.get(&level).and_then(|(_, l)| l.as_ref());
        own.or_else(|| self.abstracts.get(&list.abstract_list)?.levels.get(&level))
    }

    /// The level of a list whose number a style shows.
    pub fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        (0..LEVELS).find(|k| self.level(list, *k).is_some_and(|l| l.style.as_deref() == Some(style)))
    }

    /// The number where a level begins to count.
    fn start(&self, list: i64, level: usize) -> u32 {
        let given = self.lists.get(&list).and_then(|l| l.overrides.get(&level)).and_then(|(start, _)| *start);
        given.or_else(|| Some(self.level(list, level)?.start)).unwrap_or(1)
    }

    /// Counts on for a paragraph, and says what it shows: nothing for a list or level that is not there.
    pub fn next(&mut self, list: i64, level: usize, language: &str) -> Option<Shown> {
        self.level(list, level)?;
        let abstract_list = self.lists.get(&list)?.abstract_list.clone();
        let mut counters = self.counters.get(&abstract_list).copied().unwrap_or_default();
        let overridden =
            self.lists.get(&list).and_then(|l| l.overrides.get(&level)).and_then(|(start, _)| *start);
        let first = overridden.filter(|_| self.given.insert((list, level)));
        counters[level] = Some(match (first, counters[level]) {
            (Some(first), _) => first,
            (None, Some(n)) => n.saturating_add(1),
            (None, None) => self.start(list, level),
        });
        // Levels above that nothing has used yet count as used.
        for (above, counter) in counters.iter_mut().enumerate().take(level) {
            counter.get_or_insert_with(|| self.start(list, above));
        }
        for (below, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let begins = match self.level(list, below).and_then(|l| l.restart) {
                None => true,
                Some(after) => level < after,
            };
            if begins {
                *counter = None;
            }
        }
        self.counters.insert(abstract_list, counters);
        self.show(list, level, &counters, language)
    }

    /// What a level shows at numbers.
    fn show(
        &self,
        list: i64,
        level: usize,
        counters: &[Option<u32>; LEVELS],
        language: &str,
    ) -> Option<Shown> {
        let l = self.level(list, level)?;
        let suffix = l.suffix;
        if l.hidden {
            return None;
        }
        if l.format == "bullet" {
            let text = symbols::bullet(l.font.as_deref().unwrap_or(""), &l.text);
            return Some(Shown { text, suffix });
        }
        let mut text = String::new();
        let mut rest = l.text.as_str();
        while let Some(at) = rest.find('%') {
            text.push_str(&rest[..at]);
            let digit = rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)).filter(|d| *d > 0);
            let Some(digit) = digit else {
                text.push('%');
                rest = &rest[at + 1..];
                continue;
            };
            rest = &rest[at + 2..];
            let of = digit as usize - 1;
            // The number of a level below is none yet: Word shows nothing of such a text.
            if of > level {
                return Some(Shown { text: String::new(), suffix });
            }
            let n = counters[of].unwrap_or_else(|| self.start(list, of));
            if let Some(source) = self.level(list, of) {
                // 01 is a decimal already: files whose authors say what Word shows have Section 1.01 of such levels.
                let decimal = l.legal && !matches!(source.format.as_str(), "none" | "bullet" | "decimalZero");
                let format = if decimal { "decimal" } else { source.format.as_str() };
                let language = source.language.as_deref().unwrap_or(language);
                text.push_str(&formatted(format, source.pattern.as_deref(), n, language));
            }
        }
        text.push_str(rest);
        Some(Shown { text, suffix })
    }
}

/// A number in a format; in decimals where no format is of that name.
pub fn formatted(format: &str, pattern: Option<&str>, n: u32, language: &str) -> String {
    let custom = pattern.filter(|_| format == "custom").and_then(|p| word::show_custom(p, n));
    custom.or_else(|| word::show_in(format, n, language)).unwrap_or_else(|| n.to_string())
}
