//! Parts of faces with the glyphs of one document: for PDF, and as fonts of their own. The one file that names
//! subsetter, whose results have no character map: PDF wants none, and what else a font wants is added here.

use super::face::{Face, Tag};
use super::{FontFile, truetype};
use crate::finding::Words;
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// A face with some of its glyphs.
#[derive(Debug)]
pub struct Subset {
    /// The font file.
    pub data: Vec<u8>,
    remapper: GlyphRemapper,
}

impl Subset {
    /// The part of a face that holds these glyphs, sorted.
    ///
    /// # Errors
    /// What subsetter says of a damaged font.
    pub fn new(file: &FontFile, glyphs: &[u16]) -> Result<Self, Words> {
        let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
        let weight = file.weight().map(|weight| (subsetter::Tag::new(b"wght"), weight));
        let data = match weight {
            Some(weight) => subsetter::subset_with_variations(file.data(), file.index, &[weight], &remapper),
            None => subsetter::subset(file.data(), file.index, &remapper),
        };
        let data = data.map_err(|_| super::NO_FONT)?;
        Ok(Self { data, remapper })
    }
    /// The glyph that a glyph of the face is here.
    pub fn glyph(&self, of_face: u16) -> u16 {
        self.remapper.get(of_face).unwrap_or(0)
    }
}

/// What a font of its own is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Books with horizontal lines.
    Horizontal,
    /// Books with vertical lines: it has the forms of its characters in them too.
    Vertical,
    /// Office files: its outlines are TrueType.
    Office,
}

/// The part of a face that holds these characters, as a font that books and office files can carry; none when it has
/// none of them.
///
/// # Errors
/// What is wrong with a damaged font.
pub fn standalone(file: &FontFile, chars: &BTreeSet<char>, form: Form) -> Result<Option<Vec<u8>>, Words> {
    let face = file.parsed().ok_or(super::NO_FONT)?;
    let found = chars.iter().filter_map(|c| Some((*c as u32, face.glyph(*c)?)));
    let found: Vec<(u32, u16)> = found.collect();
    if found.is_empty() {
        return Ok(None);
    }
    let forms: BTreeMap<u16, u16> = found
        .iter()
        .filter(|_| form == Form::Vertical)
        .filter_map(|(_, g)| Some((*g, face.substitute(*b"vert", *g)?)))
        .collect();
    let glyphs: BTreeSet<u16> = found.iter().map(|(_, g)| *g).chain(forms.values().copied()).collect();
    let subset = Subset::new(file, &glyphs.into_iter().collect::<Vec<_>>())?;
    let map: Vec<(u32, u16)> = found.iter().map(|(c, g)| (*c, subset.glyph(*g))).collect();
    let parsed = Face::parse(&subset.data, 0).ok_or(super::NO_FONT)?;
    let mut tables: Vec<(Tag, Vec<u8>)> = parsed.tables().map(|(tag, data)| (tag, data.to_vec())).collect();
    tables.push((Tag::new(b"cmap"), character_map(&map)));
    if !forms.is_empty() {
        let forms = forms.iter().map(|(a, b)| (subset.glyph(*a), subset.glyph(*b))).collect();
        tables.push((Tag::new(b"GSUB"), vertical_forms(&forms)));
    }
    // Its metrics and its permission to embed are those of the face.
    let os2 = Tag::new(b"OS/2");
    tables.extend(face.table(os2).map(|data| (os2, weighing(data.to_vec(), file.weight()))));
    tables.sort_by_key(|(tag, _)| *tag);
    if form == Form::Office && parsed.table(Tag::new(b"glyf")).is_none() {
        to_truetype(&parsed, &mut tables);
        return Ok(Some(assemble(&[0, 1, 0, 0], &tables)));
    }
    Ok(Some(assemble(&subset.data[..4], &tables)))
}

/// An `OS/2` table that says the weight which a variable font was taken at (usWeightClass).
fn weighing(mut os2: Vec<u8>, weight: Option<f32>) -> Vec<u8> {
    if let (Some(weight), Some(place)) = (weight, os2.get_mut(4..6)) {
        place.copy_from_slice(&(weight as u16).to_be_bytes());
    }
    os2
}

/// Replaces PostScript outlines.
fn to_truetype(face: &Face, tables: &mut Vec<(Tag, Vec<u8>)>) {
    let tag = |name: &[u8; 4]| Tag::new(name);
    tables.retain(|(t, _)| ![tag(b"CFF "), tag(b"VORG"), tag(b"hmtx"), tag(b"maxp")].contains(t));
    let glyphs = truetype::glyphs(face);
    let count = face.glyphs();
    for (t, data) in tables.iter_mut() {
        // Long offsets of glyphs; metrics for every glyph; no names of glyphs.
        if *t == tag(b"head") && data.len() >= 54 {
            data[50..54].copy_from_slice(&[0, 1, 0, 0]);
        } else if *t == tag(b"hhea") && data.len() >= 36 {
            data[34..36].copy_from_slice(&count.to_be_bytes());
        } else if *t == tag(b"post") && data.len() >= 32 {
            data[..4].copy_from_slice(&[0, 3, 0, 0]);
            data.truncate(32);
        }
    }
    tables.extend([
        (tag(b"glyf"), glyphs.outlines),
        (tag(b"loca"), glyphs.places),
        (tag(b"hmtx"), glyphs.metrics),
        (tag(b"maxp"), glyphs.maxima),
    ]);
    tables.sort_by_key(|(t, _)| *t);
}

