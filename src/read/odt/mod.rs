//! OpenDocument texts, packed or flat (ODF 1.3). The source is the text as a reader of the file sees it: the numbers of
//! lists and headings, which no program writes into the text, stand before their paragraphs; what is hidden or deleted is
//! left out; whatever is left out is told.
//!
//! [`package`] finds the parts; [`styles`] says how paragraphs and runs look, [`lists`] counts, [`changes`] knows what was
//! inserted and deleted; [`walk`], [`inline`], [`drawing`] and [`table`] go through the document.

mod changes;
mod drawing;
mod inline;
mod lists;
mod package;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::decode::{Decoded, LIMIT};
use super::docx::account::Account;
use super::docx::out::Out;
use super::docx::pictures::Pictures;
use super::docx::properties::Names;
use super::docx::{meta, package::attr};
use super::{Content, Input, Lines, Reading};
use crate::finding::{Detail, Error, Words, codes};
use crate::text::chars::is_space;
use crate::xml::{Element, Tree, parse};
use package::{Held, Package, TEXT};
use std::borrow::Cow;
use std::collections::HashMap;
use walk::{Around, Walk};

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, options } = *input;
    let name = Words::file(file_name);
    let broken = |why: &dyn Detail| Error::new(&codes::BROKEN_ODT, &[&name, why]);
    if bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let mut package = Package::open(bytes).map_err(|e| broken(&e))?;
    if package.is_locked() {
        return Err(Error::new(&codes::LOCKED_OFFICE, &[&name]));
    }
    let content = package.text("content.xml").map_err(|e| broken(&e))?;
    let missing = || broken(&Words::from("没有 content.xml / there is no content.xml"));
    let content = content.ok_or_else(missing)?;
    let tree = parse(&content).map_err(|p| broken(&p.told(&content)))?;
    let root = tree.root();
    let body = root.child("body").and_then(|b| b.child("text"));
    let other = || {
        let kind = attr(root, "mimetype").unwrap_or("");
        let what = if kind.starts_with(TEXT) { "" } else { kind };
        broken(&Words::new(
            format!("里面没有文字文档（{what}）"),
            format!("there is no document of text in it ({what})"),
        ))
    };
    let body = body.ok_or_else(other)?;
    let mut account = Account::default();
    let texts = ["styles.xml", "meta.xml"].map(|part| match package.text(part) {
        Ok(text) => text,
        Err(why) => {
            account.broken.push((part.to_owned(), why));
            None
        }
    });
    let trees = texts.each_ref().map(|text| text.as_deref().and_then(|t| tree_of(t, &mut account)));
    let [styles_root, meta_root] = trees.each_ref().map(|t| t.as_ref().map_or(root, Tree::root));
    heads(styles_root, &mut account);

    // Automatic styles of the part with styles are those of headers, whose names others have here.
    let mut faces = HashMap::new();
    styles::faces(styles_root.child("font-face-decls"), &mut faces);
    styles::faces(root.child("font-face-decls"), &mut faces);
    let holders: Vec<Element> =
        [styles_root.child("styles"), root.child("automatic-styles")].into_iter().flatten().collect();
    let mut names = Names::default();
    let styles = styles::Styles::read(&holders, &faces, &mut names);
    let lists = lists::Lists::read(&holders, &faces);
    let held = Held::find(body);

    let mut walk = Walk::new(options, &styles, lists, changes::Changes::read(body), &held);
    walk.named.languages = names;
    walk.account = account;
    walk.pictures = Pictures::of(
        match &package {
            Package::Zip(_) => shown(body, &package),
            Package::Flat(_) => held.names().collect(),
        }
        .into_iter(),
    );
    walk.package = Some(package);
    walk.blocks(body, Around::default());
    walk.flush();
    walk.notes_at_end();
    walk.account.dead_links = (walk.named.dead_links, std::mem::take(&mut walk.named.dead_link));
    let findings = walk.account.findings(options.revisions);
    let mut package = walk.package.take();
    let media = std::mem::take(&mut walk.pictures)
        .media(|part| held.bytes(part).or_else(|| package.as_mut()?.picture(part)));
    let Out { text, lines, marks, .. } = walk.out;
    if text.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&name]));
    }
    let decoded =
        Decoded { text: Cow::Owned(text), encoding: "UTF-8", guessed: false, bom: false, malformed: vec![] };
    let source = decoded.source(bytes, file_name);
    let meta = meta_root.child("meta").map(|m| meta::said(m, "creation-date", false)).unwrap_or_default();
    let lines = Lines { source, lines, marks, media, meta };
    Ok(Reading { content: Content::Lines(Box::new(lines)), findings })
}

/// A part parsed; one that is broken is told.
fn tree_of<'t>(text: &'t str, account: &mut Account) -> Option<Tree<'t>> {
    match parse(text) {
        Ok(tree) => Some(tree),
        Err(problem) => {
            account.broken.push(("XML".to_owned(), problem.told(text)));
            None
        }
    }
}

/// The parts of pictures that the text shows and that are there.
fn shown(body: Element, package: &Package) -> Vec<String> {
    let all = body.named("image").filter_map(|i| attr(i, "href"));
    let mut all: Vec<String> = all.map(|p| p.trim_start_matches("./").to_owned()).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|p| package.has(p));
    all
}

/// Counts headers and footers that say something beside the number of the page.
fn heads(styles: Element, account: &mut Account) {
    const NAMES: &[&str] =
        &["header", "footer", "header-left", "footer-left", "header-first", "footer-first"];
    let pages = styles.child("master-styles").into_iter().flat_map(Element::elements);
    for head in pages.flat_map(Element::elements).filter(|e| NAMES.contains(&e.name())) {
        if attr(head, "display") == Some("false") {
            continue;
        }
        let beside = |c: &char| !is_space(*c) && !c.is_ascii_digit() && !matches!(c, '-' | '–' | '—' | '/');
        let characters = head.text().chars().filter(beside).count();
        if characters > 0 {
            account.heads += 1;
            account.head_characters += characters;
        }
    }
}
