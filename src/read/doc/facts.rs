//! What the file says of itself ([MS-OLEPS] 2.20).

use crate::pack::ole::{u16_at, u32_at};
use crate::read::word::Facts;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The code page of the texts; the properties that are read.
const PAGE: u32 = 1;
const TITLE: u32 = 2;
const AUTHOR: u32 = 4;
const CREATED: u32 = 12;
/// Code pages by their numbers.
const PAGES: &[(u16, &Encoding)] = &[
    (936, encoding_rs::GB18030),
    (950, encoding_rs::BIG5),
    (932, encoding_rs::SHIFT_JIS),
    (949, encoding_rs::EUC_KR),
    (1251, encoding_rs::WINDOWS_1251),
    (65001, UTF_8),
];

/// Reads the stream of properties; a broken one says nothing.
pub fn read(bytes: &[u8]) -> Facts {
    let section = u32_at(bytes, 44).and_then(|at| bytes.get(at as usize..)).unwrap_or(&[]);
    let count = u32_at(section, 4).unwrap_or(0).min(256) as usize;
    let value = |wanted: u32| {
        let entry = (0..count).find(|k| u32_at(section, 8 + 8 * k) == Some(wanted))?;
        section.get(u32_at(section, 12 + 8 * entry)? as usize..)
    };
    let page = value(PAGE).and_then(|v| u16_at(v, 4)).unwrap_or(1252);
    let encoding = PAGES.iter().find(|(n, _)| *n == page).map_or(WINDOWS_1252, |(_, e)| *e);
    let text = |wanted| {
        let v = value(wanted)?;
        let length = u32_at(v, 4)? as usize;
        let text = match u16_at(v, 0)? {
            0x1e => encoding.decode(v.get(8..8 + length)?).0.into_owned(),
            0x1f => {
                let units: Vec<u16> =
                    v.get(8..8 + 2 * length)?.chunks_exact(2).filter_map(|c| u16_at(c, 0)).collect();
                String::from_utf16_lossy(&units)
            }
            _ => return None,
        };
        Some(text.split('\0').next().unwrap_or("").to_owned())
    };
    let created = value(CREATED).filter(|v| u16_at(v, 0) == Some(0x40)).and_then(|v| {
        let ticks = u64::from(u32_at(v, 4)?) | u64::from(u32_at(v, 8)?) << 32;
        day(ticks)
    });
    Facts {
        title: text(TITLE).unwrap_or_default(),
        author: text(AUTHOR).unwrap_or_default(),
        created: created.unwrap_or_default(),
    }
}

/// The day of a time, in tenths of microseconds from 1601 on.
fn day(ticks: u64) -> Option<String> {
    const DAY: u64 = 864_000_000_000;
    let first = chrono::NaiveDate::from_ymd_opt(1601, 1, 1)?;
    let day = first.checked_add_days(chrono::Days::new(ticks / DAY))?;
    (ticks > 0).then(|| day.format("%Y-%m-%d").to_string())
}
