//! What a line may be: its label readings and the features that speak for or against them.

use super::pins::Said;
use super::rare::Rare;
use super::reason::{self, Reason};
use crate::ir::Role;
use crate::lexicon::front::{FOREWORDS, JUDGMENT_PARTS};
use crate::lexicon::supplement::is_supplement;
use crate::number::{Group, LabelMatch, System, ranged, read_labels};
use crate::text::{Hints, Line, Sieve, Span, chars};
use std::sync::LazyLock;

/// Longest heading, in characters: the longest chapter heading of the laws in force has 46.
const HEADING_MAX: usize = 60;

/// A line with its features.
#[derive(Debug)]
pub struct Candidate<'a> {
    /// White space and markup before it.
    pub lead: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Where the text stands.
    pub span: Span,
    /// Label readings, the longest first.
    pub labels: Vec<LabelMatch>,
    /// Whether it ends as a sentence does.
    pub closed: bool,
    /// Number of characters.
    pub chars: usize,
    /// Quotation marks opened less those closed.
    pub quotes: i32,
    /// What the format says about it.
    pub hints: Hints,
    /// Signs of markup in it, in order.
    pub silent: Rare<Vec<Span>>,
    /// What it is where that is sure: a table or a note, which are no part of any sequence.
    pub aside: Option<Role>,
    /// What a person says of it.
    pub said: Rare<Said>,
    /// The language of a line that renders the one before it in another language.
    pub parallel: Option<&'static str>,
}

/// Headings that never carry a number.
pub const BARE_HEADINGS: &[&str] = &["附则", "附則", "부칙"];

/// What may follow the label of a provision when the line only *refers* to it: 第十条第一款规定的…
const REFERENCE_TAILS: &[&str] = &[
    "第", "关于", "關於", "规定", "規定", "则", "則", "所", "的", "和", "、", "至", "或", "与", "與", "之",
    "，", "及", "以", "对", "對", "修改", "增加", "删去", "刪除", "に", "の", "を", "は", "から", "及び",
    "又は", "의", "에", "를", "을", "및", "부터", "）", "》", "」", "”",
];

impl<'a> Candidate<'a> {
    /// Reads the features of a line.
    pub fn read(source: &'a str, line: Line) -> Self {
        let text = &source[line.text.range()];
        let marks = if chars::may_quote(text) { text } else { "" };
        let quotes = marks.chars().fold(0, |n, c| match c {
            '“' | '「' | '『' => n + 1,
            '”' | '」' | '』' => n - 1,
            _ => n,
        });
        Self {
            lead: &source[line.lead.range()],
            text,
            span: line.text,
            labels: if line.hints.table { vec![] } else { labels(text) },
            closed: line.hints.table || closed(text),
            chars: text.chars().count(),
            quotes,
            hints: line.hints,
            silent: Rare::NONE,
            aside: line.hints.table.then_some(Role::Table),
            said: Rare::NONE,
            parallel: None,
        }
    }

    /// Whether a label of `len` bytes is one that the numbering of the file shows.
    pub const fn shows(&self, len: usize) -> bool {
        len > 0 && len <= self.hints.shown as usize
    }

    /// Makes it a note: its sign is no label.
    pub fn set_note(&mut self) {
        self.aside = Some(Role::Note);
        self.labels.clear();
        self.closed = true;
    }

    /// Makes it the rendering of what stands before it in another language: its number is no number of its own.
    pub fn set_parallel(&mut self, language: &'static str) {
        self.parallel = Some(language);
        self.labels.clear();
        self.closed = true;
    }

    /// What stands after a label of `len` bytes: the gap, and the rest.
    pub fn after(&self, len: usize) -> (&'a str, &'a str) {
        let rest = &self.text[len..];
        let spaces = |s: &str| {
            // Nearly always there is none, or a wide one.
            let one = s.strip_prefix('\u{3000}').unwrap_or(s);
            match one.chars().next() {
                Some(c) if c > '\u{3000}' && !chars::is_space(c) => s.len() - one.len(),
                _ => s.find(|c| !chars::is_space(c)).unwrap_or(s.len()),
            }
        };
        let mut gap = spaces(rest);
        // 第一條* 《公報》: the sign of a note stands between label and heading.
        if gap == 0 && rest.starts_with(['*', '＊']) {
            let sign = rest.find(|c| !matches!(c, '*' | '＊')).unwrap_or(rest.len());
            gap = sign + spaces(&rest[sign..]);
            gap = if gap > sign { gap } else { 0 };
        }
        // Signs that close behind the label, or open before what follows it, are read by nobody.
        while !self.silent.is_empty()
            && let Ok(k) = self.silent.binary_search_by_key(&(len + gap), |s| s.start as usize)
        {
            gap += self.silent[k].len();
            gap += spaces(&rest[gap..]);
        }
        rest.split_at(gap)
    }

