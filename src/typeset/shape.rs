//! Scripts whose letters join, stack or change places: their words are shaped whole (OpenType, GSUB and GPOS) and stand
//! in the line as one; what is written from right to left is put in the order in which it is seen (UAX #9).

use super::breaks::Class;
use super::flow::{Char, Flow, Glyph, Object, Setting};
use super::line::Line;
use super::spacing::{Unit, box_of};
use crate::font::Fonts;
use crate::text::chars;
use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, ShaperInstance, Tag, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

/// Scripts that are shaped: their blocks, and how words of theirs are parted where they write no spaces.
const SCRIPTS: &[(char, char, Parting)] = &[
    ('\u{590}', '\u{8ff}', Parting::Spaces),
    ('\u{900}', '\u{dff}', Parting::Spaces),
    ('\u{e00}', '\u{eff}', Parting::Letters),
    ('\u{f00}', '\u{fff}', Parting::Behind("་།༎༏༐༑༔")),
    ('\u{1000}', '\u{109f}', Parting::Letters),
    ('\u{1780}', '\u{17ff}', Parting::Letters),
    ('\u{1800}', '\u{18af}', Parting::Spaces),
    ('\u{1950}', '\u{19df}', Parting::Letters),
    ('\u{a840}', '\u{a87f}', Parting::Spaces),
    ('\u{fb1d}', '\u{fdff}', Parting::Spaces),
    ('\u{fe70}', '\u{fefc}', Parting::Spaces),
    ('\u{10800}', '\u{10fff}', Parting::Spaces),
    ('\u{1e800}', '\u{1efff}', Parting::Spaces),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parting {
    /// At spaces.
    Spaces,
    /// Behind a sign.
    Behind(&'static str),
    /// No spaces and no signs: before any letter that is no mark.
    Letters,
}

fn script(c: char) -> Option<Parting> {
    // Han begins above most of them: one comparison tells nearly every character of a Chinese text.
    if ('\u{2000}'..='\u{a83f}').contains(&c) || c < '\u{590}' {
        return None;
    }
    SCRIPTS.iter().find(|(from, to, _)| (*from..=*to).contains(&c)).map(|(.., parting)| *parting)
}

/// Whether the letters of a character's script join or stack, so that it is not drawn by itself.
pub fn is_shaped(c: char) -> bool {
    script(c).is_some()
}

/// How a word behaves in the line, by its first letter.
pub fn class(first: char) -> Class {
    match script(first) {
        Some(Parting::Behind(_) | Parting::Letters) => Class::Syllable,
        _ => Class::Alnum,
    }
}

/// Signs without a shape of their own that belong to a word: joiners and the selectors of Mongolian.
const fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{202f}')
}

/// Makes words of all that is to be set.
pub fn settle(flow: &mut Flow, fonts: &mut Fonts) {
    let mut shaper = Shaper { faces: vec![], fonts };
    flow.settings_mut().for_each(|line| shaper.words(line));
}

/// Turns the brackets of text from right to left.
fn mirror(line: &mut Setting) {
    let Some((levels, _)) = line.levels.as_deref() else { return };
    for (c, level) in line.chars.iter_mut().zip(levels) {
        c.look.mirrored = level.is_rtl() && mirrored(c.value) != c.value;
    }
}

/// A face as the shaper takes it: of a variable font at its weight.
type Prepared<'a> = (FontRef<'a>, ShaperData, ShaperInstance);

struct Shaper<'f, 'a> {
    /// Parsed faces, by their index in [`Fonts::faces`].
    faces: Vec<(usize, Option<Prepared<'a>>)>,
    fonts: &'f mut Fonts<'a>,
}

impl Shaper<'_, '_> {
    fn words(&mut self, line: &mut Setting) {
        if !line.chars.iter().any(|c| script(c.value).is_some()) {
            return;
        }
        let old = std::mem::take(&mut line.chars);
        // Where each character has gone: the signs of notes are known by their places.
        let mut places = Vec::with_capacity(old.len());
        let mut at = 0;
        while at < old.len() {
            let end = word_end(&old, at);
            let word = (end > at).then(|| self.shape(&old[at..end])).flatten();
            let len = if word.is_some() { end - at } else { 1 };
            places.extend(std::iter::repeat_n(line.chars.len(), len));
            match word {
                Some(object) => {
                    let first = old[at];
                    line.object(object, first.at, first.face, first.node as usize, first.look);
                }
                None => line.chars.push(old[at]),
            }
            at += len;
        }
        for (place, _) in &mut line.notes {
            *place = places.get(*place).copied().unwrap_or(*place);
        }
        line.levels = levels(line).map(Box::new);
        mirror(line);
    }

