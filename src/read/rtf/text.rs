//! Bytes and numbers to characters.

use super::charset::{Page, USUAL, of_charset, of_page};
use super::group::{Group, To};
use super::reader::Reader;
use crate::finding::{Finding, codes};
use crate::read::docx::symbol;
use crate::text::Span;
use encoding_rs::UTF_8;

/// The charset of fonts whose characters are signs.
const SYMBOLS: i32 = 2;

/// Bytes that wait to be decoded, and whether some stand in the file as they are.
#[derive(Debug, Default)]
pub struct Pending {
    pub bytes: Vec<u8>,
    pub raw: bool,
    /// The first half of a character outside of the basic plane.
    pub high: Option<u16>,
    /// Characters that stand for one that was read already.
    pub skip: usize,
    /// Bytes that are no characters, the first ones of them, and of what encoding.
    pub wrong: usize,
    pub first_wrong: Option<(String, &'static str)>,
    /// A code page that nobody here knows, where bytes are more than ASCII.
    pub unknown_page: Option<i32>,
}

impl Reader {
    /// Takes one byte of text.
    pub fn byte(&mut self, b: u8) {
        if self.group.to == To::Nowhere {
            return;
        }
        if self.pending.skip > 0 {
            self.pending.skip -= 1;
        } else {
            self.pending.bytes.push(b);
        }
    }

    /// Takes bytes of text.
    pub fn bytes(&mut self, all: &[u8]) {
        if self.group.to == To::Nowhere {
            return;
        }
        if self.group.to == To::Picture {
            self.picture.digits(all);
            return;
        }
        let skipped = self.pending.skip.min(all.len());
        self.pending.skip -= skipped;
        self.pending.raw |= !all.is_ascii();
        self.pending.bytes.extend_from_slice(&all[skipped..]);
    }

    /// Takes a character by its number.
    pub fn unicode(&mut self, n: i32) {
        self.flush();
        self.pending.skip = self.group.skipped.into();
        // Numbers above 32767 are written as negative ones.
        let unit = n as u16;
        let c = match (unit, self.pending.high.take()) {
            _ if n > 0xffff => char::from_u32(n as u32),
            (0xd800..=0xdbff, _) => {
                self.pending.high = Some(unit);
                return;
            }
            (0xdc00..=0xdfff, Some(high)) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            _ => char::from_u32(unit.into()),
        };
        let c = c.unwrap_or('\u{fffd}');
        let private = ('\u{f000}'..='\u{f0ff}').contains(&c);
        let c = if private { symbol(self.font_name(), c) } else { c };
        self.text(c.encode_utf8(&mut [0; 4]));
    }

    fn font_name(&self) -> &str {
        self.sheets.fonts.get(&self.group.fonts.shown()).map_or("", |f| f.name.as_str())
    }

    /// Decodes what waits.
    pub fn flush(&mut self) {
        if self.pending.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending.bytes);
        let raw = std::mem::take(&mut self.pending.raw);
        if bytes.is_ascii() && self.charset() != Some(SYMBOLS) {
            self.text(&String::from_utf8_lossy(&bytes));
            return;
        }
        if self.charset() == Some(SYMBOLS) && self.group.to != To::Fonts && self.group.to != To::LevelText {
            let font = self.font_name();
            let shown = |b: &u8| match char::from_u32(0xf000 + u32::from(*b)) {
                Some(c) if *b > 0x20 => match symbol(font, c) {
                    // What no table knows and any font may have is what it looks like.
                    same if same == c && b.is_ascii() => char::from(*b),
                    shown => shown,
                },
                _ => char::from(*b),
            };
            let text: String = bytes.iter().map(shown).collect();
            self.text(&text);
            return;
        }
        let encoding = self.encoding(&bytes, raw);
        let (text, wrong) = encoding.decode(&bytes);
        if wrong {
            self.pending.wrong += 1;
            let shown: Vec<String> = bytes.iter().take(8).map(|b| format!("{b:02X}")).collect();
            self.pending.first_wrong.get_or_insert((shown.join(" "), encoding.name()));
        }
        self.text(&text);
    }

    fn charset(&self) -> Option<i32> {
        self.sheets.fonts.get(&self.group.fonts.shown()).and_then(|f| f.charset)
    }

    /// The code page of bytes in the font of the group.
    fn encoding(&mut self, bytes: &[u8], raw: bool) -> Page {
        if raw && self.whole_utf8 {
            return Page::Web(UTF_8);
        }
        let font = self.sheets.fonts.get(&self.group.fonts.shown());
        let said = font.and_then(|f| f.page).filter(|p| *p != 0);
        let own = said.and_then(of_page).or_else(|| font.and_then(|f| f.charset).and_then(of_charset));
        let of_file = of_page(self.page);
        if own.is_none() && !bytes.is_ascii() {
            let unknown = said.or_else(|| of_file.is_none().then_some(self.page));
            self.pending.unknown_page = self.pending.unknown_page.or(unknown);
        }
        let of_file = of_file.unwrap_or(USUAL);
        match own {
            // Programs forget to say that a font is an East Asian one: what is whole in the code page of the file is so.
            Some(page) if page == USUAL && of_file.is_wide() => {
                if of_file.decode(bytes).1 {
                    USUAL
                } else {
                    of_file
                }
            }
            Some(page) => page,
            None => of_file,
        }
    }

    /// What there is to say of characters.
    pub fn text_findings(&mut self) {
        let findings = &mut self.out.findings;
        if let Some(page) = self.pending.unknown_page {
            findings.push(Finding::new(&codes::UNKNOWN_CODE_PAGE, Span::default(), &[&i64::from(page)]));
        }
        if let Some((bytes, encoding)) = self.pending.first_wrong.take() {
            findings.push(Finding::new(&codes::MALFORMED_BYTES, Span::default(), &[&bytes, &encoding]));
        }
    }
}

/// A run as it is shown: with the face that its fonts say.
pub fn shown_run(group: &Group, name: &str) -> crate::read::word::Run {
    let hei = crate::read::docx::is_hei(name);
    crate::read::word::Run { hei: hei.then_some(true), ..group.run }
}
