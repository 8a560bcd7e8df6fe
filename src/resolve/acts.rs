//! Acts by their names: titles in brackets, short forms that a text defines, names in running text.

use super::tongue::Tongue;
use super::words::{BEFORE_NAMES, BEFORE_NAMES_AT_ONCE, NO_NAMES};
use crate::ir::{Document, Event, Role, events};
use crate::text::Map;
use crate::text::chars::{is_han, is_hangul, is_kana, is_space, squash};

/// Which act a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// The one that it stands in.
    Own,
    /// Another one, by its title.
    Other(String),
    /// Another one whose name cannot be told.
    Unknown,
}

/// What a document amends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amends {
    /// Nothing.
    Nothing,
    /// Several acts.
    Several,
    /// One, by its title.
    One(String),
}

/// The acts that a document names.
#[derive(Debug)]
pub struct Acts {
    /// The title of the document without white space and what stands in brackets at its end.
    pub title: String,
    /// Short forms with the titles that they stand for.
    short: Map<String, String>,
    /// Characters of the longest short form.
    longest: usize,
    /// Whether the document amends others.
    pub amends: Amends,
    /// Whether the title says that the document is on trial.
    trial: bool,
}

/// Characters of the longest title and of the longest name in running text.
const LONGEST_TITLE: usize = 90;
const LONGEST_NAME: usize = 30;
/// The same where titles are written with particles; one that goes on is not told.
const LONGEST_WITH_KANA: usize = 80;
/// Words before a short form: （以下简称“双方”）.
pub const INTRODUCTIONS: &[&str] =
    &["以下简称", "以下统称", "以下統稱", "以下簡稱", "以下称", "以下稱", "下称", "下稱", "简称", "簡稱"];
const STATE: &str = "中华人民共和国";

/// A title without white space, and without what stands in brackets at its end: （试行）, （2018年修正）.
fn bare(title: &str) -> String {
    let mut s = title.trim();
    while let Some(inner) = s.strip_suffix(['）', ')', '〉', '］']) {
        let Some(at) = inner.rfind(['（', '(', '〈', '［']) else { break };
        if at == 0 {
            break;
        }
        s = &s[..at];
    }
    s.trim_end().to_owned()
}

/// Whether a title says that its act is on trial, or is a draft.
fn is_trial(title: &str) -> bool {
    ["试行", "試行", "草案"].iter().any(|w| title.contains(w))
}

/// A title without the white space of the source's lines; where words are separated by spaces these stay.
fn tidy(title: &str, tongue: &Tongue) -> String {
    if tongue.spaced { title.split_whitespace().collect::<Vec<_>>().join(" ") } else { squash(title) }
}

/// A title in brackets at the start of a text: the title, and the length with the brackets.
pub fn title<'s>(s: &'s str, tongue: &Tongue) -> Option<(&'s str, usize)> {
    let open = s.chars().next()?;
    let close = tongue.titles.iter().find(|(o, _)| *o == open)?.1;
    let mut depth = 0;
    for (at, c) in s.char_indices().take(LONGEST_TITLE) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                let inner = &s[open.len_utf8()..at];
                return (!inner.is_empty()).then_some((inner, at + c.len_utf8()));
            }
        }
    }
    None
}

/// The length of a group in brackets at the start of a text.
pub fn brackets(s: &str) -> usize {
    const PAIRS: [(char, char); 3] = [('（', '）'), ('(', ')'), ('〈', '〉')];
    let Some(open) = s.chars().next() else { return 0 };
    let Some((_, close)) = PAIRS.iter().find(|(o, _)| *o == open) else { return 0 };
    let mut depth = 0;
    for (at, c) in s.char_indices().take(LONGEST_TITLE) {
        if c == open {
            depth += 1;
        } else if c == *close {
            depth -= 1;
            if depth == 0 {
                return at + c.len_utf8();
            }
        }
    }
    0
}

