//! What characters next to each other make together: addresses, which may be broken where a person would, numbers with
//! their units, dates and designations, which may not; and quotation marks of Latin text, which are no wide marks.

use super::breaks::{Class, Signs, may_break};
use super::flow::{Flow, Quote, Setting};
use crate::text::chars;

/// Where an address may end a line (Chicago Manual of Style, 17th ed., 7.46).
const SEPARATORS: &str = "/.?&=-_#@:";
/// Latin text without a space that is longer than this is treated like an address: it fits no line well.
const LONG: usize = 24;
/// Units that are words of their own behind a number and a space (GB 3100, GB/T 15835 4.1.3).
const UNITS: [&str; 44] = [
    "km", "m", "dm", "cm", "mm", "nm", "kg", "g", "mg", "t", "L", "l", "mL", "ml", "h", "min", "s", "ms",
    "d", "Hz", "kHz", "MHz", "GHz", "Pa", "kPa", "MPa", "W", "kW", "MW", "GW", "kWh", "V", "kV", "A", "mA",
    "J", "kJ", "K", "mol", "dB", "N", "kN", "hm", "ha",
];
/// What ends a part of a date or a time of day behind a number.
const DATE_PARTS: &str = "年月日时時分秒";

/// What stands between the ends of a range or the parts of a date (8·14), and behind the first of them.
const RANGES: &str = "—–～－·";
const PERCENT: &str = "%％‰℃°";

/// Marks that are open at once, and the longest quotation that is looked at, in characters.
const DEEPEST: usize = 8;
const LONGEST: usize = 2000;

/// What parting an address costs.
const PARTED: f32 = 1.0;
/// What parting a date, a range, the number of a document or a designation costs: more than gaps a twelfth of an em wider.
pub const HELD: f32 = 2.0e3;

/// Where lines may end: for each character, whether one may before it. Beside it, what that costs for what it parts.
pub fn opportunities(text: &Signs, classes: &[Class]) -> (Vec<bool>, Vec<f32>) {
    let mut legal: Vec<bool> =
        (0..text.len()).map(|i| i > 0 && may_break(text, classes, i)).chain([true]).collect();
    let mut parts = vec![0.0; legal.len()];
    let mut start = 0;
    while start < text.len() {
        let end = start + text[start..].iter().take_while(|c| c.is_ascii_graphic()).count();
        if is_address(&text[start..end]) {
            for i in start + 1..end.min(text.len()) {
                let (a, b) = (text[i - 1], text[i]);
                if SEPARATORS.contains(a) && !SEPARATORS.contains(b) && classes[i] != Class::LatinClose {
                    parts[i] = if legal[i] { 0.0 } else { PARTED };
                    legal[i] = true;
                }
            }
            // What follows in another script: https://example.org/数据/.
            if end < text.len() && text[end - 1] == '/' && classes[end].is_ideographic() {
                legal[end] = true;
            }
        }
        start = end.max(start + 1);
    }
    hold(text, &mut legal, &mut parts);
    (legal, parts)
}

/// Whether a run without spaces is an address of the web or of mail, or as hard to set as one.
fn is_address(run: &[char]) -> bool {
    // Nearly all runs are none.
    if run.len() < 3 {
        return false;
    }
    let has = |what: &[char]| run.windows(what.len()).any(|w| w == what);
    let mail = run.iter().position(|c| *c == '@').is_some_and(|at| at > 0 && run[at..].contains(&'.'));
    has(&[':', '/', '/']) || has(&['w', 'w', 'w', '.']) || mail || run.len() > LONG
}

