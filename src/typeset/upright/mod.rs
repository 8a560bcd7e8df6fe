//! What stands upright in vertical lines, and in which form: ideographs and their marks do, words are turned, short numbers
//! stand side by side (UAX #50, CLREQ 3.2.6, JLREQ 3.2).

mod table;

use super::breaks::{Class, Region, class};
use super::flow::{Char, Flow, Object, Rise, Setting};
use crate::font::{Fonts, Standing};
use crate::present::{Stand, standing};
use table::{Orientation, orientation};

/// Where the middle of a line is, in em above the baseline: half way between the edges of the em box.
pub const MIDDLE: f32 = 0.38;
/// Where the baseline of upright characters is, in em below their beginning.
pub const DOWN: f32 = 0.88;
/// The most that figures side by side take across the line, in em (JLREQ 3.2.5).
const WIDEST: f32 = 1.1;
/// Marks of horizontal lines whose ink is in the lower left quarter: without a form of their own they go to the upper right one.
const LOW_LEFT: &str = "、。，．";
/// How far they go, in em.
pub const TO_UPPER_RIGHT: f32 = 0.58;
/// The dash of Japanese, which horizontal lines take for a letter.
const BAR: char = '―';
/// A mark whose ink reaches further down, in em, has no blank below it that could be given up.
const BLANK_BELOW: f32 = 0.55;

/// Finds what stands upright in all that is to be set, and makes numbers of a few figures one.
pub fn settle(flow: &mut Flow, fonts: &mut Fonts, region: Region, figures: usize) {
    for line in flow.settings_mut() {
        for object in &mut line.objects {
            if let Object::Ruby { base, text } = object {
                stand(base, fonts, region);
                stand(text, fonts, region);
            }
        }
        stand(&mut line.chars, fonts, region);
        side_by_side(line, figures);
    }
}

/// The end of the run of letters, figures and signs of ASCII that begins at a character; the same place where none does.
fn word_end(chars: &[Char], at: usize) -> usize {
    let word = |c: &&Char| c.value.is_ascii_graphic() && c.look.object == 0;
    at + chars[at..].iter().take_while(word).count()
}

fn said(chars: &[Char]) -> String {
    chars.iter().map(|c| c.value).collect()
}

fn stand(chars: &mut [Char], fonts: &mut Fonts, region: Region) {
    let mut at = 0;
    while at < chars.len() {
        let end = word_end(chars, at);
        if end > at {
            // A single figure stands like an ideograph; more of them are put together later.
            let upright = standing(&said(&chars[at..end]), 1).is_some();
            chars[at..end].iter_mut().for_each(|c| c.look.upright = upright);
            at = end;
            continue;
        }
        let c = &mut chars[at];
        at += 1;
        if c.look.object > 0 || c.look.narrow() {
            continue;
        }
        let own_form = |fonts: &mut Fonts, drawn| fonts.standing(c.face, drawn).own_form;
        c.look.upright = match orientation(c.value) {
            Orientation::Upright => true,
            // GB/T 15834, 5.2: ： and ； stand below what they follow.
            Orientation::Form => {
                matches!(c.value, '：' | '；') && region != Region::Japanese || own_form(fonts, c.value)
            }
            Orientation::Turned => match class(c.value) {
                _ if c.value == BAR => own_form(fonts, c.value),
                Class::Ellipsis | Class::Connector => own_form(fonts, c.value),
                Class::Open | Class::Close if own_form(fonts, c.value) => true,
                Class::Open | Class::Close => {
                    c.look.instead = corner(c.value, region);
                    c.look.instead.is_some()
                }
                _ => false,
            },
        };
    }
}

/// What stands for a quotation mark of horizontal lines: ﹃ ﹄ and ﹁ ﹂ in Chinese (GB/T 15834, 5.2.4), 〝 〟 in Japanese.
const fn corner(c: char, region: Region) -> Option<char> {
    Some(match (c, region) {
        ('“', Region::Japanese) => '〝',
        ('”', Region::Japanese) => '〟',
        ('“', _) => '『',
        ('”', _) => '』',
        ('‘', _) => '「',
        ('’', _) => '」',
        _ => return None,
    })
}

/// Numbers of two figures and more, up to so many, become one.
fn side_by_side(line: &mut Setting, figures: usize) {
    if !line.chars.windows(2).any(|w| w.iter().all(|c| c.value.is_ascii_digit())) {
        return;
    }
    let old = std::mem::take(&mut line.chars);
    // Where each character has gone: the signs of notes are known by their places.
    let mut places = Vec::with_capacity(old.len());
    let mut at = 0;
    while at < old.len() {
        let end = word_end(&old, at).max(at + 1);
        let run = &old[at..end];
        let alike = |c: &Char| c.node == run[0].node && c.face == run[0].face && c.look.rise == Rise::None;
        let stands = run.len() > 1
            && run.iter().all(alike)
            && standing(&said(run), figures) == Some(Stand::SideBySide);
        if stands {
            places.extend(run.iter().map(|_| line.chars.len()));
            let first = run[0];
            line.object(
                Object::Across { chars: run.to_vec() },
                first.at,
                first.face,
                first.node as usize,
                first.look,
            );
        } else {
            places.extend(line.chars.len()..line.chars.len() + run.len());
            line.chars.extend_from_slice(run);
        }
        at = end;
    }
    for (place, _) in &mut line.notes {
        *place = places.get(*place).copied().unwrap_or(*place);
    }
}

/// The class of an upright character: letters stand like ideographs, and marks without a blank below have none to give up.
pub fn class_of(own: Class, c: char, standing: &Standing) -> Class {
    match own {
        // The letters of an acronym stay together.
        Class::Alnum if c.is_ascii_alphabetic() => Class::Hangul,
        Class::Alnum if c == BAR => Class::Connector,
        Class::Alnum | Class::Symbol => Class::Han,
        Class::Close | Class::Comma | Class::Stop | Class::FullStop if standing.ink.1 > BLANK_BELOW => {
            Class::Centred
        }
        other => other,
    }
}

/// Whether a mark is to be moved to the upper right quarter of its box.
pub fn is_moved(c: char, standing: &Standing) -> bool {
    /// Where the ink of a mark in the lower left quarter begins, in em. Those of Traditional Chinese stand in the middle.
    const LOW: f32 = 0.55;
    !standing.own_form && LOW_LEFT.contains(c) && standing.ink.0 > LOW
}

/// How far the halves of —— are to be moved so that their ink meets, in em; `ends` is the blank before and behind it.
pub const fn meeting(first: bool, (before, behind): (f32, f32)) -> f32 {
    /// Ink that only touches is drawn with a hair between.
    const OVER: f32 = 0.005;
    if first { behind + OVER } else { -before - OVER }
}

/// Where figures side by side stand across the line, from its middle, and how much narrower they are than the face has
/// them. Widths are in em.
pub fn across(widths: &[f32]) -> (Vec<f32>, f32) {
    let whole: f32 = widths.iter().sum();
    let squeeze = if whole > WIDEST { WIDEST / whole } else { 1.0 };
    let mut at = -whole * squeeze / 2.0;
    let mut out = vec![];
    for width in widths {
        out.push(at);
        at += width * squeeze;
    }
    (out, squeeze)
}
