//! The profiles, a row each.

use super::{Align, Folio, MM, Mode, Profile, Style};
use crate::font::Role;

const A4: (f32, f32) = (210.0 * MM, 297.0 * MM);

/// Running text: indent of two characters (CLREQ 4.1, GB/T 9704-2012 7.3.3).
const fn body(role: Role, size: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Justify,
        indent: 2.0,
        right: 0.0,
        before: 0.0,
        after: 0.0,
        leading: 1.0,
        keep_with_next: false,
    }
}

const fn centred(role: Role, size: f32, before: f32, after: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Centre,
        indent: 0.0,
        right: 0.0,
        before,
        after,
        leading: 1.0,
        keep_with_next: true,
    }
}

/// A heading that stands where running text does.
const fn inset(role: Role, size: f32) -> Style {
    Style { keep_with_next: true, ..body(role, size) }
}

const fn closing(role: Role, size: f32, right: f32) -> Style {
    Style {
        role,
        size,
        align: Align::Right,
        indent: 0.0,
        right,
        before: 0.0,
        after: 0.0,
        leading: 1.0,
        keep_with_next: false,
    }
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
    body: body(Role::Song, 12.0),
    title: Style { leading: 1.5, ..centred(Role::Xiaobiaosong, 20.0, 1.0, 2.0) },
    note: centred(Role::Kai, 12.0, 0.0, 1.0),
    heading: [
        centred(Role::Hei, 16.0, 1.0, 1.0),
        centred(Role::Hei, 14.0, 1.0, 1.0),
        centred(Role::Hei, 12.0, 1.0, 0.0),
    ],
    run: [inset(Role::Hei, 12.0), inset(Role::Kai, 12.0)],
    article_number: Role::Hei,
    closing: closing(Role::Song, 12.0, 2.0),
    folio: Folio { size: 10.5, around: ("", ""), below: 33.0, outer: None },
};

/// Every profile.
pub static PROFILES: &[Profile] = &[
    READING,
    Profile {
        name: "law",
        about: ("法律、法规", "laws and regulations"),
        title: Style { leading: 1.5, ..centred(Role::Xiaobiaosong, 22.0, 1.0, 1.0) },
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
        body: body(Role::Fangsong, 16.0),
        title: centred(Role::Xiaobiaosong, 22.0, 0.0, 1.0),
        note: centred(Role::Kai, 16.0, 0.0, 1.0),
        heading: [
            centred(Role::Xiaobiaosong, 22.0, 0.0, 1.0),
            centred(Role::Hei, 16.0, 1.0, 0.0),
            centred(Role::Kai, 16.0, 0.0, 0.0),
        ],
        run: [inset(Role::Hei, 16.0), inset(Role::Kai, 16.0)],
        article_number: Role::Hei,
        closing: closing(Role::Fangsong, 16.0, 4.0),
        folio: Folio { size: 14.0, around: ("— ", " —"), below: 7.0 * MM + 5.0, outer: Some(14.0) },
    },
];
