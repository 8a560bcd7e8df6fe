//! Word 97 to 2003 ([MS-DOC]) and what WPS writes like it, put into the words of a Word file of today and read as one:
//! labels as Word counts them, results of fields, notes, tables, revisions, pictures.
//!
//! [`fib`] says where the parts stand, [`pieces`] where the characters, [`runs`] and [`sprm`] what is said of them;
//! [`styles`], [`lists`] and [`notes`] are read before the texts, through which [`walk`] goes.

mod art;
mod autonumber;
mod facts;
mod fib;
mod lists;
mod notes;
mod pieces;
mod plc;
mod runs;
mod sprm;
mod styles;
#[cfg(test)]
mod tests;
mod walk;

use super::decode::LIMIT;
use super::{Input, Reading};
use crate::finding::{Detail, Error, Finding, Words, codes};
use crate::pack::ole::{Ole, u16_at};
use crate::read::docx::is_hei;
use crate::read::word::Style;
use crate::text::Span;
use art::Art;
use autonumber::Said;
use fib::{Fib, Part, Text};
use notes::{Notes, sections, texts};
use pieces::Pieces;
use runs::Stretches;
use walk::{Kind, Walk};

/// The parts of a file that all of its texts need.
pub struct File<'a> {
    main: &'a [u8],
    data: &'a [u8],
    /// The table of pieces, where changes that they name stand too.
    clx: &'a [u8],
    pieces: Pieces,
    characters: Stretches,
    paragraphs: Stretches,
    styles: Vec<Style>,
    /// What the styles say of numbers of Word 6's kind.
    old: Vec<Said>,
    fonts: Vec<String>,
    art: Art,
}

