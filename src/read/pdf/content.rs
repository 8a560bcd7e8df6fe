//! Content streams cut into operators with their operands (ISO 32000-1, 7.8.2). What is broken is passed over: a page is
//! read as far as it goes.

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A number.
    Number(f64),
    /// A string, decoded.
    String(Vec<u8>),
    /// A name, decoded.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Operand>),
    /// A dictionary.
    Dictionary(Vec<(Vec<u8>, Operand)>),
    /// `true`, `false`, `null`: nothing that text asks for.
    Other,
}

impl Operand {
    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }
    /// The name, where it is one.
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(n) = self { Some(n) } else { None }
    }
    /// An entry, where it is a dictionary.
    pub fn get(&self, key: &[u8]) -> Option<&Self> {
        match self {
            Self::Dictionary(pairs) => pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }
}

/// Arrays and dictionaries inside each other.
const DEEPEST: usize = 16;
/// Operands that an operator may have.
const MOST: usize = 512;

/// A content stream that is being read.
pub struct Stream<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The operands of the last operator.
    pub operands: Vec<Operand>,
}

const fn is_space(b: u8) -> bool {
    matches!(b, 0 | b'\t' | b'\n' | 0xc | b'\r' | b' ')
}

const fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

const fn is_regular(b: u8) -> bool {
    !is_space(b) && !is_delimiter(b)
}

