//! A picture in the making.

/// A picture, in hexadecimal digits or as it is.
#[derive(Debug, Default)]
pub struct Picture {
    /// How the names of its files end, where it is of a kind that others show.
    pub kind: Option<&'static str>,
    pub bytes: Vec<u8>,
    half: Option<u8>,
}

impl Picture {
    /// Takes a word; whether it is one of these.
    pub fn take(&mut self, word: &str) -> bool {
        match word {
            "pngblip" => self.kind = Some("png"),
            "jpegblip" => self.kind = Some("jpg"),
            _ => return false,
        }
        true
    }

    /// Takes digits.
    pub fn digits(&mut self, all: &[u8]) {
        if self.kind.is_none() {
            return;
        }
        for digit in all.iter().filter_map(|b| char::from(*b).to_digit(16)) {
            match self.half.take() {
                Some(high) => self.bytes.push(high << 4 | digit as u8),
                None => self.half = Some(digit as u8),
            }
        }
    }
}
