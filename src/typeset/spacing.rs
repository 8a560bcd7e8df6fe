//! The widths of characters and of the gaps between them: natural, and what they can give up or take (CLREQ 3.1 and
//! 3.2). All lengths are in em.

use super::breaks::{Class, Signs};
use super::room::{EARLY, Takers};

/// A character to be set.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The character.
    pub char: char,
    /// Its class.
    pub class: Class,
    /// The font's advance.
    pub advance: f32,
    /// Whether it belongs to a label, which never stretches.
    pub held: bool,
    /// The width of the hyphen behind what stands before it, where a word may be divided there.
    pub divides: Option<f32>,
}

/// Blank that a gap can give up, by the order in which it does (CLREQ 3.2.2, JLREQ 3.8.3): the sides of ・, brackets,
/// commas, Han–Latin gaps, stops. Word spaces are as narrow as they may be.
pub const STEPS: usize = 5;
/// Between Han and Latin (CLREQ 3.2.1), with the least it may become.
const HAN_LATIN: (f32, f32) = (0.25, 0.125);
/// A sign with this advance carries its own blank on both sides.
const WIDE_SIGN: f32 = 0.9;
/// An advance that a cell of an em does not hold.
const WIDER: f32 = 1.02;
/// A word space.
const WORD_SPACE: f32 = 0.25;

/// The gap before a character.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gap {
    pub natural: f32,
    pub shrink: [f32; STEPS],
    /// Stretch before all others: word spaces, then Han–Latin.
    pub early: f32,
    /// Whether it takes part in the last, equal step.
    pub rest: bool,
    /// Whether it takes part where the gaps of that step would be seen: between marks side by side, and inside labels.
    pub late: bool,
}

/// Width of the box of a character, whatever the font says (typical faces have `·` at 0.33 and `—` at 0.89 em).
pub fn box_of(u: &Unit) -> f32 {
    match u.class {
        Class::Open | Class::Close | Class::Comma | Class::Stop | Class::FullStop => 1.0,
        // ㎡ and Ⅻ may be wider than their cell.
        Class::Han | Class::NoStart if u.advance > WIDER => u.advance,
        Class::Han | Class::NoStart | Class::Centred | Class::Middle => 1.0,
        Class::Ellipsis | Class::WideSpace => 1.0,
        Class::Connector if u.char == '⸺' => 2.0,
        Class::Connector if u.char == '–' => u.advance,
        Class::Connector => 1.0,
        Class::Mid => 0.5,
        Class::Space => WORD_SPACE,
        Class::Combining => 0.0,
        _ => u.advance,
    }
}

/// Where the glyph stands in its box: marks hug what they enclose, all else is centred. The halves of —— meet.
pub fn shift_in_box(units: &[Unit], i: usize, text: &Signs) -> f32 {
    let u = &units[i];
    let spare = box_of(u) - u.advance;
    match u.class {
        Class::Open => spare,
        Class::Connector if text.pairs(i) => spare,
        Class::Connector if i > 0 && text.pairs(i - 1) => 0.0,
        Class::Han | Class::NoStart | Class::Centred | Class::Mid | Class::Middle => spare / 2.0,
        Class::Connector | Class::Ellipsis => spare / 2.0,
        _ => 0.0,
    }
}