fn put16(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
}

fn put32(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
}

/// A `cmap` table: format 4 for the basic plane, which old readers want, and format 12 for all (OpenType 1.9, cmap).
fn character_map(map: &[(u32, u16)]) -> Vec<u8> {
    let basic: Vec<(u16, u16)> = map
        .iter()
        .filter_map(|(c, g)| Some((u16::try_from(*c).ok()?, *g)))
        .filter(|(c, _)| *c < 0xffff)
        .collect();
    let mut format4 = vec![];
    // Runs of characters whose glyphs follow each other, and the end that the format wants.
    let runs: Vec<&[(u16, u16)]> =
        basic.chunk_by(|a, b| a.0 + 1 == b.0 && a.1.checked_add(1) == Some(b.1)).collect();
    let count = runs.len() as u16 + 1;
    let power = 1u16 << count.ilog2();
    put16(
        &mut format4,
        &[4, 16 + 8 * count, 0, count * 2, power * 2, power.ilog2() as u16, (count - power) * 2],
    );
    let last = |run: &&[(u16, u16)]| run[run.len() - 1].0;
    put16(&mut format4, &runs.iter().map(last).chain([0xffff, 0]).collect::<Vec<_>>());
    put16(&mut format4, &runs.iter().map(|run| run[0].0).chain([0xffff]).collect::<Vec<_>>());
    let delta = |run: &&[(u16, u16)]| run[0].1.wrapping_sub(run[0].0);
    put16(&mut format4, &runs.iter().map(delta).chain([1]).collect::<Vec<_>>());
    put16(&mut format4, &vec![0; usize::from(count)]);

    let groups: Vec<&[(u32, u16)]> =
        map.chunk_by(|a, b| a.0 + 1 == b.0 && a.1.checked_add(1) == Some(b.1)).collect();
    let mut format12 = vec![];
    put16(&mut format12, &[12, 0]);
    put32(&mut format12, &[16 + 12 * groups.len() as u32, 0, groups.len() as u32]);
    for group in groups {
        put32(&mut format12, &[group[0].0, group[group.len() - 1].0, u32::from(group[0].1)]);
    }

    let mut out = vec![];
    // Windows, Unicode: the basic plane, and all planes.
    put16(&mut out, &[0, 2, 3, 1]);
    put32(&mut out, &[20]);
    put16(&mut out, &[3, 10]);
    put32(&mut out, &[20 + format4.len() as u32]);
    out.extend(format4);
    out.extend(format12);
    out
}

/// A `GSUB` table with the one feature `vert`, for every script.
fn vertical_forms(forms: &BTreeMap<u16, u16>) -> Vec<u8> {
    let count = forms.len() as u16;
    let mut out = vec![];
    put16(&mut out, &[1, 0, 10, 30, 44]);
    // Scripts: one, with one language, whose only feature is the first.
    put16(&mut out, &[1]);
    out.extend(b"DFLT");
    put16(&mut out, &[8, 4, 0, 0, 0xffff, 1, 0]);
    // Features: one, with the first lookup.
    put16(&mut out, &[1]);
    out.extend(b"vert");
    put16(&mut out, &[8, 0, 1, 0]);
    // Lookups: one, single substitutions of glyphs that are listed.
    put16(&mut out, &[1, 4, 1, 0, 1, 8, 2, 6 + 2 * count, count]);
    put16(&mut out, &forms.values().copied().collect::<Vec<_>>());
    put16(&mut out, &[1, count]);
    put16(&mut out, &forms.keys().copied().collect::<Vec<_>>());
    out
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, word| {
        let mut four = [0; 4];
        four[..word.len()].copy_from_slice(word);
        sum.wrapping_add(u32::from_be_bytes(four))
    })
}

