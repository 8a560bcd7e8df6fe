//! Variable fonts and collections, made here: a face of the program with an axis of weights, which moves outlines and widens
//! advances, and files that hold several faces.

use super::face::{Face, Tag};
use super::subset::{Form, Subset, assemble, standalone};
use super::{Choice, FaceRole, FontFile, FontSet, Fonts};
use std::collections::BTreeSet;

/// What the greatest weight adds to every point and to an advance, in units of the em.
const MOVES: (i16, i16) = (40, 100);

fn be(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_be_bytes()).collect()
}

/// Points of a glyph of a `glyf` table.
fn points(glyph: &[u8]) -> u16 {
    let word = |at: usize| glyph.get(at..at + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]));
    if glyph.is_empty() { 0 } else { word(10 + 2 * (usize::from(word(0)) - 1)) + 1 }
}

/// Packed deltas (OpenType 1.9, Item Variation Stores): the same for all points, and one for the second of the four phantom
/// points, which is the advance.
fn deltas(points: u16, of_points: i16, of_advance: i16) -> Vec<u8> {
    const RUN: usize = 64;
    let mut all = vec![of_points; usize::from(points)];
    all.extend([0, of_advance, 0, 0]);
    let run = |run: &[i16]| {
        let mut out = vec![0x40 | (run.len() as u8 - 1)];
        out.extend(run.iter().flat_map(|n| n.to_be_bytes()));
        out
    };
    all.chunks(RUN).flat_map(run).collect()
}

/// A small face of a family, with an axis of weights from 200 to 900 or without one.
fn font(family: &str, variable: bool) -> Vec<u8> {
    let kai = super::embedded::file(FaceRole::Kai).expect("a face");
    let chars: BTreeSet<char> = "条A".chars().collect();
    let base = standalone(kai, &chars, Form::Horizontal).expect("a font").expect("its glyphs");
    let face = Face::parse(&base, 0).expect("a font");
    let table = |tag: &[u8; 4]| face.table(Tag::new(tag)).expect("a table");
    let long = table(b"head")[51] == 1;
    let place = |n: usize| {
        let loca = table(b"loca");
        if long {
            u32::from_be_bytes(loca[4 * n..4 * n + 4].try_into().expect("four")) as usize
        } else {
            2 * usize::from(u16::from_be_bytes(loca[2 * n..2 * n + 2].try_into().expect("two")))
        }
    };
    let mut tables: Vec<(Tag, Vec<u8>)> = face.tables().map(|(tag, data)| (tag, data.to_vec())).collect();
    tables.retain(|(tag, _)| *tag != Tag::new(b"name"));
    // name: family, PostScript and full name, for Windows in English.
    let utf16: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let records = [1, 4, 6].map(|id| be(&[3, 1, 0x409, id, utf16.len() as u16, 0]));
    tables.push((Tag::new(b"name"), [be(&[0, 3, 6 + 3 * 12]), records.concat(), utf16].concat()));
    if variable {
        let axis = [be(&[200, 0, 400, 0, 900, 0, 0, 256])].concat();
        let fvar = [be(&[1, 0, 16, 2, 1, 20, 0, 8]), b"wght".to_vec(), axis].concat();
        tables.push((Tag::new(b"fvar"), fvar));
        let glyphs = usize::from(face.glyphs());
        let of_glyph = |n: usize| {
            let points = points(&table(b"glyf")[place(n)..place(n + 1)]);
            // All points are meant; nothing moves up or down.
            let data = [vec![0], deltas(points, MOVES.0, MOVES.1), deltas(points, 0, 0)].concat();
            let mut out = [be(&[1, 8, data.len() as u16, 0x2000]), data].concat();
            out.resize(out.len().next_multiple_of(4), 0);
            out
        };
        let data: Vec<Vec<u8>> = (0..glyphs).map(of_glyph).collect();
        let mut at = 0u32;
        let mut offsets = at.to_be_bytes().to_vec();
        for d in &data {
            at += d.len() as u32;
            offsets.extend(at.to_be_bytes());
        }
        let shared = 20 + offsets.len() as u32;
        let head = [
            be(&[1, 0, 1, 1]),
            shared.to_be_bytes().to_vec(),
            be(&[glyphs as u16, 1]),
            (shared + 2).to_be_bytes().to_vec(),
        ];
        let gvar = [head.concat(), offsets, be(&[0x4000]), data.concat()].concat();
        tables.push((Tag::new(b"gvar"), gvar));
    }
    tables.sort_by_key(|(tag, _)| *tag);
    assemble(&[0, 1, 0, 0], &tables)
}

