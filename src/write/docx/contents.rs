//! Tables of contents in the plan: the one that we make, and the lines of the source's own.

use super::plan::{Planner, Style};
use super::runs::{Kind, Run, run};
use crate::ir::{Document, Text};
use crate::present::WORDS;
use crate::present::contents::{self, Line, spread};

/// Levels that Word has styles for here.
const LEVELS: u8 = 4;

fn style(depth: usize) -> Style {
    Style::ContentsEntry((depth as u8 + 1).min(LEVELS))
}

impl Planner<'_> {
    /// Our own, of the containers and, where the profile wants them, of the articles.
    pub(super) fn make_contents(&mut self, doc: &Document) {
        let entries = contents::entries(doc, self.lists_articles);
        if entries.is_empty() {
            return;
        }
        self.push(Style::ContentsHeading, None, vec![run(&spread(doc.meta.contents_title()))]);
        for (p, depth) in entries {
            let kind = Kind::Entry(p.id.0.clone());
            self.push(style(depth), None, vec![Run { kind, ..run(&p.caption(WORDS)) }]);
        }
        self.new_page = true;
    }

    /// A line of the source's own: the number of its page is a field behind it, and no text.
    pub(super) fn source_contents(&mut self, t: &Text) {
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        let text = t.readable();
        let (style, target) = match contents::line(&text, &mut self.targets) {
            Line::Heading(_) => (Style::ContentsHeading, None),
            Line::Entry(id, depth) => (style(depth), Some(id)),
            Line::Other => (Style::Contents, None),
        };
        let mut runs = vec![];
        self.runs(t, &mut runs);
        if let (Some(id), Some((last, others))) = (target, runs.split_last_mut()) {
            // The number of the page stands behind the last of them.
            for r in others.iter_mut().filter(|r| r.kind == Kind::Plain) {
                r.kind = Kind::Link(id.clone());
            }
            last.kind = Kind::Entry(id);
        }
        self.push(style, None, runs);
    }
}
