//! EPUB 3.3: a file for every chapter, a section with its identifier for every provision, navigation to the articles.
//!
//! [`content`] makes the XHTML, [`plate`] the cover, [`book`] hands what there is to epub-builder, [`finish`] completes
//! and repacks what comes back.

mod book;
mod content;
mod files;
mod finish;
mod inline;
mod navigation;
mod plate;
mod standing;
mod table;

use super::{Cover, CoverForm, Job, embed, lost, replaced};
use crate::finding::{Error, Finding, Words, codes};
use crate::font::{FaceRole, subset::Form};
use crate::ir::Document;
use crate::present::{Manner, Shown};
use crate::text::Span;
use crate::typeset::Pages;
use book::Resource;
use inline::Breaks;
use plate::Lack;
use std::collections::HashMap;
use std::fmt::Write as _;

const CSS: &str = include_str!("book.css");
const VERTICAL: &str = include_str!("vertical.css");

pub fn write(
    shown: &Shown,
    pages: Option<&Pages>,
    job: &Job,
    findings: &mut Vec<Finding>,
) -> Result<Vec<u8>, Error> {
    let doc = shown.doc;
    let fail = |why: Words| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"EPUB", &why]);
    let breaks = pages.map_or_else(Breaks::new, breaks);
    for (name, why) in &shown.unshown {
        findings.push(Finding::new(&codes::PICTURE_NOT_SHOWN, Span::default(), &[&"EPUB", name, why]));
    }
    lost::report(doc, "EPUB", |_| true, findings);
    let named: Vec<(String, String)> =
        shown.pictures.iter().map(|p| (p.name.clone(), format!("images/{}", p.file))).collect();
    let content = content::content(doc, breaks, (job.is_vertical(), job.embed_fonts), shown.profile, &named);
    replaced::report(doc, job, "EPUB", false, findings);
    let cover = job.book.cover.clone().unwrap_or_else(|| typeset_cover(doc, job, findings));
    let mut css = CSS.to_owned();
    if job.is_vertical() {
        css.push_str(VERTICAL);
    }
    let page = plate::page(&cover, doc);
    let mut resources =
        vec![Resource { name: cover.name(), mime: cover.mime, bytes: cover.bytes, cover: true }];
    resources.extend(shown.pictures.iter().map(|p| {
        let name = format!("images/{}", p.file);
        Resource { name, mime: p.mime, bytes: p.bytes.clone(), cover: false }
    }));
    let side = if job.is_vertical() { "margin-top" } else { "margin-left" };
    css.push_str(&Manner::of(doc, shown.profile).rules("", side));
    if job.embed_fonts {
        resources.extend(fonts(&content, doc, job, &mut css, findings).map_err(fail)?);
    }
    if let Some(own) = &job.page.css {
        css.push_str(own);
        for file in asked_for(own) {
            findings.push(Finding::new(&codes::STYLE_ASKS_FOR_FILE, Span::default(), &[&"EPUB", &file]));
        }
    }
    let parts = book::book(&content, &resources, doc, job).map_err(fail)?;
    let mut bytes: HashMap<String, Vec<u8>> = resources.into_iter().map(|r| (r.name, r.bytes)).collect();
    bytes.insert("stylesheet.css".into(), css.into_bytes());
    bytes.insert(files::COVER.into(), page);
    finish::finish(parts, doc, job, content, bytes).map_err(fail)
}

/// The cover in plain type; where it cannot be drawn here it stays SVG, and that is said.
fn typeset_cover(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Cover {
    if job.book.cover_form == CoverForm::Svg {
        return plate::svg(doc);
    }
    plate::png(doc, &job.fonts).unwrap_or_else(|lack| {
        let why = match lack {
            Lack::Character(c) => Words::new(format!("没有字体有“{c}”"), format!("no font has “{c}”")),
            Lack::Script(c) => Words::new(
                format!("“{c}”这种文字的字母相连，封面上画不出"),
                format!("letters such as “{c}” join, which is not drawn here"),
            ),
        };
        findings.push(Finding::new(&codes::COVER_NOT_DRAWN, Span::default(), &[&why]));
        plate::svg(doc)
    })
}

/// The files that rules ask for: books hold none of them.
fn asked_for(css: &str) -> Vec<String> {
    let (mut out, mut rest) = (vec![], css);
    while let Some(at) =
        rest.find("url(").map(|n| n + 4).into_iter().chain(rest.find("@import").map(|n| n + 7)).min()
    {
        rest = rest[at..].trim_start();
        let name = rest.trim_start_matches("url(").trim_start_matches(['"', '\'']);
        let name = &name[..name.find([')', '"', '\'', ';']).unwrap_or(name.len())];
        rest = &rest[rest.find([')', ';']).unwrap_or(rest.len())..];
        if !name.is_empty() && !name.starts_with("data:") {
            out.push(name.trim().to_owned());
        }
    }
    out
}

/// Where the pages of the profile begin in the source.
fn breaks(pages: &Pages) -> Breaks {
    pages.sheets.iter().enumerate().filter_map(|(k, s)| Some((s.begins?, k + 1))).collect()
}

/// Fonts to be carried along, and the rules that name them.
fn fonts(
    content: &content::Content,
    doc: &Document,
    job: &Job,
    css: &mut String,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Resource>, Words> {
    let form = if job.is_vertical() { Form::Vertical } else { Form::Horizontal };
    let faces = embed::faces(&content.used, doc, job, form, "EPUB", findings)?;
    let family = |name: &str| format!("\"tiaowen-{name}\"");
    let mut out = vec![];
    for f in &faces {
        let name = format!("fonts/{}.{}", f.name, f.extension());
        let _ = writeln!(css, "@font-face {{ font-family: {}; src: url(\"{name}\"); }}", family(&f.name));
        let mime = if f.extension() == "otf" { "font/otf" } else { "font/ttf" };
        out.push(Resource { name, mime, bytes: f.data.clone(), cover: false });
    }
    // Characters that a face lacks come from the next one that has them.
    let stack = |role: FaceRole| {
        let own = faces.iter().filter(|f| f.role == Some(role));
        let others = faces.iter().filter(|f| f.role != Some(role));
        let names: Vec<String> = own.chain(others).map(|f| family(&f.name)).collect();
        names.join(", ")
    };
    for (selector, role, generic) in [
        ("body", FaceRole::Song, "serif"),
        ("h1", FaceRole::Xiaobiaosong, "serif"),
        ("h2, h3, h4, h5, h6, strong, caption, th, .hei", FaceRole::Hei, "sans-serif"),
        ("p.note, .kai", FaceRole::Kai, "serif"),
        (".xiaobiaosong", FaceRole::Xiaobiaosong, "serif"),
        (".fangsong", FaceRole::Fangsong, "serif"),
    ] {
        let weight = if role == FaceRole::Song { "" } else { " font-weight: normal;" };
        let _ = writeln!(css, "{selector} {{ font-family: {}, {generic};{weight} }}", stack(role));
    }
    Ok(out)
}
