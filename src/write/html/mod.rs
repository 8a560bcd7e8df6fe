//! HTML: one file that a publisher puts online as it is. The document stands in one `article` with the identifiers of all
//! formats; what is ours beside it bears `data-ours`. It is read without a program, prints as the profile says, and asks
//! nothing of the network.
//!
//! [`body`] writes the tree, [`inline`] what stands in a line, [`sidebar`] the contents, [`facts`] what machines want to
//! know, [`print`] the rules for paper.

mod body;
mod facts;
mod inline;
mod print;
mod sidebar;
mod words;

use super::{Job, lost, replaced};
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::{MarkKind, Picture};
use crate::pack::base64;
use crate::present::{Manner, Shown};
use crate::text::Span;
use crate::xml::legal::{escaped, legal};
use crate::xml::write::Xml;
use body::Body;
use std::fmt::Write as _;
use words::words;

const CSS: &str = include_str!("page.css");
const PROGRAM: &str = include_str!("page.js");
/// What the file may load: its own styles, its own program and pictures inside it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// What only a page has.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// Rules that stand behind ours.
    pub css: Option<String>,
    /// Whether the document alone is written, to be put into another page.
    pub fragment: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(shown: &Shown, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let doc = shown.doc;
    for (name, why) in &shown.unshown {
        findings.push(Finding::new(&codes::PICTURE_NOT_SHOWN, Span::default(), &[&"HTML", name, why]));
    }
    lost::report(doc, "HTML", kept, findings);
    if shown.profile.is_vertical() {
        let why: Words = "网页的行从左到右 / lines of a page of the web run from left to right".into();
        findings.push(Finding::new(&codes::NOT_VERTICAL, Span::default(), &[&"HTML", &why]));
    }
    let title = legal(doc.title());
    // Markup is about twice the text; room that is added while it is written is moved again and again.
    let mut x = Xml::with_room(3 * doc.room());
    if job.page.fragment {
        Body::new(&mut x, shown, &inside(&shown.pictures)).write(&title);
        x.raw("\n");
    } else {
        page(&mut x, shown, job, &title, &inside(&shown.pictures));
    }
    replaced::report(doc, job, "HTML", false, findings);
    Ok(x.finish())
}

/// What HTML carries: everything that has an element, and what links and tables say.
fn kept(kind: &MarkKind) -> bool {
    kind.form().html.is_some()
}

/// The pictures as parts of the file: their names, addresses and sizes.
fn inside(shown: &[Picture]) -> Vec<body::Inside> {
    let address = |p: &Picture| format!("data:{};base64,{}", p.mime, base64(&p.bytes));
    shown.iter().map(|p| (p.name.clone(), address(p), p.size)).collect()
}

fn page(x: &mut Xml, shown: &Shown, job: &Job, title: &str, pictures: &[body::Inside]) {
    let doc = shown.doc;
    let w = words(doc.meta.spoken());
    x.raw("<!DOCTYPE html>\n").start("html", &[("lang", &doc.meta.language)]).start("head", &[]).raw("\n");
    void(x, "meta", &[("charset", "utf-8")]);
    void(x, "meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    void(x, "meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    x.leaf("title", &[], title).raw("\n");
    facts::head(x, doc, job);
    let mut css = CSS.to_owned();
    css.push_str(&Manner::of(doc, shown.profile).rules(".tiaowen ", "margin-inline-start"));
    css.push_str(&print::rules(shown, title));
    css.extend(job.page.css.as_deref());
    // Nothing in a style sheet ends it but this.
    x.start("style", &[]).raw("\n").raw(&css.replace("</", "<\\/")).end().raw("\n");
    x.end().raw("\n").start("body", &[]).raw("\n");
    x.leaf("a", &[("class", "skip"), ("href", "#tw-text")], w.skip).raw("\n");
    x.start("header", &[("class", "bar")]);
    x.leaf("a", &[("class", "to-contents"), ("href", "#tw-contents")], doc.meta.contents_title());
    // Without a program there is nothing to search with but the browser's own search.
    x.start("form", &[("class", "search"), ("role", "search"), ("hidden", "")]);
    x.leaf("label", &[("for", "tw-query"), ("class", "unseen")], w.search);
    void(
        x,
        "input",
        &[("id", "tw-query"), ("type", "search"), ("placeholder", w.search), ("autocomplete", "off")],
    );
    x.leaf("output", &[("for", "tw-query"), ("aria-live", "polite")], "");
    x.leaf("button", &[("type", "submit")], w.next).end().end().raw("\n");
    sidebar::write(x, doc, title);
    x.start("main", &[("id", "tw-text"), ("tabindex", "-1")]).raw("\n");
    Body::new(x, shown, pictures).write(title);
    x.raw("\n").end().raw("\n");
    x.start("script", &[]).raw("\n").raw(PROGRAM).end().raw("\n");
    x.end().raw("\n").end().raw("\n");
}

/// An element that has no end tag (HTML, 13.1.2).
fn void(x: &mut Xml, name: &str, attributes: &[(&str, &str)]) {
    let mut tag = format!("<{name}");
    for (key, value) in attributes {
        let _ = write!(tag, " {key}=\"{}\"", escaped(value));
    }
    tag.push('>');
    x.raw(&tag);
    if matches!(name, "meta" | "link") {
        x.raw("\n");
    }
}
