//! Documents to pages: paragraphs ([`flow`]), lines ([`line`]) in slots ([`slots`]), pages ([`page`]), places on paper
//! ([`place`]). Nothing here knows of PDF.

mod breaks;
#[cfg(test)]
mod checklist;
mod ends;
mod flow;
mod glyphs;
mod grid;
mod heads;
mod hyphens;
mod last;
mod line;
mod measure;
mod objects;
mod page;
mod pages;
mod place;
mod room;
mod runs;
mod shape;
mod slots;
mod spacing;
mod tables;
mod tag;
mod titles;
mod upright;

pub use heads::TO;
pub use hyphens::SOFT_HYPHEN;
pub use pages::{
    Destination, DrawnRule, OutlineEntry, Pages, PlacedGlyph, PlacedPicture, Segment, Sheet, TagNode,
    TextRow, Turn,
};
pub use shape::is_shaped;
pub use tag::{Leads, Tag};
pub use titles::title_lines;
pub use upright::{DOWN, MIDDLE};

use crate::finding::{Detail, Error, Finding, Words, codes};
use crate::font::{FaceRole, FontSet, Fonts, Origin};
use crate::present::Shown;
use crate::text::Span;
use breaks::Region;
use heads::Heads;

/// Sets a document, as it is shown, in pages.
///
/// # Errors
/// `TW016` when there is no font at all.
pub fn typeset<'a>(
    shown: &Shown<'a>,
    set: &'a FontSet,
    findings: &mut Vec<Finding>,
) -> Result<Pages<'a>, Error> {
    let (doc, profile) = (shown.doc, shown.profile);
    let official = profile.is_official();
    let language = doc.meta.language.as_str();
    let mut fonts = Fonts::new(set, official, language);
    if !fonts.any() {
        return Err(Error::new(&codes::NO_FONT, &[]));
    }
    let mut flow = flow::flow(shown);
    if profile.hyphenation {
        hyphens::settle(&mut flow, language);
    }
    // Stops of Traditional Chinese stand in the middle of their boxes and never hang (CLREQ 3.2.4).
    let traditional = doc.meta.spoken().is_traditional();
    let hanging = profile.hanging && !traditional;
    let simplified =
        set.find(profile.body.role, official, language).is_none_or(|(_, origin)| origin == Origin::Embedded);
    let (zh, ja) = (Region::Simplified, Region::Japanese);
    let spoken = doc.meta.spoken();
    let region = spoken.among([zh, if simplified { zh } else { Region::Traditional }, ja, zh, zh]);
    let heads = Heads { title: doc.title(), language: spoken, furniture: &shown.furniture };
    let pages = place::paginate(&mut flow, &heads, profile, (hanging, region), fonts, findings);
    let mut roles = vec![profile.body.role, profile.title.role];
    roles.dedup();
    for role in roles {
        let stands_in = match set.find(role, official, language) {
            None => Words::from(FaceRole::Song.chinese()),
            // The program has a face for titles, but not the one of official documents.
            Some((_, Origin::Embedded)) if official && role == FaceRole::Xiaobiaosong => {
                "内嵌的半粗宋 / the semi-bold 宋 of the program".into()
            }
            Some(_) => continue,
        };
        let details: [&dyn Detail; 3] = [&role.chinese(), &stands_in, &role.name()];
        findings.push(Finding::new(&codes::FACE_REPLACED, Span::default(), &details));
    }
    let [hant, ja, ko] = ["繁体中文 / Traditional Chinese", "日文 / Japanese", "韩文 / Korean"].map(Some);
    let regional = spoken.among([None, hant, ja, ko, None]);
    if let Some(script) = regional.filter(|_| simplified) {
        findings.push(Finding::new(&codes::REGIONAL_FORMS, Span::default(), &[&Words::from(script)]));
    }
    Ok(pages)
}