/// Numbers with units hold together; dates, ranges, numbers of documents and designations do unless it costs too much.
fn hold(text: &[char], legal: &mut [bool], parts: &mut [f32]) {
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    let run = |from: usize, of: fn(&char) -> bool| text[from..].iter().take_while(|c| of(c)).count();
    for i in 1..text.len() {
        if !digit(i - 1) {
            // 〔2022〕14号, with the name before it.
            if text[i] == '〔' && digit(i + 1) {
                let year = run(i + 1, char::is_ascii_digit);
                let number = i + year + 2;
                let digits =
                    if text.get(number - 1) == Some(&'〕') { run(number, char::is_ascii_digit) } else { 0 };
                if digits > 0 && text.get(number + digits) == Some(&'号') {
                    parts[i..=number + digits].fill(HELD);
                }
            }
            // GB/T 9704, ISO 19005.
            if text[i] == ' ' && digit(i + 1) && designates(&text[..i]) {
                parts[i + 1] = HELD;
            }
            // 6.5%－7%, 9704—2012.
            if i > 1
                && RANGES.contains(text[i - 1])
                && digit(i)
                && (digit(i - 2) || PERCENT.contains(text[i - 2]))
            {
                (legal[i], parts[i]) = (true, HELD);
            }
            continue;
        }
        if DATE_PARTS.contains(text[i]) {
            parts[i] = HELD;
        }
        if matches!(text[i], ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') && i + 1 < text.len() {
            let letters = run(i + 1, char::is_ascii_alphabetic);
            let unit: String = text[i + 1..i + 1 + letters].iter().collect();
            let digits = run(i + 1, char::is_ascii_digit);
            if UNITS.contains(&unit.as_str()) || digits == 3 {
                legal[i + 1] = false;
            }
        }
    }
}

/// Whether a text ends with the letters of a standard: GB/T, DB11/T, ISO.
fn designates(before: &[char]) -> bool {
    let word: Vec<char> = before
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || **c == '/')
        .copied()
        .collect();
    (2..=8).contains(&word.len()) && word.last().is_some_and(char::is_ascii_uppercase)
}

/// Finds the quotation marks and apostrophes of Latin text, and the forms that are asked for, in all that is to be set.
pub fn settle(flow: &mut Flow) {
    flow.settings_mut().for_each(|line| {
        selectors(line);
        quotes(line);
    });
}

/// Ideographic variation sequences, and those of standardised variants; emoji and Mongolian have selectors of their own.
const fn selects(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}')
}

fn selectors(line: &mut Setting) {
    for k in 1..line.chars.len() {
        let selector = line.chars[k].value;
        if selects(selector) {
            line.chars[k - 1].look.selector = Some(selector);
        }
    }
}

fn quotes(line: &mut Setting) {
    let text: Vec<char> = line.chars.iter().map(|c| c.value).collect();
    if !text.iter().any(|c| is_quote(*c)) {
        return;
    }
    for (i, quote) in of_latin(&text) {
        line.chars[i].look.quote = quote;
    }
}

const fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '"' | '\'')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_wide(c)
}

