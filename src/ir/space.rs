//! White space behind labels and headings, as every writer sets it: one for each script, where the source has some.

use super::{Block, HeadingPlace, Label, Provision};
use crate::number::{Group, Level, form_named};
use crate::text::chars::is_hangul;

/// The space that scripts with words between spaces want, or the ideographic one.
pub(super) fn behind(text: &str) -> &'static str {
    // Letters of alphabets and what joins them: Статья 1, 1-ماددا, མ and ๑ besides Article 1.
    let alphabetic = |c: char| c.is_ascii() || ('\u{C0}'..'\u{2000}').contains(&c);
    let words = text.chars().all(alphabetic) && text.contains(|c: char| c.is_alphabetic() || c == '.');
    if words || text.contains(is_hangul) { " " } else { "　" }
}

impl Label {
    /// White space behind the label where something follows: by its form and script.
    pub fn usual_gap(&self) -> &'static str {
        // Forms such as イ　 need their space: the numeral alone is also a word.
        let list = form_named(&self.form).is_some_and(|f| f.group == Group::List && !f.space_after);
        if !list {
            behind(&self.readable())
        } else if self.text.ends_with(['.', ')']) || self.readable().chars().count() == 1 {
            " "
        } else {
            ""
        }
    }
}

impl Provision {
    /// White space as it is set behind the label, where the source has some: 第一条 and 第一章 keep one ideographic
    /// space, as does イ; 제1조 and Article 1 a word space, as do 1. and ①; （一） and 一、 need none.
    pub fn label_space(&self) -> &'static str {
        let Some(label) = &self.label else { return "" };
        let followed = self.heading.is_some() || !self.blocks.is_empty();
        if !followed || label.gap.is_empty() && !(self.heading.is_none() && self.text_on_next_line()) {
            return "";
        }
        label.usual_gap()
    }
    /// White space as it is set behind a heading that the text runs into, where the source has some.
    pub fn heading_space(&self) -> &'static str {
        match &self.heading {
            Some(h) if h.place != HeadingPlace::RunIn => "",
            Some(h) if !h.gap.is_empty() || self.text_on_next_line() => behind(&h.readable()),
            _ => "",
        }
    }
    /// Whether the first 款 begins on another line than the label or heading that runs into it.
    fn text_on_next_line(&self) -> bool {
        matches!(self.blocks.first(), Some(Block::Provision(q))
            if q.level == Level::Paragraph && q.label.is_none() && q.lead.contains(['\n', '\r']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Heading;
    use crate::text::Span;

    fn provision(form: &'static str, text: &str, gap: &str, heading: Option<(&str, &str)>) -> Provision {
        let mut p = Provision::new(Level::Article, String::new(), Span::default());
        let (system, number, branches) = (None, None, vec![]);
        let (text, gap, form, span) = (text.into(), gap.into(), form.into(), Span::default());
        let marks = vec![];
        p.label =
            Some(Box::new(Label { text, gap, form, system, number, branches, shown: false, marks, span }));
        p.heading = heading.map(|(text, gap)| {
            let (text, gap) = (text.into(), gap.into());
            Box::new(Heading { text, place: HeadingPlace::RunIn, gap, ..Heading::default() })
        });
        p.blocks.push(Block::Provision(Provision::new(Level::Paragraph, String::new(), Span::default())));
        p
    }

    #[test]
    fn every_script_has_its_space_behind_labels() {
        for (form, text, gap, space) in [
            ("第{n}章", "第一章", " ", "　"),
            ("第{n}条", "第一条", "　　", "　"),
            ("第{n}条", "第一条", "", ""),
            ("Article {n}", "Article 1", " ", " "),
            ("제{n}장", "제1장", " ", " "),
            ("Статья {n}", "Статья 1", "\n", " "),
            ("{n}-ماددا", "1-ماددا", " ", " "),
            ("དོན་ཚན་{n}", "དོན་ཚན་དང་པོ།", " ", " "),
            ("（{n}）", "（一）", " ", ""),
            ("{n}、", "一、", "　", ""),
            ("{n}.", "1.", "　", " "),
            ("{n}", "①", " ", " "),
            ("{n}　", "イ", "　", "　"),
        ] {
            assert_eq!(provision(form, text, gap, None).label_space(), space, "{text}");
        }
    }

    #[test]
    fn a_run_in_heading_stands_as_close_to_its_label_as_in_the_source() {
        let korean = provision("제{n}조", "제1조", "", Some(("(목적)", " ")));
        assert_eq!((korean.label_space(), korean.heading_space()), ("", " "));
        assert_eq!(korean.caption(9), "제1조(목적)");
        let japanese = provision("第{n}条", "第一条", "", Some(("（目的）", "　")));
        assert_eq!((japanese.label_space(), japanese.heading_space()), ("", "　"));
    }

    #[test]
    fn a_text_on_the_next_line_is_set_apart() {
        let mut p = provision("第{n}条", "第一条", "", None);
        if let Some(Block::Provision(first)) = p.blocks.first_mut() {
            first.lead = "\n".into();
        }
        assert_eq!(p.label_space(), "　");
    }
}
