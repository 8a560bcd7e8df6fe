//! Front matter: what stands between `---` (YAML), `+++` (TOML) or `;;;` (JSON) at the head of a Markdown file, a JSON object there, or
//! lines of keys that begin with a title (MultiMarkdown). It is no text of the document; some of its keys say what the text may
//! not.

use crate::ir::{DateRole, DocDate, Meta, Spanned, Status, is_language};
use crate::text::Span;

/// Lines of the longest front matter.
const LONGEST: usize = 300;

/// The front matter of a file.
pub struct Front {
    /// Where it ends.
    pub end: usize,
    /// What it says.
    pub meta: Meta,
}

/// What a key is about, by its names in the languages that files are written in.
const KEYS: &[(&[&str], Key)] = &[
    (&["title", "标题", "標題", "名称", "法律名称", "法令名", "題名", "제목", "법령명"], Key::Title),
    (&["number", "doc_number", "文号", "文號", "法令番号", "공포번호"], Key::Number),
    (&["source", "agency", "issuer", "制定机关", "发布机关", "公布机关", "소관부처"], Key::Source),
    (&["id", "identifier", "url", "link", "网址", "链接"], Key::Identifier),
    (&["status", "效力", "时效性", "時效性", "状态"], Key::Status),
    (&["publisher", "出版者"], Key::Publisher),
    (&["licence", "license", "许可"], Key::Licence),
    (&["lang", "language", "语言", "語言"], Key::Language),
    (&["date", "dated", "日期"], Key::Date(DateRole::Dated)),
    (&["adopted", "通过日期"], Key::Date(DateRole::Adopted)),
    (
        &[
            "promulgated",
            "published",
            "publishdate",
            "publish_date",
            "公布日期",
            "发布日期",
            "公布日",
            "공포일자",
        ],
        Key::Date(DateRole::Promulgated),
    ),
    (
        &["effective", "effective_date", "施行日期", "实施日期", "施行日", "시행일자"],
        Key::Date(DateRole::Effective),
    ),
    (&["amended", "修订日期", "修正日期"], Key::Date(DateRole::Amended)),
];

#[derive(Clone, Copy)]
enum Key {
    Title,
    Language,
    Number,
    Source,
    Identifier,
    Status,
    Publisher,
    Licence,
    Date(DateRole),
}

/// The lines of a text with the places where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// The front matter at the head of a file, if there is any: its lines are keys and their values, not sentences between
/// two rules.
pub fn find(text: &str) -> Option<Front> {
    let skip = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    if text[skip..].starts_with(['{', ';', 'T', 't']) {
        return object(text, skip).or_else(|| titled(text, skip));
    }
    let mut all = lines(&text[skip..]).map(|(at, line)| (skip + at, line));
    let sign = all.next().map(|(_, line)| line.trim_end()).filter(|l| matches!(*l, "---" | "+++"))?;
    let (joint, close) = if sign == "---" { (':', "...") } else { ('=', "+++") };
    let mut front = Front { end: 0, meta: Meta::default() };
    let mut keys = 0;
    // A key whose value stands on the lines below it: `title: >-`.
    let mut waiting: Option<String> = None;
    for (at, line) in all.take(LONGEST) {
        let plain = line.trim_end();
        if plain == sign || plain == close {
            front.end = at + line.len();
            return (keys > 0).then_some(front);
        }
        if let Some((key, value)) = pair(plain, joint) {
            keys += 1;
            let block = matches!(value.trim_end_matches(['-', '+']), ">" | "|");
            waiting = block.then(|| key.to_lowercase());
            let value = Spanned { text: value.to_owned(), span: span_of(text, value) };
            front.say(&key.to_lowercase(), value);
        } else if let Some(key) = waiting.take().filter(|_| plain.starts_with([' ', '\t'])) {
            let value = plain.trim();
            front.say(&key, Spanned { text: value.to_owned(), span: span_of(text, value) });
        } else if !goes_on(plain) {
            return None;
        }
    }
    None
}

/// A JSON object, bare or between `;;;`, which stands alone on its lines.
fn object(text: &str, skip: usize) -> Option<Front> {
    let rest = &text[skip..];
    let (map, end): (serde_json::Map<String, serde_json::Value>, usize) = if rest.starts_with('{') {
        let mut all = serde_json::Deserializer::from_str(rest).into_iter();
        (all.next()?.ok()?, all.byte_offset())
    } else {
        let body = rest.strip_prefix(";;;")?;
        let length = body.find("\n;;;")?;
        (serde_json::from_str(&format!("{{{}}}", &body[..length])).ok()?, 3 + length + 4)
    };
    let line = rest[end..].find('\n').map_or(rest.len(), |n| end + n + 1);
    if map.is_empty() || !rest[end..line].trim().is_empty() {
        return None;
    }
    let mut front = Front { end: skip + line, meta: Meta::default() };
    for (key, value) in &map {
        if let Some(value) = value.as_str() {
            let at = rest[..end].find(value).map(|at| Span::new(skip + at, skip + at + value.len()));
            front.say(&key.to_lowercase(), Spanned { text: value.to_owned(), span: at.unwrap_or_default() });
        }
    }
    Some(front)
}

