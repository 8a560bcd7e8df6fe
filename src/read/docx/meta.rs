//! What the properties of a file say of its document (ECMA-376 part 2, 11; part 1, 22.3).

use super::package::{Package, attr};
use crate::ir::{DateRole, DocDate, Meta, Spanned};
use crate::text::{Span, chars::is_han};
use crate::xml::{Element, parse};

/// What properties say.
#[derive(Debug, Default)]
pub struct Properties {
    /// Of the document.
    pub meta: Meta,
    /// Whether this program made the file.
    pub ours: bool,
}

/// Titles that programs put there without being told.
const NO_TITLES: &[&str] =
    &["microsoft word", "word document", "无标题", "未命名", "document", "untitled", "文档"];

/// Reads the core and custom properties; broken ones say nothing.
pub fn read(package: &mut Package) -> Properties {
    let relations = package.relations("");
    let mut part = |kind: &str, usual: &str| {
        let named = relations.values().find(|r| r.kind == kind && !r.external);
        package.text(named.map_or(usual, |r| r.target.as_str())).ok().flatten()
    };
    let core = part("core-properties", "docProps/core.xml");
    let custom = part("custom-properties", "docProps/custom.xml");
    let mut out = Properties::default();
    if let Some(tree) = custom.as_deref().and_then(|text| parse(text).ok()) {
        out.ours = tree.root().elements().any(|p| attr(p, "name") == Some("tiaowen-version"));
    }
    if let Some(tree) = core.as_deref().and_then(|text| parse(text).ok()) {
        out.meta = said(tree.root(), "created", out.ours);
    }
    out
}

/// What elements of Dublin Core say; `created` is the element with the moment at which the document was begun.
pub fn said(e: Element, created: &str, ours: bool) -> Meta {
    let value = |name| {
        let text = e.child(name).map(Element::text)?;
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let spanned = |text| Spanned { text, span: Span::default() };
    let named = |t: &String| !NO_TITLES.iter().any(|n| t.to_lowercase().starts_with(n));
    let day = value(created).filter(|_| !ours).and_then(|c| day(&c));
    let dates = day.map(|when| DocDate { role: DateRole::Dated, when, span: Span::default() });
    Meta {
        title: value("title").filter(named).map(spanned),
        source: value("creator").filter(|c| ours || is_body(c)).map(spanned),
        identifier: value("identifier"),
        language: value("language").unwrap_or_default(),
        dates: dates.into_iter().collect(),
        ..Meta::default()
    }
}

/// The day of a moment, in UTC as it stands there; not the ones that programs put there without a clock.
fn day(moment: &str) -> Option<String> {
    /// Zeros of clocks and of zip archives, and the day of the template of python-docx.
    const NO_DAYS: &[&str] = &["1601-01-01", "1970-01-01", "1980-01-01", "2013-12-23"];
    let day = moment.get(..10).filter(|d| d.starts_with(|c: char| c.is_ascii_digit()))?;
    let real = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    (real && !NO_DAYS.contains(&day)).then(|| day.to_owned())
}

/// Whether a creator is a body: programs put the names of their users there, and those of people are short.
fn is_body(creator: &str) -> bool {
    const LONGEST_NAME: usize = 4;
    creator.chars().all(is_han) && creator.chars().count() > LONGEST_NAME && !creator.ends_with("用户")
}
