//! DOCX that Word users can work in: styles, native Chinese numbering, a bookmark for every provision.
//!
//! [`plan`] turns the tree into paragraphs ([`contents`] those of tables of contents) and decides, label by label,
//! whether Word's counters would print it ([`numbering`]); [`look`] says how they look; [`build`] hands that to docx-rs;
//! [`finish`] makes its parts valid and complete ([`mould`] paragraphs of one form at once), [`sections`] its sections and contents, [`heads`] what stands above its pages, [`alone`] above those with one article; where a house template is given
//! ([`super::template`]) the file follows it ([`follow`]).

mod alone;
mod build;
mod contents;
mod finish;
mod follow;
mod fonts;
mod heads;
mod hint;
mod look;
mod marks;
mod mould;
mod numbering;
mod omml;
mod order;
mod paginate;
mod parts;
mod plan;
mod runs;
mod sections;
mod stylesheet;
mod tables;

use super::{Job, embed, lost};
use crate::finding::{Error, Finding, Words, codes};
use crate::font::subset::Form;
use crate::ir::Document;
use crate::present::Shown;
use crate::profile::Writing;
use crate::text::Span;
use heads::Heads;
use look::Look;

pub fn write(shown: &Shown, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let doc = shown.doc;
    let fail = |why: Words| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"DOCX", &why]);
    let template = job.template.as_deref();
    // On the page of a house its template says which way lines run.
    let on_its_page = template.map(|t| t.page(&shown.profile.written(Writing::Horizontal)));
    if template.is_some() && shown.profile.is_vertical() {
        let why: Words = "行的方向由模板决定 / the template says which way its lines run".into();
        findings.push(Finding::new(&codes::NOT_VERTICAL, Span::default(), &[&"DOCX", &why]));
    }
    let profile = on_its_page.as_ref().unwrap_or(shown.profile);
    let mut bad = shown.unshown.clone();
    let mut pictures = shown.pictures.clone();
    pictures.retain(|p| {
        let known = p.mime != "image/webp";
        bad.extend((!known).then(|| (p.name.clone(), "Word 不显示 WebP / Word shows no WebP".into())));
        known
    });
    for (name, why) in &bad {
        findings.push(Finding::new(&codes::PICTURE_NOT_SHOWN, Span::default(), &[&"DOCX", name, why]));
    }
    lost::report(doc, "DOCX", |_| true, findings);
    let plan = plan::plan(shown, job.office.numbering, profile, &pictures);
    let mut faces = vec![];
    if job.embed_fonts {
        let used = Look::new(&plan, profile, &[]).used(&plan);
        faces = embed::faces(&used, doc, job, Form::Office, "DOCX", findings).map_err(fail)?;
    }
    let mut look = Look::new(&plan, profile, &faces);
    look.follow(template);
    let heads = Heads::of(shown, &plan);
    finish::finish(&plan, &look, &pictures, (doc, job), &heads, findings).map_err(fail)
}

/// A file to begin a house template with: every style of a profile, called and shown by its name, on its page.
///
/// # Errors
/// Where it cannot be made.
pub fn starting_template(job: &Job) -> Result<Vec<u8>, Error> {
    let doc = Document::default();
    let fail = |why: Words| Error::new(&codes::BACKEND, &[&"template.docx", &"DOCX", &why]);
    let profile = job.profile_for(&doc);
    let plan = look::samples(profile);
    // A running head shows the title of one document.
    let mut look = Look::new(&plan, profile, &[]);
    look.without_head();
    finish::finish(&plan, &look, &[], (&doc, job), &Heads::default(), &mut vec![]).map_err(fail)
}
