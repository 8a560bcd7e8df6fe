//! Word files. The source is the text as a reader of the file sees it: numbers that Word counts stand before their
//! paragraphs, fields show their results, what is hidden or deleted is left out; whatever is left out is told.
//!
//! [`package`] finds the parts; [`styles`] and [`properties`] say how paragraphs and runs look, [`numbering`] counts;
//! [`walk`], [`run`], [`table`] and [`notes`] go through the document, [`inline`], [`grid`] and [`out`] make lines of it;
//! other readers of office files make theirs with these too.

pub(super) mod account;
mod equation;
mod fields;
pub(super) mod grid;
pub(super) mod inline;
mod math;
pub(super) mod meta;
mod notes;
mod numbering;
pub(super) mod out;
pub(super) mod package;
pub(super) mod pictures;
pub(super) mod properties;
pub(super) mod run;
pub(super) mod styles;
pub(super) mod symbols;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::decode::{Decoded, LIMIT};
use super::{Content, Input, Lines, Reading};
use crate::finding::{Detail, Error, Words, codes};
use crate::text::chars::is_space;
use crate::xml::{Tree, parse};
use account::Account;
pub use inline::Change;
use package::Relations;
pub use package::{Package, Relation};
use properties::Names;
pub use properties::{Vertical, is_hei};
use std::borrow::Cow;
pub use symbols::{bullet, shown as symbol};
use walk::{Around, Walk};

/// Parts beside the main one, by the kinds of the relations that lead to them.
const PARTS: [&str; 6] = ["styles", "numbering", "footnotes", "endnotes", "comments", "settings"];

pub fn read(input: &Input) -> Result<Reading, Error> {
    let name = Words::file(input.file_name);
    if input.bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let package = Package::open(input.bytes).map_err(|e| Error::new(&codes::BROKEN_DOCX, &[&name, &e]))?;
    read_parts(package, input, false)
}

/// Reads what a file of an older format was put into.
pub fn transcribed(package: Package, input: &Input) -> Result<Reading, Error> {
    read_parts(package, input, true)
}

/// Reads a package; `transcribed` where this program made it of something else.
fn read_parts(mut package: Package, input: &Input, transcribed: bool) -> Result<Reading, Error> {
    let Input { bytes, file_name, options } = *input;
    let name = Words::file(file_name);
    let broken = |why: &dyn Detail| Error::new(&codes::BROKEN_DOCX, &[&name, why]);
    let main = package.main();
    let missing = || broken(&Words::new(format!("没有 {main}"), format!("there is no {main}")));
    let text = package.text(&main).map_err(|e| broken(&e))?.ok_or_else(missing)?;
    let tree = parse(&text).map_err(|p| broken(&p.told(&text).after(&main)))?;
    let relations = package.relations(&main);
    let mut account = Account::default();
    let texts = PARTS.map(|kind| part(&mut package, &relations, kind, &mut account));
    let trees =
        texts.each_ref().map(|text| text.as_ref().and_then(|(name, text)| tree_of(name, text, &mut account)));
    let [styles, numbering, footnotes, endnotes, comments, settings] =
        trees.each_ref().map(|t| t.as_ref().map(Tree::root));
    heads(&mut package, &relations, &mut account);
    let properties = meta::read(&mut package);
    let pictures = pictures::Pictures::find(&package, &relations);
    let mut names = Names::default();
    let styles = styles::Styles::read(styles, &mut names);
    let numbering = numbering::Numbering::read(numbering, &styles);
    if numbering.too_long > 0 {
        let name = texts[1].as_ref().map_or("", |(name, _)| name.as_str());
        let why = Words::new("编号的文字比任何编号都长", "the text of a number is longer than any number");
        account.broken.push((name.to_owned(), why));
    }
    let mut notes = notes::Notes::read([footnotes, endnotes, comments], settings);
    notes.find_typed(tree.root(), &styles);
    let mut walk = Walk::new(options, &styles, numbering, relations, notes);
    walk.named.languages = names;
    walk.account = account;
    walk.ours = properties.ours;
    walk.transcribed = transcribed;
    walk.pictures = pictures;
    // Some files have more than one body.
    for body in tree.root().elements().filter(|e| e.name() == "body") {
        walk.blocks(body, Around::default());
        walk.flush();
    }
    walk.notes_at_end();
    walk.account.dead_links = (walk.named.dead_links, std::mem::take(&mut walk.named.dead_link));
    let findings = walk.account.findings(options.revisions);
    let media = std::mem::take(&mut walk.pictures).media(|part| package.picture(part));
    let out::Out { text, lines, marks, .. } = walk.out;
    if text.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&name]));
    }
    let decoded =
        Decoded { text: Cow::Owned(text), encoding: "UTF-8", guessed: false, bom: false, malformed: vec![] };
    let source = decoded.source(bytes, file_name);
    let lines = Lines { source, lines, marks, media, meta: properties.meta };
    Ok(Reading { content: Content::Lines(Box::new(lines)), findings })
}

/// The name and text of a part that the main one names.
fn part(
    package: &mut Package,
    relations: &Relations,
    kind: &str,
    account: &mut Account,
) -> Option<(String, String)> {
    let relation = relations.values().find(|r| r.kind == kind && !r.external);
    let name = relation.map_or_else(|| format!("word/{kind}.xml"), |r| r.target.clone());
    match package.text(&name) {
        Ok(text) => text.map(|text| (name, text)),
        Err(why) => {
            account.broken.push((name, why));
            None
        }
    }
}

/// A part parsed; one that is broken is told.
fn tree_of<'t>(name: &str, text: &'t str, account: &mut Account) -> Option<Tree<'t>> {
    match parse(text) {
        Ok(tree) => Some(tree),
        Err(problem) => {
            account.broken.push((name.to_owned(), problem.told(text)));
            None
        }
    }
}

/// Counts headers and footers that say something beside the number of the page.
fn heads(package: &mut Package, relations: &Relations, account: &mut Account) {
    let mut names: Vec<&str> = relations
        .values()
        .filter(|r| matches!(r.kind.as_str(), "header" | "footer") && !r.external)
        .map(|r| r.target.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let Ok(Some(text)) = package.text(name) else { continue };
        let Some(tree) = tree_of(name, &text, account) else { continue };
        let texts = tree.root().named("t").map(crate::xml::Element::text);
        let beside = |c: &char| !is_space(*c) && !c.is_ascii_digit() && !matches!(c, '-' | '–' | '—' | '/');
        let characters: usize = texts.map(|t| t.chars().filter(beside).count()).sum();
        if characters > 0 {
            account.heads += 1;
            account.head_characters += characters;
        }
    }
}