    /// Whether a reading can stand as the label of a unit here, by what follows it.
    pub fn admits(&self, label: &LabelMatch) -> bool {
        self.refusal(label).is_none()
    }

    /// Why a reading cannot stand as the label of a unit here.
    pub fn refusal(&self, label: &LabelMatch) -> Option<&'static Reason> {
        let (gap, rest) = self.after(label.len);
        let korean = || {
            label.form.name.starts_with('제')
                && KOREAN_TAILS.iter().any(|t| rest.starts_with(t) || rest == t.trim_end())
        };
        // Article 1 shall apply: the text of an article begins with a capital.
        let english = || {
            let word = label.form.is_english() && !label.form.name.starts_with('§');
            word && (rest.starts_with(char::is_lowercase)
                || !rest.is_ascii() && CASELESS_TAILS.iter().any(|t| rest.starts_with(t)))
        };
        let refers = || {
            let refers = gap.is_empty() && !rest.is_empty() && refers(rest)
                || label.form.group != Group::List && english()
                || korean();
            refers.then_some(&reason::REFERS)
        };
        match label.form.group {
            // Section 1. The legislative power is vested in …
            Group::Heading if self.chars > HEADING_MAX && !self.text[..label.len].ends_with('.') => {
                Some(&reason::TOO_LONG)
            }
            Group::Heading
                if !rest.is_empty() && self.text.ends_with(['。', '；', '，', '：', '、', ';']) =>
            {
                Some(&reason::ENDS_AS_SENTENCE)
            }
            Group::Heading | Group::Article => refers(),
            Group::List if label.form.is_decimal() && refers().is_some() => refers(),
            Group::List if label.number >= 1000 => Some(&reason::TOO_LARGE),
            // 甲　方：…
            Group::List if is_party(label) && rest.starts_with('方') => Some(&reason::REFERS),
            Group::List => counts_on(label, &self.text[label.len..]).then_some(&reason::ENUMERATION),
        }
    }

    /// Whether it has a label that counts something; 甲　and 乙　may stand for the parties.
    pub fn numbered(&self) -> bool {
        self.labels.iter().any(|l| !is_party(l))
    }

    /// Whether it has the label of an article.
    pub fn begins_article(&self) -> bool {
        self.labels.iter().any(|l| l.form.group == Group::Article && self.admits(l))
    }

    /// Whether the whole line stands in brackets: （目的）, （此件公开发布）.
    pub fn bracketed(&self) -> bool {
        self.aside.is_none() && self.text.starts_with(['（', '(']) && self.text.ends_with(['）', ')'])
    }

    /// Whether it is a heading that never carries a number.
    pub fn is_bare_heading(&self) -> bool {
        self.aside.is_none() && is_supplement(self.text)
    }

    /// Whether it heads what leads to the provisions: 前言, 序言.
    pub fn is_foreword(&self) -> bool {
        /// Characters of the longest, set wide.
        const LONGEST: usize = 12;
        self.aside.is_none()
            && self.chars <= LONGEST
            && FOREWORDS.contains(&chars::squash(self.text).as_str())
    }

    /// Whether it heads a part of a judgment: 主文.
    pub fn is_part_of_judgment(&self) -> bool {
        /// Characters of the longest, set wide.
        const LONGEST: usize = 16;
        self.aside.is_none()
            && self.chars <= LONGEST
            && JUDGMENT_PARTS.contains(&chars::squash(self.text).as_str())
    }

    /// Whether it breaks off in the middle of a sentence: 本院认为，根据《合同法》.
    pub fn breaks_off(&self) -> bool {
        self.labels.is_empty() && !self.closed && self.text.contains(['，', '。', '；'])
    }

    /// Whether the line reads like a heading.
    pub fn heading_like(&self) -> bool {
        self.aside.is_none() && heading_like(self.text)
    }
}

/// Whether a label may be the name of a party: 甲　住所….
pub fn is_party(label: &LabelMatch) -> bool {
    label.system == System::Stems && label.form.space_after
}

/// Whether a text reads like a heading: short, and no sentence.
pub fn heading_like(text: &str) -> bool {
    !text.is_empty() && !closed(text) && text.chars().count() <= HEADING_MAX && !text.contains('。')
}

