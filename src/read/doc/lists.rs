//! Lists and the names that paragraphs have for them ([MS-DOC] 2.9.147, 2.9.131, 2.9.150).

use super::sprm::Characters;
use super::styles::text;
use crate::pack::ole::{u16_at, u32_at};
use crate::read::word::{Level, List, Named, Run};

const LIST: usize = 28;
const NAME: usize = 16;
const NO_STYLE: u16 = 0x0fff;

/// A level, and where the next one begins.
fn level(bytes: &[u8], at: usize, fonts: &[String]) -> Option<(Level, usize)> {
    let head = bytes.get(at..at + LIST)?;
    let flags = head[5];
    let (characters, paragraph) = (usize::from(head[24]), usize::from(head[25]));
    let from = at + LIST + paragraph;
    let said = bytes.get(from..from + characters)?;
    let (text, end) = text(bytes, from + characters)?;
    let mut look = Characters::default();
    look.take(said, &Run::default());
    let font = look.fonts[0].and_then(|f| fonts.get(usize::from(f))).cloned().unwrap_or_default();
    let level = Level {
        start: u32_at(head, 0).unwrap_or(1),
        format: head[4],
        text,
        follow: head[15],
        legal: flags & 4 > 0,
        restart: (flags & 8 > 0).then_some(head[26]),
        style: None,
        font,
        run: Run { change: crate::read::docx::Change::None, style: None, ..look.run },
    };
    Some((level, end))
}

/// The lists; their levels stand behind the table.
pub fn lists(table: &[u8], place: std::ops::Range<usize>, fonts: &[String]) -> Vec<List> {
    let Some(count) = u16_at(table, place.start).filter(|_| !place.is_empty()) else { return vec![] };
    let mut at = place.end;
    let mut out = vec![];
    for k in 0..usize::from(count) {
        let from = place.start + 2 + k * LIST;
        let Some(head) = table.get(from..from + LIST) else { break };
        let levels = if head[26] & 1 > 0 { 1 } else { 9 };
        let mut list = List { number: u32_at(head, 0).unwrap_or(0) as i32, levels: vec![] };
        for l in 0..levels {
            let Some((mut one, end)) = level(table, at, fonts) else { break };
            one.style = u16_at(head, 8 + 2 * l).filter(|s| *s != NO_STYLE);
            list.levels.push(one);
            at = end;
        }
        out.push(list);
    }
    out
}

/// The names.
pub fn names(table: &[u8], place: std::ops::Range<usize>, fonts: &[String]) -> Vec<Named> {
    let Some(count) = u32_at(table, place.start).filter(|_| !place.is_empty()) else { return vec![] };
    let count = (count as usize).min(table.len() / NAME);
    let mut at = place.start + 4 + count * NAME;
    let mut out = vec![];
    for k in 0..count {
        let from = place.start + 4 + k * NAME;
        let Some(head) = table.get(from..from + NAME) else { break };
        let mut named =
            Named { number: k as i32 + 1, list: u32_at(head, 0).unwrap_or(0) as i32, overrides: vec![] };
        // A place in the text that says nothing stands before what is said otherwise.
        at += 4;
        for _ in 0..head[12] {
            let (Some(start), Some(flags)) = (u32_at(table, at), u32_at(table, at + 4)) else { break };
            at += 8;
            let own = if flags & 0x20 > 0 {
                let Some((own, end)) = level(table, at, fonts) else { break };
                at = end;
                Some(own)
            } else {
                None
            };
            let number = (flags & 15) as u8;
            if number < 9 {
                let start = (flags & 0x10 > 0).then(|| own.as_ref().map_or(start, |l| l.start));
                named.overrides.push((number, start, own));
            }
        }
        out.push(named);
    }
    out
}