fn is_wide(c: char) -> bool {
    chars::is_han(c)
        || chars::is_kana(c)
        || chars::is_hangul(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// The marks of a text that are those of Latin text, or typed without direction, with what they do.
fn of_latin(text: &[char]) -> Vec<(usize, Quote)> {
    let mut out = vec![];
    let mut open: Vec<usize> = vec![];
    let near = |i: usize| text.get(i).copied().unwrap_or(' ');
    let before = |i: usize| i.checked_sub(1).map_or(' ', |k| text[k]);
    for (i, c) in text.iter().enumerate().filter(|(_, c)| is_quote(**c)) {
        let inside = is_letter(before(i)) && is_letter(near(i + 1));
        let pending = open.last().map(|k| text[*k]);
        match c {
            '’' | '\'' if inside => out.push((i, Quote::Apostrophe)),
            '“' | '‘' => open.push(i),
            // Without direction: the second one closes.
            '"' | '\'' if pending != Some(*c) => {
                if *c == '\'' && is_letter(before(i)) {
                    out.push((i, Quote::Apostrophe));
                } else {
                    open.push(i);
                }
            }
            _ => {
                let opens = match c {
                    '”' => '“',
                    '’' => '‘',
                    other => *other,
                };
                match open
                    .iter()
                    .rev()
                    .take(DEEPEST)
                    .position(|k| text[*k] == opens)
                    .map(|n| open.len() - 1 - n)
                {
                    Some(at) => {
                        let start = open[at];
                        open.truncate(at);
                        if matches!(c, '"' | '\'') || latin_between(text, start, i) {
                            out.extend([(start, Quote::Open), (i, Quote::Close)]);
                        }
                    }
                    // The Parties’ agreement.
                    None if *c == '’' && is_letter(before(i)) => out.push((i, Quote::Apostrophe)),
                    None => {}
                }
            }
        }
    }
    out
}

/// Whether what stands between two marks is Latin text, or what stands around them.
fn latin_between(text: &[char], start: usize, end: usize) -> bool {
    if end - start > LONGEST {
        return false;
    }
    let inner = &text[start + 1..end];
    if !inner.iter().any(|c| is_wide(*c)) && inner.iter().any(|c| is_letter(*c)) {
        return true;
    }
    let word =
        |c: Option<&char>| c.is_some_and(|c| is_letter(*c) || matches!(c, ',' | '.' | ';' | ')' | '('));
    let blank = |c: &&char| **c != ' ';
    let (a, b) = (text[..start].iter().rev().find(blank), text[end + 1..].iter().find(blank));
    word(a) && (b.is_none() || word(b)) && text[..start].last() == Some(&' ')
}

#[cfg(test)]
mod tests {
    use super::super::breaks::class;
    use super::*;

    fn show(s: &str) -> String {
        let text: Vec<char> = s.chars().collect();
        let classes: Vec<Class> = text.iter().map(|c| class(*c)).collect();
        let (legal, parts) = opportunities(&Signs::of(text.clone()), &classes);
        let sign = |i: usize| legal[i].then_some(if parts[i] < HELD { '|' } else { '¦' });
        text.iter().enumerate().flat_map(|(i, c)| sign(i).into_iter().chain([*c])).collect()
    }

    #[test]
    fn addresses_end_lines_behind_their_separators() {
        for (text, want) in [
            (
                "https://a.gov.cn/b/c_1.shtml?x=1&y=zh-CN#top",
                "https://|a.|gov.|cn/|b/|c_|1.|shtml?|x=|1&|y=|zh-|CN#|top",
            ),
            ("me-and@example.org，", "me-|and@|example.|org，"),
            ("http://a.b/数据", "http://|a.|b/|数|据"),
            ("和/或", "和/或"),
            ("and/or", "and/or"),
        ] {
            assert_eq!(show(text), want);
        }
    }

    #[test]
    fn dates_units_and_designations_hold_together() {
        for (text, want) in [
            ("于2022年11月5日", "于|2022¦年|11¦月|5¦日"),
            ("08时30分", "08¦时|30¦分"),
            ("共20 000 km²长", "共|20 000 km²|长"),
            ("GB/T 9704—2012", "GB/T ¦9704—¦2012"),
            ("国办发〔2022〕14号文", "国|办|发¦〔2022〕¦14¦号|文"),
            ("增长6.5%－7%", "增|长|6.5%－¦7%"),
            ("“8·14”事故", "“8·¦14”|事|故"),
            ("第5 of", "第|5 |of"),
        ] {
            assert_eq!(show(text), want);
        }
    }

    #[test]
    fn a_row_of_symbols_is_broken_between_them() {
        assert_eq!(show("→←≈≠"), "→|←|≈|≠");
        assert_eq!(show("x≤10，甲→乙"), "x≤10，|甲|→|乙");
        assert_eq!(show("👨\u{200d}👩🇨🇳甲"), "👨\u{200d}👩🇨🇳|甲");
    }

    #[test]
    fn marks_of_latin_text_are_told_from_wide_ones() {
        let found = |s: &str| {
            let text: Vec<char> = s.chars().collect();
            let mut got = of_latin(&text);
            got.sort_by_key(|(i, _)| *i);
            got.into_iter()
                .map(|(_, q)| match q {
                    Quote::Open => '(',
                    Quote::Close => ')',
                    Quote::Apostrophe => '\'',
                    Quote::None => '-',
                })
                .collect::<String>()
        };
        for (text, want) in [
            ("the Party’s duty", "'"),
            ("the Parties’ agreement", "'"),
            ("称“合作”（“cooperation”）", "()"),
            ("与“People’s Bank of China”有关", "(')"),
            ("the term “合作” means “any act”, and", "()()"),
            ("所称‘甲’与“乙”", ""),
            ("用'单'和\"双\"的；it's", "()()'"),
            ("“2035年”", ""),
        ] {
            assert_eq!(found(text), want, "{text}");
        }
    }
}
