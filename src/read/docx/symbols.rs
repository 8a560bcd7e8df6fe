//! Characters of symbol fonts as the characters that they look like.

/// Where symbol fonts keep their characters in the private use area.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{f000}'..='\u{f0ff}';

/// Stretches of symbol fonts: the beginning of the font's name, the first code, and the characters that look the same
/// from there on. A space stands for none.
const TABLE: &[(&str, u8, &str)] = &[
    (
        "Symbol",
        0x21,
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    ),
    (
        "Symbol",
        0xa0,
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
    ),
    ("Wingdings 2", 0x4f, "✗✓☒☑☒☒"),
    ("Wingdings 2", 0x69, " ⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    ("Wingdings 2", 0x95, " ·•●●○○◎"),
    ("Wingdings 2", 0x9d, " ▪■□"),
    ("Wingdings 2", 0xa3, "☐"),
    ("Wingdings", 0x21, "✎✂✁👓🕭🕮🕯☎✆✉"),
    ("Wingdings", 0x36, "⌛"),
    (
        "Wingdings",
        0x3e,
        "✇✍✎✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐⚑✈☼💧❄✝✞ ✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●○■□□❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞",
    ),
    ("Wingdings", 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    ("Wingdings", 0x9e, "·•"),
    ("Wingdings", 0xa1, "○○○◉◎ ▪◻ ✦★✶✴✹✵ ⌖⟡⌑ ✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    ("Wingdings", 0xd5, "⌫⌦ ➢  ➲➲  ←→↑↓↖↗↙↘ ➔      ⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂▭▫✗✓☒☑"),
];

/// A character of a font as what it shows. What no table knows stays as it is.
pub fn shown(font: &str, c: char) -> char {
    let code = if PRIVATE.contains(&c) { (c as u32 & 0xff) as u8 } else { u8::try_from(c).unwrap_or(0) };
    let symbolic = ["Symbol", "Wingdings"].iter().any(|f| font.starts_with(f));
    if !symbolic {
        // Bullets of this code are the same in all symbol fonts that have no name here.
        return if c == '\u{f0b7}' { '•' } else { c };
    }
    let of_font = TABLE.iter().find(|(f, ..)| font.starts_with(f)).map_or("", |(f, ..)| f);
    let stretch = |(f, first, all): &(&str, u8, &str)| {
        let at = code.checked_sub(*first).filter(|_| *f == of_font)?;
        all.chars().nth(at.into()).filter(|c| *c != ' ')
    };
    TABLE.iter().find_map(stretch).unwrap_or(c)
}

/// A bullet of a font as what it shows. A sign that no table knows, or of a font that the file does not name, is some bullet:
/// the small square where it has the code that the commonest of those fonts has it at.
pub fn bullet(font: &str, text: &str) -> String {
    let sign = |c| match shown(font, c) {
        '\u{f0a7}' => '▪',
        c if PRIVATE.contains(&c) => '•',
        c => c,
    };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_symbol_fonts() {
        for (font, code, c) in [
            ("Symbol", 0xb7, '•'),
            ("Symbol", 0x61, 'α'),
            ("Symbol", 0x7a, 'ζ'),
            ("Symbol", 0xb4, '×'),
            ("Symbol", 0xd7, '⋅'),
            ("Symbol", 0xae, '→'),
            ("Symbol", 0xfe, '⎭'),
            ("Wingdings", 0x22, '✂'),
            ("Wingdings", 0x28, '☎'),
            ("Wingdings", 0x2a, '✉'),
            ("Wingdings", 0x46, '☞'),
            ("Wingdings", 0x4a, '☺'),
            ("Wingdings", 0x5e, '♈'),
            ("Wingdings", 0x69, '♓'),
            ("Wingdings", 0x6c, '●'),
            ("Wingdings", 0x6e, '■'),
            ("Wingdings", 0x71, '❑'),
            ("Wingdings", 0x76, '❖'),
            ("Wingdings", 0x81, '①'),
            ("Wingdings", 0x8c, '❶'),
            ("Wingdings", 0x9f, '•'),
            ("Wingdings", 0xa7, '▪'),
            ("Wingdings", 0xa8, '◻'),
            ("Wingdings", 0xab, '★'),
            ("Wingdings", 0xb2, '⟡'),
            ("Wingdings", 0xc2, '🕛'),
            ("Wingdings", 0xd8, '➢'),
            ("Wingdings", 0xdc, '➲'),
            ("Wingdings", 0xe0, '→'),
            ("Wingdings", 0xe8, '➔'),
            ("Wingdings", 0xf0, '⇨'),
            ("Wingdings", 0xfb, '✗'),
            ("Wingdings", 0xfe, '☑'),
            ("Wingdings 2", 0x50, '✓'),
            ("Wingdings 2", 0x52, '☑'),
            ("Wingdings 2", 0x6a, '⓪'),
            ("Wingdings 2", 0xa3, '☐'),
        ] {
            assert_eq!(
                shown(font, char::from_u32(0xf000 + code).expect("a character")),
                c,
                "{font} {code:x}"
            );
        }
        assert_eq!(shown("Arial", '\u{f0b7}'), '•');
        assert_eq!(shown("Wingdings 2", '\u{f0fe}'), '\u{f0fe}');
    }

    #[test]
    fn bullets_of_unknown_fonts_are_bullets() {
        let shown = [
            ("Wingdings", "\u{f06c}"),
            ("", "\u{f06c}"),
            ("Symbol", "\u{f0a7}"),
            ("", "\u{f0a7}"),
            ("Arial", "o"),
        ];
        assert_eq!(shown.map(|(font, text)| bullet(font, text)), ["●", "•", "♣", "▪", "o"]);
    }
}
