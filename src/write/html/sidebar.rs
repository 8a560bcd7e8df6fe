//! The contents beside the text: containers with the range of their articles, which open on demand.

use super::words::words;
use crate::ir::{Block, Document, Provision};
use crate::number::Level;
use crate::present::WORDS;
use crate::xml::write::Xml;

/// Writes the contents.
pub fn write(x: &mut Xml, doc: &Document, title: &str) {
    let heading = doc.meta.contents_title();
    x.start("nav", &[("id", "tw-contents"), ("aria-label", heading)]);
    let close = words(doc.meta.spoken()).close;
    x.leaf("a", &[("class", "close"), ("href", "#tw-text")], close);
    x.start("p", &[]).leaf("a", &[("href", "#tw-text")], title).end().raw("\n");
    let blocks = || doc.front.iter().chain(&doc.body).chain(&doc.back);
    let provisions: Vec<&Provision> = blocks().filter_map(listed).collect();
    entries(x, &provisions);
    x.end().raw("\n");
}

/// What the contents list: containers and articles.
fn listed(b: &Block) -> Option<&Provision> {
    match b {
        Block::Provision(p) if p.level.is_container() || p.level == Level::Article => Some(p),
        _ => None,
    }
}

fn entries(x: &mut Xml, provisions: &[&Provision]) {
    if provisions.is_empty() {
        return;
    }
    x.start("ol", &[]).raw("\n");
    for p in provisions {
        x.start("li", &[]);
        let name = p.caption(WORDS);
        let name = if name.trim().is_empty() { &p.id.0 } else { &name };
        x.leaf("a", &[("href", &format!("#{}", p.id))], name);
        let inner: Vec<&Provision> = p.blocks.iter().filter_map(listed).collect();
        let (articles, containers): (Vec<&Provision>, Vec<&Provision>) =
            inner.into_iter().partition(|p| p.level == Level::Article);
        if p.level.is_container() {
            if let (Some(first), Some(last)) = (articles.first(), articles.last()) {
                x.start("details", &[]).leaf("summary", &[], &range(first, last));
                entries(x, &articles);
                x.end();
            }
            entries(x, &containers);
        }
        x.end().raw("\n");
    }
    x.end();
}

/// 第一条—第十二条.
fn range(first: &Provision, last: &Provision) -> String {
    let label = |p: &Provision| {
        let text = p.label.as_ref().map_or_else(|| p.id.0.clone(), |l| l.readable().into_owned());
        text.trim_end_matches(['、', '.', '．', '：', ' ', '　']).to_owned()
    };
    if first.id == last.id { label(first) } else { format!("{}—{}", label(first), label(last)) }
}
