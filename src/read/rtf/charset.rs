//! Which bytes are which characters: by the charset of the font, else by the code page of the file.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

/// Charsets of fonts.
const CHARSETS: &[(i32, &Encoding)] = &[
    (0, WINDOWS_1252),
    (77, MACINTOSH),
    (128, SHIFT_JIS),
    (129, EUC_KR),
    (130, EUC_KR),
    (134, GB18030),
    (136, BIG5),
    (161, WINDOWS_1253),
    (162, WINDOWS_1254),
    (163, WINDOWS_1258),
    (177, WINDOWS_1255),
    (178, WINDOWS_1256),
    (186, WINDOWS_1257),
    (204, WINDOWS_1251),
    (222, WINDOWS_874),
    (238, WINDOWS_1250),
];

/// Code pages.
const PAGES: &[(i32, &Encoding)] = &[
    (866, IBM866),
    (874, WINDOWS_874),
    (932, SHIFT_JIS),
    (936, GB18030),
    (949, EUC_KR),
    (950, BIG5),
    (1250, WINDOWS_1250),
    (1251, WINDOWS_1251),
    (1252, WINDOWS_1252),
    (1253, WINDOWS_1253),
    (1254, WINDOWS_1254),
    (1255, WINDOWS_1255),
    (1256, WINDOWS_1256),
    (1257, WINDOWS_1257),
    (1258, WINDOWS_1258),
    (1361, EUC_KR),
    (10000, MACINTOSH),
    (54936, GB18030),
    (65001, UTF_8),
];

fn of(table: &[(i32, &'static Encoding)], n: i32) -> Option<&'static Encoding> {
    table.iter().find(|(k, _)| *k == n).map(|(_, e)| *e)
}

/// The encoding of a font's charset; none where that leaves it to the file.
pub fn of_charset(n: i32) -> Option<&'static Encoding> {
    of(CHARSETS, n)
}

/// The encoding of a code page.
pub fn of_page(n: i32) -> Option<&'static Encoding> {
    of(PAGES, n)
}

/// Whether an encoding has characters of two bytes.
pub fn is_wide(e: &'static Encoding) -> bool {
    [SHIFT_JIS, EUC_KR, GB18030, BIG5].contains(&e)
}
