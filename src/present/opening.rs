//! How a provision begins: its heading on a line of its own or not, and the text that its label runs into.

use crate::ir::{Block, Heading, HeadingPlace, Provision, Text};

/// The beginning of a provision.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// The heading on a line above the label.
    pub above: Option<&'a Heading>,
    /// The heading that stands behind the label and ends its line.
    pub line: Option<&'a Heading>,
    /// The heading that the text runs into.
    pub run_in: Option<&'a Heading>,
    /// The first 款, where it has no label of its own and the label of what holds it runs into it.
    pub paragraph: Option<&'a Provision>,
    /// The text that stands in one line with label and heading.
    pub text: Option<&'a Text>,
    /// What follows in the first 款.
    pub inner: &'a [Block],
    /// What follows behind it.
    pub rest: &'a [Block],
}

/// How a provision begins. Notes and tables stand beside the paragraphs: no label runs into them.
pub fn opening(p: &Provision) -> Opening<'_> {
    fn text(blocks: &[Block]) -> (Option<&Text>, &[Block]) {
        match blocks.split_first() {
            Some((Block::Text(t), rest)) if !t.is_aside() => (Some(t), rest),
            _ => (None, blocks),
        }
    }
    let placed = |place| p.heading.as_deref().filter(|h| h.place == place);
    let line = placed(HeadingPlace::Line);
    let mut out = Opening {
        above: placed(HeadingPlace::Before),
        line,
        run_in: placed(HeadingPlace::RunIn),
        paragraph: None,
        text: None,
        inner: &[],
        rest: &p.blocks,
    };
    if line.is_some() {
        return out;
    }
    if let Some(first) = p.blocks.first().and_then(Block::unlabelled_paragraph) {
        out.paragraph = Some(first);
        (out.text, out.inner) = text(&first.blocks);
        out.rest = &p.blocks[1..];
    } else {
        (out.text, out.rest) = text(&p.blocks);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Role;
    use crate::number::Level;
    use crate::text::Span;

    fn text(role: Role) -> Block {
        Block::Text(Text { role, text: "甲".into(), ..Text::default() })
    }

    fn provision(level: Level, blocks: Vec<Block>) -> Provision {
        Provision { blocks, ..Provision::new(level, String::new(), Span::default()) }
    }

    #[test]
    fn a_label_runs_into_the_first_paragraph_and_no_table() {
        let first = provision(Level::Paragraph, vec![text(Role::Body), text(Role::Table)]);
        let article = provision(Level::Article, vec![Block::Provision(first), text(Role::Body)]);
        let o = opening(&article);
        assert!(o.paragraph.is_some() && o.text.is_some());
        assert_eq!((o.inner.len(), o.rest.len()), (1, 1));
        let first = provision(Level::Paragraph, vec![text(Role::Table)]);
        let article = provision(Level::Article, vec![Block::Provision(first)]);
        let o = opening(&article);
        assert!(o.paragraph.is_some() && o.text.is_none());
        assert_eq!((o.inner.len(), o.rest.len()), (1, 0));
        let item = provision(Level::Item, vec![text(Role::Body), text(Role::Note)]);
        let o = opening(&item);
        assert!(o.text.is_some() && o.rest.len() == 1);
    }

    #[test]
    fn a_heading_that_ends_the_line_of_its_label_keeps_the_text_below() {
        let mut item = provision(Level::Item, vec![text(Role::Body)]);
        let heading = |place| Heading { text: "乙".into(), place, ..Heading::default() };
        item.heading = Some(Box::new(heading(HeadingPlace::Line)));
        assert!(opening(&item).text.is_none() && opening(&item).rest.len() == 1);
        item.heading = Some(Box::new(heading(HeadingPlace::RunIn)));
        assert!(opening(&item).text.is_some() && opening(&item).run_in.is_some());
    }
}
