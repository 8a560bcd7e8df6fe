//! What a person corrects in the structure of a document: `NAME.corrections.toml` beside the source.

use super::{Problem, line_of, toml_words, words};
use crate::finding::Words;
use crate::ir::{Correct, Correction, Given, Role};
use crate::text::Corrected;
use crate::text::hash::sha256;
use std::collections::HashSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys for the whole document.
const WHOLE: &[&str] = &["language", "kind", "title", "pin"];
/// Keys of a pin.
const KEYS: &[&str] = &[
    "line",
    "column",
    "starts",
    "level",
    "label",
    "role",
    "heading",
    "heading-ends",
    "not-heading",
    "join",
    "split-before",
];
/// Keys that say what the line is: one of them at most.
const IS: &[&str] = &["level", "role", "heading", "join"];

/// Reads a file of corrections; `file_name` is what the document records of it.
///
/// ```
/// use tiaowen::{format::reader_named, read::Input, settings};
/// let given = settings::corrections("[[pin]]\nline = 2\nstarts = \"第五条\"\nlevel = \"article\"\n", "a.corrections.toml")
///     .map_err(|p| format!("{:?}", p.what))?;
/// let source = "示例办法\n第五条规定的事项，从其规定。\n";
/// let reader = reader_named("text").ok_or("no reader")?;
/// let (doc, findings) = tiaowen::document(&Input::new(source.as_bytes(), "a.txt"), reader, &given)
///     .map_err(|e| e.to_string())?;
/// assert_eq!(doc.body.len(), 1);
/// assert!(findings.is_empty());
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// The line and what is wrong with it: a key that is not known, a word that is none, two pins for one place, keys that
/// gainsay each other.
pub fn corrections(text: &str, file_name: &str) -> Result<Given, Problem> {
    let root = DeTable::parse(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start.min(text.len()));
        Problem { line: line_of(text, at), what: toml_words::said(e.message()) }
    })?;
    let file = File { text };
    let table = root.get_ref();
    file.only(table, WHOLE)?;
    let mut given = Given {
        language: file.word(table, "language")?.map(|w| file.checked(w, language)).transpose()?,
        kind: file.word(table, "kind")?.map(|w| file.checked(w, words::kind)).transpose()?,
        title: file.word(table, "title")?.map(|(_, w)| w.to_owned()),
        ..Given::default()
    };
    let mut places = HashSet::new();
    for pin in file.pins(table)? {
        let correction = file.pin(pin)?;
        if !places.insert((correction.line, correction.column)) {
            let (line, at) = (correction.line, pin.span());
            return Err(file.problem(
                &at,
                &format!("第 {line} 行写了两个 [[pin]]，请合成一个"),
                &format!("line {line} has two pins; make them one"),
            ));
        }
        given.corrections.push(correction);
    }
    given.record = Some(Corrected {
        file_name: file_name.to_owned(),
        sha256: sha256(text.as_bytes()),
        pins: given.corrections.len() as u32,
    });
    Ok(given)
}

fn language(tag: &str) -> Result<String, Words> {
    let sound = tag.split('-').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if sound {
        return Ok(tag.to_owned());
    }
    Err(Words::new(
        format!("“{tag}”不是语言代码（如 zh-Hans-CN）"),
        format!("“{tag}” is no language tag such as zh-Hans-CN"),
    ))
}

/// The file, for the lines of what is wrong in it.
struct File<'a> {
    text: &'a str,
}

type Table<'a> = DeTable<'a>;
type Word<'a> = (Range<usize>, &'a str);

