//! PNG read into plain samples (ISO/IEC 15948): eight bits of grey or of red, green and blue, what is transparent on
//! white. And pictures of few colours written.

use super::{Deflater, inflate};
use crate::finding::Words;
use flate2::Crc;

/// A picture in plain samples.
#[derive(Debug, PartialEq, Eq)]
pub struct Samples {
    /// Width and height.
    pub size: (u32, u32),
    /// Samples of a pixel: 1 for grey, 3 for colours.
    pub components: u8,
    /// The samples, row by row.
    pub data: Vec<u8>,
}

/// Larger pictures are not read.
const MOST_PIXELS: u64 = 40_000_000;
/// The passes of an interlaced picture: first column and row, and their distances (8.2).
const PASSES: [(usize, usize, usize, usize); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

/// What the header and the palette say.
struct Head<'a> {
    width: usize,
    height: usize,
    depth: u8,
    colour: u8,
    palette: &'a [u8],
    transparent: &'a [u8],
}

impl Head<'_> {
    fn channels(&self) -> usize {
        match self.colour {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        }
    }

    /// Bytes of a row so many pixels wide.
    fn row(&self, width: usize) -> usize {
        (width * self.channels() * usize::from(self.depth)).div_ceil(8)
    }

    /// A sample of a row, as it is stored.
    fn sample(&self, row: &[u8], k: usize) -> u16 {
        let at = |i: usize| row.get(i).copied().unwrap_or(0);
        match self.depth {
            16 => u16::from_be_bytes([at(2 * k), at(2 * k + 1)]),
            8 => u16::from(at(k)),
            d => {
                let bit = k * usize::from(d);
                u16::from(at(bit / 8) >> (8 - usize::from(d) - bit % 8) & ((1 << d) - 1))
            }
        }
    }

    /// A pixel in red, green and blue.
    fn pixel(&self, row: &[u8], x: usize) -> [u8; 3] {
        let channels = self.channels();
        let stored = |k: usize| self.sample(row, x * channels + k);
        let most = if self.depth == 16 { 65535 } else { (1u32 << self.depth) - 1 };
        let byte = |v: u16| (u32::from(v) * 255 / most) as u8;
        let (colour, alpha) = match self.colour {
            3 => {
                let n = usize::from(stored(0));
                let entry = |k: usize| self.palette.get(3 * n + k).copied().unwrap_or(0);
                ([entry(0), entry(1), entry(2)], self.transparent.get(n).copied().unwrap_or(255))
            }
            2 | 6 => {
                let clear = self.colour == 2 && self.is_clear(&[stored(0), stored(1), stored(2)]);
                let alpha = if self.colour == 6 { byte(stored(3)) } else { 255 };
                ([byte(stored(0)), byte(stored(1)), byte(stored(2))], if clear { 0 } else { alpha })
            }
            _ => {
                let clear = self.colour == 0 && self.is_clear(&[stored(0)]);
                let alpha = if self.colour == 4 { byte(stored(1)) } else { 255 };
                ([byte(stored(0)); 3], if clear { 0 } else { alpha })
            }
        };
        let on_white = |v: u8| {
            let (v, a) = (u32::from(v), u32::from(alpha));
            ((v * a + 255 * (255 - a)) / 255) as u8
        };
        colour.map(on_white)
    }

    fn is_clear(&self, samples: &[u16]) -> bool {
        let named = self.transparent.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
        self.transparent.len() >= 2 * samples.len() && named.eq(samples.iter().copied())
    }
}

/// Undoes the filter of a row (9.2); `step` is the distance of the byte to the left.
fn unfilter(kind: u8, row: &mut [u8], above: &[u8], step: usize) -> Option<()> {
    for i in 0..row.len() {
        let left = if i >= step { row[i - step] } else { 0 };
        let up = above.get(i).copied().unwrap_or(0);
        let corner = if i >= step { above.get(i - step).copied().unwrap_or(0) } else { 0 };
        let add = match kind {
            0 => 0,
            1 => left,
            2 => up,
            3 => u8::midpoint(left, up),
            4 => {
                let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
                let p = a + b - c;
                let (da, db, dc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
                if da <= db && da <= dc {
                    left
                } else if db <= dc {
                    up
                } else {
                    corner
                }
            }
            _ => return None,
        };
        row[i] = row[i].wrapping_add(add);
    }
    Some(())
}

/// Reads a picture; `None` where it is none or broken.
pub fn samples(png: &[u8]) -> Option<Samples> {
    let mut rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut head: &[u8] = &[];
    let (mut palette, mut transparent): (&[u8], &[u8]) = (&[], &[]);
    let mut packed = vec![];
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().ok()?) as usize;
        let data = rest.get(8..8usize.checked_add(length)?)?;
        match &rest[4..8] {
            b"IHDR" => head = data,
            b"PLTE" => palette = data,
            b"tRNS" => transparent = data,
            b"IDAT" => packed.extend_from_slice(data),
            b"IEND" => break,
            _ => {}
        }
        rest = rest.get(12 + length..)?;
    }
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?) as usize);
    let (width, height) = (number(0)?, number(4)?);
    let (depth, colour, interlaced) = (*head.get(8)?, *head.get(9)?, *head.get(12)? == 1);
    let known = match colour {
        0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
        3 => matches!(depth, 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(depth, 8 | 16),
        _ => false,
    };
    if !known || width == 0 || height == 0 || width as u64 * height as u64 > MOST_PIXELS {
        return None;
    }
    let h = Head { width, height, depth, colour, palette, transparent };
    let passes: &[_] = if interlaced { &PASSES } else { &[(0, 0, 1, 1)] };
    let part = |all: usize, first: usize, step: usize| all.saturating_sub(first).div_ceil(step);
    let expected: usize = passes
        .iter()
        .map(|(x, y, dx, dy)| (part(width, *x, *dx), part(height, *y, *dy)))
        .map(|(w, lines)| if w == 0 { 0 } else { lines * (1 + h.row(w)) })
        .sum();
    let data = inflate(&packed, expected)?;
    let grey = matches!(colour, 0 | 4);
    let components = if grey { 1 } else { 3 };
    let mut out = vec![255; width * height * components];
    let step = (h.channels() * usize::from(depth)).div_ceil(8);
    let mut at = 0;
    for (x0, y0, dx, dy) in passes {
        let (w, lines) = (part(width, *x0, *dx), part(height, *y0, *dy));
        if w == 0 {
            continue;
        }
        let mut above = vec![0; h.row(w)];
        for line in 0..lines {
            let kind = *data.get(at)?;
            let mut row = data.get(at + 1..at + 1 + h.row(w))?.to_vec();
            at += 1 + row.len();
            unfilter(kind, &mut row, &above, step)?;
            for x in 0..w {
                let to = ((y0 + line * dy) * h.width + x0 + x * dx) * components;
                out[to..to + components].copy_from_slice(&h.pixel(&row, x)[..components]);
            }
            above = row;
        }
    }
    Some(Samples { size: (h.width as u32, h.height as u32), components: components as u8, data: out })
}

