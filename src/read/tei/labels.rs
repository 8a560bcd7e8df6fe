//! What labels and identifiers tell, where a file does not say it outright: the form of a label, the level of an item.

use crate::ir::Label;
use crate::number::{Group, Level, System, read_whole};
use crate::text::Span;

/// A label with the form that its text and level tell.
pub fn number(value: Option<u32>, text: String, level: Level) -> Label {
    let group = match level {
        Level::Article => Group::Article,
        l if l.is_container() => Group::Heading,
        _ => Group::List,
    };
    let read = value.and_then(|n| read_whole(&text, n, group));
    let annex = level == Level::Annex;
    let plain = || {
        let tail =
            text.find(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)).map(|at| &text[at..]);
        let systems = [System::Arabic, System::FullWidth, System::Han];
        systems.into_iter().find(|s| tail.is_some_and(|t| s.read(t).map(|(n, _)| n) == value))
    };
    Label {
        form: if annex { "annex".into() } else { read.as_ref().map_or("".into(), |r| r.form.name.into()) },
        system: read.as_ref().map(|r| r.system).or_else(plain).filter(|_| value.is_some()),
        number: value,
        branches: read.map(|r| r.branches).unwrap_or_default(),
        gap: String::new(),
        shown: false,
        span: Span::default(),
        text,
    }
}

/// The level of an item, which its identifier tells: `.i3`, `.s1`, `.t2`.
pub fn item_level(id: &str) -> Level {
    match id.rsplit('.').find(|part| !part.starts_with("dup-")).and_then(|last| last.chars().next()) {
        Some('s') => Level::Subitem,
        Some('t') => Level::Point,
        _ => Level::Item,
    }
}
