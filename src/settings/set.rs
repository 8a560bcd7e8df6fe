//! Facts that are said one by one: `--set key=value`, and the cells of a table with a row for every file. They are put
//! into the text of the file of metadata, so that there is one form of what is known, and a deposit can keep it.

use super::{metadata, toml_words};
use crate::finding::{Words, near};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// A fact that can be said so.
struct Key {
    name: &'static str,
    zh: &'static str,
    /// Whether it is about one document, and cannot be said of several at once.
    own: bool,
}

const fn key(name: &'static str, zh: &'static str, own: bool) -> Key {
    Key { name, zh, own }
}

/// Every fact, by its place in the file.
const KEYS: &[Key] = &[
    key("title", "题名", true),
    key("kind", "文种", false),
    key("language", "语言", false),
    key("number", "文号", true),
    key("source", "发文机关", false),
    key("place", "地点", false),
    key("status", "效力", false),
    key("publisher", "出版者", false),
    key("licence", "许可", false),
    key("identifier", "标识", true),
    key("series", "丛书", false),
    key("series.title", "丛书名", false),
    key("series.number", "丛书号", true),
    key("imprint.copies", "抄送", false),
    key("imprint.issuer", "印发机关", false),
    key("imprint.printed", "印发日期", false),
    key("dates.adopted", "通过日期", true),
    key("dates.promulgated", "公布日期", true),
    key("dates.effective", "施行日期", true),
    key("dates.amended", "修正日期", true),
    key("dates.dated", "成文日期", true),
];

/// The key that a word names, in English or Chinese.
fn named(word: &str) -> Result<&'static Key, Words> {
    let word = word.trim();
    if let Some(found) = KEYS.iter().find(|k| k.name == word || k.zh == word) {
        return Ok(found);
    }
    let all = |f: fn(&Key) -> &'static str| KEYS.iter().map(f);
    let meant = near(word, all(|k| k.name).chain(all(|k| k.zh)));
    let hint = |zh: &str| meant.map_or_else(String::new, |m| zh.replace("{}", m));
    let (zh, en): (Vec<_>, Vec<_>) = (all(|k| k.zh).collect(), all(|k| k.name).collect());
    Err(Words::new(
        format!(
            "没有“{word}”这一项{}，可用：{}（或英文 {}）",
            hint("（是不是“{}”？）"),
            zh.join("、"),
            en.join("、")
        ),
        format!("there is no key “{word}”{}; use {}", hint(" (did you mean “{}”?)"), en.join(", ")),
    ))
}

/// The first fact in a file of metadata that only one document can have; none where it can be shared.
pub fn of_one_document(file: &str) -> Option<&'static str> {
    let doc: DocumentMut = file.parse().ok()?;
    let there = |k: &&Key| {
        let mut at: Option<&Item> = Some(doc.as_item());
        for step in k.name.split('.') {
            at = at.and_then(|i| i.get(step));
        }
        at.is_some()
    };
    KEYS.iter().filter(|k| k.own).find(there).map(|k| k.name)
}

/// Whether a fact is about one document only.
///
/// # Errors
/// When there is no such fact.
pub fn is_of_one_document(word: &str) -> Result<bool, Words> {
    named(word).map(|k| k.own)
}

/// Sets a fact in the text of a file of metadata; all else in the file, comments too, stays as it is.
///
/// # Errors
/// When there is no such fact, or the value is none for it.
pub fn set(file: &str, word: &str, said: &str) -> Result<String, Words> {
    let key = named(word)?;
    let said = said.trim();
    let mut doc: DocumentMut =
        file.parse().map_err(|e: toml_edit::TomlError| toml_words::said(e.message()))?;
    let made = match key.name {
        "series.number" => match said.parse::<i64>() {
            Ok(n) => Value::from(n),
            Err(_) => return Err(Words::new(format!("“{said}”不是数"), format!("“{said}” is no number"))),
        },
        days if days.starts_with("dates.") => days_of(said),
        _ => Value::from(said),
    };
    match key.name.split_once('.') {
        None => doc[key.name] = value(made),
        Some((table, inner)) => {
            let item = doc.entry(table).or_insert_with(|| Item::Table(Table::new()));
            // A series that was named by its title alone.
            if let Some(title) = item.as_str().map(str::to_owned) {
                let mut whole = InlineTable::new();
                whole.insert("title", title.into());
                *item = value(whole);
            }
            let place: Option<&mut dyn TableLike> = item.as_table_like_mut();
            let place = place.ok_or("值的种类不对 / the value is of another kind")?;
            place.insert(inner, value(made));
        }
    }
    let out = doc.to_string();
    metadata(&out).map_err(|p| p.what)?;
    Ok(out)
}

/// A day, or several behind each other.
fn days_of(said: &str) -> Value {
    let parts: Vec<&str> = said.split([',', '，', '、', ';', '；', ' ']).filter(|p| !p.is_empty()).collect();
    match parts[..] {
        [_, _, ..] => Value::Array(parts.iter().copied().collect::<Array>()),
        _ => Value::from(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    #[test]
    fn facts_are_put_into_a_file_that_keeps_all_else() {
        let mut file = "# 著录\nseries = \"丛书\"\n".to_owned();
        for (key, said) in [
            ("title", "甲\"乙"),
            ("出版者", "某馆"),
            ("dates.amended", "2021-01-01，2022-01-01"),
            ("series.number", "3"),
            ("imprint.issuer", "甲"),
        ] {
            // Both of an imprint are needed.
            if key == "imprint.issuer" {
                file = set(&file, "title", "甲").expect("a fact");
                assert!(set(&file, key, said).is_err());
                continue;
            }
            file = set(&file, key, said).expect(key);
        }
        assert!(file.starts_with("# 著录\n"), "{file}");
        let facts = metadata(&file).expect("sound");
        assert_eq!((facts.title.as_deref(), facts.publisher.as_deref()), (Some("甲"), Some("某馆")));
        assert!(file.contains("number = 3") && file.contains("2022-01-01"), "{file}");
        assert_eq!(of_one_document(&file), Some("title"));
        assert_eq!(of_one_document("publisher = \"甲\"\n"), None);
    }

    #[test]
    fn what_is_no_fact_is_said_with_the_one_that_may_be_meant() {
        let wrong = set("", "titel", "甲").expect_err("no key");
        assert!(
            wrong.say(Lang::En).contains("did you mean “title”") && wrong.say(Lang::Zh).contains("title")
        );
        assert!(set("", "dates.adopted", "2024-13-01").is_err());
        assert!(set("", "kind", "novel").is_err());
    }
}
