//! 版记, at the foot of the last page of an official document (GB/T 9704-2012, 7.4): who gets copies, who printed it and
//! when. It is made from what is known of the document and no part of its text.

use super::{Builder, Setting};
use crate::font::FaceRole as Face;
use crate::ir::{Document, Imprint};
use crate::profile::{Align, Style};
use crate::typeset::tag::Tag;

/// 4号, one character in at both sides (7.4.2, 7.4.3).
const SIZE: f32 = 14.0;
const INSET: f32 = 1.0;
/// 抄送 and its colon, which further lines stand clear of.
const COPIES: &str = "抄送：";

/// Lines of the imprint: each with its style; the last two stand on one line.
pub type Lines = Vec<(Setting, Style)>;

impl Builder<'_> {
    pub(super) fn imprint(&mut self, doc: &Document) {
        let Some(Imprint { copies, issuer, printed }) = &doc.meta.imprint else { return };
        if !self.profile.is_official() {
            return;
        }
        let node = self.node(Tag::Section, 0);
        self.out.nodes[node].ours = true;
        let base =
            Style { role: Face::Fangsong, size: SIZE, indent: 0.0, align: Align::Left, ..self.profile.body };
        let add = |b: &mut Self, text: &str, style: Style| {
            let p = b.node(Tag::Paragraph, node);
            let mut line = Setting::default();
            line.text(text, 0, style.role, p);
            b.out.imprint.push((line, style));
        };
        if let Some(copies) = copies {
            let wide = COPIES.chars().count() as f32;
            let style =
                Style { align: Align::Justify, left: INSET + wide, indent: -wide, right: INSET, ..base };
            let stop = if copies.ends_with('。') { "" } else { "。" };
            add(self, &format!("{COPIES}{copies}{stop}"), style);
        }
        add(self, issuer, Style { left: INSET, ..base });
        let date = chinese_date(printed).unwrap_or_else(|| printed.clone());
        add(self, &format!("{date}印发"), Style { align: Align::Right, right: INSET, ..base });
    }
}

/// 2024年3月6日: month and day without zeros (7.4.3).
fn chinese_date(iso: &str) -> Option<String> {
    let mut parts = iso.split('-').map(|n| n.parse::<u32>().ok());
    Some(format!("{}年{}月{}日", parts.next()??, parts.next()??, parts.next()??))
}