/// The labels at the start of a line. The colon of 第一条： goes with the label.
pub fn labels(text: &str) -> Vec<LabelMatch> {
    let mut out: Vec<LabelMatch> = read_labels(text).into_iter().map(|l| ranged(text, l)).collect();
    for label in &mut out {
        let colon = text[label.len..].chars().next().filter(|c| matches!(c, '：' | ':'));
        if let Some(c) = colon.filter(|_| label.form.group == Group::Article) {
            label.len += c.len_utf8();
        }
        // So does the stop of Section 1. and Article I.
        let Some(stop) = text[label.len..].chars().next().filter(|c| matches!(c, '.' | '།')) else {
            continue;
        };
        let rest = &text[label.len + stop.len_utf8()..];
        // 1 дүгээр зүйл.Хуулийн зорилт is usual, 3.5 is another number.
        let follows = |c: char| chars::is_space(c) || !label.form.name.is_ascii() && c.is_alphabetic();
        if label.form.is_english() && (rest.is_empty() || rest.starts_with(follows)) {
            label.len += stop.len_utf8();
        }
    }
    out
}

/// Whether a text says that the unit is no more: （刪除）.
pub fn is_gone(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "删除",
        "刪除",
        "削除",
        "삭제",
        "删去",
        "刪去",
        "废止",
        "廢止",
        "略",
        "缺",
        "생략",
        "保留",
        "已删除",
        "已刪除",
    ];
    let inner = text.trim_matches(['（', '）', '(', ')', '［', '］', '[', ']', '【', '】', '。', ' ', '　']);
    WORDS.contains(&inner)
}

/// A text without the note of its last change: …한다. <개정 2012. 2. 10.>
fn without_note(text: &str) -> &str {
    let Some(open) = text.strip_suffix(['>', '〉', '＞']).and_then(|t| t.rfind(['<', '〈', '＜'])) else {
        return text;
    };
    let before = text[..open].trim_end_matches(chars::is_space);
    if before.is_empty() { text } else { before }
}

/// Whether a text ends as a sentence, or part of one, does.
fn closed(text: &str) -> bool {
    let last = without_note(text).chars().next_back();
    last.is_some_and(|c| {
        matches!(
            c,
            '。' | '།'
                | '؟'
                | '；'
                | '：'
                | '︰'
                | '！'
                | '？'
                | '”'
                | '，'
                | '、'
                | ','
                | ';'
                | ':'
                | '.'
                | '!'
                | '?'
        )
    })
}

/// 一、二线城市, 二、三产业: the next number follows at once, so this is an enumeration in a sentence.
/// 一、两国元首, 二、三方同意: the numeral counts states, and is no number of the list.
pub fn counts_on(label: &LabelMatch, after: &str) -> bool {
    const COUNTED: &[char] = &['国', '國', '方', '边', '邊', '党', '黨', '军', '軍', '岸', '者', '名', '位'];
    label.form.name == "{n}、"
        && label
            .system
            .read(after)
            .is_some_and(|(n, len)| n == label.number + 1 && !after[len..].starts_with(COUNTED))
}

/// Whether what follows a label shows that it only refers to a unit.
pub fn refers(rest: &str) -> bool {
    /// What [`REFERENCE_TAILS`] and 中 begin with.
    static BEGIN: LazyLock<Sieve> =
        LazyLock::new(|| Sieve::of(REFERENCE_TAILS.iter().filter_map(|t| t.chars().next()).chain(['中'])));
    if !rest.chars().next().is_some_and(|c| BEGIN.may_have(c)) {
        return false;
    }
    // 第一条中华人民共和国公民… is an article, 第一条中「町税」とあるのは… speaks of one.
    let within = || {
        let after = rest.strip_prefix('中');
        after.is_some_and(|r| {
            !r.starts_with(['华', '華', '国', '國', '方', '央', '外', '日', '美', '俄', '英', '法'])
        })
    };
    REFERENCE_TAILS.iter().any(|t| rest.starts_with(t)) || within()
}

/// What follows a label that only refers to its unit, in scripts without capitals: المادة 5 من هذا القانون, มาตรา ๕ แห่ง.
const CASELESS_TAILS: &[&str] =
    &["من ", "أعلاه", "وما ", "والمادة", "والمواد", "إلى ", "แห่ง", "วรรค", "และ", "ถึง", "ལྟར", "ནང་", "དང་"];

/// What follows a Korean label, behind a space, when the line only refers to its unit: 제3조 중 “…”을, 제2조 및.
const KOREAN_TAILS: &[&str] = &[
    "중 ", "및 ", "또는 ", "부터 ", "내지 ", "단서", "본문", "전단", "후단", "제목", "각 호", "제1항",
    "제2항",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> bool {
        let line = Line::new(Span::new(0, 0), Span::new(0, text.len()));
        let c = Candidate::read(text, line);
        c.labels.first().is_some_and(|l| c.admits(l))
    }

    #[test]
    fn a_reference_at_the_start_of_a_line_is_no_label() {
        assert!(!first("第十条第一款规定的罚款，由公安机关决定。"));
        assert!(!first("第三章规定的程序"));
        assert!(first("第十条　国家保护公民的权利。"));
        assert!(first("第十条国家保护公民的权利。"));
    }
}
