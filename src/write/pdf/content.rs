//! What is drawn on a page, as operators (ISO 32000-1, 7.8.2 and annex A).

use crate::pack::pdf::utf16;
use crate::pack::write_integer;

/// A value in the properties of a marked-content sequence.
pub enum Property<'a> {
    /// A name.
    Name(&'a str),
    /// A number.
    Number(usize),
    /// A text.
    Text(&'a str),
}

/// The content of a page.
#[derive(Default)]
pub struct Content {
    out: Vec<u8>,
    /// The font that is set, and its size.
    font: Option<(usize, f32)>,
}

impl Content {
    /// The stream.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub fn begin_text(&mut self) {
        self.out.extend(b"BT\n");
    }

    pub fn end_text(&mut self) {
        self.out.extend(b"ET\n");
    }

    /// Begins a marked-content sequence.
    pub fn begin_marked(&mut self, tag: &str, properties: &[(&str, Property)]) {
        self.name(tag);
        self.out.extend(b"<<");
        for (key, value) in properties {
            self.name(key);
            match value {
                Property::Name(name) => self.name(name),
                Property::Number(n) => {
                    self.out.push(b' ');
                    write_integer(&mut self.out, *n as i64);
                }
                Property::Text(text) => {
                    self.out.push(b'<');
                    self.hexadecimal(&utf16(text));
                    self.out.push(b'>');
                }
            }
        }
        self.out.extend(b">>BDC\n");
    }

    pub fn end_marked(&mut self) {
        self.out.extend(b"EMC\n");
    }

    /// Sets a font, unless it is set.
    pub fn font(&mut self, index: usize, name: &str, size: f32) {
        if self.font != Some((index, size)) {
            self.font = Some((index, size));
            self.name(name);
            self.out.push(b' ');
            self.operator(&[size], "Tf");
        }
    }

    /// Glyphs from a place on, turned and stretched by a matrix, each with the thousandths of an em that the next one is moved
    /// back, or up in a vertical font.
    pub fn show(&mut self, matrix: [f32; 4], (x, y): (f32, f32), glyphs: impl Iterator<Item = (u16, i32)>) {
        let [first, second, third, fourth] = matrix;
        self.operator(&[first, second, third, fourth, x, y], "Tm");
        self.out.push(b'[');
        let mut open = false;
        for (glyph, back) in glyphs {
            if !std::mem::replace(&mut open, true) {
                self.out.push(b'<');
            }
            self.hexadecimal(&glyph.to_be_bytes());
            if back != 0 {
                self.out.push(b'>');
                write_integer(&mut self.out, back.into());
                open = false;
            }
        }
        self.out.extend(if open { &b">]TJ\n"[..] } else { b"]TJ\n" });
    }

    /// An operator behind its numbers.
    pub fn operator(&mut self, operands: &[f32], name: &str) {
        for n in operands {
            self.number(*n);
            self.out.push(b' ');
        }
        self.out.extend(name.as_bytes());
        self.out.push(b'\n');
    }

    /// Draws an image.
    pub fn image(&mut self, name: &str) {
        self.name(name);
        self.out.extend(b" Do\n");
    }

    /// Lines as dashes.
    pub fn dashes(&mut self, dash: f32, gap: f32) {
        self.out.push(b'[');
        self.number(dash);
        self.out.push(b' ');
        self.number(gap);
        self.out.extend(b"]0 d\n");
    }

    /// A number of points to a thousandth: three hundred times finer than printers print.
    fn number(&mut self, n: f32) {
        let thousandths = (f64::from(n) * 1000.0).round() as i64;
        let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
        if thousandths < 0 {
            self.out.push(b'-');
        }
        write_integer(&mut self.out, whole);
        if rest > 0 {
            let digits = [rest / 100, rest / 10 % 10, rest % 10];
            let last = digits.iter().rposition(|d| *d > 0).unwrap_or(0);
            self.out.push(b'.');
            self.out.extend(digits[..=last].iter().map(|d| b'0' + *d as u8));
        }
    }

    fn name(&mut self, name: &str) {
        self.out.push(b'/');
        self.out.extend(name.as_bytes());
    }

    fn hexadecimal(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        for byte in bytes {
            self.out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_written_as_the_standard_has_them() {
        let mut c = Content::default();
        c.begin_text();
        c.begin_marked("Span", &[("MCID", Property::Number(3)), ("ActualText", Property::Text("条"))]);
        for size in [12.0, 12.0, 10.5] {
            c.font(0, "F", size);
        }
        c.show([1.0, 0.0, 0.0, 1.0], (72.5, -0.0004), [(1, 0), (0x2fa, -250), (3, 0)].into_iter());
        c.show([0.0, -1.0, 1.0, 0.0], (0.1, 700.1232), [(1, 20)].into_iter());
        c.end_marked();
        c.end_text();
        c.begin_marked("Artifact", &[("Type", Property::Name("Layout"))]);
        c.dashes(0.0, 1.5);
        c.image("I0");
        let expected = "BT\n/Span<</MCID 3/ActualText<FEFF6761>>>BDC\n/F 12 Tf\n/F 10.5 Tf\n1 0 0 1 72.5 0 Tm\n\
                        [<000102FA>-250<0003>]TJ\n0 -1 1 0 0.1 700.123 Tm\n[<0001>20]TJ\nEMC\nET\n\
                        /Artifact<</Type/Layout>>BDC\n[0 1.5]0 d\n/I0 Do\n";
        assert_eq!(String::from_utf8(c.into_bytes()).as_deref(), Ok(expected));
    }
}
