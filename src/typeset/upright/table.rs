//! How characters stand in vertical lines (UAX #50, Unicode 15.0: `Vertical_Orientation`), as a table.

/// Characters that stand upright, if need be in a form of their own (U, Tu, Tr); all others are turned with the line (R).
const UPRIGHT: &[(char, char)] = &[
    ('\u{a7}', '\u{a7}'),
    ('\u{a9}', '\u{a9}'),
    ('\u{ae}', '\u{ae}'),
    ('\u{b1}', '\u{b1}'),
    ('\u{bc}', '\u{be}'),
    ('\u{d7}', '\u{d7}'),
    ('\u{f7}', '\u{f7}'),
    ('\u{2ea}', '\u{2eb}'),
    ('\u{1100}', '\u{11ff}'),
    ('\u{1401}', '\u{167f}'),
    ('\u{18b0}', '\u{18ff}'),
    ('\u{2016}', '\u{2016}'),
    ('\u{2020}', '\u{2021}'),
    ('\u{2030}', '\u{2031}'),
    ('\u{203b}', '\u{203c}'),
    ('\u{2042}', '\u{2042}'),
    ('\u{2047}', '\u{2049}'),
    ('\u{2051}', '\u{2051}'),
    ('\u{2065}', '\u{2065}'),
    ('\u{20dd}', '\u{20e0}'),
    ('\u{20e2}', '\u{20e4}'),
    ('\u{2100}', '\u{2101}'),
    ('\u{2103}', '\u{2109}'),
    ('\u{210f}', '\u{210f}'),
    ('\u{2113}', '\u{2114}'),
    ('\u{2116}', '\u{2117}'),
    ('\u{211e}', '\u{2123}'),
    ('\u{2125}', '\u{2125}'),
    ('\u{2127}', '\u{2127}'),
    ('\u{2129}', '\u{2129}'),
    ('\u{212e}', '\u{212e}'),
    ('\u{2135}', '\u{213f}'),
    ('\u{2145}', '\u{214a}'),
    ('\u{214c}', '\u{214d}'),
    ('\u{214f}', '\u{2189}'),
    ('\u{218c}', '\u{218f}'),
    ('\u{221e}', '\u{221e}'),
    ('\u{2234}', '\u{2235}'),
    ('\u{2300}', '\u{2307}'),
    ('\u{230c}', '\u{231f}'),
    ('\u{2324}', '\u{232b}'),
    ('\u{237d}', '\u{239a}'),
    ('\u{23be}', '\u{23cd}'),
    ('\u{23cf}', '\u{23cf}'),
    ('\u{23d1}', '\u{23db}'),
    ('\u{23e2}', '\u{2422}'),
    ('\u{2424}', '\u{24ff}'),
    ('\u{25a0}', '\u{2619}'),
    ('\u{2620}', '\u{2767}'),
    ('\u{2776}', '\u{2793}'),
    ('\u{2b12}', '\u{2b2f}'),
    ('\u{2b50}', '\u{2b59}'),
    ('\u{2b97}', '\u{2b97}'),
    ('\u{2bb8}', '\u{2bd1}'),
    ('\u{2bd3}', '\u{2beb}'),
    ('\u{2bf0}', '\u{2bff}'),
    ('\u{2e50}', '\u{2e51}'),
    ('\u{2e80}', '\u{a4cf}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7ff}'),
    ('\u{e000}', '\u{faff}'),
    ('\u{fe10}', '\u{fe1f}'),
    ('\u{fe30}', '\u{fe48}'),
    ('\u{fe50}', '\u{fe57}'),
    ('\u{fe59}', '\u{fe62}'),
    ('\u{fe67}', '\u{fe6f}'),
    ('\u{ff01}', '\u{ff0c}'),
    ('\u{ff0e}', '\u{ff1b}'),
    ('\u{ff1f}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe7}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{fffc}', '\u{fffd}'),
    ('\u{10980}', '\u{1099f}'),
    ('\u{11580}', '\u{115ff}'),
    ('\u{11a00}', '\u{11abf}'),
    ('\u{13000}', '\u{1467f}'),
    ('\u{16fe0}', '\u{1b2ff}'),
    ('\u{1cf00}', '\u{1d1ff}'),
    ('\u{1d2e0}', '\u{1d37f}'),
    ('\u{1d800}', '\u{1daaf}'),
    ('\u{1f000}', '\u{1f7ff}'),
    ('\u{1f900}', '\u{1faff}'),
    ('\u{20000}', '\u{3fffd}'),
    ('\u{f0000}', '\u{10fffd}'),
];

/// Of these, those that are turned where the face has no form of their own for vertical lines (Tr).
const TURNED_OTHERWISE: &[(char, char)] = &[
    ('\u{2329}', '\u{232a}'),
    ('\u{3008}', '\u{3011}'),
    ('\u{3014}', '\u{301f}'),
    ('\u{3030}', '\u{3030}'),
    ('\u{30a0}', '\u{30a0}'),
    ('\u{30fc}', '\u{30fc}'),
    ('\u{fe59}', '\u{fe5e}'),
    ('\u{ff08}', '\u{ff09}'),
    ('\u{ff1a}', '\u{ff1b}'),
    ('\u{ff3b}', '\u{ff3b}'),
    ('\u{ff3d}', '\u{ff3d}'),
    ('\u{ff3f}', '\u{ff3f}'),
    ('\u{ff5b}', '\u{ff60}'),
    ('\u{ffe3}', '\u{ffe3}'),
];

fn among(table: &[(char, char)], c: char) -> bool {
    let at = table.partition_point(|(_, last)| *last < c);
    table.get(at).is_some_and(|(first, _)| *first <= c)
}

/// How a character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Upright (U and Tu).
    Upright,
    /// In a form of its own, else turned (Tr).
    Form,
    /// Turned with the line (R).
    Turned,
}

/// How a character stands.
pub fn orientation(c: char) -> Orientation {
    if among(TURNED_OTHERWISE, c) {
        Orientation::Form
    } else if among(UPRIGHT, c) {
        Orientation::Upright
    } else {
        Orientation::Turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order_and_say_what_the_standard_does() {
        for table in [UPRIGHT, TURNED_OTHERWISE] {
            assert!(table.iter().all(|(a, b)| a <= b) && table.windows(2).all(|w| w[0].1 < w[1].0));
        }
        for (chars, how) in [
            ("国あ、。！？ア①℃Ａ１〇조\u{20000}§©×", Orientation::Upright),
            ("（）「」《》〔〕【】ー：；［］", Orientation::Form),
            ("A1—…“”‘’·–aé-→٠ག", Orientation::Turned),
        ] {
            for c in chars.chars() {
                assert_eq!(orientation(c), how, "{c}");
            }
        }
    }
}
