//! The text of a page: its `article`, without what is ours in it.

use super::Extract;
use crate::finding::Words;
use crate::read::{Dom, parsed};

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let page = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    parsed(page, |dom| {
        let is_text = |at: &usize| dom.name(*at) == "article" && attribute(dom, *at, "data-sha256").is_some();
        let article = (1..dom.nodes.len()).find(is_text);
        article.map(|at| text(dom, at)).ok_or_else(|| {
            "没有 article[data-sha256]：不是本工具写的网页 / there is no article[data-sha256]: no page of ours".into()
        })
    })?
}

fn attribute<'a>(dom: &Dom<'a>, at: usize, name: &str) -> Option<&'a str> {
    dom.nodes[at].element.and_then(|e| e.attr(name))
}

fn text(dom: &Dom, article: usize) -> Extract {
    let mut out =
        Extract { stated: attribute(dom, article, "data-sha256").map(str::to_owned), ..Extract::default() };
    let mut at = article + 1;
    while at < dom.nodes[article].end {
        let node = &dom.nodes[at];
        at += 1;
        let Some(e) = node.element else {
            out.text.push_str(node.text);
            continue;
        };
        out.provisions.extend(e.attr("id").map(|id| (id.to_owned(), None)));
        // A formula says what it is in one line, a picture what stands for it.
        let stands = match e.name() {
            "math" => e.attr("alttext"),
            "img" => e.attr("alt"),
            _ => e.attr("data-ours").map(|_| ""),
        };
        if let Some(stands) = stands {
            out.text.push_str(stands);
            at = node.end;
        }
    }
    out
}
