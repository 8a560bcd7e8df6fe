//! What a document states beside its text, checked: identifiers, languages, dates, hashes and counts in the forms that
//! every format can carry.

use super::{Document, Mark, MarkKind, is_language};
use crate::finding::Words;
use crate::text::Provenance;

/// Whether a text can be an identifier in every format: a name of XML without a colon (Namespaces in XML 1.0, 3).
pub(super) fn is_id(id: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\u{b7}');
    id.starts_with(|c: char| c.is_alphabetic() || c == '_') && id.chars().all(inner)
}

/// Whether a text is a year, a month or a day (ISO 8601).
fn is_date(when: &str) -> bool {
    let parts: Vec<&str> = when.split('-').collect();
    let within = |k: usize, width: usize, most: u32| {
        parts.get(k).is_none_or(|p| {
            let digits = p.len() == width && p.bytes().all(|b| b.is_ascii_digit());
            digits && p.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
        })
    };
    parts.len() <= 3 && within(0, 4, 9999) && within(1, 2, 12) && within(2, 2, 31)
}

/// A SHA-256, or nothing where none was taken.
fn is_hash(text: &str) -> bool {
    text.is_empty() || text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// How messages show what is wrong: not more than a line of it.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let cut = text.chars().nth(MOST).is_some();
    text.chars().take(MOST).chain(cut.then_some('…')).collect()
}

fn no_id(id: &str) -> Words {
    let id = shown(id);
    Words::new(
        format!("“{id}”不能作标识符：要以字母开头，只含字母、数字、“.”“-”“_”"),
        format!("“{id}” is no identifier: a letter, then letters, digits, “.”, “-” and “_”"),
    )
}

/// What is wrong with an identifier of the tree.
pub(super) fn id(id: &str) -> Option<Words> {
    (!is_id(id)).then(|| no_id(id))
}

fn field(name: &str, value: &str, zh: &str, en: &str) -> Words {
    let value = shown(value);
    Words::new(format!("{name} 是“{value}”，{zh}"), format!("{name} is “{value}”, {en}"))
}

/// What is wrong with what a mark says.
pub(super) fn mark(m: &Mark) -> Option<Words> {
    let date = |when: &str| (!is_date(when)).then(|| no_date("date", when));
    match &m.kind {
        MarkKind::Date { when, to, .. } => date(when).or_else(|| date(to.as_deref()?)),
        MarkKind::TermUse { term: target } | MarkKind::NoteReference { target } => id(&target.0),
        MarkKind::Reference { target, more, .. } => {
            std::iter::once(target).chain(more).find_map(|target| id(&target.0))
        }
        MarkKind::Citation { pinpoint, sibling, .. } => {
            let target = sibling.as_ref().and_then(|s| s.target.as_ref()).map(|id| id.0.as_str());
            pinpoint.as_deref().into_iter().chain(target).find_map(id)
        }
        _ => None,
    }
}

fn no_date(name: &str, when: &str) -> Words {
    field(name, when, "不是 2024-01-31 这样的日期", "which is no date such as 2024-01-31")
}

/// What is wrong with what is said of the document as a whole.
pub(super) fn whole(doc: &Document) -> Vec<Words> {
    let Document { meta, provenance, .. } = doc;
    let mut out = vec![];
    if !is_language(&meta.language) {
        let (zh, en) = ("不是 zh-Hans-CN 这样的语言代码", "which is no language tag such as zh-Hans-CN");
        out.push(field("meta.language", &meta.language, zh, en));
    }
    let days = meta.dates.iter().map(|d| ("meta.dates", &d.when));
    let printed = meta.imprint.iter().map(|i| ("meta.imprint.printed", &i.printed));
    out.extend(days.chain(printed).filter(|(_, d)| !is_date(d)).map(|(name, d)| no_date(name, d)));
    source(provenance, &mut out);
    out
}

/// No file has so many bytes or characters.
const MOST: u64 = 1 << 48;

fn source(p: &Provenance, out: &mut Vec<Words>) {
    let hashes = [("provenance.sha256", &p.sha256), ("provenance.sha256Text", &p.sha256_text)];
    let corrections = p.corrections.iter().map(|c| ("provenance.corrections.sha256", &c.sha256));
    for (name, hash) in hashes.into_iter().chain(corrections).filter(|(_, hash)| !is_hash(hash)) {
        let (zh, en) = ("不是 64 位十六进制的 SHA-256", "which is no SHA-256 of 64 hexadecimal digits");
        out.push(field(name, hash, zh, en));
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.:+".contains(&b);
    if !p.encoding.bytes().all(plain) {
        let (zh, en) = ("不是编码的名称", "which is no name of an encoding");
        out.push(field("provenance.encoding", &p.encoding, zh, en));
    }
    if p.file_name.contains(['/', '\0']) {
        let (zh, en) = ("不是文件名", "which is no file name");
        out.push(field("provenance.fileName", &p.file_name, zh, en));
    }
    for (name, n) in [("provenance.bytes", p.bytes), ("provenance.characters", p.characters)] {
        if n > MOST {
            let (zh, en) = ("大得不合常理", "which is more than any file has");
            out.push(field(name, &n.to_string(), zh, en));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_what_is_stated() {
        for good in ["art-12.p2.i3", "条-1", "d2.art-5", "_a"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "1", "a b", "a<b", "a\"", "a:b", "a\u{ffff}", "a\0", "-a", "a#"] {
            assert!(!is_id(bad), "{bad}");
        }
        for good in ["2024", "2024-02", "2024-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in
            ["", "24", "2024-13", "2024-00", "2024-1-1", "2024-01-01-01", "2024-01-01T00:00:00", "+024"]
        {
            assert!(!is_date(bad), "{bad}");
        }
        assert!(is_hash(&"0f".repeat(32)) && is_hash("") && !is_hash("0f") && !is_hash(&"0G".repeat(32)));
    }
}
