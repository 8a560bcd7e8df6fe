//! 法令標準XML, the XML of the laws of Japan (e-Gov): finished documents, in which nothing is recognised.

mod body;
mod inline;
mod parts;
mod shape;
#[cfg(test)]
mod tests;

use super::markup::{decoded, parsed};
use super::{Content, Input, Reading};
use crate::finding::{Error, Finding, codes};
use crate::ir::{DateRole, DocDate, Kind, Meta, Spanned, validate};
use crate::pack::law::{ERAS, instructed};
use crate::text::Span;
use crate::xml::Element;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let file_name = input.file_name;
    let file = decoded(input)?;
    let text = file.text.to_string();
    let tree = parsed(&text, file_name)?;
    // Answers of the service have the law inside.
    let law = tree.root().named("Law").find(|e| e.child("LawBody").is_some());
    let law = law.ok_or_else(|| Error::new(&codes::NOT_EGOV, &[&file_name, &tree.root().name()]))?;
    let (mut grow, told) = body::read(law, instructed(&text, "number"));
    grow.doc.meta = meta(law);
    let mut doc = grow.finish(file.source(input.bytes, file_name), None);
    if doc.front.is_empty() && doc.body.is_empty() && doc.back.is_empty() {
        return Err(Error::new(&codes::EMPTY, &[&file_name]));
    }
    let mut findings = vec![];
    let mut say = |finding: Finding| findings.push(finding);
    if told.pictures > 0 {
        say(Finding::new(&codes::PICTURES, Span::default(), &[&told.pictures]));
    }
    if told.hidden > 0 {
        say(Finding::new(&codes::HIDDEN_TEXT, Span::default(), &[&told.hidden]));
    }
    if !told.unknown.is_empty() {
        let names = told.unknown.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        say(Finding::new(&codes::FLATTENED, Span::default(), &[&names]));
        doc.provenance.flattened = told.unknown.into_iter().collect();
    }
    if let Some(problem) = validate(&doc, None).into_iter().next() {
        return Err(Error::new(&codes::BAD_STRUCTURE, &[&file_name, &problem]));
    }
    // The schema knows no dates and no references.
    Ok(Reading { content: Content::Unresolved(Box::new(doc)), findings })
}

/// What the root says of the law: number, kind, day of promulgation.
fn meta(law: Element) -> Meta {
    let number = |name| law.attribute(name).and_then(|v| v.parse::<u32>().ok());
    let before = ERAS.iter().find(|(era, ..)| law.attribute("Era") == Some(*era)).map(|(.., year)| *year);
    let year = before.zip(number("Year")).map(|(before, year)| before.saturating_add(year));
    let when = year.filter(|y| *y < 10_000).map(|year| {
        let day = number("PromulgateMonth").zip(number("PromulgateDay"));
        let day = day.filter(|(m, d)| (1..=12).contains(m) && (1..=31).contains(d));
        day.map_or_else(|| format!("{year:04}"), |(m, d)| format!("{year:04}-{m:02}-{d:02}"))
    });
    let of = |name: &str| {
        let text: String = law.find(name)?.text().split_ascii_whitespace().collect();
        (!text.is_empty()).then(|| Spanned { text, span: Span::default() })
    };
    Meta {
        title: law
            .child("LawBody")
            .and_then(|b| b.child("LawTitle"))
            .map(|t| Spanned { text: inline::readable(t), span: Span::default() }),
        number: of("LawNum"),
        language: if law.attribute("Lang") == Some("en") { "en" } else { "ja-JP" }.to_owned(),
        kind: match law.attribute("LawType") {
            Some("Constitution" | "Act") => Kind::Law,
            _ => Kind::Regulation,
        },
        dates: when
            .map(|when| DocDate { role: DateRole::Promulgated, when, span: Span::default() })
            .into_iter()
            .collect(),
        ..Meta::default()
    }
}
