//! Which bytes are which characters: by the charset of the font, else by the code page of the file.

use super::pages;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_6, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// Bytes of a code page: one that the web has, one of a table, or the Korean one that puts syllables together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Web(&'static Encoding),
    /// Its name, and the characters from 0x80 on.
    Table(&'static str, &'static str),
    Johab,
}

/// What stands where nothing is said.
pub const USUAL: Page = Page::Web(WINDOWS_1252);

/// Charsets of fonts that are one of the web.
const CHARSETS: &[(i32, &Encoding)] = &[
    (0, WINDOWS_1252),
    (77, MACINTOSH),
    (78, SHIFT_JIS),
    (79, EUC_KR),
    (80, GB18030),
    (81, BIG5),
    (128, SHIFT_JIS),
    (129, EUC_KR),
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

/// Charsets that are a code page by its number: those of the Macintosh, Johab, and of the PC.
const CHARSETS_OF_PAGES: &[(i32, i32)] =
    &[(85, 10006), (86, 10081), (88, 10029), (89, 10007), (130, 1361), (254, 437), (255, 850)];

/// Code pages that are one of the web.
const PAGES: &[(i32, &Encoding)] = &[
    (708, ISO_8859_6),
    (819, WINDOWS_1252),
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
    (10000, MACINTOSH),
    (10001, SHIFT_JIS),
    (10002, BIG5),
    (10003, EUC_KR),
    (10007, X_MAC_CYRILLIC),
    (10008, GB18030),
    (20866, KOI8_R),
    (21866, KOI8_U),
    (54936, GB18030),
    (65001, UTF_8),
];

fn of<T: Copy>(table: &[(i32, T)], n: i32) -> Option<T> {
    table.iter().find(|(k, _)| *k == n).map(|(_, e)| *e)
}

/// The code page of a font's charset; none where that leaves it to the file.
pub fn of_charset(n: i32) -> Option<Page> {
    of(CHARSETS, n).map(Page::Web).or_else(|| of(CHARSETS_OF_PAGES, n).and_then(of_page))
}

/// A code page; none where nobody here knows it.
pub fn of_page(n: i32) -> Option<Page> {
    let table = || pages::PAGES.iter().find(|(k, ..)| *k == n).map(|(_, name, all)| Page::Table(name, all));
    let web = of(PAGES, n).map(Page::Web);
    web.or_else(table).or_else(|| (n == 1361).then_some(Page::Johab))
}

impl Page {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(e) => e.name(),
            Self::Table(name, _) => name,
            Self::Johab => "Johab",
        }
    }

    /// Whether it has characters of two bytes.
    pub fn is_wide(self) -> bool {
        match self {
            Self::Web(e) => [SHIFT_JIS, EUC_KR, GB18030, BIG5].contains(&e),
            Self::Table(..) => false,
            Self::Johab => true,
        }
    }

    /// The characters of bytes, and whether some are none.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Web(e) => {
                let (text, _, wrong) = e.decode(bytes);
                (text.into_owned(), wrong)
            }
            Self::Table(_, all) => {
                let high: Vec<char> = all.chars().collect();
                let shown = |b: &u8| b.checked_sub(128).map_or(char::from(*b), |k| high[usize::from(k)]);
                let text: String = bytes.iter().map(shown).collect();
                let wrong = text.contains('\u{fffd}');
                (text, wrong)
            }
            Self::Johab => johab(bytes),
        }
    }
}

/// KS X 1001 annex 3: syllables by five bits for each of their three letters, all else by rows of the main set.
fn johab(bytes: &[u8]) -> (String, bool) {
    let (mut out, mut wrong, mut rest) = (String::new(), false, bytes);
    while let [first, after @ ..] = rest {
        rest = after;
        if *first < 128 {
            out.push(char::from(*first));
            continue;
        }
        let found =
            after.first().and_then(|second| syllable(*first, *second).or_else(|| of_row(*first, *second)));
        wrong |= found.is_none();
        out.push(found.unwrap_or('\u{fffd}'));
        if found.is_some() || after.first().is_some_and(|b| *b >= 128) {
            rest = &after[1..];
        }
    }
    (out, wrong)
}

