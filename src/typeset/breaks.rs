//! Character classes and where a line may end (CLREQ 3.1, "basic" line-breaking rules; GB/T 15834).

use crate::text::chars;

/// How a character behaves in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// “（《: full-width, blank on the left.
    Open,
    /// ”）》: full-width, blank on the right.
    Close,
    /// ，、；：
    Comma,
    /// 。！？
    Stop,
    /// 。 of Japanese, which keeps its blank within a line (JLREQ 3.8.3).
    FullStop,
    /// Commas and stops that stand in the middle of their boxes, as in Traditional Chinese: nothing can be cut off them.
    Centred,
    /// ・ of Japanese: an em wide, a quarter of it blank on either side.
    Middle,
    /// ·
    Mid,
    /// — ～ – between words; —— is a dash.
    Connector,
    /// …
    Ellipsis,
    /// Han, kana and everything as wide.
    Han,
    /// Small kana, ー and iteration marks: wide, but never first.
    NoStart,
    /// Hangul.
    Hangul,
    /// Letters, digits and signs of Latin runs.
    Alnum,
    /// ( [ of Latin text.
    LatinOpen,
    /// ) ] , . ; : ! ? of Latin text.
    LatinClose,
    /// % ‰ ℃ after a number.
    Suffix,
    /// ￥ № before a number.
    Prefix,
    /// A space between words.
    Space,
    /// U+3000, and other fixed spaces.
    WideSpace,
    /// A mark that sits on the character before it.
    Combining,
    /// The sign of a note, an exponent or an index: small, above or below the line.
    Raised,
    /// Arrows, signs of operation and relation, pictographs: as wide as they are, and a row of them is broken anywhere.
    Symbol,
    /// A syllable of a script that writes no spaces: lines end behind any.
    Syllable,
    /// A picture, or a word with its annotation: as wide as it is.
    Object,
    /// A blank to be filled in, which keeps its width.
    Blank,
}

/// Whose conventions marks follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Region {
    /// Mainland China, and all that is not named below.
    #[default]
    Simplified,
    /// Taiwan, Hong Kong and Macao (CLREQ 3.1.2).
    Traditional,
    /// Japan (JLREQ 3.1 and 3.8).
    Japanese,
}

/// The class of a character in a region.
pub fn class_in(c: char, region: Region) -> Class {
    match (region, class(c)) {
        (Region::Traditional, Class::Comma | Class::Stop | Class::Mid) => Class::Centred,
        // Commas give up their blank together with brackets; ！ and ？ have none.
        (Region::Japanese, Class::Comma) => Class::Close,
        (Region::Japanese, Class::Stop) if matches!(c, '！' | '？') => Class::Centred,
        (Region::Japanese, Class::Stop) => Class::FullStop,
        (Region::Japanese, Class::Mid) if c == '・' => Class::Middle,
        (_, class) => class,
    }
}

/// The class of a character by itself; quotation marks of Latin text are found among their neighbours
/// ([`super::runs`]).
pub fn class(c: char) -> Class {
    match c {
        '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '「' | '『' | '〖' | '［' | '｛' => {
            Class::Open
        }
        '”' | '’' | '）' | '》' | '〉' | '】' | '〕' | '」' | '』' | '〗' | '］' | '｝' => {
            Class::Close
        }
        '，' | '、' | '；' | '：' => Class::Comma,
        '。' | '！' | '？' | '．' => Class::Stop,
        '·' | '‧' | '・' => Class::Mid,
        '—' | '～' | '–' | '⸺' => Class::Connector,
        '…' | '⋯' => Class::Ellipsis,
        '%' | '‰' | '℃' | '°' | '％' => Class::Suffix,
        '￥' | '№' | '$' | '€' | '£' | '¥' => Class::Prefix,
        ' ' | '\u{a0}' | '\t' | '\u{2009}' | '\u{202f}' => Class::Space,
        '\u{3000}' | '\u{2000}'..='\u{2008}' => Class::WideSpace,
        '(' | '[' | '{' => Class::LatinOpen,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' => Class::LatinClose,
        '\u{300}'..='\u{36f}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{200b}'..='\u{200d}'
        | '\u{feff}'
        | '\u{ad}' => Class::Combining,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ'
        | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | 'ー' | '々' => Class::NoStart,
        '×' | '÷' | '±' | '＝' | '＋' | '－' | '＜' | '＞' => Class::Symbol,
        '\u{1f1e6}'..='\u{1f1ff}' => Class::Alnum,
        '\u{2190}'..='\u{23ff}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => Class::Symbol,
        c if chars::is_hangul(c) => Class::Hangul,
        c if chars::is_han(c) || chars::is_kana(c) => Class::Han,
        '\u{2460}'..='\u{24ff}'
        | '\u{25a0}'..='\u{27bf}'
        | '\u{3001}'..='\u{33ff}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{a000}'..='\u{abff}'
        | '\u{fe30}'..='\u{fe4f}' => Class::Han,
        _ => Class::Alnum,
    }
}

