//! How well a line of a title or heading may end before each of its characters: hardly inside a word, well where a unit of
//! sense ends (GB/T 9704-2012, 7.3.1).

use crate::lexicon::title::{AIMS, BEFORE, BEHIND, JOINS, PEACE, SHORT, STARTS, WHOLE};
use crate::text::Segmenter;
use crate::text::chars::{is_han, is_kana};

/// Inside a word.
pub const WORD: f32 = 60.0;
/// Before a word that belongs to the one before it, behind one that belongs to the one after it, or beside a single
/// character, which is most often part of a name that no dictionary knows.
const CLOSE: f32 = 6.0;
/// Between two words.
const PLAIN: f32 = 2.0;
/// Behind a word that joins.
const JOINT: f32 = 1.0;
/// Behind a mark between things that are counted up.
const COUNT: f32 = 0.6;
/// Behind 的, and around the names of acts.
const PHRASE: f32 = 0.4;
/// What it costs besides within the name of an act, a quotation or brackets.
const WITHIN: f32 = 1.2;
/// A break that costs no more is one between units of sense.
pub const UNIT: f32 = 0.5;

/// What ending a line before each character costs, in the unit of [`super::balance`]; nothing where a unit of sense
/// ends. The first is that before the first character, where no line ends.
pub fn torn(text: &[char]) -> Vec<f32> {
    let mut out = vec![0.0; text.len()];
    let words = words(text);
    let mut within = 0_usize;
    let mut before: &[char] = &[];
    for pair in words.windows(2) {
        let [(from, at), (_, end)] = pair else { continue };
        let (a, b) = (&text[*from..*at], &text[*at..*end]);
        within = (within + usize::from(opens(a[0]))).saturating_sub(usize::from(closes(a[0])));
        out[*at] = between(a, b, &text[*at..]) + if within > 0 { WITHIN } else { 0.0 };
        // of, the: they stand with the word behind the space.
        if a == [' '] && is_short(before) {
            out[*at] += PLAIN;
        }
        before = a;
        for inner in out.iter_mut().take(*end).skip(*at + 1) {
            *inner = WORD;
        }
    }
    if let Some((_, end)) = words.first() {
        out[1.min(*end)..*end].fill(WORD);
    }
    out
}

/// The words of a text, one after the other.
fn words(text: &[char]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = vec![];
    let segmenter = Segmenter::default();
    let mut plain = 0;
    let mut at = 0;
    let take = |from: usize, to: usize, out: &mut Vec<(usize, usize)>| {
        let mut start = from;
        for length in segmenter.lengths(&text[from..to].iter().collect::<String>()) {
            out.push((start, start + length));
            start += length;
        }
    };
    while at < text.len() {
        let length = whole(text, at);
        if length == 0 {
            at += 1;
            continue;
        }
        take(plain, at, &mut out);
        out.push((at, at + length));
        at += length;
        plain = at;
    }
    take(plain, text.len(), &mut out);
    let mut parted = Vec::with_capacity(out.len());
    for (from, to) in out {
        // 和 and a noun that the dictionary takes for one word (和水).
        if to - from == 2
            && matches!(text[from], '和' | '及')
            && is_han(text[from + 1])
            && !PEACE.contains(&text[from + 1])
        {
            parted.extend([(from, from + 1), (from + 1, to)]);
        } else {
            parted.push((from, to));
        }
    }
    parted
}