impl<'a> Stream<'a> {
    /// A stream from its start.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, operands: vec![] }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b) = self.peek() {
            if b == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_space(b) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    /// The next operator; its operands are those of the stream.
    pub fn next(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        loop {
            self.skip_space();
            let b = self.peek()?;
            if is_delimiter(b) || b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.') {
                if let Some(operand) = self.operand(0) {
                    if self.operands.len() == MOST {
                        self.operands.clear();
                    }
                    self.operands.push(operand);
                }
                continue;
            }
            match self.word() {
                b"true" | b"false" | b"null" => self.operands.push(Operand::Other),
                word => return Some(word),
            }
        }
    }

    /// An operand; `None` for what is none, which is passed.
    fn operand(&mut self, depth: usize) -> Option<Operand> {
        match self.peek()? {
            b'(' => Some(Operand::String(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(Operand::Dictionary(self.pairs(depth)))
            }
            b'<' => Some(Operand::String(self.hexadecimal())),
            b'/' => {
                self.at += 1;
                Some(Operand::Name(self.name()))
            }
            b'[' => {
                self.at += 1;
                Some(Operand::Array(self.list(depth)))
            }
            b if is_delimiter(b) => {
                self.at += 1;
                None
            }
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<Operand> {
        let start = self.at;
        let word = self.word();
        let mut value = 0.0;
        let mut scale = 0.0;
        let mut negative = false;
        for (k, b) in word.iter().enumerate() {
            match b {
                b'0'..=b'9' if scale > 0.0 => {
                    value += f64::from(b - b'0') * scale;
                    scale /= 10.0;
                }
                b'0'..=b'9' => value = value * 10.0 + f64::from(b - b'0'),
                b'.' if scale == 0.0 => scale = 0.1,
                b'-' if value == 0.0 && scale == 0.0 => negative = true,
                b'+' if k == 0 => {}
                // 12-34 is read as 12 by others too.
                b'-' => break,
                // A number that an operator follows without a space.
                _ if k > 0 => {
                    self.at = start + k;
                    break;
                }
                _ => return None,
            }
        }
        Some(Operand::Number(if negative { -value } else { value }))
    }

    fn name(&mut self) -> Vec<u8> {
        let word = self.word();
        if !word.contains(&b'#') {
            return word.to_vec();
        }
        let mut out = vec![];
        let mut rest = word;
        while let [b, tail @ ..] = rest {
            let digit = |k: usize| tail.get(k).and_then(|d| char::from(*d).to_digit(16));
            if let (b'#', Some(high), Some(low)) = (b, digit(0), digit(1)) {
                out.push((high << 4 | low) as u8);
                rest = &tail[2..];
            } else {
                out.push(*b);
                rest = tail;
            }
        }
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = vec![];
        let mut open = 1;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(d @ b'0'..=b'7') = self.peek() else { break };
                                code = code << 3 | u32::from(d - b'0');
                                self.at += 1;
                            }
                            out.push(code as u8);
                        }
                        b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
                        b'\n' => {}
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(b);
        }
        out
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = vec![];
        let mut half = None;
        while let Some(b) = self.peek() {
            self.at += 1;
            if b == b'>' {
                break;
            }
            let Some(digit) = char::from(b).to_digit(16) else { continue };
            match half.take() {
                None => half = Some(digit),
                Some(high) => out.push((high << 4 | digit) as u8),
            }
        }
        out.extend(half.map(|high| (high << 4) as u8));
        out
    }

    fn list(&mut self, depth: usize) -> Vec<Operand> {
        let mut out = vec![];
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => out.extend(self.inner(depth)),
            }
        }
        out
    }

    fn pairs(&mut self, depth: usize) -> Vec<(Vec<u8>, Operand)> {
        let mut out = vec![];
        let mut key = None;
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += 1 + usize::from(self.bytes.get(self.at + 1) == Some(&b'>'));
                    break;
                }
                Some(_) => {
                    let operand = self.inner(depth);
                    match (key.take(), operand) {
                        (None, Some(Operand::Name(name))) => key = Some(name),
                        (Some(key), Some(operand)) => out.push((key, operand)),
                        _ => {}
                    }
                }
            }
        }
        out
    }

    /// What stands in an array or a dictionary.
    fn inner(&mut self, depth: usize) -> Option<Operand> {
        let b = self.peek()?;
        if depth >= DEEPEST {
            self.at = self.bytes.len();
            return None;
        }
        if is_delimiter(b) || b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.') {
            let start = self.at;
            let operand = self.operand(depth + 1);
            // Whatever it is, it is passed.
            self.at = self.at.max(start + 1);
            return operand;
        }
        self.word();
        Some(Operand::Other)
    }

    /// Passes the data of a picture that stands in the stream, behind `ID`.
    pub fn skip_picture(&mut self) {
        self.at += 1;
        while let Some(found) = memchr::memmem::find(self.bytes.get(self.at..).unwrap_or_default(), b"EI") {
            let at = self.at + found;
            self.at = at + 2;
            let before = at.checked_sub(1).and_then(|k| self.bytes.get(k)).is_none_or(|b| is_space(*b));
            let behind = &self.bytes[self.at..self.bytes.len().min(self.at + 12)];
            let text = behind.iter().all(|b| is_space(*b) || (0x20..0x7f).contains(b));
            if before && behind.first().is_none_or(|b| is_space(*b)) && text {
                return;
            }
        }
        self.at = self.bytes.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut stream = Stream::new(bytes);
        let mut out = vec![];
        while let Some(op) = stream.next() {
            let op = String::from_utf8_lossy(op).into_owned();
            if op == "ID" {
                stream.skip_picture();
            }
            out.push((op, stream.operands.clone()));
        }
        out
    }

    #[test]
    fn operators_come_with_their_operands() {
        let ops = read(b"/F1 -12.50 Tf%c\n[(a\\)\\101)-.5<4e0>]TJ <</A[1]/B 2>>BDC 1 0 0 1 5-3 .5 cm");
        let n = Operand::Number;
        assert_eq!(ops[0], ("Tf".into(), vec![Operand::Name(b"F1".into()), n(-12.5)]));
        let shown = vec![Operand::String(b"a)A".into()), n(-0.5), Operand::String(vec![0x4e, 0])];
        assert_eq!(ops[1], ("TJ".into(), vec![Operand::Array(shown)]));
        assert_eq!(ops[2].1[0].get(b"B"), Some(&n(2.0)));
        assert_eq!(ops[3].1[4..], [n(5.0), n(0.5)]);
    }

    #[test]
    fn what_is_broken_is_passed() {
        for bytes in
            [&b"(a"[..], b"<4", b"[", b"<<", b"<</A", b">>", b")", b"[[[[[[[[[[[[[[[[[[[[[[[[", b"/", b"-"]
        {
            assert!(read(bytes).is_empty());
        }
        assert_eq!(read(b"1 2 m BI /W 1 ID \x00EI\xff EI Q").last().map(|(op, _)| op.as_str()), Some("Q"));
        assert_eq!(read(b"0 1Tj"), [("Tj".into(), vec![Operand::Number(0.0), Operand::Number(1.0)])]);
    }
}
