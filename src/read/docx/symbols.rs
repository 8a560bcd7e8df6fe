//! Characters of symbol fonts as the characters that they look like.

/// Where symbol fonts keep their characters in the private use area.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{f000}'..='\u{f0ff}';

/// Characters of symbol fonts, by the beginning of the font's name, code and the character that looks the same.
const TABLE: &[(&str, u8, char)] = &[
    ("Symbol", 0xb7, '•'),
    ("Symbol", 0xa7, '♣'),
    ("Symbol", 0xa8, '♦'),
    ("Symbol", 0xa9, '♥'),
    ("Symbol", 0xaa, '♠'),
    ("Symbol", 0x2d, '−'),
    ("Symbol", 0x61, 'α'),
    ("Symbol", 0x62, 'β'),
    ("Symbol", 0x67, 'γ'),
    ("Symbol", 0x64, 'δ'),
    ("Symbol", 0x65, 'ε'),
    ("Symbol", 0x6c, 'λ'),
    ("Symbol", 0x6d, 'μ'),
    ("Symbol", 0x70, 'π'),
    ("Symbol", 0x71, 'θ'),
    ("Symbol", 0x72, 'ρ'),
    ("Symbol", 0x73, 'σ'),
    ("Symbol", 0x74, 'τ'),
    ("Symbol", 0x66, 'φ'),
    ("Symbol", 0x77, 'ω'),
    ("Symbol", 0x44, 'Δ'),
    ("Symbol", 0x53, 'Σ'),
    ("Symbol", 0x57, 'Ω'),
    ("Symbol", 0xb0, '°'),
    ("Symbol", 0xb1, '±'),
    ("Symbol", 0xb3, '≥'),
    ("Symbol", 0xa3, '≤'),
    ("Symbol", 0xb4, '×'),
    ("Symbol", 0xb8, '÷'),
    ("Symbol", 0xb9, '≠'),
    ("Symbol", 0xbb, '≈'),
    ("Symbol", 0xa5, '∞'),
    ("Symbol", 0xae, '→'),
    ("Symbol", 0xac, '←'),
    ("Symbol", 0xd7, '⋅'),
    ("Symbol", 0xd2, '®'),
    ("Symbol", 0xd3, '©'),
    ("Symbol", 0xd4, '™'),
    ("Wingdings 2", 0x52, '☑'),
    ("Wingdings 2", 0x54, '☒'),
    ("Wingdings 2", 0xa3, '☐'),
    ("Wingdings 2", 0x50, '✓'),
    ("Wingdings 2", 0x4f, '✗'),
    ("Wingdings", 0x6c, '●'),
    ("Wingdings", 0x6e, '■'),
    ("Wingdings", 0x6f, '□'),
    ("Wingdings", 0x71, '❑'),
    ("Wingdings", 0x75, '◆'),
    ("Wingdings", 0x76, '❖'),
    ("Wingdings", 0x77, '⬥'),
    ("Wingdings", 0x9f, '•'),
    ("Wingdings", 0xa1, '○'),
    ("Wingdings", 0xa7, '▪'),
    ("Wingdings", 0xa8, '◻'),
    ("Wingdings", 0xd8, '➢'),
    ("Wingdings", 0xdc, '➲'),
    ("Wingdings", 0xe0, '→'),
    ("Wingdings", 0xe8, '➔'),
    ("Wingdings", 0xf0, '⇨'),
    ("Wingdings", 0xfb, '✗'),
    ("Wingdings", 0xfc, '✓'),
    ("Wingdings", 0xfd, '☒'),
    ("Wingdings", 0xfe, '☑'),
    ("Wingdings", 0x4a, '☺'),
    ("Wingdings", 0x22, '✂'),
    ("Wingdings", 0x26, '🕮'),
    ("Wingdings", 0x28, '☎'),
    ("Wingdings", 0x2a, '✉'),
    ("Wingdings", 0x46, '☞'),
    ("Wingdings", 0xab, '★'),
];

/// A character of a font as what it shows. What no table knows stays as it is.
pub fn shown(font: &str, c: char) -> char {
    let code = if PRIVATE.contains(&c) { (c as u32 & 0xff) as u8 } else { u8::try_from(c).unwrap_or(0) };
    let symbolic = ["Symbol", "Wingdings"].iter().any(|f| font.starts_with(f));
    if !symbolic {
        // Bullets of this code are the same in all symbol fonts that have no name here.
        return if c == '\u{f0b7}' { '•' } else { c };
    }
    TABLE.iter().find(|(f, n, _)| font.starts_with(f) && *n == code).map_or(c, |(.., shown)| *shown)
}