/// A syllable, or one letter of it.
fn syllable(first: u8, second: u8) -> Option<char> {
    // The five bits of each place; '-' is no letter, '.' stands for an empty place. 2 to 20 are the initials in order.
    const MEDIALS: &[u8] =
        b"--.\0\x01\x02\x03\x04--\x05\x06\x07\x08\x09\x0a--\x0b\x0c\x0d\x0e\x0f\x10--\x11\x12\x13\x14";
    const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    let bits = u16::from_be_bytes([first, second]);
    let [initial, medial, last] = [10, 5, 0].map(|k| u32::from(bits >> k & 31));
    let medial = *MEDIALS.get(medial as usize)?;
    // 1 is empty, and 18 is left out.
    let last = match last {
        1..=17 => last - 1,
        19..=29 => last - 2,
        _ => return None,
    };
    match (initial, medial) {
        (_, b'-') => None,
        (2..=20, b'.') if last == 0 => INITIALS.chars().nth(initial as usize - 2),
        (1, b'.') if last == 0 => Some('\u{3000}'),
        (1, b'.') => FINALS.chars().nth(last as usize - 1),
        (1, m) if m != b'.' && last == 0 => char::from_u32(0x314f + u32::from(m)),
        (2..=20, m) if m != b'.' => char::from_u32(0xac00 + ((initial - 2) * 21 + u32::from(m)) * 28 + last),
        _ => None,
    }
}

/// A sign or a Chinese character: two rows of the main set for every first byte.
fn of_row(first: u8, second: u8) -> Option<char> {
    let row = match first {
        0xd9..=0xde => 2 * (first - 0xd9) + 0xa1,
        0xe0..=0xf9 => 2 * (first - 0xe0) + 0xca,
        _ => return None,
    };
    let cell = match second {
        0x31..=0x7e => second - 0x31,
        0x91..=0xfe => second - 0x43,
        _ => return None,
    };
    let pair = [row + cell / 94, 0xa1 + cell % 94];
    EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::{Page, of_charset, of_page};

    #[test]
    fn bytes_are_the_characters_of_their_page() {
        for (page, bytes, text) in [
            (437, &b"\x82t\x82 \xe1"[..], "été ß"),
            (850, b"\xb5gua \x9d", "Água Ø"),
            (852, b"\x86 \xa5lut\x98", "ć ąlutś"),
            (855, b"\xdd\xa0", "Па"),
            (862, b"\x80\x81", "אב"),
            (866, b"\x8f\xe0", "Пр"),
            (10000, b"\x8et\x8e", "été"),
            (10006, b"\xb0", "Α"),
            (10007, b"\x8f\xf0", "Пр"),
            (10029, b"\x88 \xe6", "ą ś"),
            (1361, b"\x94\x81\xd0\x65\xa3\xa5\x8a\x82\x20\xb9\x41\x31\xb9\xa1\x20\x88\x41\x84\x61\x84\x44\x20\xd9\x32\xd9\x33\x88\x61\xd3\xbd\xe0\x58\x20\xf7\xd3\xf1\xae", "대한민국 제1조 ㄱㅏㄳ 、。가힣閣 漢字"),
        ] {
            assert_eq!(of_page(page).expect("a page").decode(bytes), (text.to_owned(), false), "{page}");
        }
        let half = of_page(1361).expect("a page").decode(b"\x88\x61\xdf");
        assert_eq!(half, ("가\u{fffd}".to_owned(), true));
        assert_eq!(of_charset(254), of_page(437));
        assert_eq!(of_charset(130), Some(Page::Johab));
        assert!(of_page(12345).is_none() && of_charset(1).is_none());
    }
}
