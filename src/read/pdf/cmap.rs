//! Character maps that a file carries along: codes to characters (`ToUnicode`) and codes to CIDs (ISO 32000-1, 9.7.5 and
//! 9.10.3).

use super::content::{Operand, Stream};
use super::predefined::Predefined;
use std::collections::HashMap;

/// A map of codes.
#[derive(Debug, Default)]
pub struct CMap {
    /// Lengths of codes in bytes, with the first and last code of each length.
    spaces: Vec<(usize, u32, u32)>,
    /// Ranges of codes, with the CID of the first one.
    cids: Vec<(u32, u32, u32)>,
    /// What codes stand for.
    texts: HashMap<u32, Box<str>>,
    /// Ranges of codes that stand for characters in a row.
    ranges: Vec<(u32, u32, u32)>,
    /// The map that it adds to.
    base: Option<Predefined>,
    /// Whether lines run from top to bottom.
    pub vertical: bool,
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, b| code << 8 | u32::from(*b))
}

/// Characters that a map gives: UTF-16, or one byte.
fn characters(bytes: &[u8]) -> String {
    match bytes {
        [one] => char::from(*one).to_string(),
        _ => crate::pack::pdf::from_utf16(bytes),
    }
}

impl CMap {
    /// Reads a map; what is broken is passed.
    pub fn read(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        let mut stream = Stream::new(bytes);
        while let Some(operator) = stream.next() {
            let operands = &stream.operands;
            let strings = || {
                let of = |o: &Operand| if let Operand::String(s) = o { Some(s.clone()) } else { None };
                operands.iter().filter_map(of).collect::<Vec<_>>()
            };
            match operator {
                b"usecmap" => {
                    let name = operands.last().and_then(Operand::name);
                    out.base = name.and_then(|n| Predefined::named(&String::from_utf8_lossy(n)));
                }
                b"def" => {
                    if let [.., Operand::Name(key), Operand::Number(n)] = &operands[..]
                        && key == b"WMode"
                    {
                        out.vertical = *n != 0.0;
                    }
                }
                b"endcodespacerange" => {
                    for pair in strings().chunks_exact(2) {
                        out.spaces.push((pair[0].len(), code(&pair[0]), code(&pair[1])));
                    }
                }
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [Operand::String(from), Operand::String(to)] = pair {
                            out.texts.insert(code(from), characters(to).into());
                        }
                    }
                }
                b"endbfrange" => operands.chunks_exact(3).for_each(|row| out.range(row)),
                b"endcidchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [Operand::String(from), Operand::Number(cid)] = pair {
                            out.cids.push((code(from), code(from), *cid as u32));
                        }
                    }
                }
                b"endcidrange" => {
                    for row in operands.chunks_exact(3) {
                        if let [Operand::String(first), Operand::String(last), Operand::Number(cid)] = row {
                            out.cids.push((code(first), code(last), *cid as u32));
                        }
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// A row of `bfrange`: a target that counts on, or one for every code.
    fn range(&mut self, row: &[Operand]) {
        let [Operand::String(first), Operand::String(last), target] = row else { return };
        let (first, last) = (code(first), code(last));
        match target {
            Operand::Array(targets) => {
                for (k, target) in targets.iter().enumerate() {
                    let Operand::String(target) = target else { continue };
                    self.texts.insert(first.saturating_add(k as u32), characters(target).into());
                }
            }
            Operand::String(target) => {
                let text = characters(target);
                let mut chars = text.chars();
                match (chars.next_back(), chars.as_str()) {
                    (Some(only), "") => self.ranges.push((first, last, only.into())),
                    // The last character counts on.
                    (Some(end), start) => {
                        for code in first..=last.min(first.saturating_add(0xff)) {
                            let end = char::from_u32(u32::from(end) + (code - first));
                            self.texts.insert(code, start.chars().chain(end).collect::<String>().into());
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// What a code stands for.
    pub fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.texts.get(&code) {
            return Some(text.to_string());
        }
        let (first, _, target) =
            self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
        char::from_u32(target.checked_add(code - first)?).map(String::from)
    }

    /// The CID of a code.
    pub fn cid(&self, code: u32, length: usize) -> Option<u32> {
        let found = self.cids.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        match found {
            Some((first, _, cid)) => cid.checked_add(code - first),
            None => self.base.as_ref().and_then(|b| b.cid(code, length)),
        }
    }

    /// How many of some bytes are the next code.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let fits = |n: &usize| {
            let code = code(&bytes[..*n]);
            self.spaces.iter().any(|(length, first, last)| length == n && (*first..=*last).contains(&code))
        };
        let found = (1..=bytes.len().min(4)).find(fits);
        found.or_else(|| self.base.as_ref().map(|b| b.length(bytes))).unwrap_or_else(|| bytes.len().min(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_mapped_by_characters_ranges_and_lists() {
        let map = CMap::read(
            b"1 begincodespacerange<0000><ffff>endcodespacerange 2 beginbfchar <0001><4e00> <0002><d842dfb7>
            endbfchar 3 beginbfrange <0010><0012><0041> <20><21>[<00660069><4e8c>] <30><31><00410042>
            endbfrange /WMode 1 def 1 begincidrange <00><10> 7 endcidrange 1 begincidchar <0100> 9 endcidchar",
        );
        let text = |code| map.text(code).unwrap_or_default();
        assert_eq!([1, 2, 0x12, 0x20, 0x21, 0x31, 0x99].map(text), ["一", "𠮷", "C", "fi", "二", "AC", ""]);
        assert_eq!((map.cid(3, 2), map.cid(0x100, 2), map.cid(0x200, 2)), (Some(10), Some(9), None));
        assert!(map.vertical && map.length(b"abc") == 2 && map.length(b"a") == 1);
    }
}
