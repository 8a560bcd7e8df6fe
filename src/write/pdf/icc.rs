//! A small sRGB profile, written from the constants of IEC 61966-2-1 (ICC.1:2010, version 4.2, display class).

/// Colorants and white point of sRGB adapted to D50, and the matrix of that adaptation, as s15Fixed16 numbers.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];
const RED: [f64; 3] = [0.436_066, 0.222_488, 0.013_916];
const GREEN: [f64; 3] = [0.385_147, 0.716_873, 0.097_076];
const BLUE: [f64; 3] = [0.143_066, 0.060_608, 0.714_096];
const ADAPTATION: [f64; 9] =
    [1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678];
/// ((aX + b)^g above d, cX below): the curve of sRGB as a parametric curve of type 3.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

fn fixed(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|v| ((v * 65536.0).round() as i32).to_be_bytes()).collect()
}

fn element(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = kind.to_vec();
    out.extend([0; 4]);
    out.extend(body);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

/// A text in one language.
fn text(s: &str) -> Vec<u8> {
    let utf16: Vec<u8> = s.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut body = vec![];
    for n in [1u32, 12] {
        body.extend(n.to_be_bytes());
    }
    body.extend(b"enUS");
    body.extend((utf16.len() as u32).to_be_bytes());
    body.extend(28u32.to_be_bytes());
    body.extend(utf16);
    element(*b"mluc", &body)
}

/// The profile's bytes.
pub fn srgb() -> Vec<u8> {
    let xyz = |v: &[f64; 3]| element(*b"XYZ ", &fixed(v));
    let curve = {
        let mut body = vec![0, 3, 0, 0];
        body.extend(fixed(&CURVE));
        element(*b"para", &body)
    };
    let elements: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(&WHITE)),
        (b"chad", element(*b"sf32", &fixed(&ADAPTATION))),
        (b"rXYZ", xyz(&RED)),
        (b"gXYZ", xyz(&GREEN)),
        (b"bXYZ", xyz(&BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let table_end = 128 + 4 + 12 * elements.len();
    let (mut table, mut data): (Vec<u8>, Vec<u8>) = ((elements.len() as u32).to_be_bytes().to_vec(), vec![]);
    for (tag, body) in &elements {
        table.extend(*tag);
        table.extend(((table_end + data.len()) as u32).to_be_bytes());
        table.extend((body.len() as u32).to_be_bytes());
        data.extend(body);
    }
    let mut out = ((table_end + data.len()) as u32).to_be_bytes().to_vec();
    out.extend([0; 4]);
    out.extend([4, 0x20, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // The date that a profile must have: that of the standard's edition.
    for n in [2010u16, 1, 1, 0, 0, 0] {
        out.extend(n.to_be_bytes());
    }
    out.extend(b"acsp");
    out.extend([0; 28]);
    out.extend(fixed(&WHITE));
    out.resize(128, 0);
    out.extend(table);
    out.extend(data);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_profile_says_its_own_length() {
        let p = super::srgb();
        assert_eq!(u32::from_be_bytes([p[0], p[1], p[2], p[3]]) as usize, p.len());
        assert_eq!(&p[36..40], b"acsp");
        assert!(p.len() < 700);
    }
}
