//! 法令標準XML, the XML of the laws of Japan (XMLSchemaForJapaneseLaw, version 3): for laws with a title and a number. What is no
//! such law is refused; what the schema has no place for is kept as text and told.

mod body;
mod front;
mod kinds;
mod line;
mod number;
mod parts;

use super::{Job, lost, replaced};
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::{DateRole, Document, MarkKind, normalised_sha256};
use crate::pack::law::instruction;
use crate::text::Span;
use crate::xml::write::Xml;
use body::Body;
use front::Front;
use number::Number;

pub fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let refused = |why: Words| Error::new(&codes::NO_JAPANESE_LAW, &[&doc.provenance.file_name, &why]);
    if !doc.meta.spoken().is_japanese() {
        let language = &doc.meta.language;
        return Err(refused(Words::new(
            format!("这是日本法律的格式，而文件的语言是 {language}"),
            format!("that is a form for laws of Japan, and the language of the document is {language}"),
        )));
    }
    let front = Front::of(doc).map_err(refused)?;
    let number = Number::of(&front.number).ok_or_else(|| {
        refused(Words::new(
            format!("没有“令和三年法律第一号”这样的法令番号（{}），可用 --set number= 写明", front.number),
            format!(
                "it has no number such as 令和三年法律第一号 ({}); state one with --set number=",
                front.number
            ),
        ))
    })?;
    let mut x = Xml::new();
    x.declaration();
    let behind = front.behind.as_deref();
    x.raw(&instruction(&normalised_sha256(doc), behind)).raw("\n");
    let (year, num) = (number.year.to_string(), number.count.to_string());
    let mut attributes = vec![("Era", number.era), ("Year", &year), ("Num", &num)];
    let day = doc.meta.dates.iter().find(|d| d.role == DateRole::Promulgated && d.when.len() == 10);
    let part =
        |range| day.and_then(|d| d.when.get(range)).map(|s: &str| s.trim_start_matches('0').to_owned());
    let (month, day) = (part(5..7), part(8..10));
    attributes.extend(month.as_deref().map(|m| ("PromulgateMonth", m)));
    attributes.extend(day.as_deref().map(|d| ("PromulgateDay", d)));
    attributes.extend([("LawType", number.kind), ("Lang", "ja")]);
    x.start("Law", &attributes).raw("\n");
    x.leaf("LawNum", &[], &number.text).raw("\n");
    let mut body = Body::new(&mut x);
    body.x.start("LawBody", &[]).raw("\n");
    body.front(&front);
    body.main(&doc.body).map_err(refused)?;
    body.back(&doc.back).map_err(refused)?;
    let told = std::mem::take(&mut body.told);
    x.end().raw("\n").end().raw("\n");
    for ((zh, en), (count, span)) in told {
        findings.push(Finding::new(&codes::PLACE_LOST, span, &[&"法令標準XML", &zh, &en, &count]));
    }
    lost::report(doc, "法令標準XML", |kind| holds(kind) || kind.is_silent(), findings);
    replaced::report(doc, job, "法令標準XML", false, findings);
    Ok(x.finish())
}

/// Whether the schema has an element for a mark.
const fn holds(kind: &MarkKind) -> bool {
    matches!(
        kind,
        MarkKind::Ruby
            | MarkKind::RubyText
            | MarkKind::Underline
            | MarkKind::Superscript
            | MarkKind::Subscript
            | MarkKind::Caption
            | MarkKind::Row { .. }
            | MarkKind::Cell
            | MarkKind::CellSpan { .. }
    )
}

/// What has no place of its own, by what it is called: how often, and where first.
type Told = std::collections::BTreeMap<(&'static str, &'static str), (usize, Span)>;
