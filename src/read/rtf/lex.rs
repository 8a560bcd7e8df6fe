//! The words of RTF (Rich Text Format Specification 1.9.1, “RTF Syntax”).

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// `\'hh`.
    Hex(u8),
    /// Bytes of text.
    Bytes(&'a [u8]),
    /// Bytes that are no text: those behind `\bin`.
    Data(&'a [u8]),
}

/// Cuts a file into words.
#[derive(Debug)]
pub struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, n: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(n.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take(1);
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self.rest.get(..2).filter(|d| d.iter().all(u8::is_ascii_hexdigit));
            let digits = digits.and_then(|d| std::str::from_utf8(d).ok());
            let Some(byte) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()) else {
                return Some(Token::Symbol(first));
            };
            self.take(2);
            return Some(Token::Hex(byte));
        }
        let end = self.rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let name = std::str::from_utf8(self.take(end)).unwrap_or_default();
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if let ("bin", Some(n)) = (name, number) {
            return Some(Token::Data(self.take(usize::try_from(n).unwrap_or(0))));
        }
        Some(Token::Word(name, number))
    }

    fn number(&mut self) -> Option<i32> {
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest[sign..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let all = self.take(sign + digits);
        let n =
            all[sign..].iter().fold(0_i32, |n, d| n.saturating_mul(10).saturating_add(i32::from(d - b'0')));
        Some(if sign == 1 { -n } else { n })
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    Some(Token::Open)
                }
                b'}' => {
                    self.take(1);
                    Some(Token::Close)
                }
                b'\\' => {
                    self.take(1);
                    self.control()
                }
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                    continue;
                }
                _ => {
                    let ends = |b: &u8| matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let end = self.rest.iter().position(ends).unwrap_or(self.rest.len());
                    Some(Token::Bytes(self.take(end)))
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file() {
        let all: Vec<Token> = Lexer::new(b"{\\rtf1\\u-123 ?\\'b5x\r\ny\\~\\bin3 a{b\\par}\\'zz\\").collect();
        assert_eq!(
            all,
            [
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Word("u", Some(-123)),
                Token::Bytes(b"?"),
                Token::Hex(0xb5),
                Token::Bytes(b"x"),
                Token::Bytes(b"y"),
                Token::Symbol(b'~'),
                Token::Data(b"a{b"),
                Token::Word("par", None),
                Token::Close,
                Token::Symbol(b'\''),
                Token::Bytes(b"zz"),
            ]
        );
    }
}
