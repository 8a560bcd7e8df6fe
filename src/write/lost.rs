//! What a format cannot carry: said with a finding, a warning where something of the meaning goes.

use super::mathml;
use crate::finding::{Code, Finding, codes};
use crate::ir::{Document, MarkForm, MarkKind, Weight, each_mark, uri};
use crate::text::Span;
use std::collections::BTreeMap;

/// Says which marks of a document a format does not carry; `kept` tells those that it does.
///
/// Pictures without data, formulas that are none and addresses that no link may have are lost in every format.
pub fn report(doc: &Document, format: &str, kept: impl Fn(&MarkKind) -> bool, findings: &mut Vec<Finding>) {
    let mut lost: BTreeMap<(&str, &str), (u32, Span, &'static Code)> = BTreeMap::new();
    let mut say = |form: &'static MarkForm, span: Span, code: &'static Code| {
        lost.entry((code.id, form.name.0)).or_insert((0, span, code)).0 += 1;
    };
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    each_mark(doc, |at, m| {
        let form = m.kind.form();
        names.insert(form.name.0, form.name.1);
        let span = Span { start: at + m.start, end: at + m.end };
        match &m.kind {
            MarkKind::Link { target } if uri(target).is_none() => {
                findings.push(Finding::new(&codes::LINK_NOT_KEPT, span, &[target]));
            }
            MarkKind::Image { media } if !is_there(doc, media.as_deref()) => {
                findings.push(Finding::new(&codes::PICTURE_MISSING, span, &[]));
            }
            MarkKind::Math { mathml } if mathml::clean(mathml, None).is_none() => {
                say(form, span, &codes::MARK_LOST);
            }
            kind if kept(kind) => {}
            _ => match form.weight {
                Weight::Meaning => say(form, span, &codes::MARK_LOST),
                Weight::Look => say(form, span, &codes::LOOK_LOST),
                Weight::Nothing => {}
            },
        }
    });
    for ((_, name), (count, span, code)) in lost {
        let english = names.get(name).copied().unwrap_or("");
        findings.push(Finding::new(code, span, &[&format, &name, &english, &count]));
    }
}

/// Whether the data of a picture are there.
fn is_there(doc: &Document, media: Option<&str>) -> bool {
    media.is_some_and(|name| doc.media.iter().any(|m| m.name == name))
}