/// The tables as a file (OpenType 1.9, Organization of an OpenType Font); they are sorted by their tags.
pub(super) fn assemble(flavour: &[u8], tables: &[(Tag, Vec<u8>)]) -> Vec<u8> {
    /// What a whole font sums up to, and where its head makes up for the difference.
    const WHOLE: u32 = 0xb1b0_afba;
    const ADJUSTMENT: usize = 8;
    let count = tables.len() as u16;
    let power = 1u16 << count.ilog2();
    let mut out = flavour.to_vec();
    put16(&mut out, &[count, power * 16, power.ilog2() as u16, (count - power) * 16]);
    let (mut body, mut head) = (vec![], None);
    let start = out.len() + 16 * tables.len();
    for (tag, data) in tables {
        let at = body.len();
        body.extend(data);
        if *tag == Tag::new(b"head") {
            body[at + ADJUSTMENT..at + ADJUSTMENT + 4].fill(0);
            head = Some(start + at + ADJUSTMENT);
        }
        let sum = checksum(&body[at..]);
        body.resize(body.len().next_multiple_of(4), 0);
        put32(
            &mut out,
            &[u32::from_be_bytes(tag.to_be_bytes()), sum, (start + at) as u32, data.len() as u32],
        );
    }
    out.extend(body);
    if let Some(at) = head {
        let rest = WHOLE.wrapping_sub(checksum(&out));
        out[at..at + 4].copy_from_slice(&rest.to_be_bytes());
    }
    out
}

#[cfg(all(test, feature = "embedded-fonts"))]
mod tests {
    use super::*;
    use crate::font::{FaceRole, FontSet};

    #[test]
    fn a_part_of_a_face_is_a_font_with_its_characters() {
        let set = FontSet::embedded();
        let chars: BTreeSet<char> = "第一条　条约ABCabc。“甲”\u{20bb7}".chars().collect();
        for role in [FaceRole::Song, FaceRole::Kai] {
            let (file, _) = set.find(role, false, "zh").expect("an embedded face");
            let data =
                standalone(file, &chars, Form::Vertical).expect("a sound font").expect("some characters");
            let (whole, part) = (Face::parse(file.data(), 0), Face::parse(&data, 0).expect("a font"));
            let whole = whole.expect("a font");
            for c in &chars {
                let glyph = |f: &Face| f.glyph(*c).and_then(|g| f.advance(g));
                assert_eq!(glyph(&part), glyph(&whole), "{c}");
            }
            assert!(part.glyph('丁').is_none() && part.is_restricted() == whole.is_restricted());
            // The comma stands elsewhere in vertical lines.
            let form = |f: &Face| f.glyph('。').and_then(|g| f.substitute(*b"vert", g));
            assert!(form(&part).is_some() && form(&whole).is_some());
            assert!(data.len() < file.data().len() / 50);
            assert_eq!(checksum(&data), 0xb1b0_afba);
        }
        assert!(
            standalone(
                set.find(FaceRole::Song, false, "zh").expect("a face").0,
                &BTreeSet::new(),
                Form::Horizontal
            )
            .expect("ok")
            .is_none()
        );
    }

    /// The area of a glyph, by its corners and curves.
    #[derive(Default)]
    struct Area {
        sum: f32,
        at: (f32, f32),
        start: (f32, f32),
    }

    impl Area {
        fn go(&mut self, x: f32, y: f32) {
            self.sum += self.at.0 * y - x * self.at.1;
            self.at = (x, y);
        }
    }

    impl crate::font::face::OutlinePen for Area {
        fn move_to(&mut self, x: f32, y: f32) {
            (self.at, self.start) = ((x, y), (x, y));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.go(x, y);
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            let from = self.at;
            let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
            self.curve_to(third(from.0, x1), third(from.1, y1), third(x, x1), third(y, y1), x, y);
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            let from = self.at;
            for k in 1..=20 {
                let (t, s) = (k as f32 / 20.0, 1.0 - k as f32 / 20.0);
                let at = |a: f32, b: f32, c: f32, d: f32| {
                    s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                };
                self.go(at(from.0, x1, x2, x), at(from.1, y1, y2, y));
            }
        }
        fn close(&mut self) {
            self.go(self.start.0, self.start.1);
        }
    }

    #[test]
    fn office_files_get_outlines_that_look_the_same() {
        let set = FontSet::embedded();
        let (file, _) = set.find(FaceRole::Song, false, "zh").expect("an embedded face");
        let chars: BTreeSet<char> = "国龘一Sg。“".chars().collect();
        let data = standalone(file, &chars, Form::Office).expect("a sound font").expect("some characters");
        let (whole, part) =
            (Face::parse(file.data(), 0).expect("a font"), Face::parse(&data, 0).expect("a font"));
        assert!(part.table(Tag::new(b"glyf")).is_some() && data.starts_with(&[0, 1, 0, 0]));
        for c in chars {
            let area = |f: &Face| {
                let mut area = Area::default();
                assert!(f.draw(f.glyph(c).expect("a glyph"), &mut area), "an outline");
                area.sum / 2.0
            };
            let (a, b) = (area(&whole), area(&part));
            assert!((a - b).abs() < a.abs() * 0.01 + 50.0, "{c}: {a} {b}");
            let advance = |f: &Face| f.glyph(c).and_then(|g| f.advance(g));
            assert_eq!(advance(&whole), advance(&part));
        }
    }
}
