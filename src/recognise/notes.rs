//! Footnotes and endnotes: lines that begin with a sign which an earlier line refers to.

use super::candidate::Candidate;
use crate::number::notes::{signs, starting};
use crate::text::Set;

/// Marks the lines that are notes.
pub fn find(lines: &mut [Candidate]) {
    if lines.iter().all(|c| starting(c.text).is_none()) {
        return;
    }
    let mut referred: Set<String> = Set::default();
    for c in lines {
        let own = starting(c.text).filter(|_| c.aside.is_none() && c.said.is_none());
        let noted = own.is_some_and(|sign| referred.contains(sign));
        referred.extend(signs(c.text).map(|(_, sign)| sign.to_owned()));
        if noted {
            c.set_note();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Line;
    use crate::text::Span;

    #[test]
    fn a_note_is_a_line_whose_sign_an_earlier_line_has() {
        let read = |s: &'static str| Candidate::read(s, Line::new(Span::new(0, 0), Span::new(0, s.len())));
        let mut lines = [read("依照公约〔1〕办理。"), read("〔2〕项目。"), read("〔1〕1969年订于维也纳。")];
        find(&mut lines);
        assert_eq!(lines.map(|l| l.aside.is_some()), [false, false, true]);
    }
}