    /// A word as its glyphs; none where its face lacks one of them.
    fn shape(&mut self, word: &[Char]) -> Option<Object> {
        let face = self.fonts.glyph(word[0].face, word[0].value);
        if face.id == 0 {
            return None;
        }
        if !self.faces.iter().any(|(i, _)| *i == face.face) {
            let file = self.fonts.faces[face.face].file;
            let font = FontRef::from_index(file.data(), file.index).ok();
            let instance = |f: &FontRef| {
                ShaperInstance::from_variations(f, file.weight().map(|w| (Tag::new(b"wght"), w)))
            };
            self.faces.push((face.face, font.map(|f| (f.clone(), ShaperData::new(&f), instance(&f)))));
        }
        let (font, data, instance) = self.faces.iter().find(|(i, _)| *i == face.face)?.1.as_ref()?;
        let shaper = data.shaper(font).instance(Some(instance)).build();
        let mut buffer = UnicodeBuffer::new();
        for (k, c) in word.iter().enumerate() {
            buffer.add(c.value, k as u32);
        }
        buffer.guess_segment_properties();
        if buffer.direction() == Direction::TopToBottom {
            buffer.set_direction(Direction::LeftToRight);
        }
        let shaped = shaper.shape(buffer, ShapeOptions::default());
        let em = shaper.units_per_em() as f32;
        let mut pen = 0.0;
        let mut glyphs = vec![];
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id = u16::try_from(info.glyph_id).ok().filter(|id| *id != 0)?;
            glyphs.push(Glyph {
                id,
                char: word[info.cluster as usize].value,
                from: info.cluster as usize,
                x: pen + place.x_offset as f32 / em,
                y: place.y_offset as f32 / em,
                advance: place.x_advance as f32 / em,
            });
            pen += place.x_advance as f32 / em;
        }
        Some(Object::Word { chars: word.to_vec(), face: face.face, glyphs, width: pen })
    }
}

/// The end of the word that begins at a character; the same place where none does.
fn word_end(chars: &[Char], at: usize) -> usize {
    let first = chars[at];
    let Some(parting) = script(first.value).filter(|_| first.look.object == 0) else { return at };
    let mut end = at + 1;
    while let Some(c) = chars.get(end) {
        let same = c.node == first.node && c.look == first.look && c.face == first.face;
        if !same || !(joins(c.value) || script(c.value) == Some(parting)) {
            break;
        }
        let parts = match parting {
            Parting::Spaces => false,
            Parting::Behind(signs) => signs.contains(chars[end - 1].value) && !signs.contains(c.value),
            Parting::Letters => c.value.is_alphabetic() && !is_mark(c.value),
        };
        if parts {
            break;
        }
        end += 1;
    }
    end
}

/// Vowels and tones that stand on or below a letter, or before one that comes first in the text.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{e30}'..='\u{e3a}' | '\u{e45}' | '\u{e47}'..='\u{e4e}' | '\u{eb0}'..='\u{ebd}' | '\u{ec8}'..='\u{ece}'
        | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}')
}

/// The levels of the characters of a paragraph in the sense of UAX #9, and whether the whole is written from right to
/// left; none where nothing is.
fn levels(line: &Setting) -> Option<(Vec<Level>, bool)> {
    let shown: Vec<char> = line.chars.iter().map(|c| stands_for(line, c)).collect();
    if !shown.iter().any(|c| chars::is_right_to_left(*c)) {
        return None;
    }
    let text: String = shown.iter().collect();
    let rtl = chars::is_from_right(shown.iter().copied());
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(base));
    let levels = text.char_indices().map(|(i, _)| info.levels[i]).collect();
    Some((levels, rtl))
}

/// What decides the direction of something in the line.
fn stands_for(line: &Setting, c: &Char) -> char {
    match c.look.stands_for().and_then(|n| line.objects.get(n)) {
        Some(Object::Word { chars, .. }) => chars[0].value,
        _ => c.value,
    }
}

/// Puts the characters of a composed line where they are seen; `width` is that of the line, `indent` that of its
/// beginning.
pub fn reorder(
    line: &mut Line,
    units: &[Unit],
    (levels, rtl): (&[Level], bool),
    (width, indent): (f32, f32),
) {
    let levels = &levels[line.start..line.end];
    let units = &units[line.start..line.end];
    let left = line.x.first().copied().unwrap_or(0.0);
    // How far each reaches, with the gap behind it.
    let mut extents: Vec<f32> = line.x.windows(2).map(|w| w[1] - w[0]).collect();
    let last = units.iter().rposition(|u| u.char != ' ').unwrap_or(0);
    extents.push(units.last().map_or(0.0, box_of));
    let whole: f32 = extents[..=last].iter().sum();
    let mut levels = levels.to_vec();
    // Spaces at the end of a line stand at its end (rule L1).
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    levels[last + 1..].fill(base);
    let mut at = if rtl { width - indent - whole } else { left };
    let trailing: f32 = extents[last + 1..].iter().sum();
    if rtl {
        at -= trailing;
    }
    for k in BidiInfo::reorder_visual(&levels) {
        line.x[k] = at;
        at += extents[k];
    }
}

/// The sign that is drawn in text from right to left: brackets face the other way (rule L4).
pub const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '（' => '）',
        '）' => '（',
        '《' => '》',
        '》' => '《',
        other => other,
    }
}