/// The name that a group in brackets gives: （以下简称《渔业法》）, （以下「法」という。）, (이하 "법"이라 한다).
pub fn introduced(group: &str) -> Option<&str> {
    let inner = group.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let quoted = |s: &str| -> Option<(usize, usize)> {
        const QUOTES: [(char, char); 7] =
            [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"'), ('‘', '’'), ('〈', '〉')];
        let open = s.chars().next()?;
        let close = QUOTES.iter().find(|(o, _)| *o == open)?.1;
        let start = open.len_utf8();
        s[start..].find(close).map(|len| (start, start + len))
    };
    if let Some((at, word)) = INTRODUCTIONS.iter().find_map(|w| inner.find(w).map(|at| (at, w))) {
        let rest = &inner[at + word.len()..];
        let rest = rest.strip_prefix(['为', '為', '：', ':', '作']).unwrap_or(rest);
        if let Some((a, b)) = quoted(rest) {
            return Some(&rest[a..b]);
        }
        let end = rest.find(['，', ',', '；', '。', '、', '）', ')']).unwrap_or(rest.len());
        return Some(&rest[..end]).filter(|n| !n.is_empty());
    }
    // Japanese and Korean name it before the verb.
    let rest = inner.strip_prefix("以下").or_else(|| inner.strip_prefix("이하 "))?;
    let rest = rest.strip_prefix('、').unwrap_or(rest);
    let (a, b) = quoted(rest)?;
    let verb = rest[b..].trim_start_matches(['」', '』', '"', '”', '’']);
    let named = verb.starts_with("という")
        || verb.starts_with("と総称")
        || verb.starts_with("이라")
        || verb.starts_with("라 ");
    named.then_some(&rest[a..b])
}

impl Acts {
    /// The acts that a document names.
    pub fn of(doc: &Document, tongue: &Tongue) -> Self {
        let title = doc.meta.title.as_ref().map_or("", |t| t.text.as_str());
        let trial = is_trial(title);
        let title = bare(&tidy(title, tongue));
        let mut out = Self { title, short: Map::default(), longest: 0, amends: Amends::Nothing, trial };
        events(doc, |e| match e {
            Event::Text(t) if !matches!(t.role, Role::Contents | Role::Number) => out.read(&t.text, tongue),
            _ => {}
        });
        out.amends = out.amends(tongue);
        out.take_parent();
        out.longest = out.short.keys().map(|k| k.chars().count()).max().unwrap_or(0);
        out
    }

    /// The titles and short forms of a text.
    fn read(&mut self, text: &str, tongue: &Tongue) {
        for (open, _) in tongue.titles {
            let mut at = 0;
            while let Some(found) = text[at..].find(*open).map(|f| at + f) {
                let Some((inner, len)) = title(&text[found..], tongue) else {
                    at = found + open.len_utf8();
                    continue;
                };
                at = found + len;
                let inner = tidy(inner, tongue);
                let group = brackets(&text[at..]);
                if let Some(name) = introduced(&text[at..at + group]) {
                    self.take(&tidy(name, tongue), &inner);
                }
                if let Some(short) = inner.strip_prefix(STATE)
                    && tongue.kinds.iter().any(|k| short.ends_with(k))
                {
                    self.take(short, &inner);
                }
            }
        }
        if tongue.titles.is_empty() {
            self.read_names(text, tongue);
        }
    }

    /// Names in running text whose short forms stand behind them: …に関する法律（以下「法」という。）.
    fn read_names(&mut self, text: &str, tongue: &Tongue) {
        for (at, _) in text.match_indices("（以下") {
            let group = brackets(&text[at..]);
            let Some(name) = introduced(&text[at..at + group]) else { continue };
            let name = squash(name);
            let mut before = &text[..at];
            // The number of the act stands between.
            if let Some(inner) = before.strip_suffix('）')
                && let Some(open) = inner.rfind('（')
            {
                before = &inner[..open];
            }
            if tongue.kinds.iter().any(|k| name.ends_with(k))
                && let Some(start) = running_name(before, tongue)
            {
                let full = squash(&before[start..]);
                self.take(&name, &full);
            }
        }
    }

    /// 法 in 港湾法施行令 is 港湾法, where the text does not say otherwise.
    fn take_parent(&mut self) {
        const BELOW: &[(&str, &str, &str)] = &[
            ("施行令", "法", ""),
            ("施行規則", "法", "令"),
            (" 시행령", "법", ""),
            (" 시행규칙", "법", "영"),
        ];
        let title = self.title.clone();
        for (end, act, order) in BELOW {
            let Some(parent) = title.strip_suffix(end) else { continue };
            self.take(act, parent);
            if !order.is_empty() {
                let between = if *order == "令" { "施行令" } else { " 시행령" };
                self.take(order, &format!("{parent}{between}"));
            }
        }
    }

    fn take(&mut self, short: &str, title: &str) {
        if !short.is_empty() && short != title {
            self.short.entry(short.to_owned()).or_insert_with(|| title.to_owned());
        }
    }

    /// What the document amends, by its title.
    fn amends(&self, tongue: &Tongue) -> Amends {
        const ENDS: &[&str] = &["决定", "決定", "命令", "通知", "公告"];
        const ABROAD: &[&str] = &[
            "改正する法律",
            "改正する政令",
            "改正する省令",
            "改正する規則",
            "改正する条例",
            "개정법률",
            "개정령",
            "개정규칙",
        ];
        let title = self.title.as_str();
        if let Some(at) = title.find("修正案") {
            return if at > 0 { Amends::One(title[..at].to_owned()) } else { Amends::Several };
        }
        let amends = ["修改", "修正", "废止", "廢止"].iter().any(|w| title.contains(w))
            && ENDS.iter().any(|w| title.ends_with(w))
            || ABROAD.iter().any(|w| title.ends_with(w));
        if !amends {
            return Amends::Nothing;
        }
        let mut titles = title.char_indices().filter_map(|(at, _)| self::title(&title[at..], tongue));
        match (titles.next(), titles.next()) {
            (Some((only, _)), None) if !title.contains('等') => Amends::One(only.to_owned()),
            _ => Amends::Several,
        }
    }

    /// The act of a title.
    pub fn of_title(&self, title: &str, tongue: &Tongue) -> Work {
        let title = tidy(title, tongue).replace('〈', "《").replace('〉', "》");
        // 《…法（试行）》 is what was there before.
        let before = is_trial(&title) && !self.trial;
        if !self.title.is_empty() && bare(&title) == self.title.as_str() && !before {
            return Work::Own;
        }
        Work::Other(self.short.get(&title).cloned().unwrap_or(title))
    }

    /// The only act that the document amends.
    pub fn amended(&self) -> Option<&str> {
        match &self.amends {
            Amends::One(title) => Some(title),
            _ => None,
        }
    }

    /// The act that a short form stands for.
    pub fn of_short(&self, short: &str) -> Option<&str> {
        self.short.get(short).map(String::as_str)
    }

    /// The short form of another act that a text ends with: where it begins, and the act.
    pub fn short_before(&self, text: &str) -> Option<(usize, &str)> {
        let starts = text.char_indices().rev().map(|(at, _)| at).take(self.longest);
        // The longest one wins.
        starts.filter_map(|at| Some((at, self.short.get(&text[at..])?.as_str()))).last()
    }
}

/// Whether a title is of a kind: 本条例 in …条例, 本法 in …法典, 本实施细则 in …细则.
pub fn ends_in(title: &str, kind: &str) -> bool {
    let title = bare(&squash(title));
    let core: String = {
        let n = kind.chars().count();
        kind.chars().skip(n.saturating_sub(2)).collect()
    };
    title.ends_with(kind)
        || title.ends_with(&core)
        || kind == "法" && ["法典", "法律", "法"].iter().any(|e| title.ends_with(e))
        || kind == "法律" && (title.contains("法律") || title.ends_with('法'))
        || kind == "规定" && title.ends_with("若干规定")
        || kind == "법" && title.ends_with("법률")
        || matches!(kind, "영" | "령") && title.ends_with('령')
        || matches!(kind, "令" | "政令" | "勅令") && title.ends_with('令')
        || matches!(kind, "省令" | "府令") && (title.ends_with("規則") || title.ends_with('令'))
}

/// Where the name of an act in running text begins, that a text ends with.
pub fn running_name(before: &str, tongue: &Tongue) -> Option<usize> {
    if !tongue.kinds.iter().any(|k| before.ends_with(k)) {
        return None;
    }
    if tongue.spaced {
        return korean_name(before, tongue);
    }
    let word = |c: char| is_han(c) || !tongue.counts && (is_kana(c) || c == 'ー' || c == '・');
    let mut start = before.len();
    let most = if tongue.counts { LONGEST_NAME } else { LONGEST_WITH_KANA };
    for (k, (at, c)) in before.char_indices().rev().enumerate().take(most + 1) {
        if !word(c) {
            break;
        }
        if k == most {
            if !tongue.counts {
                return None;
            }
            break;
        }
        start = at;
    }
    if tongue.counts { chinese_name(before, start, tongue) } else { japanese_name(before, start) }
}

/// Verbs that names stand behind, with what makes a word of them: 国有, 附屬.
const VERBS: &[(char, &str)] =
    &[('有', "国公私专共所享國專"), ('屬', "金附所隸直親家眷歸專"), ('属', "金附所隶直亲家眷归专")];

fn chinese_name(before: &str, mut start: usize, tongue: &Tongue) -> Option<usize> {
    let run = &before[start..];
    // Behind the last word that names do not hold.
    let kind = |s: &str| tongue.kinds.contains(&s) && s != "宪法" && s != "憲法";
    let lead = BEFORE_NAMES.iter().filter_map(|w| run.rfind(w).map(|at| at + w.len()));
    let lead = lead.filter(|at| !kind(&run[*at..])).max().unwrap_or(0);
    start += lead;
    let run = &before[start..];
    // 证券法和公司法: behind the act before it.
    for (at, c) in run.char_indices().rev() {
        if "和与及或與".contains(c) {
            let head = &run[..at];
            if tongue.kinds.iter().any(|k| head.ends_with(k))
                || head.ends_with(['条', '款', '项', '條', '項'])
            {
                start += at + c.len_utf8();
                break;
            }
        }
    }
    let run = &before[start..];
    if let Some(at) =
        run.rfind('依').map(|at| at + '依'.len_utf8()).filter(|at| run[*at..].chars().count() >= 2)
    {
        start += at;
    }
    // 企业有对外贸易法, 資訊屬規費法: behind a verb.
    let run = &before[start..];
    for (at, c) in run.char_indices() {
        let Some((_, words)) = VERBS.iter().find(|(verb, _)| *verb == c) else { continue };
        let word = run[..at].chars().next_back().is_none_or(|b| words.contains(b));
        if !word && run[at + c.len_utf8()..].chars().count() >= 2 {
            start = before.len() - run.len() + at + c.len_utf8();
        }
    }
    // 依民法: signs that no name begins with.
    let run = &before[start..];
    let sign = run.chars().next().filter(|c| BEFORE_NAMES_AT_ONCE.contains(c));
    if let Some(c) = sign.filter(|_| !["对外", "對外", "经济", "經濟"].iter().any(|w| run.starts_with(w)))
    {
        start += c.len_utf8();
    }
    let name = &before[start..];
    let n = name.chars().count();
    let plain = (2..LONGEST_NAME).contains(&n) && !tongue.generic.contains(&name);
    // 公司法 ends like 司法.
    let no_name = NO_NAMES.iter().any(|w| name == *w || *w != "司法" && name.ends_with(w));
    (plain && !no_name && !VAGUE.iter().any(|w| name.starts_with(w))).then_some(start)
}

/// What stands before kinds of acts where none is named: 该条例, 上述办法.
const VAGUE: &[&str] = &[
    "该", "該", "上述", "前述", "其他", "有关", "有關", "相关", "相關", "本", "同", "国家", "各项", "外国",
    "此", "这", "一切",
];

fn japanese_name(before: &str, mut start: usize) -> Option<usize> {
    /// Words inside titles that are written with kana.
    const INSIDE: &[&str] = &["に関する", "のための", "等の", "に係る", "に伴う", "の特例"];
    /// What a sentence says before a short name, and titles only before more: 給付についての厚年令, 行為に係る法.
    const BEFORE: &[&str] = &["についての", "に係る"];
    let kana = |c: char| is_kana(c) && !('ァ'..='ヿ').contains(&c);
    let run = &before[start..];
    let said = BEFORE.iter().filter_map(|w| run.rfind(w).map(|at| at + w.len())).max();
    start += said.filter(|at| !run[*at..].contains(kana)).unwrap_or(0);
    let run = &before[start..];
    if INSIDE.iter().any(|w| run.contains(w)) {
        // は and が begin what is said; a title holds neither.
        if let Some(at) = run.rfind(['は', 'が']) {
            start += at + 'は'.len_utf8();
        }
    } else if let Some((at, c)) = run.char_indices().rev().find(|(_, c)| kana(*c)) {
        start += at + c.len_utf8();
    }
    if before[start..].starts_with("及び") {
        start += "及び".len();
    }
    let name = &before[start..];
    let common = [
        "法律",
        "政令",
        "省令",
        "規則",
        "条例",
        "命令",
        "同法",
        "同令",
        "本法",
        "新法",
        "旧法",
        "法令",
        "府令",
        "勅令",
        "同規則",
        "同条例",
    ];
    // A name that is longer than is looked at begins in the middle.
    let whole = !name.starts_with(['に', 'を', 'の', 'で', 'と', 'へ', 'も', '等']);
    (whole && name.chars().count() >= 2 && !common.contains(&name)).then_some(start)
}

fn korean_name(before: &str, tongue: &Tongue) -> Option<usize> {
    let word_start = |s: &str| {
        s.rfind(|c: char| !is_hangul(c) && c != 'ㆍ' && c != '·')
            .map_or(0, |at| at + s[at..].chars().next().map_or(0, char::len_utf8))
    };
    let mut start = word_start(before);
    let mut word = &before[start..];
    // 공직자윤리법 시행령: two words.
    while matches!(word, "시행령" | "시행규칙") && before[..start].ends_with(' ') {
        let next = word_start(&before[..start - 1]);
        if next == start - 1 {
            break;
        }
        start = next;
        word = before[start..].split(' ').next().unwrap_or("");
    }
    let name = &before[start..];
    let n = name.chars().count();
    (n >= 2 && !tongue.generic.contains(&name) && !name.starts_with(is_space)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_read_from_brackets() {
        for (group, name) in [
            ("（以下简称《渔业法》）", "渔业法"),
            ("(以下简称民事诉讼法)", "民事诉讼法"),
            ("（2018年修正，以下简称“行政许可法”）", "行政许可法"),
            ("（以下「法」という。）", "法"),
            ("(이하 \"법\"이라 한다)", "법"),
        ] {
            assert_eq!(introduced(group), Some(name), "{group}");
        }
        assert_eq!(introduced("（试行）"), None);
    }

    #[test]
    fn names_begin_behind_what_leads_to_them() {
        for (language, text, name) in [
            ("zh-Hans", "承租人依照民法典", "民法典"),
            ("zh-Hans", "应当认定为刑法", "刑法"),
            ("zh-Hans", "禁止进口有对外贸易法", "对外贸易法"),
            ("zh-Hans", "，依照证券法和公司法", "公司法"),
            ("ja", "は、都市計画法", "都市計画法"),
            ("ja", "支給する老齢年金給付についての厚年令", "厚年令"),
            (
                "ja",
                "道路整備事業に係る国の財政上の特別措置に関する法律",
                "道路整備事業に係る国の財政上の特別措置に関する法律",
            ),
            ("zh-Hant-TW", "申請之政府資訊屬規費法", "規費法"),
            ("zh-Hant-TW", "工作人員發生醫療法", "醫療法"),
            ("zh-Hans", "违反金属矿产法", "金属矿产法"),
            ("ja", "道路の修繕に関する法律", "道路の修繕に関する法律"),
            ("ko", "기타 공직자윤리법 시행령", "공직자윤리법 시행령"),
        ] {
            let start = running_name(text, Tongue::of(language)).expect(text);
            assert_eq!(&text[start..], name);
        }
        for text in ["取得する行為に係る法", "に基づく施設の利用に関する法律"] {
            assert_eq!(running_name(text, Tongue::of("ja")), None, "{text}");
        }
        for text in ["应当依法", "按照国家规定", "本法", "该条例"] {
            assert_eq!(running_name(text, Tongue::of("zh-Hans")), None, "{text}");
        }
    }
}
