//! PDF 1.7 for archives and for readers' ears: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.
//!
//! printpdf serialises pages and fonts ([`serialise`]); the finish pass adds what it leaves out: structure tree,
//! outline, destinations, metadata, output intent ([`finish`]). Nothing is decided here: glyphs arrive at their places.

mod content;
mod finish;
mod icc;
mod links;
mod outline;
mod pictures;
mod serialise;
mod standing;
pub mod structure;
mod xmp;

use super::{Job, lost};
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::{MarkKind, MarkTag, Shift};
use crate::present::Shown;
use crate::text::Span;
use crate::typeset::Pages;

const ONLY: &str = "只有 PNG 和 RGB、灰度 JPEG 可以印出 / only PNG, and JPEG in RGB or grey, can be printed";
const BROKEN: &str = "数据已损坏 / its data are broken";

pub fn write(shown: &Shown, pages: &Pages, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let doc = shown.doc;
    let fail = |why: Words| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"PDF", &why]);
    let kept = |kind: &MarkKind| {
        let form = kind.form();
        form.silent
            // A formula is one line of text on paper.
            || form.pdf.is_some_and(|tag| tag != MarkTag::Formula)
            || form.shift != Shift::None
            || form.stroke.is_some()
    };
    lost::report(doc, "PDF", kept, findings);
    let mut bad = shown.unshown.clone();
    let unprinted = shown.pictures.iter().filter(|p| !p.prints).map(|p| (p.name.clone(), ONLY.into()));
    bad.extend(unprinted);
    let images: Vec<_> = pages.pictures.iter().map(pictures::image).collect();
    let broken = pages.pictures.iter().zip(&images).filter(|(_, image)| image.is_none());
    bad.extend(broken.map(|(p, _)| (p.name.clone(), BROKEN.into())));
    for (name, why) in &bad {
        findings.push(Finding::new(&codes::PICTURE_NOT_SHOWN, Span::default(), &[&"PDF", name, why]));
    }
    let serialised = serialise::serialise(pages, &images).map_err(fail)?;
    finish::finish(serialised, pages, images, doc, job).map_err(fail)
}
