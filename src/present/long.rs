//! Which documents are long ones, and what of them stands on a title page.

use super::Class;
use super::title::width;
use crate::ir::{Block, Document, Event, Role, events};
use crate::number::Level;
use crate::profile::Profile;

/// From so many articles, or pages, a document is a long one.
const ARTICLES: usize = 50;
const PAGES: f32 = 20.0;

/// Whether a document is a long one. Its pages are reckoned by the lines that its characters fill: whoever lays it out gets
/// the same answer, and nothing is laid out twice.
pub fn is_long(doc: &Document, profile: &Profile) -> bool {
    let (mut articles, mut lines) = (0, 0.0);
    let filled = |width: f32| (width / profile.columns.0 as f32).ceil().max(1.0);
    events(doc, |e| match e {
        Event::Text(t) => {
            let style = Class::of(t).style(profile);
            lines += filled(style.indent.max(0.0) + width(&t.text) * style.size / profile.body.size)
                * style.leading;
        }
        Event::Enter(p) => {
            articles += usize::from(p.level == Level::Article);
            if p.level.is_container() {
                let style = profile.heading_style(p.level);
                lines += 1.0 + style.before.max(style.after);
            }
        }
        Event::Leave(_) => {}
    });
    articles >= ARTICLES || lines >= PAGES * profile.lines.0 as f32
}

/// How many blocks of the front stand on the title page: title, number and adoption notes, where a document begins with
/// them. One that begins with a decree has none.
pub fn title_page(doc: &Document) -> usize {
    let role = |b: &Block| if let Block::Text(t) = b { Some(t.role) } else { None };
    let heads = |b: &&Block| matches!(role(b), Some(Role::Title | Role::Number | Role::History));
    let leading = doc.front.iter().take_while(heads).count();
    let titled = |blocks: &[Block]| blocks.iter().any(|b| role(b) == Some(Role::Title));
    let (own, rest) = doc.front.split_at(leading);
    if titled(own) && !titled(rest) { leading } else { 0 }
}
