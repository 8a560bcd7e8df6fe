//! The profiles, a row each.

use super::{Align, Folio, Head, Long, MM, Mode, Profile, Style, Writing};
use crate::font::FaceRole;

const A4: (f32, f32) = (210.0 * MM, 297.0 * MM);

/// Running text: indent of two characters (CLREQ 4.1, GB/T 9704-2012 7.3.3).
const fn body(role: FaceRole, size: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Justify,
        indent: 2.0,
        left: 0.0,
        right: 0.0,
        before: 0.0,
        after: 0.0,
        leading: 1.0,
        keep_with_next: false,
    }
}

const fn centred(role: FaceRole, size: f32, before: f32, after: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Centre,
        indent: 0.0,
        left: 0.0,
        right: 0.0,
        before,
        after,
        leading: 1.0,
        keep_with_next: true,
    }
}

/// A heading that stands where running text does.
const fn inset(role: FaceRole, size: f32) -> Style {
    Style { keep_with_next: true, ..body(role, size) }
}

const fn closing(role: FaceRole, size: f32, right: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Right,
        indent: 0.0,
        left: 0.0,
        right,
        before: 0.0,
        after: 0.0,
        leading: 1.0,
        keep_with_next: false,
    }
}

/// Type smaller than running text, on lines closer than the grid's.
const fn small(role: FaceRole, size: f32, indent: f32, leading: f32) -> Style {
    Style { indent, leading, ..body(role, size) }
}

/// 36 characters of 12 pt in a line, 32 lines at 21 pt: the page that `statement` and `law` share.
const READING: Profile = Profile {
    name: "statement",
    about: ("联合声明、条约", "joint statements, treaties"),
    paper: A4,
    origin: ((210.0 * MM - 36.0 * 12.0) / 2.0, 28.0 * MM),
    columns: (36, 12.0),
    lines: (32, 21.0),
    mode: Mode::Clreq,
    body: body(FaceRole::Song, 12.0),
    title: Style { leading: 1.5, ..centred(FaceRole::Xiaobiaosong, 20.0, 1.0, 2.0) },
    note: centred(FaceRole::Kai, 12.0, 0.0, 1.0),
    heading: [
        centred(FaceRole::Hei, 16.0, 1.0, 1.0),
        centred(FaceRole::Hei, 14.0, 1.0, 1.0),
        centred(FaceRole::Hei, 12.0, 1.0, 0.0),
    ],
    run: [inset(FaceRole::Hei, 12.0), inset(FaceRole::Kai, 12.0)],
    article_number: FaceRole::Hei,
    closing: closing(FaceRole::Song, 12.0, 2.0),
    footnote: small(FaceRole::Song, 9.0, 2.0, 0.65),
    caption: centred(FaceRole::Hei, 10.5, 0.0, 0.0),
    cell: small(FaceRole::Song, 10.5, 0.0, 0.75),
    folio: Folio { size: 10.5, around: ("", ""), below: 33.0, outer: None },
    head: None,
    mirrored: false,
    hanging: false,
    contents: false,
    hyphenation: true,
    ragged: false,
    hanging_labels: None,
    long: Long::NONE,
    writing: Writing::Horizontal,
    figures: 3,
};

/// A heading at the head of vertical lines, so many characters down (JLREQ 4.1.6).
const fn down(role: FaceRole, size: f32, left: f32, before: f32) -> Style {
    Style { align: Align::Left, indent: 0.0, left, keep_with_next: true, before, ..body(role, size) }
}

/// A5 with vertical lines: 42 characters of 10.5 pt (五號) in a line, 16 lines at 18.5 pt, bound on the right (CLREQ 2.2.3).
/// Figures in horizontal running heads and page numbers stand where horizontal books have them (JLREQ 2.6).
const UPRIGHT: Profile = Profile {
    name: "zhipai",
    about: ("直排图书（A5，右翻）", "books in vertical lines (A5, bound on the right)"),
    paper: (148.0 * MM, 210.0 * MM),
    origin: (23.0 * MM, 27.0 * MM),
    columns: (42, 10.5),
    lines: (16, 18.5),
    body: body(FaceRole::Song, 10.5),
    title: Style { leading: 1.5, ..down(FaceRole::Xiaobiaosong, 18.0, 2.0, 0.0) },
    note: down(FaceRole::Kai, 10.5, 4.0, 0.0),
    heading: [
        down(FaceRole::Hei, 14.0, 3.0, 1.0),
        down(FaceRole::Hei, 12.0, 4.0, 1.0),
        down(FaceRole::Hei, 10.5, 5.0, 1.0),
    ],
    run: [inset(FaceRole::Hei, 10.5), inset(FaceRole::Kai, 10.5)],
    closing: closing(FaceRole::Song, 10.5, 2.0),
    footnote: small(FaceRole::Song, 8.0, 2.0, 0.7),
    caption: down(FaceRole::Hei, 9.0, 0.0, 0.0),
    cell: small(FaceRole::Song, 9.0, 0.0, 0.75),
    folio: Folio { size: 9.0, around: ("", ""), below: 26.0, outer: Some(0.0) },
    head: Some(Head { role: FaceRole::Kai, size: 9.0, above: 14.0 }),
    mirrored: true,
    contents: true,
    long: Long::ALL,
    writing: Writing::Vertical,
    ..READING
};