impl File<'_> {
    fn problem(&self, at: &Range<usize>, zh: &str, en: &str) -> Problem {
        Problem { line: line_of(self.text, at.start), what: Words::new(zh.to_owned(), en.to_owned()) }
    }

    /// Refuses keys that are none.
    fn only(&self, table: &Table, keys: &[&str]) -> Result<(), Problem> {
        let strange = table.keys().find(|k| !keys.contains(&&**k.get_ref()));
        let Some(strange) = strange else { return Ok(()) };
        let (name, all) = (strange.get_ref(), keys.join(", "));
        Err(self.problem(
            &strange.span(),
            &format!("没有“{name}”这一项，可用：{all}"),
            &format!("there is no key “{name}”; use {all}"),
        ))
    }

    fn value<'t>(table: &'t Table<'t>, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        table.iter().find(|(k, _)| **k.get_ref() == *key).map(|(_, v)| v)
    }

    fn word<'t>(&self, table: &'t Table<'t>, key: &str) -> Result<Option<Word<'t>>, Problem> {
        let Some(value) = Self::value(table, key) else { return Ok(None) };
        match value.get_ref().as_str().filter(|w| !w.is_empty()) {
            Some(word) => Ok(Some((value.span(), word))),
            None => Err(self.problem(
                &value.span(),
                &format!("{key} 应是引号里的文字"),
                &format!("{key} is a text in quotation marks"),
            )),
        }
    }

    fn number(&self, table: &Table, key: &str) -> Result<Option<usize>, Problem> {
        let Some(value) = Self::value(table, key) else { return Ok(None) };
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|i| u32::from_str_radix(i.as_str(), i.radix()).ok().filter(|n| *n > 0));
        match number {
            Some(n) => Ok(Some(n as usize)),
            None => Err(self.problem(
                &value.span(),
                &format!("{key} 应是从 1 起的数"),
                &format!("{key} is a number from 1"),
            )),
        }
    }

    fn flag(&self, table: &Table, key: &str) -> Result<bool, Problem> {
        let Some(value) = Self::value(table, key) else { return Ok(false) };
        if value.get_ref().as_bool() == Some(true) {
            return Ok(true);
        }
        Err(self.problem(
            &value.span(),
            &format!("{key} 只能写 true；不需要时删去这一行"),
            &format!("{key} can be true only; leave the line out otherwise"),
        ))
    }

    fn checked<T>(&self, (at, word): Word, read: impl Fn(&str) -> Result<T, Words>) -> Result<T, Problem> {
        read(word).map_err(|what| Problem { line: line_of(self.text, at.start), what })
    }

    fn pins<'t>(&self, table: &'t Table<'t>) -> Result<Vec<&'t Spanned<DeValue<'t>>>, Problem> {
        let Some(value) = Self::value(table, "pin") else { return Ok(vec![]) };
        let list: Option<Vec<_>> = value.get_ref().as_array().map(|a| a.iter().collect());
        list.filter(|l| l.iter().all(|p| p.get_ref().is_table())).ok_or_else(|| {
            self.problem(
                &value.span(),
                "更正应写作 [[pin]]（两层方括号）",
                "a correction begins with [[pin]], in double brackets",
            )
        })
    }

    fn pin(&self, pin: &Spanned<DeValue>) -> Result<Correction, Problem> {
        let Some(table) = pin.get_ref().as_table() else {
            return Err(self.problem(&pin.span(), "更正应写作 [[pin]]", "a correction begins with [[pin]]"));
        };
        self.only(table, KEYS)?;
        let missing = |key: &str| {
            self.problem(&pin.span(), &format!("这个 [[pin]] 缺 {key}"), &format!("this pin has no {key}"))
        };
        let mut correction = Correction {
            line: self.number(table, "line")?.ok_or_else(|| missing("line"))?,
            column: self.number(table, "column")?,
            starts: self.word(table, "starts")?.ok_or_else(|| missing("starts"))?.1.to_owned(),
            what: vec![],
        };
        self.clashes(table)?;
        let what = &mut correction.what;
        let label = self.word(table, "label")?.map(|(_, l)| l.to_owned());
        if let Some(word) = self.word(table, "level")? {
            what.push(Correct::Level(self.checked(word, words::level)?, label));
        }
        if let Some(word) = self.word(table, "role")? {
            what.push(Correct::Role(self.checked(word, words::role)?));
        }
        if self.flag(table, "heading")? {
            what.push(Correct::Heading);
        }
        if let Some((_, words)) = self.word(table, "heading-ends")? {
            what.push(Correct::HeadingEnds(words.to_owned()));
        }
        if self.flag(table, "not-heading")? {
            what.push(Correct::NoHeading);
        }
        if self.flag(table, "join")? {
            what.push(Correct::Join);
        }
        for words in self.splits(table)? {
            what.push(Correct::SplitBefore(words));
        }
        if what.is_empty() {
            return Err(self.problem(
                &pin.span(),
                "这个 [[pin]] 没有说这一行是什么；请写 level、role、heading、heading-ends、not-heading、join 或 split-before",
                "this pin says nothing of its line; give level, role, heading, heading-ends, not-heading, join or split-before",
            ));
        }
        Ok(correction)
    }

    /// One text, or a list of them.
    fn splits(&self, table: &Table) -> Result<Vec<String>, Problem> {
        let Some(value) = Self::value(table, "split-before") else { return Ok(vec![]) };
        let words: Option<Vec<String>> = match value.get_ref().as_array() {
            Some(list) => list.iter().map(|w| w.get_ref().as_str().map(str::to_owned)).collect(),
            None => value.get_ref().as_str().map(|w| vec![w.to_owned()]),
        };
        words.filter(|w| w.iter().all(|w| !w.is_empty())).ok_or_else(|| {
            self.problem(
                &value.span(),
                "split-before 应是引号里的文字，或其列表",
                "split-before is a text in quotation marks, or a list of such",
            )
        })
    }

    /// Keys that gainsay each other.
    fn clashes(&self, table: &Table) -> Result<(), Problem> {
        let has = |key: &str| Self::value(table, key);
        let clash = |a: &str, b: &str| {
            let at = has(b).map_or(0..0, Spanned::span);
            self.problem(&at, &format!("{a} 与 {b} 不能同时写"), &format!("{a} and {b} do not go together"))
        };
        let said: Vec<&&str> = IS.iter().filter(|k| has(k).is_some()).collect();
        if let [a, b, ..] = said[..] {
            return Err(clash(a, b));
        }
        for a in ["role", "join", "heading", "heading-ends"] {
            if has(a).is_some() && has("not-heading").is_some() {
                return Err(clash(a, "not-heading"));
            }
        }
        for a in ["role", "join"] {
            if has(a).is_some() && has("heading-ends").is_some() {
                return Err(clash(a, "heading-ends"));
            }
        }
        if let Some(label) = has("label").filter(|_| has("level").is_none()) {
            return Err(self.problem(&label.span(), "label 要与 level 同时写", "label goes with level"));
        }
        if let Some(role) = has("role").filter(|r| r.get_ref().as_str() == Some(Role::Table.name())) {
            return Err(self.problem(&role.span(), "表格不能这样更正", "a table cannot be made of a line"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;
    use crate::ir::Kind;
    use crate::number::Level;

    #[test]
    fn a_file_is_read_in_either_language() {
        let given = corrections(
            "kind = \"条约\"\ntitle = \"甲乙协定\"\n\n[[pin]]\nline = 12\nstarts = \"第五条\"\nlevel = \"条\"\nlabel = \"第五条\"\nheading-ends = \"费用\"\n\n\
             [[pin]]\nline = 20\ncolumn = 5\nstarts = \"张三\"\nrole = \"signature\"\nsplit-before = [\"李四\", \"王五\"]\n",
            "a.corrections.toml",
        )
        .expect("sound corrections");
        assert_eq!((given.kind, given.title.as_deref()), (Some(Kind::Treaty), Some("甲乙协定")));
        assert_eq!(given.corrections[0].what[0], Correct::Level(Level::Article, Some("第五条".into())));
        assert_eq!(given.corrections[1].column, Some(5));
        assert_eq!(given.corrections[1].what.len(), 3);
        assert_eq!(given.record.map(|r| (r.file_name, r.pins)), Some(("a.corrections.toml".into(), 2)));
        assert_eq!(corrections("", "a").expect("none").corrections, vec![]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_in_both_languages() {
        let pin = "[[pin]]\nline = 1\nstarts = \"甲\"\n";
        let rows = [
            ("titel = \"甲\"\n", 1, "titel"),
            ("\nkind = \"novel\"\n", 2, "novel"),
            ("[pin]\nline = 1\n", 1, "[[pin]]"),
            ("language = \"zh_CN\"\n", 1, "zh_CN"),
            ("[[pin]]\nline = 0\n", 2, "line"),
            ("[[pin]]\nline = 1\n", 1, "starts"),
            ("[[pin]]\nstarts = \"甲\"\n", 1, "line"),
            ("[[pin]]\nline = 1\nstarts = 5\n", 3, "starts"),
            (pin, 1, "level"),
            (&format!("{pin}level = \"artikel\"\n"), 4, "artikel"),
            (&format!("{pin}level = \"item\"\nrole = \"title\"\n"), 5, "role"),
            (&format!("{pin}role = \"table\"\n"), 4, ""),
            (&format!("{pin}label = \"甲\"\nheading = true\n"), 4, "level"),
            (&format!("{pin}join = false\n"), 4, "true"),
            (&format!("{pin}levle = \"item\"\n"), 4, "levle"),
            (&format!("{pin}heading-ends = \"乙\"\nnot-heading = true\n"), 5, "heading-ends"),
            (&format!("{pin}split-before = [1]\n"), 4, "split-before"),
            (&format!("{pin}join = true\n{pin}join = true\n"), 5, "1"),
            ("title = \"甲\n", 1, ""),
        ];
        for (text, line, word) in rows {
            let problem = corrections(text, "a").expect_err(text);
            assert_eq!(problem.line, line, "{text}: {:?}", problem.what);
            assert!(
                [Lang::Zh, Lang::En].iter().all(|l| problem.what.say(*l).contains(word)),
                "{text}: {:?}",
                problem.what
            );
        }
    }
}