pub fn read(input: &Input) -> Result<Reading, Error> {
    let name = Words::file(input.file_name);
    if input.bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let broken = |why: &dyn Detail| Error::new(&codes::BROKEN_DOC, &[&name, why]);
    let ole = Ole::open(input.bytes).map_err(|e| broken(&e))?;
    let missing = |what: &str| Words::new(format!("没有 {what}"), format!("there is no {what}"));
    let main = ole.stream("WordDocument").ok_or_else(|| broken(&missing("WordDocument")))?;
    let fib = Fib::new(&main);
    if !fib.is_word() {
        return Err(broken(&Words::from("开头的标识不是 Word 的 / its signature is not Word's")));
    }
    if fib.is_old() {
        return Err(Error::new(&codes::OLD_DOC, &[&name]));
    }
    if fib.is_locked() {
        return Err(Error::new(&codes::LOCKED_OFFICE, &[&name]));
    }
    let mut findings = vec![];
    let mut told = |what: &str, why: &'static str| {
        let why = Words::from(why);
        findings.push(Finding::new(&codes::BROKEN_PART, Span::default(), &[&what, &why]));
    };
    let stream = ole.stream(fib.table()).unwrap_or_default();
    if stream.is_empty() {
        told(fib.table(), "没有，只取文字 / it is not there, and text alone is read");
    }
    let data = ole.stream("Data").unwrap_or_default();
    let table = |part: Part| {
        let place = fib.place(part);
        stream.get(place.start..place.end.min(stream.len())).unwrap_or(&[])
    };
    for (part, name) in [
        (Part::Characters, "PlcBteChpx"),
        (Part::Paragraphs, "PlcBtePapx"),
        (Part::Styles, "STSH"),
        (Part::Lists, "PlfLst"),
        (Part::ListNames, "PlfLfo"),
        (Part::FootnoteTexts, "PlcffndTxt"),
        (Part::EndnoteTexts, "PlcfendTxt"),
    ] {
        let place = fib.place(part);
        if !place.is_empty() && place.end > stream.len() && !stream.is_empty() {
            told(name, "在文件结尾之后 / it stands behind the end of the file");
        }
    }
    let clx = table(Part::Pieces);
    let mut pieces = Pieces::read(clx, main.len());
    if pieces.all.is_empty() {
        pieces = Pieces::of_stretch(&fib.stretch(), &main);
    }
    if pieces.broken && !stream.is_empty() {
        told(
            "Clx",
            "文字的位置表不完整，能取的都取了 / the table of where text stands is not whole; what it leads to is read",
        );
    }
    let fonts = fonts(table(Part::Fonts));
    let face = |f: u16| fonts.get(usize::from(f)).map(|f| is_hei(f));
    let (styles, old) = styles::read(table(Part::Styles), face);
    let art = Art::read(table(Part::Drawings));
    let notes = Notes::read(&fib, table, &art);
    let (sections, counting) = sections(table(Part::Sections), table(Part::Properties), &main);
    let lists = lists::lists(&stream, fib.place(Part::Lists), &fonts);
    let named = lists::names(&stream, fib.place(Part::ListNames), &fonts);
    let file = File {
        main: &main,
        data: &data,
        clx,
        pieces,
        characters: Stretches::read(table(Part::Characters), &main, false),
        paragraphs: Stretches::read(table(Part::Paragraphs), &main, true),
        styles,
        old,
        fonts: fonts.clone(),
        art,
    };
    let mut walk = Walk::new(&file, notes, sections);
    // A file whose lengths say nothing is one text.
    let own = fib.text(Text::Main);
    let body = if own.is_empty() { 0..file.pieces.len() } else { own };
    walk.out.body = walk.story(body, Kind::Main);
    for range in walk.notes.left() {
        let text = walk.story(range, Kind::Other);
        walk.out.body.push_str(&text);
    }
    heads(&mut walk, &fib, table(Part::Heads));
    let mut out = std::mem::take(&mut walk.out);
    if walk.unsaid > 0 {
        let why = Words::new(
            format!("{} 段的编号是 Word 6 的旧式编号，文件没有写明样子，没有读出", walk.unsaid),
            format!(
                "the numbers of {} paragraphs are of Word 6's kind and the file does not say how they look; they were not counted",
                walk.unsaid
            ),
        );
        out.findings.push(Finding::new(&codes::BROKEN_PART, Span::default(), &[&"ANLD", &why]));
    }
    out.usual.language = file.styles.iter().find(|s| s.number == 0).map_or([0; 2], |s| s.run.language);
    out.styles.clone_from(&file.styles);
    (out.lists, out.named, out.counting) = (lists, named, counting);
    out.facts = ole.stream("\u{5}SummaryInformation").map(|s| facts::read(&s)).unwrap_or_default();
    out.findings.extend(findings);
    out.read(input, "DOC")
}

/// The names of the fonts ([MS-DOC] 2.9.286).
fn fonts(bytes: &[u8]) -> Vec<String> {
    const NAME: usize = 40;
    let mut out = vec![];
    let mut at = 4;
    for _ in 0..u16_at(bytes, 0).unwrap_or(0) {
        let Some(length) = bytes.get(at).map(|n| usize::from(*n) + 1) else { break };
        let font = bytes.get(at..(at + length).min(bytes.len())).unwrap_or(&[]);
        let units = font.get(NAME..).unwrap_or(&[]).chunks_exact(2).filter_map(|c| u16_at(c, 0));
        let name: Vec<u16> = units.take_while(|u| *u != 0).collect();
        out.push(String::from_utf16_lossy(&name));
        at += length;
    }
    out
}

/// Reads headers and footers: behind the lines that separate notes, six for each section.
fn heads(walk: &mut Walk, fib: &Fib, table: &[u8]) {
    const SEPARATORS: usize = 6;
    for range in texts(table, 0, &fib.text(Text::Heads)).into_iter().skip(SEPARATORS) {
        if range.len() > 1 {
            let text = walk.story(range, Kind::Other);
            walk.out.heads.push(text);
        }
    }
    let boxes = fib.text(Text::HeadBoxes);
    if boxes.len() > 1 {
        let text = walk.story(boxes, Kind::Other);
        walk.out.heads.push(text);
    }
}
