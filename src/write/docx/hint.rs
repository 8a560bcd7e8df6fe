//! Quotation marks, dashes and ellipses that Chinese and Latin text share: Word takes them from the face for Han only
//! where a run says so (`w:hint`, ECMA-376 part 1, 17.3.2.26), and must not in a Latin passage.

use crate::text::chars::{is_han, is_hangul, is_kana};

/// Whether a character stands in both scripts.
pub const fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// What a character says of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Han, kana, Hangul and their marks; or a shared mark among them.
    East(bool),
    /// Letters; or a shared mark, or a letter that the hint would change, among them.
    Latin(bool),
    /// Figures, spaces and the rest.
    Neutral,
}

fn kind(c: char) -> Kind {
    if is_han(c)
        || is_kana(c)
        || is_hangul(c)
        || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
    {
        Kind::East(false)
    } else if c.is_alphabetic() {
        Kind::Latin(!c.is_ascii())
    } else {
        Kind::Neutral
    }
}

/// What every character of a paragraph is; shared marks belong to the text that they enclose or stand in.
pub fn kinds(text: &str) -> Vec<Kind> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Kind> = chars.iter().map(|c| kind(*c)).collect();
    // By place: the nearest character behind or before that tells a script.
    let tells = |k: Kind| matches!(k, Kind::East(_) | Kind::Latin(_)).then_some(matches!(k, Kind::East(_)));
    let mut before = Vec::with_capacity(chars.len());
    let mut last = None;
    for k in &out {
        before.push(last);
        last = tells(*k).or(last);
    }
    let mut after = vec![None; chars.len()];
    last = None;
    for (k, place) in out.iter().zip(&mut after).rev() {
        *place = last;
        last = tells(*k).or(last);
    }
    let set = |east: bool| if east { Kind::East(true) } else { Kind::Latin(true) };
    let mut open: Vec<usize> = vec![];
    let mut easts = 0usize;
    let mut east_before = vec![];
    for k in &out {
        east_before.push(easts);
        easts += usize::from(matches!(k, Kind::East(_)));
    }
    let letter = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_alphabetic);
    for i in 0..chars.len() {
        let c = chars[i];
        if !is_shared(c) {
            continue;
        }
        // don’t
        if c == '’' && letter(i.checked_sub(1)) && letter(Some(i + 1)) {
            out[i] = set(false);
            continue;
        }
        let east = before[i] == Some(true) || after[i] == Some(true) || before[i].or(after[i]).is_none();
        match c {
            '“' | '‘' => open.push(i),
            '”' | '’' => {
                let pair = if c == '”' { '“' } else { '‘' };
                if let Some(start) =
                    open.iter().rposition(|o| chars[*o] == pair).map(|k| open.drain(k..).next())
                {
                    let start = start.unwrap_or(i);
                    let inside = east_before[i] > east_before[start];
                    let around = before[start].or(after[i]).or(after[start]) != Some(false);
                    out[start] = set(inside || around);
                    out[i] = out[start];
                    continue;
                }
            }
            _ => {}
        }
        out[i] = set(east);
    }
    for i in open {
        out[i] = set(before[i] == Some(true) || after[i] == Some(true) || before[i].or(after[i]).is_none());
    }
    out
}

/// A run in pieces that need the hint and pieces that must not have it; in one piece where it has to stay `whole`.
pub fn pieces<'t>(text: &'t str, kinds: &[Kind], whole: bool) -> Vec<(&'t str, bool)> {
    let east = kinds.contains(&Kind::East(true));
    if whole || !east || !kinds.contains(&Kind::Latin(true)) {
        return vec![(text, east)];
    }
    let mut out = vec![];
    let (mut start, mut latin, mut hinted) = (0, None, false);
    for ((at, _), k) in text.char_indices().zip(kinds) {
        let now = match k {
            Kind::East(_) => Some(false),
            Kind::Latin(_) => Some(true),
            Kind::Neutral => latin,
        };
        if latin.is_some() && now != latin {
            out.push((&text[start..at], hinted));
            (start, hinted) = (at, false);
        }
        latin = now;
        hinted |= *k == Kind::East(true);
    }
    out.push((&text[start..], hinted));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let all = pieces(text, &kinds(text), false);
        all.iter()
            .map(|(t, east)| if *east { format!("[{t}]") } else { (*t).to_owned() })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn marks_belong_to_the_text_that_they_stand_in() {
        assert_eq!(show("以下简称“双方”——甲……"), "[以下简称“双方”——甲……]");
        assert_eq!(show("He said “don’t” — twice…"), "He said “don’t” — twice…");
        assert_eq!(show("称为“ABC”"), "[称为“ABC”]");
        assert_eq!(show("即“双方”（the “Parties”）。"), "[即“双方”（]|the “Parties”|）。");
        assert_eq!(show("“”"), "[“”]");
        assert_eq!(show("café的“甲”"), "café|[的“甲”]");
    }
}