/// How many characters a word takes here that is whole whatever the dictionary says; 0 where none begins.
fn whole(text: &[char], at: usize) -> usize {
    let begins = |w: &&&str| {
        let mut rest = text[at..].iter();
        w.chars().all(|c| rest.next() == Some(&c))
    };
    if let Some(w) = WHOLE.iter().find(begins) {
        return w.chars().count();
    }
    let numbers = text[at..].iter().take_while(|c| is_numeral(**c)).count();
    if text[at] == '第' || numbers > 0 {
        // A number and what it counts: 第十二次, 二十九件, 2025年.
        let from = at + usize::from(text[at] == '第');
        let digits = text[from.min(text.len())..].iter().take_while(|c| is_numeral(**c)).count();
        let counts = |c: &char| is_han(*c) && !"和与及的之".contains(*c);
        let counted = text.get(from + digits).is_some_and(counts);
        let alone = text[at] != '第' && digits == 1 && !text[at].is_ascii_digit();
        // 一 and 三 alone are more often the first character of a word (一切).
        return if alone || digits == 0 { 0 } else { from - at + digits + usize::from(counted) };
    }
    let aim = at > 0 && AIMS.contains(&text[at - 1]);
    usize::from(text[at] == '的' && !aim)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇一二三四五六七八九十百千万".contains(c)
}

fn opens(c: char) -> bool {
    matches!(c, '《' | '〈' | '“' | '‘' | '（' | '「' | '『' | '(' | '〔' | '［')
}

fn closes(c: char) -> bool {
    matches!(c, '》' | '〉' | '”' | '’' | '）' | '」' | '』' | ')' | '〕' | '］')
}

/// What ending a line between two words costs; `rest` is the text from the second one on.
fn between(a: &[char], b: &[char], rest: &[char]) -> f32 {
    let (last, first) = (a[a.len() - 1], b[0]);
    let is = |word: &[char], list: &[&str]| list.iter().any(|w| w.chars().eq(word.iter().copied()));
    let starts = |w: &&str| {
        let mut rest = rest.iter();
        w.chars().all(|c| rest.next() == Some(&c))
    };
    // No line begins with a closing mark or a space, or ends with an opening mark.
    let never = matches!(
        first,
        '、' | '，'
            | '。'
            | '：'
            | '；'
            | '！'
            | '？'
            | '—'
            | '–'
            | '～'
            | '·'
            | '・'
            | ','
            | '.'
            | ';'
            | ':'
    );
    if never || closes(first) || opens(last) || first.is_whitespace() {
        return f32::INFINITY;
    }
    if last == '\u{3000}'
        || STARTS.iter().any(starts)
        || matches!(last, '，' | '。' | '：' | '；' | '！' | '？' | '—')
    {
        return 0.0;
    }
    if last.is_whitespace() {
        // A space of ours between words; those that stand with the next one were looked at where they end.
        return PLAIN * 0.6;
    }
    if closes(last) {
        return if is(b, BEHIND) { CLOSE } else { PHRASE };
    }
    if opens(first) {
        return if matches!(first, '（' | '(' | '〔' | '［') { 2.0 * PLAIN } else { PHRASE };
    }
    if matches!(last, '、' | '・' | '·' | ',' | ';' | ':') {
        return COUNT;
    }
    if is(b, BEHIND) || is(a, BEFORE) {
        return CLOSE;
    }
    if matches!(last, '的' | '之') && a.len() == 1 {
        return PHRASE;
    }
    if is(a, JOINS) {
        return JOINT;
    }
    let hiragana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
    // A phrase of Japanese ends with kana and begins without.
    if hiragana(first) {
        return CLOSE;
    }
    if hiragana(last) {
        return if matches!(last, 'の' | 'は' | 'を' | 'び' | 'る') { PHRASE } else { 2.0 * PLAIN };
    }
    let wide = |c: char| is_han(c) || is_kana(c);
    let lone = |w: &[char]| w.len() == 1 && wide(w[0]);
    if is(b, JOINS) {
        return PLAIN;
    }
    if is(b, BEFORE) {
        return PLAIN;
    }
    if lone(a) || lone(b) { CLOSE } else { PLAIN }
}

/// Whether a word of a language with spaces stands with the one behind it.
fn is_short(word: &[char]) -> bool {
    SHORT.iter().any(|w| w.chars().eq(word.iter().flat_map(|c| c.to_lowercase())))
}
