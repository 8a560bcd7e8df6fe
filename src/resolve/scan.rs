//! The references of one text, found where words begin that may be one.

use super::acts::{self, Acts, Work, brackets};
use super::doubt::Why;
use super::places::{Here, Places};
use super::point::{Step, step, steps};
use super::pointed::pinpoint;
use super::tongue::Tongue;
use super::words::{ANNEXES, NOT_ONE};
use crate::ir::{Document, Id, MarkKind, Rule};
use crate::lexicon::begins;
use crate::number::{Level, System};
use crate::text::Sieve;
use crate::text::chars::squash;

/// A reference, or what looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A reference with its mark.
    Mark(usize, usize, MarkKind),
    /// Something unsure.
    Doubt(usize, usize, Why),
}

/// What all texts of a document share.
#[derive(Debug)]
pub struct Around<'d> {
    /// The way of writing.
    pub tongue: &'static Tongue,
    /// The provisions.
    pub places: Places<'d>,
    /// The acts.
    pub acts: Acts,
    /// What references and quotations begin with.
    pub openers: Sieve,
}

impl<'d> Around<'d> {
    /// What the texts of a document share.
    pub fn of(doc: &'d Document) -> Self {
        let tongue = Tongue::of(&doc.meta.language);
        Self { tongue, places: Places::of(doc), acts: Acts::of(doc, tongue), openers: openers(tongue) }
    }
}

/// The characters that references and quotations begin with.
fn openers(t: &Tongue) -> Sieve {
    let words = [ANNEXES, t.before, t.this, t.same, t.after].into_iter().flatten();
    let first = words.filter_map(|w| w.chars().next());
    let marks = t.titles.iter().chain(t.quotes).map(|(open, _)| *open);
    let others = [t.ordinal].into_iter().chain(NUMBERED).chain(marks);
    Sieve::of(first.chain(others))
}

/// Brackets of numbers in lists of sources: 〔1〕.
const NUMBERED: [char; 3] = ['〔', '［', '['];

/// The reference before.
#[derive(Clone, Debug)]
pub(super) struct Last {
    /// Where it ends.
    pub end: usize,
    /// Whose provision it names.
    pub work: Work,
    /// The provision.
    pub id: String,
}

/// What texts hand on to the next one.
#[derive(Debug, Default)]
pub struct Carried {
    /// The other act that was named last in this article.
    pub cited: Option<String>,
    /// The act that is amended here, where the document amends several: the one that was named last outside quotations.
    pub amending: Option<String>,
    /// The quotation that is open.
    pub open: Option<char>,
}

/// A text that is looked through.
pub struct Scan<'a, 'd> {
    pub(super) around: &'a Around<'d>,
    pub(super) here: &'a Here<'d>,
    pub(super) carried: &'a mut Carried,
    pub(super) s: &'a str,
    /// What is quoted.
    quoted: Vec<(usize, usize)>,
    /// Where the last reference or title ends.
    pub(super) free: usize,
    /// Whether articles are those of the document, though the text stands in an annex: 本条例第三条 there.
    pub(super) outside: bool,
    pub(super) last: Option<Last>,
    pub(super) hits: Vec<Hit>,
}

/// The references of a text.
pub fn scan<'d>(around: &Around<'d>, here: &Here<'d>, carried: &mut Carried, s: &str) -> Vec<Hit> {
    // Quotation marks are looked for in the same pass.
    let found: Vec<(usize, char)> = around.openers.places(s).collect();
    let quotes = |c: char| around.tongue.quotes.iter().any(|(open, _)| *open == c);
    let quoted = if carried.open.is_some() || found.iter().any(|(_, c)| quotes(*c)) {
        quotations(s, around.tongue, &mut carried.open)
    } else {
        vec![]
    };
    let mut scan =
        Scan { around, here, carried, s, quoted, free: 0, outside: false, last: None, hits: vec![] };
    for (at, c) in found {
        // No reference begins with a letter or a figure.
        if at >= scan.free && !c.is_ascii_alphanumeric() {
            scan.begin(at, c);
        }
    }
    scan.hits
}