fn gap(units: &[Unit], text: &Signs, i: usize) -> Gap {
    let (a, b) = (units[i - 1].class, units[i].class);
    let mut g = Gap::default();
    // ！？ side by side take one em, three of them two (CLREQ 3.1.6.3): the last one of an even run loses its blank.
    let shouts = |c: char| matches!(c, '！' | '？');
    if a.closes() && shouts(text[i - 1]) && !shouts(text[i]) {
        let run = text[..i].iter().rev().take_while(|c| shouts(**c)).count();
        if run % 2 == 0 {
            g.natural = -0.5;
            return g;
        }
    }
    if a.closes() && (b.closes() || b == Class::Open) || a == Class::Open && b == Class::Open {
        // Two full-width marks side by side take one and a half em (CLREQ 3.1.6).
        g.natural = -0.5;
        g.late = a.closes() && b == Class::Open;
        return g;
    }
    match a {
        Class::Close => g.shrink[1] += 0.5,
        Class::Comma => g.shrink[2] += 0.5,
        Class::Stop => g.shrink[4] += 0.5,
        _ => {}
    }
    if b == Class::Open {
        g.shrink[1] += 0.5;
    }
    for _ in [a, b].iter().filter(|c| **c == Class::Middle) {
        g.shrink[0] += 0.25;
    }
    if meet(units, i) {
        g.natural = HAN_LATIN.0;
        g.shrink[3] = HAN_LATIN.0 - HAN_LATIN.1;
        g.early = EARLY;
    }
    if a == Class::Space {
        g.early = EARLY;
    }
    let word = |c: Class| c.is_latin() || c == Class::Symbol;
    let latin = word(a) && word(b) && !(a == Class::Symbol && b == Class::Symbol);
    let fixed = |c: Class| {
        matches!(c, Class::Connector | Class::Space | Class::Combining | Class::Mid | Class::Middle)
    };
    let tied = text.pairs(i - 1)
        || fixed(a)
        || fixed(b)
        || a == Class::Open
        || b == Class::Raised
        || b.closes()
        || b == Class::Centred
        || text[i] == '/'
        || text[i - 1] == '/';
    let blank = |c: Class| matches!(c, Class::WideSpace | Class::Blank);
    g.rest = !latin && !tied && !blank(a) && !blank(b);
    if units[i - 1].held && units[i].held {
        (g.early, g.late, g.rest) = (0.0, g.rest, false);
    } else if units[i - 1].held {
        // What follows a label stands equally far from it in every line.
        (g.shrink, g.early, g.rest) = ([0.0; STEPS], 0.0, false);
    }
    g
}

/// Whether Han and Latin meet before a character (CLREQ 3.2.1): brackets and quotation marks keep their distance on
/// the outside alone, a sign of operation on both sides or on none.
fn meet(units: &[Unit], i: usize) -> bool {
    let (a, b) = (&units[i - 1], &units[i]);
    // 和/或 is closed up.
    if a.char == '/' || b.char == '/' {
        return false;
    }
    let wide = |u: Option<&Unit>| u.is_some_and(|u| u.class.is_ideographic());
    let (han_a, han_b) = (a.class.is_ideographic(), b.class.is_ideographic());
    let narrow = |u: &Unit| u.class == Class::Symbol && u.advance < WIDE_SIGN;
    if narrow(b) && a.class != Class::Symbol {
        return han_a || a.class == Class::Alnum && wide(units.get(i + 1));
    }
    if narrow(a) && b.class != Class::Symbol {
        return han_b || b.class == Class::Alnum && wide(i.checked_sub(2).map(|k| &units[k]));
    }
    let opens = |c: Class| c.is_latin() && c != Class::LatinClose;
    let closes = |c: Class| c.is_latin() && c != Class::LatinOpen;
    // m²: what is raised stands for the word that it belongs to.
    let word = || units[..i].iter().rev().find(|u| u.class != Class::Raised).unwrap_or(a);
    han_a && opens(b.class) || han_b && closes(word().class)
}

/// The share that each step gives up of what is needed, and what is needed still.
pub fn take(shrink: &[f32; STEPS], mut need: f32) -> ([f32; STEPS], f32) {
    let taken = std::array::from_fn(|k| {
        let share = if shrink[k] > 0.0 { (need / shrink[k]).clamp(0.0, 1.0) } else { 0.0 };
        need -= share * shrink[k];
        share
    });
    (taken, need)
}

/// Running sums over a paragraph, so that a line is measured in constant time.
pub struct Sums {
    pub width: Vec<f32>,
    pub shrink: Vec<[f32; STEPS]>,
    pub early: Vec<f32>,
    pub rest: Vec<u32>,
    pub late: Vec<u32>,
    pub gaps: Vec<Gap>,
}