/// Every profile.
pub static PROFILES: &[Profile] = &[
    READING,
    Profile {
        name: "law",
        about: ("法律、法规", "laws and regulations"),
        title: Style { leading: 1.5, ..centred(FaceRole::Xiaobiaosong, 22.0, 1.0, 1.0) },
        contents: true,
        long: Long::ALL,
        ..READING
    },
    // A5, 30 characters of 10.5 pt (五号, the size of Chinese books) in a line, 27 lines at 17 pt; the inner margin is
    // the wider one, for the binding.
    Profile {
        name: "book",
        about: ("图书版式（A5，书眉）", "books (A5, running heads)"),
        paper: (148.0 * MM, 210.0 * MM),
        origin: (20.0 * MM, 25.0 * MM),
        columns: (30, 10.5),
        lines: (27, 17.0),
        body: body(FaceRole::Song, 10.5),
        title: Style { leading: 1.5, ..centred(FaceRole::Xiaobiaosong, 18.0, 2.0, 2.0) },
        note: centred(FaceRole::Kai, 10.5, 0.0, 1.0),
        heading: [
            centred(FaceRole::Hei, 14.0, 1.0, 1.0),
            centred(FaceRole::Hei, 12.0, 1.0, 1.0),
            centred(FaceRole::Hei, 10.5, 1.0, 0.0),
        ],
        run: [inset(FaceRole::Hei, 10.5), inset(FaceRole::Kai, 10.5)],
        closing: closing(FaceRole::Song, 10.5, 2.0),
        footnote: small(FaceRole::Song, 8.0, 2.0, 0.7),
        caption: centred(FaceRole::Hei, 9.0, 0.0, 0.0),
        cell: small(FaceRole::Song, 9.0, 0.0, 0.75),
        folio: Folio { size: 9.0, around: ("", ""), below: 26.0, outer: Some(0.0) },
        head: Some(Head { role: FaceRole::Kai, size: 9.0, above: 14.0 }),
        mirrored: true,
        contents: true,
        long: Long::ALL,
        ..READING
    },
    // GB/T 9704-2012, clause 5.2 (page and type area), 5.2.4 (22 lines of 28 characters), 7.2.5 and 7.3.3 (title and
    // body), 7.5 (page number: 4号, dashes on both sides, 7 mm below the type area, odd right and even left, one
    // character in). 28 cells in 156 mm are 15.793 pt wide; 22 in 225 mm are 28.99 pt high.
    Profile {
        name: "gbt9704",
        about: ("党政机关公文（GB/T 9704-2012）", "official documents (GB/T 9704-2012)"),
        paper: A4,
        origin: (28.0 * MM, 37.0 * MM),
        columns: (28, 156.0 * MM / 28.0),
        lines: (22, 225.0 * MM / 22.0),
        mode: Mode::Grid,
        body: body(FaceRole::Fangsong, 16.0),
        title: centred(FaceRole::Xiaobiaosong, 22.0, 0.0, 1.0),
        note: centred(FaceRole::Kai, 16.0, 0.0, 1.0),
        heading: [
            centred(FaceRole::Xiaobiaosong, 22.0, 0.0, 1.0),
            centred(FaceRole::Hei, 16.0, 1.0, 0.0),
            centred(FaceRole::Kai, 16.0, 0.0, 0.0),
        ],
        run: [inset(FaceRole::Hei, 16.0), inset(FaceRole::Kai, 16.0)],
        article_number: FaceRole::Hei,
        closing: closing(FaceRole::Fangsong, 16.0, 4.0),
        footnote: small(FaceRole::Fangsong, 10.5, 2.0, 0.55),
        caption: centred(FaceRole::Hei, 14.0, 0.0, 0.0),
        cell: small(FaceRole::Fangsong, 14.0, 0.0, 0.75),
        folio: Folio { size: 14.0, around: ("— ", " —"), below: 7.0 * MM + 5.0, outer: Some(14.0) },
        head: None,
        mirrored: false,
        hanging: false,
        contents: false,
        ..READING
    },
    UPRIGHT,
    // Japanese: an indent of one character (JLREQ 3.5.1), 45 characters of 10 pt in a line, 17 lines at 17.5 pt; headings three,
    // four and five characters down, as statutes have them.
    Profile {
        name: "tate",
        about: ("日文竖排图书（A5，右翻）", "Japanese books in vertical lines (A5, bound on the right)"),
        origin: (22.0 * MM, 26.0 * MM),
        columns: (45, 10.0),
        lines: (17, 17.5),
        body: Style { indent: 1.0, ..body(FaceRole::Song, 10.0) },
        title: Style { leading: 1.5, ..down(FaceRole::Xiaobiaosong, 16.0, 2.0, 0.0) },
        note: down(FaceRole::Song, 10.0, 4.0, 0.0),
        heading: [
            down(FaceRole::Hei, 12.0, 3.0, 1.0),
            down(FaceRole::Hei, 10.0, 4.0, 1.0),
            down(FaceRole::Hei, 10.0, 5.0, 1.0),
        ],
        run: [
            Style { indent: 1.0, ..inset(FaceRole::Hei, 10.0) },
            Style { indent: 1.0, ..inset(FaceRole::Hei, 10.0) },
        ],
        closing: closing(FaceRole::Song, 10.0, 2.0),
        footnote: small(FaceRole::Song, 8.0, 1.0, 0.7),
        head: Some(Head { role: FaceRole::Song, size: 8.0, above: 14.0 }),
        ..UPRIGHT
    },
];
