//! The signs of footnotes in running text: 〔1〕, [1], ［1］, and `[^1]` in Markdown.

/// Brackets that notes are numbered in.
const BRACKETS: &[(&str, &str)] = &[("[^", "]"), ("〔", "〕"), ("[", "]"), ("［", "］")];
/// Digits of a note's number: 〔2022〕 is the year of a document number.
const DIGITS: usize = 3;
/// Characters of a name in Markdown.
const NAME: usize = 24;

/// The sign that begins at the start of `s`, if one does.
fn sign(s: &str) -> Option<&str> {
    let (open, close) = BRACKETS.iter().find(|(open, _)| s.starts_with(open))?;
    let inner = &s[open.len()..];
    let end = inner.find(close)?;
    let name = &inner[..end];
    let markdown = *open == "[^";
    let sound = if markdown {
        !name.is_empty()
            && name.len() <= NAME
            && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    } else {
        (1..=DIGITS).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit())
    };
    sound.then(|| &s[..open.len() + end + close.len()])
}

/// The sign that a note begins with.
pub fn starting(s: &str) -> Option<&str> {
    sign(s)
}

/// Every sign inside a text, not at its start, with its place.
pub fn signs(s: &str) -> impl Iterator<Item = (usize, &str)> {
    s.match_indices(['[', '〔', '［'])
        .filter(|(at, _)| *at > 0)
        .filter_map(|(at, _)| Some((at, sign(&s[at..])?)))
}

/// The lengths of what stands around a sign's name and is markup: `[^` and `]` in Markdown, nothing elsewhere.
pub fn markup(sign: &str) -> (usize, usize) {
    if sign.starts_with("[^") { (2, 1) } else { (0, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_short_numbers_in_brackets() {
        let found = |s| signs(s).map(|(_, sign)| sign).collect::<Vec<_>>();
        assert_eq!(found("国发〔2022〕1号，见〔3〕和[12]、a[^note-1]。"), ["〔3〕", "[12]", "[^note-1]"]);
        assert_eq!(starting("[^1]: 注"), Some("[^1]"));
        assert_eq!(starting("[甲]"), None);
        assert!(signs("[1] 注").next().is_none());
    }
}
