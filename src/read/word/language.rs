//! Windows' numbers of languages ([MS-LCID]), as the tags that everyone else writes.

/// Languages by the lower ten bits of their numbers.
const PRIMARY: &[(u16, &str)] = &[
    (0x01, "ar"),
    (0x02, "bg"),
    (0x03, "ca"),
    (0x04, "zh"),
    (0x05, "cs"),
    (0x06, "da"),
    (0x07, "de"),
    (0x08, "el"),
    (0x09, "en"),
    (0x0a, "es"),
    (0x0b, "fi"),
    (0x0c, "fr"),
    (0x0d, "he"),
    (0x0e, "hu"),
    (0x0f, "is"),
    (0x10, "it"),
    (0x11, "ja"),
    (0x12, "ko"),
    (0x13, "nl"),
    (0x14, "no"),
    (0x15, "pl"),
    (0x16, "pt"),
    (0x18, "ro"),
    (0x19, "ru"),
    (0x1b, "sk"),
    (0x1d, "sv"),
    (0x1e, "th"),
    (0x1f, "tr"),
    (0x20, "ur"),
    (0x21, "id"),
    (0x22, "uk"),
    (0x23, "be"),
    (0x24, "sl"),
    (0x25, "et"),
    (0x26, "lv"),
    (0x27, "lt"),
    (0x29, "fa"),
    (0x2a, "vi"),
    (0x2b, "hy"),
    (0x2d, "eu"),
    (0x2f, "mk"),
    (0x36, "af"),
    (0x37, "ka"),
    (0x39, "hi"),
    (0x3e, "ms"),
    (0x3f, "kk"),
    (0x40, "ky"),
    (0x41, "sw"),
    (0x43, "uz"),
    (0x45, "bn"),
    (0x49, "ta"),
    (0x50, "mn"),
    (0x51, "bo"),
    (0x54, "lo"),
    (0x61, "ne"),
    (0x80, "ug"),
];

/// Those whose regions tell more than the language does.
const REGIONS: &[(u16, &str)] = &[
    (0x0404, "zh-TW"),
    (0x0804, "zh-CN"),
    (0x0c04, "zh-HK"),
    (0x1004, "zh-SG"),
    (0x1404, "zh-MO"),
    (0x0409, "en-US"),
    (0x0809, "en-GB"),
    (0x0411, "ja-JP"),
    (0x0412, "ko-KR"),
];

/// The tag of a number; empty for none that is known.
pub fn tag(number: u16) -> &'static str {
    let of =
        |table: &'static [(u16, &'static str)], n: u16| table.iter().find(|(k, _)| *k == n).map(|(_, t)| *t);
    of(REGIONS, number).or_else(|| of(PRIMARY, number & 0x3ff)).unwrap_or("")
}