impl Class {
    /// Marks with a blank right half.
    pub const fn closes(self) -> bool {
        matches!(self, Self::Close | Self::Comma | Self::Stop | Self::FullStop)
    }
    /// Marks and spaces: what does not count as a character that a last line must have two of.
    pub const fn is_mark(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Close
                | Self::Comma
                | Self::Stop
                | Self::FullStop
                | Self::Centred
                | Self::Mid
                | Self::Middle
                | Self::Connector
                | Self::Ellipsis
                | Self::LatinOpen
                | Self::LatinClose
                | Self::Space
                | Self::WideSpace
                | Self::Combining
                | Self::Raised
        )
    }
    /// Ideographs and what is set like them.
    pub const fn is_ideographic(self) -> bool {
        matches!(self, Self::Han | Self::NoStart)
    }
    /// Latin runs, which keep a quarter em from ideographs.
    pub const fn is_latin(self) -> bool {
        matches!(
            self,
            Self::Alnum | Self::Suffix | Self::Prefix | Self::LatinOpen | Self::LatinClose | Self::Syllable
        )
    }
}

/// The characters of a paragraph, with what whole runs of them decide: found once, for a run may be as long as the
/// paragraph.
pub struct Signs {
    chars: Vec<char>,
    pairs: Vec<bool>,
}

impl Signs {
    /// The signs of a text.
    pub fn of(chars: Vec<char>) -> Self {
        let mut pairs = vec![false; chars.len()];
        for i in 1..chars.len() {
            // Units of two count from the start of the run: ………… is two of them.
            let first = matches!(chars[i], '—' | '…' | '⋯') && chars[i] == chars[i - 1];
            pairs[i - 1] = first && !(i > 1 && pairs[i - 2]);
        }
        Self { chars, pairs }
    }

    /// Whether `i` and `i + 1` are the two halves of —— or …….
    pub fn pairs(&self, i: usize) -> bool {
        self.pairs[i]
    }
}

impl std::ops::Deref for Signs {
    type Target = [char];
    fn deref(&self) -> &[char] {
        &self.chars
    }
}

/// Whether a line may end before character `i` (0 < i < length).
pub fn may_break(text: &Signs, classes: &[Class], i: usize) -> bool {
    use Class::{
        Alnum, Centred, Close, Combining, Comma, Connector, FullStop, Han, Hangul, LatinClose, LatinOpen,
        Mid, Middle, NoStart, Open, Prefix, Raised, Space, Stop, Suffix, Symbol, WideSpace,
    };
    let (a, b) = (classes[i - 1], classes[i]);
    // A solidus ends no line and begins none (GB/T 15834, 5.1.12).
    if text.pairs(i - 1) || text[i - 1] == '/' || text[i] == '/' {
        return false;
    }
    match (a, b) {
        // The sign of a note stays with its word, and closing marks with the sign.
        (_, Raised) => false,
        // H₂O stays together.
        (Raised, Alnum | LatinOpen) => false,
        (_, Space | WideSpace | Combining) => false,
        // One pictograph of several, joined.
        (Combining, _) if text[i - 1] == '\u{200d}' => false,
        (
            Space | WideSpace,
            Close | Comma | Stop | FullStop | Centred | Mid | Middle | LatinClose | Suffix,
        ) => false,
        (Space | WideSpace, _) => true,
        (Open | LatinOpen | Prefix, _) => false,
        (_, Close | Comma | Stop | FullStop | Centred | Mid | Middle | LatinClose | Suffix | NoStart) => {
            false
        }
        // A single connector belongs to the word before it; —— may begin a line.
        (_, Connector) => text.pairs(i),
        // 9704—2012 stays together.
        (Connector, Alnum) => !(i >= 2 && classes[i - 2] == Alnum),
        (Alnum | Suffix, Alnum | Prefix | LatinOpen | Symbol) => false,
        (Symbol, Alnum) => false,
        (LatinClose, Alnum | LatinOpen | Symbol) => false,
        (Alnum, Hangul) | (Hangul, Hangul | Alnum | LatinOpen) => false,
        (LatinClose, Hangul) => false,
        (Mid, Alnum) => i >= 2 && classes[i - 2] == Han,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(s: &str) -> String {
        let text = Signs::of(s.chars().collect());
        let classes: Vec<Class> = text.iter().map(|c| class(*c)).collect();
        let mut out = String::new();
        for (i, c) in text.iter().enumerate() {
            if i > 0 && may_break(&text, &classes, i) {
                out.push('|');
            }
            out.push(*c);
        }
        out
    }

    #[test]
    fn lines_break_as_clreq_says() {
        for (text, want) in [
            ("他说“好”吗", "他|说|“好”|吗"),
            ("诗经·秦风", "诗|经·|秦|风"),
            ("斯—卡", "斯—|卡"),
            ("甲——乙", "甲|——|乙"),
            ("甲……乙", "甲|……|乙"),
            ("甲…………乙", "甲|……|……|乙"),
            ("甲……………乙", "甲|……|……|…|乙"),
            ("甲……——…乙", "甲|……|——|…|乙"),
            ("GB/T 9704—2012", "GB/T |9704—2012"),
            ("约50%以上", "约|50%|以|上"),
            ("第1,234.5条", "第|1,234.5|条"),
            ("。”）三", "。”）|三"),
            ("이 법은", "이 |법은"),
            ("和/或", "和/或"),
            ("￥50元", "￥50|元"),
            ("第№7号", "第|№7|号"),
        ] {
            assert_eq!(show(text), want);
        }
    }
}
