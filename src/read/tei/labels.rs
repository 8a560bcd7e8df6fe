//! What labels and identifiers tell, where a file does not say it outright: the form of a label, the level of an item.

use crate::ir::{Label, Mark};
use crate::number::{Group, Level, System, read_whole};
use crate::text::Span;

/// A label with the form that its text, as it is read, and its level tell.
pub fn number(value: Option<u32>, text: String, marks: Vec<Mark>, level: Level) -> Label {
    let (form, span) = (if level == Level::Annex { "annex" } else { "" }, Span::default());
    let (gap, system, branches, shown) = (String::new(), None, vec![], false);
    let mut label =
        Label { text, gap, form: form.into(), system, number: value, branches, shown, marks, span };
    let Some(n) = value else { return label };
    let group = match level {
        Level::Article => Group::Article,
        l if l.is_container() => Group::Heading,
        _ => Group::List,
    };
    let text = label.readable().into_owned();
    let read = read_whole(&text, n, group);
    let plain = || {
        let tail =
            text.find(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)).map(|at| &text[at..]);
        let systems = [System::Arabic, System::FullWidth, System::Han];
        systems.into_iter().find(|s| tail.is_some_and(|t| s.read(t).map(|(n, _)| n) == value))
    };
    label.system = read.as_ref().map(|r| r.system).or_else(plain);
    if let Some(read) = read {
        if form.is_empty() {
            label.form = read.form.name.into();
        }
        label.branches = read.branches;
    }
    label
}

/// The level of an item, which its identifier tells: `.i3`, `.s1`, `.t2`.
pub fn item_level(id: &str) -> Level {
    match id.rsplit('.').find(|part| !part.starts_with("dup-")).and_then(|last| last.chars().next()) {
        Some('s') => Level::Subitem,
        Some('t') => Level::Point,
        _ => Level::Item,
    }
}
