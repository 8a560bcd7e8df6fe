//! The signs of footnotes in running text: 〔1〕, `[1]`, ［1］, and `[^1]` in Markdown.

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

/// Signs of notes without numbers, each of which leads to the next note that begins with it.
const STARS: &[char] = &['*', '＊', '†', '※'];

/// The stars at the start of `s`: one, or several of a kind that a space follows, since words in two are emphasis in
/// Markdown.
fn star(s: &str) -> Option<&str> {
    const MOST: usize = 3;
    let c = s.chars().next().filter(|c| STARS.contains(c))?;
    let rest = s.trim_start_matches(c);
    let sign = &s[..s.len() - rest.len()];
    let count = sign.len() / c.len_utf8();
    (count == 1 || count <= MOST && rest.starts_with(char::is_whitespace)).then_some(sign)
}

/// Whether a sign is one without a number.
pub fn is_star(sign: &str) -> bool {
    sign.starts_with(STARS)
}

/// The sign that a note begins with.
pub fn starting(s: &str) -> Option<&str> {
    sign(s).or_else(|| star(s).filter(|sign| s.len() > sign.len() && !s[sign.len()..].contains(STARS)))
}

/// Every sign inside a text, not at its start, with its place.
pub fn signs(s: &str) -> impl Iterator<Item = (usize, &str)> {
    // A pair of stars around a word is emphasis in Markdown.
    let starred = s.find(STARS).is_some_and(|at| !s[at..].trim_start_matches(STARS).contains(STARS));
    let found = move |at: usize, c: &str| {
        if c.starts_with(STARS) {
            let parted = |c: char| !c.is_alphanumeric();
            let run = s[at..].len() - s[at..].trim_start_matches(STARS).len();
            let ends = run <= 9 && s[at + run..].chars().next().is_none_or(parted);
            let stands = s[..at]
                .chars()
                .next_back()
                .is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit() && !STARS.contains(&c));
            return (starred && ends && stands).then(|| &s[at..at + run]);
        }
        sign(&s[at..])
    };
    s.match_indices(['[', '〔', '［', '*', '＊', '†', '※'])
        .filter(|(at, _)| *at > 0)
        .filter_map(move |(at, c)| Some((at, found(at, c)?)))
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
        assert_eq!(found("第一條* 《公報》"), ["*"]);
        assert!(found("**粗体**和*斜体*").is_empty() && found("3*4").is_empty());
        assert_eq!((starting("* 已更改"), starting("**粗体**")), (Some("*"), None));
    }
}