/// A picture of up to 256 colours: its samples name them by number, row by row.
pub fn written(width: u32, palette: &[[u8; 3]], samples: &[u8]) -> Result<Vec<u8>, Words> {
    let mut rows = Vec::with_capacity(samples.len() + samples.len() / 64);
    let lines = samples.chunks(width.max(1) as usize);
    let height = lines.len() as u32;
    for row in lines {
        // Colours by number gain nothing by a filter (12.8).
        rows.push(0);
        rows.extend_from_slice(row);
    }
    let mut packed = vec![];
    Deflater::new(9, true).deflate(&rows, &mut packed)?;
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = [&size[..], &[8, 3, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in
        [(b"IHDR", &head[..]), (b"PLTE", palette.as_flattened()), (b"IDAT", &packed), (b"IEND", &[])]
    {
        out.extend((data.len() as u32).to_be_bytes());
        let start = out.len();
        out.extend_from_slice(name);
        out.extend_from_slice(data);
        let mut sum = Crc::new();
        sum.update(&out[start..]);
        out.extend(sum.sum().to_be_bytes());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture two pixels wide and two high.
    fn png(depth: u8, colour: u8, chunks: &[(&[u8; 4], &[u8])], rows: &[u8]) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut packed = vec![];
        Deflater::new(6, true).deflate(rows, &mut packed).expect("packed");
        let head = [0, 0, 0, 2, 0, 0, 0, 2, depth, colour, 0, 0, 0];
        let all = [(b"IHDR", &head[..])]
            .into_iter()
            .chain(chunks.iter().copied())
            .chain([(b"IDAT", &packed[..]), (b"IEND", &[][..])]);
        for (name, data) in all {
            out.extend((data.len() as u32).to_be_bytes());
            out.extend_from_slice(name);
            out.extend_from_slice(data);
            out.extend([0; 4]);
        }
        out
    }

    #[test]
    fn a_picture_of_few_colours_comes_back() {
        let palette = [[1, 2, 3], [250, 251, 252]];
        let png = written(2, &palette, &[0, 1, 1, 1]).expect("a picture");
        let back = samples(&png).expect("a picture");
        assert_eq!((back.size, back.components), ((2, 2), 3));
        let wanted = [palette[0], palette[1], palette[1], palette[1]].concat();
        assert_eq!(back.data, wanted);
    }

    #[test]
    fn pictures_of_every_kind_become_plain_samples() {
        // Grey, the second row told from the first.
        let grey = samples(&png(8, 0, &[], &[0, 10, 20, 2, 1, 1])).expect("a picture");
        assert_eq!((grey.components, grey.data), (1, vec![10, 20, 11, 21]));
        // One bit by the palette, its second colour half transparent.
        let palette: &[u8] = &[255, 0, 0, 0, 0, 0];
        let indexed =
            png(1, 3, &[(b"PLTE", palette), (b"tRNS", &[255, 127])], &[0, 0b0100_0000, 0, 0b1000_0000]);
        let indexed = samples(&indexed).expect("a picture");
        assert_eq!(indexed.data, [255, 0, 0, 128, 128, 128, 128, 128, 128, 255, 0, 0]);
        // Colours with alpha, filtered by the byte to the left.
        let rows = [1, 1, 2, 3, 255, 1, 1, 1, 0, 0, 9, 9, 9, 0, 9, 9, 9, 255];
        let colours = samples(&png(8, 6, &[], &rows)).expect("a picture");
        assert_eq!(colours.data, [1, 2, 3, 2, 3, 4, 255, 255, 255, 9, 9, 9]);
        assert!(samples(b"\x89PNG\r\n\x1a\n").is_none());
        assert!(samples(&png(8, 0, &[], &[9, 0, 0, 0, 0, 0])).is_none());
    }
}