/// A collection of fonts.
fn collection(fonts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = [b"ttcf".to_vec(), be(&[1, 0]), (fonts.len() as u32).to_be_bytes().to_vec()].concat();
    let mut at = (out.len() + 4 * fonts.len()) as u32;
    let mut bodies = vec![];
    for font in fonts {
        out.extend(at.to_be_bytes());
        let mut body = font.clone();
        let tables = usize::from(u16::from_be_bytes([body[4], body[5]]));
        for n in 0..tables {
            let place = 12 + 16 * n + 8;
            let offset = u32::from_be_bytes(body[place..place + 4].try_into().expect("four")) + at;
            body[place..place + 4].copy_from_slice(&offset.to_be_bytes());
        }
        at += body.len() as u32;
        bodies.push(body);
    }
    [out, bodies.concat()].concat()
}

fn choice(text: &str) -> Choice {
    Choice::read(text).expect("a choice")
}

#[test]
fn a_variable_font_is_taken_at_the_weight_that_is_wanted() {
    let data = font("Weights", true);
    let of = |said: &str, role| FontFile::chosen(data.clone(), &choice(said), role).expect("a face");
    let advance = |file: &FontFile| {
        let mut set = FontSet::embedded();
        set.set(FaceRole::Song, file.clone());
        let mut fonts = Fonts::new(&set, false, "zh");
        let glyph = fonts.glyph(FaceRole::Song, '条');
        let face = &fonts.faces[glyph.face];
        ((glyph.advance * face.units()).round() as i16, face.outline(glyph.id))
    };
    let (usual, shape) = advance(&of("", FaceRole::Song));
    let (bold, moved) = advance(&of("wght=900", FaceRole::Song));
    assert_eq!(bold - usual, MOVES.1);
    assert_ne!(shape, moved);
    // Between the weights it is between; titles are bolder than text; beyond the last weight is the last one.
    assert_eq!(advance(&of("wght=650", FaceRole::Song)).0 - usual, MOVES.1 / 2);
    assert_eq!(of("", FaceRole::Xiaobiaosong).name, "Weights_600wght");
    assert_eq!(advance(&of("wght=1000", FaceRole::Song)).0, bold);
    assert_eq!(of("wght=900", FaceRole::Song).family(), ("Weights".to_owned(), true));
}

#[test]
fn what_files_carry_of_a_variable_font_is_its_instance() {
    let file = FontFile::chosen(font("Weights", true), &choice("wght=900"), FaceRole::Hei).expect("a face");
    let whole = file.parsed().expect("a face");
    let id = whole.glyph('条').expect("a glyph");
    let subset = Subset::new(&file, &[id]).expect("a subset");
    let part = Face::parse(&subset.data, 0).expect("a font");
    assert!(part.table(Tag::new(b"fvar")).is_none() && part.table(Tag::new(b"gvar")).is_none());
    assert_eq!(part.advance(subset.glyph(id)), whole.advance(id));
    let own = standalone(&file, &BTreeSet::from(['条']), Form::Office).expect("a font").expect("its glyph");
    let own = Face::parse(&own, 0).expect("a font");
    assert_eq!(own.glyph('条').and_then(|id| own.advance(id)), whole.advance(id));
    assert_eq!(
        own.table(Tag::new(b"OS/2")).map(|os2| os2[4..6].to_vec()),
        Some(900u16.to_be_bytes().to_vec())
    );
}

#[test]
fn a_face_of_a_collection_is_chosen_by_its_name() {
    let data = collection(&[font("First Face", false), font("Second Face", true)]);
    let of = |said: &str| FontFile::chosen(data.clone(), &choice(said), FaceRole::Song);
    let name = |said| of(said).expect("a face").name;
    assert_eq!(name(""), "FirstFace");
    assert_eq!(name("first face"), "FirstFace");
    assert_eq!(name("Second Face, wght=500"), "SecondFace_500wght");
    let refused = |said| of(said).expect_err("refused").to_string();
    assert!(refused("Third").contains("First Face, Second Face"), "{}", refused("Third"));
    assert!(refused("First Face,wght=500").contains("no variable font"));
    assert!(Choice::read("wght=bold").is_err() && Choice::read("wght=0").is_err());
}