/// The ranges that stand in quotation marks; what is open is handed on.
fn quotations(s: &str, tongue: &Tongue, open: &mut Option<char>) -> Vec<(usize, usize)> {
    let mut out = vec![];
    let mut start = 0;
    for (at, c) in s.char_indices() {
        match open {
            Some(close) if *close == c => {
                out.push((start, at));
                *open = None;
            }
            Some(_) => {}
            None => {
                if let Some((_, close)) = tongue.quotes.iter().find(|(o, _)| *o == c) {
                    *open = Some(*close);
                    start = at;
                }
            }
        }
    }
    if open.is_some() {
        out.push((start, s.len()));
    }
    out
}

impl Scan<'_, '_> {
    pub(super) fn tongue(&self) -> &'static Tongue {
        self.around.tongue
    }

    fn begin(&mut self, at: usize, c: char) {
        let t = self.tongue();
        let rest = &self.s[at..];
        if t.titles.iter().any(|(o, _)| *o == c) {
            self.title(at);
        } else if let Some(word) = begins(rest, ANNEXES) {
            self.annex(at, word);
        } else if c == t.ordinal {
            self.pointed(at);
        } else if NUMBERED.contains(&c) {
            self.numbered(at, c);
        } else if let Some(word) = begins(rest, t.before) {
            self.counted_back(at, word, c);
        } else if let Some(word) = begins(rest, t.this) {
            self.this(at, word, c);
        } else if let Some(word) = begins(rest, t.same) {
            self.same(at, word, c);
        } else if let Some(word) = begins(rest, t.after) {
            self.counted_on(at, word, c);
        }
    }

    pub(super) fn quoted(&self, at: usize) -> bool {
        self.quoted.iter().any(|(a, b)| (*a..*b).contains(&at))
    }

    pub(super) fn doubt(&mut self, start: usize, end: usize, why: Why) {
        self.hits.push(Hit::Doubt(start, end, why));
        self.free = self.free.max(end);
    }

    /// A reference to a provision of this document.
    pub(super) fn own(&mut self, (start, end): (usize, usize), id: String, more: Vec<String>, rule: Rule) {
        let last = more.last().cloned().unwrap_or_else(|| id.clone());
        self.last =
            Some(Last { end, work: Work::Own, id: if rule == Rule::Range { id.clone() } else { last } });
        let more = more.into_iter().map(Id).collect();
        self.hits.push(Hit::Mark(start, end, MarkKind::Reference { target: Id(id), more, rule: Some(rule) }));
        self.free = end;
    }

    /// A reference to another act, or to a provision of it.
    pub(super) fn other(&mut self, (start, end): (usize, usize), title: &str, id: String, rule: Rule) {
        self.last = Some(Last { end, work: Work::Other(title.to_owned()), id: id.clone() });
        self.carried.cited = Some(title.to_owned());
        if rule == Rule::Title && id.is_empty() && !self.quoted(start) {
            self.carried.amending = Some(title.to_owned());
        }
        let pinpoint = Some(id).filter(|p| !p.is_empty());
        let kind = MarkKind::Citation { title: title.to_owned(), pinpoint, rule: Some(rule), sibling: None };
        self.hits.push(Hit::Mark(start, end, kind));
        self.free = end;
    }

    /// 《…法》, 《…法》第十条.
    fn title(&mut self, at: usize) {
        let t = self.tongue();
        let Some((inner, len)) = acts::title(&self.s[at..], t) else { return };
        let end = at + len;
        self.free = end;
        // （以下简称《公司法》） gives a name, and refers to nothing.
        if acts::INTRODUCTIONS.iter().any(|w| self.s[..at].ends_with(w)) {
            return;
        }
        let rest = &self.s[end..];
        // What stands between title and article: （以下简称…）, （2018年修正）, (第622章).
        let group = brackets(rest);
        let skip = [0, group].into_iter().find_map(|g| {
            let space = rest[g..].len() - rest[g..].trim_start_matches(' ').len();
            let there = step(&rest[g + space..], t).is_some_and(|(s, _)| s.level <= Level::Article);
            there.then_some(g + space)
        });
        let found = skip.map_or_else(Vec::new, |skip| steps(&self.s[end + skip..], t, None));
        let bare = inner.trim_end_matches(['）', ')']);
        let act = t.kinds.iter().any(|k| inner.ends_with(k))
            || inner.len() > bare.len()
                && bare.rfind(['（', '(']).is_some_and(|p| t.kinds.iter().any(|k| bare[..p].ends_with(k)));
        let work = match self.around.acts.of_title(inner, t) {
            Work::Own if self.repealed(at, end) => Work::Other(squash(inner)),
            work => work,
        };
        match work {
            Work::Own => self.own_act((at, end), end + skip.unwrap_or(0), &found, Rule::Title),
            Work::Other(title) if act || !found.is_empty() || title != squash(inner) => {
                self.other_act((at, end), end + skip.unwrap_or(0), &title, &found, Rule::Title);
            }
            _ => {}
        }
    }

    /// Whether what stands here is an earlier act: 1950年6月29日颁布的《…法》同时废止, whose name may be this one's too.
    fn repealed(&self, at: usize, end: usize) -> bool {
        const MADE: &[&str] =
            &["发布的", "公布的", "颁布的", "通过的", "施行的", "發布的", "公佈的", "頒布的", "原"];
        const REPEALED: &[&str] = &["同时废止", "同時廢止", "予以废止", "即行废止", "即行廢止"];
        let rest = &self.s[end..];
        let sentence = &rest[..rest.find(['。', '；']).unwrap_or(rest.len())];
        MADE.iter().any(|w| self.s[..at].ends_with(w)) && REPEALED.iter().any(|w| sentence.contains(w))
    }

    /// 附件一, 附表2第三条: an annex of this document, where it has one of that number.
    fn annex(&mut self, at: usize, word: &'static str) {
        let t = self.tongue();
        let mut from = at + word.len();
        let ordinal = |c: char| c == ' ' || c == '第' && word == "別表";
        from += self.s[from..].len() - self.s[from..].trim_start_matches(ordinal).len();
        let rest = &self.s[from..];
        let systems = [System::Han, System::Arabic, System::FullWidth];
        let Some((n, used)) = systems.iter().find_map(|system| system.read(rest)) else { return };
        let (end, after) = (from + used, &rest[used..]);
        if after.starts_with(|c| NOT_ONE.contains(c))
            || after.starts_with(['.', '．', '、', '-', '之', 'の', '의'])
        {
            return;
        }
        // 《…》附件一 and 该办法附件一 are of another act.
        let before = self.s[..at].trim_end_matches(' ');
        let named = self.last.as_ref().is_some_and(|l| l.end == before.len() && l.work != Work::Own)
            || self.free == before.len() && before.ends_with(['》', '」', '〉']);
        let found = steps(&self.s[end..], t, None);
        let found =
            if found.first().is_some_and(|(s, _)| s.level <= Level::Article) { found } else { vec![] };
        let place = self.around.places.annex(word, n).filter(|_| !named && !self.quoted(at));
        let Some(place) = place.map(str::to_owned) else {
            if !found.is_empty() {
                self.doubt(at, end + found.last().map_or(0, |(_, len)| *len), Why::Which);
                self.last = None;
            }
            return;
        };
        if found.first().is_some_and(|(s, _)| self.around.places.below(&place, s, s.numbers[0]).is_some()) {
            return self.below(at, end, &place, &found, Rule::Bare, None);
        }
        self.own((at, end), place, vec![], Rule::Bare);
        if let Some((_, len)) = found.last() {
            self.doubt(end, end + len, Why::Missing);
        }
    }

    /// A reference to this act, whose steps begin at a place.
    pub(super) fn own_act(
        &mut self,
        (start, end): (usize, usize),
        from: usize,
        found: &[(Step, usize)],
        rule: Rule,
    ) {
        if found.is_empty() {
            if let Some(id) = self.whole(&self.s[start..end]) {
                self.own((start, end), id, vec![], if rule == Rule::Own { Rule::Act } else { rule });
            }
            return;
        }
        self.in_own(start, from, found, rule);
    }

    /// The identifier of this act as a whole, as a name of it means it.
    fn whole(&self, name: &str) -> Option<String> {
        let places = &self.around.places;
        let kind = self.tongue().kinds.iter().find(|k| name.ends_with(**k)).copied().unwrap_or("");
        let annex = places.annex_titled(self.here, |t| !kind.is_empty() && acts::ends_in(t, kind));
        annex.map(str::to_owned).or_else(|| places.titled.then(|| "title".to_owned()))
    }

    /// A reference to another act, whose steps begin at a place.
    pub(super) fn other_act(
        &mut self,
        (start, end): (usize, usize),
        from: usize,
        title: &str,
        found: &[(Step, usize)],
        rule: Rule,
    ) {
        let id = pinpoint("", found);
        let end = found.last().map_or(end, |(_, len)| from + len);
        self.other((start, end), title, id, rule);
    }
}