/// Lines of keys without a fence: the first one is the title, a blank line ends them.
fn titled(text: &str, skip: usize) -> Option<Front> {
    let mut front = Front { end: 0, meta: Meta::default() };
    for (keys, (at, line)) in lines(&text[skip..]).take(LONGEST).enumerate() {
        let plain = line.trim_end();
        if plain.is_empty() {
            front.end = skip + at + line.len();
            return (keys > 1).then_some(front);
        }
        let (key, value) = pair(plain, ':').filter(|(key, _)| key.is_ascii())?;
        if keys == 0 && !key.eq_ignore_ascii_case("title") {
            return None;
        }
        front.say(&key.to_lowercase(), Spanned { text: value.to_owned(), span: span_of(text, value) });
    }
    None
}

fn span_of(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

/// A key and its value, without quotation marks.
fn pair(line: &str, joint: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(joint)?;
    let key = key.trim_end().trim_matches('"');
    let named = !key.is_empty()
        && key.chars().count() <= 40
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
        && !key.starts_with([' ', '-']);
    // YAML wants a space behind the colon; 第一条：… has none and is no key.
    let spaced = value.is_empty() || value.starts_with(' ') || joint == '=';
    (named && spaced).then(|| (key, value.trim().trim_matches(['"', '\''])))
}

/// Whether a line goes on with the value of a key above it: set in, a list, a comment, or nothing at all.
fn goes_on(line: &str) -> bool {
    line.is_empty() || line.starts_with([' ', '\t', '#', ']', '}', '[']) || line.starts_with("- ")
}

impl Front {
    fn say(&mut self, key: &str, value: Spanned) {
        let Some((_, about)) = KEYS.iter().find(|(names, _)| names.contains(&key)) else { return };
        if value.text.is_empty() || value.text.starts_with(['[', '{', '|', '>']) {
            return;
        }
        let meta = &mut self.meta;
        match about {
            Key::Title => meta.title = Some(value),
            Key::Language if is_language(&value.text) => meta.language = value.text,
            Key::Language => {}
            Key::Number => meta.number = Some(value),
            Key::Source => meta.source = Some(value),
            Key::Identifier => meta.identifier = Some(value.text),
            Key::Status => meta.status = Status::named(&value.text.to_lowercase()).or(meta.status),
            Key::Publisher => meta.publisher = Some(value.text),
            Key::Licence => meta.licence = Some(value.text),
            Key::Date(role) => {
                if let Some(when) = iso(&value.text) {
                    meta.dates.push(DocDate { role: *role, when, span: value.span });
                }
            }
        }
    }
}

/// A date in ISO 8601, whatever joins its parts; a time behind it is left out.
fn iso(value: &str) -> Option<String> {
    if let Some((y, rest)) = value.split_once('年') {
        let (m, rest) = rest.split_once('月')?;
        let (y, m, d) = (y.parse().ok()?, m.parse().ok()?, rest.split_once('日')?.0.parse().ok()?);
        return chrono::NaiveDate::from_ymd_opt(y, m, d).map(|day| day.to_string());
    }
    let part = |range: std::ops::Range<usize>| value.get(range)?.parse::<u32>().ok();
    let joints = [value.as_bytes().get(4)?, value.as_bytes().get(7)?];
    let (y, m, d) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let sound = joints.iter().all(|b| matches!(b, b'-' | b'/' | b'.'));
    let ends = value.as_bytes().get(10).is_none_or(|b| !b.is_ascii_digit());
    (sound && ends && (1..=12).contains(&m) && (1..=31).contains(&d)).then(|| format!("{y:04}-{m:02}-{d:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_head_are_told_and_end_before_the_text() {
        let text =
            "---\ntitle: \"示例法\"\ndate: 2020-05-28 10:00\ntags:\n  - 法律\nstatus: 有效\n---\n# 示例法\n";
        let front = find(text).expect("front matter");
        assert_eq!(&text[front.end..], "# 示例法\n");
        assert_eq!(front.meta.title.map(|t| t.text).as_deref(), Some("示例法"));
        assert_eq!(front.meta.dates[0].when, "2020-05-28");
        assert_eq!(front.meta.status, Some(Status::InForce));
        assert_eq!(find("+++\ntitle = '示例法'\n+++\n甲").map(|f| f.end), Some(28));
        for text in [
            "{\n \"title\": \"示例法\",\n \"date\": \"2020-05-28\", \"tags\": [\"a\"]\n}\n",
            ";;;\n\"title\": \"示例法\",\n\"date\": \"2020-05-28\"\n;;;\n",
            "Title: 示例法\nDate: 2020/05/28\n\n",
            "---\ntitle: >-\n  示例法\ndate: 2020年5月28日\n---\n",
        ] {
            let front = find(&format!("{text}# 示例法\n")).expect(text);
            assert_eq!(front.end, text.len(), "{text}");
            assert_eq!(front.meta.title.map(|t| t.text).as_deref(), Some("示例法"), "{text}");
            assert_eq!(front.meta.dates[0].when, "2020-05-28", "{text}");
        }
    }

    #[test]
    fn sentences_between_two_rules_are_text() {
        for text in [
            "---\n第一条　甲。\n---\n",
            "---\n\n---\n",
            "---\na: b\n",
            "第一条\n---\na: b\n---\n",
            "---\n甲方：乙\n---\n",
            "{甲}方\n",
            "{\"a\": 1} 甲\n",
            "{}\n",
            "Title: 示例法\n第一条　甲。\n\n",
            "This: that\nand: so\n\n",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