impl Sums {
    /// Free pitch.
    pub fn free(units: &[Unit], text: &Signs) -> Self {
        let n = units.len();
        let mut s = Self {
            width: vec![0.0; n + 1],
            shrink: vec![[0.0; STEPS]; n + 1],
            early: vec![0.0; n + 1],
            rest: vec![0; n + 1],
            late: vec![0; n + 1],
            gaps: Vec::with_capacity(n),
        };
        for i in 0..n {
            let g = if i == 0 { Gap::default() } else { gap(units, text, i) };
            s.width[i + 1] = s.width[i] + g.natural + box_of(&units[i]);
            for k in 0..STEPS {
                s.shrink[i + 1][k] = s.shrink[i][k] + g.shrink[k];
            }
            s.early[i + 1] = s.early[i] + g.early;
            s.rest[i + 1] = s.rest[i] + u32::from(g.rest);
            s.late[i + 1] = s.late[i] + u32::from(g.late);
            s.gaps.push(g);
        }
        s
    }

    /// In the grid every wide character takes a cell, and every Latin run as many as it needs.
    pub fn grid(units: &[Unit], pitch: f32) -> Self {
        let n = units.len();
        let mut width = vec![0.0; n + 1];
        let mut i = 0;
        while i < n {
            let end = run_end(units, i);
            let cells = cells_of(units, i, end, pitch);
            for k in i..end {
                width[k + 1] = width[i] + cells;
            }
            i = end;
        }
        Self {
            width,
            shrink: vec![[0.0; STEPS]; n + 1],
            early: vec![0.0; n + 1],
            rest: vec![0; n + 1],
            late: vec![0; n + 1],
            gaps: vec![Gap::default(); n],
        }
    }

    /// The gaps within a line that take room.
    pub fn takers(&self, start: usize, end: usize) -> Takers {
        Takers {
            early: self.early[end] - self.early[start + 1],
            rest: self.rest[end] - self.rest[start + 1],
            late: self.late[end] - self.late[start + 1],
        }
    }

    /// What each step can give up within a line.
    pub fn total_shrink(&self, start: usize, end: usize) -> [f32; STEPS] {
        std::array::from_fn(|k| self.shrink[end][k] - self.shrink[start + 1][k])
    }
}

/// Whether a character takes part in a Latin run of the grid.
pub const fn runs(c: Class) -> bool {
    c.is_latin() || matches!(c, Class::Space | Class::Hangul | Class::Combining | Class::Raised)
}

/// The end of the run of the grid that starts at `i`: one wide character, or a Latin run.
pub fn run_end(units: &[Unit], i: usize) -> usize {
    if !runs(units[i].class) {
        let mut end = i + 1;
        while end < units.len() && units[end].class == Class::Combining {
            end += 1;
        }
        return end;
    }
    let mut end = i + 1;
    let digit = |i: usize| units.get(i).is_some_and(|u| u.char.is_ascii_digit());
    // 12·21 is one run, as 12-21 is.
    let joins = |i: usize| units[i].class == Class::Mid && digit(i - 1) && digit(i + 1);
    while end < units.len() && (runs(units[end].class) || joins(end)) && units[end - 1].class != Class::Space
    {
        end += 1;
    }
    end
}

pub fn natural_run(units: &[Unit], start: usize, end: usize) -> f32 {
    units[start..end].iter().map(box_of).sum()
}

pub fn cells_of(units: &[Unit], start: usize, end: usize, pitch: f32) -> f32 {
    if runs(units[start].class) {
        // An eighth of an em at least on either side, where ideographs stand there.
        let wide = |i: Option<&Unit>| i.is_some_and(|u| u.class.is_ideographic());
        let sides = f32::from(u8::from(start > 0 && wide(units.get(start - 1))))
            + f32::from(u8::from(wide(units.get(end))));
        ((natural_run(units, start, end) + sides * HAN_LATIN.1) / pitch - 0.02).ceil().max(1.0)
    } else if matches!(units[start].class, Class::Object | Class::Symbol | Class::Han) {
        (box_of(&units[start]) / pitch - 0.05).ceil().max(1.0)
    } else if units[start].class == Class::Blank {
        units[start].advance
    } else if units[start].char == '⸺' {
        2.0
    } else {
        1.0
    }
}
