//! What tells languages: their scripts, letters that only some of those who share one write, and the commonest words, which no
//! text goes without.

use std::ops::RangeInclusive;

/// A language and its commonest words, in small letters.
pub struct Words {
    /// Its tag.
    pub tag: &'static str,
    /// Words that tell a passage of a few words.
    pub sure: &'static [&'static str],
    /// Further ones, which tell in a long text; of a language without the former it takes one.
    pub more: &'static [&'static str],
}

const fn tell(tag: &'static str, sure: &'static [&'static str], more: &'static [&'static str]) -> Words {
    Words { tag, sure, more }
}

/// Languages in Latin letters; the first is English, which a text in them is taken for unless another has more of its words.
pub const LATIN: &[Words] = &[
    tell(
        "en",
        &[
            "the", "of", "and", "to", "in", "shall", "is", "be", "are", "that", "for", "by", "with", "on",
            "this", "which", "or", "any", "not", "its", "as", "from", "an", "between", "at", "under", "it",
            "it's", "don't", "may", "has", "have",
        ],
        &["such", "other"],
    ),
    tell(
        "fr",
        &[
            "le", "la", "les", "des", "du", "et", "dans", "est", "une", "pour", "sur", "au", "aux", "que",
            "qui", "de", "sont",
        ],
        &["en", "par", "un", "ou", "leur", "entre", "avec", "cette", "ces", "ne", "pas"],
    ),
    tell(
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "für", "ist", "im", "dem", "auf", "des",
            "werden",
        ],
        &[
            "in", "nicht", "eine", "oder", "durch", "wird", "sich", "nach", "einer", "zur", "zum", "bei",
            "kann",
        ],
    ),
    tell(
        "es",
        &["el", "los", "las", "del", "y", "en", "que", "por", "una", "para", "con", "se", "de", "la"],
        &["un", "al", "su", "no", "entre", "sobre", "este", "esta", "como", "sus", "lo"],
    ),
    tell(
        "pt",
        &["os", "do", "da", "dos", "das", "em", "não", "que", "para", "com", "uma", "de", "e"],
        &["as", "por", "um", "ao", "aos", "no", "na", "são", "pelo", "pela", "ou", "entre", "se"],
    ),
    tell(
        "it",
        &["il", "gli", "della", "che", "per", "di", "nel", "una", "del", "delle", "e"],
        &["la", "le", "dei", "in", "con", "un", "al", "alla", "non", "dal", "sono", "da", "tra", "nella"],
    ),
    tell(
        "nl",
        &[],
        &[
            "de", "het", "van", "een", "en", "in", "is", "dat", "te", "op", "voor", "met", "niet", "zijn",
            "door", "aan", "of", "bij", "wordt", "deze", "tot", "worden",
        ],
    ),
    tell(
        "sv",
        &[],
        &[
            "och", "att", "som", "en", "av", "för", "den", "det", "på", "med", "är", "till", "om", "inte",
            "eller", "ska", "skall", "från", "ett", "mellan",
        ],
    ),
    tell(
        "da",
        &[],
        &[
            "og", "at", "af", "en", "den", "det", "på", "med", "til", "for", "er", "som", "om", "ikke",
            "eller", "skal", "fra", "et", "mellem", "hvis", "ved", "være",
        ],
    ),
    tell(
        "no",
        &[],
        &[
            "og", "at", "av", "en", "den", "det", "på", "med", "til", "for", "er", "som", "om", "ikke",
            "eller", "skal", "fra", "et", "mellom", "hvis", "ved", "være",
        ],
    ),
    tell(
        "fi",
        &[],
        &["ja", "on", "ei", "tai", "että", "se", "mukaan", "sekä", "joka", "ovat", "tämän", "jos", "voi"],
    ),
    tell(
        "hu",
        &[],
        &["az", "és", "hogy", "nem", "vagy", "egy", "szerint", "is", "meg", "kell", "között", "ha", "el"],
    ),
    tell(
        "pl",
        &[],
        &[
            "na",
            "do",
            "się",
            "nie",
            "oraz",
            "lub",
            "przez",
            "jest",
            "od",
            "dla",
            "że",
            "są",
            "ze",
            "pomiędzy",
        ],
    ),
    tell(
        "cs",
        &[],
        &["na", "se", "je", "do", "nebo", "které", "podle", "ve", "pro", "že", "mezi", "této", "jsou", "být"],
    ),
    tell(
        "ro",
        &[],
        &[
            "de", "și", "în", "la", "cu", "din", "pe", "sau", "care", "pentru", "al", "ale", "este", "sunt",
            "prin",
        ],
    ),
    tell(
        "tr",
        &[],
        &["ve", "bir", "bu", "ile", "için", "veya", "olarak", "olan", "her", "da", "göre", "tarafından"],
    ),
    tell(
        "vi",
        &[],
        &[
            "và", "của", "các", "có", "trong", "được", "cho", "theo", "này", "là", "với", "hoặc", "không",
            "về",
        ],
    ),
    tell(
        "id",
        &["yang", "dan", "dengan", "untuk", "dari", "pada", "dalam", "adalah"],
        &[
            "di",
            "atau",
            "ini",
            "oleh",
            "kedua",
            "sebagaimana",
            "tersebut",
            "antara",
            "tentang",
            "dapat",
            "akan",
        ],
    ),
    tell(
        "ms",
        &[],
        &[
            "dan",
            "yang",
            "di",
            "daripada",
            "untuk",
            "dengan",
            "atau",
            "dalam",
            "ini",
            "pada",
            "oleh",
            "kedua",
            "hendaklah",
            "tersebut",
            "antara",
            "bagi",
            "boleh",
            "ialah",
            "kerajaan",
        ],
    ),
    tell(
        "sw",
        &[],
        &["na", "ya", "wa", "kwa", "ni", "katika", "la", "za", "cha", "kama", "au", "hii", "yake"],
    ),
    tell(
        "za",
        &[
            "caeuq",
            "gij",
            "ndaej",
            "miz",
            "daengz",
            "dwg",
            "mbouj",
            "hawj",
            "bouxcuengh",
            "gwnz",
            "baenz",
            "boux",
            "guek",
            "gyoengq",
            "raeuz",
            "gunghdoz",
            "youq",
        ],
        &[],
    ),
];

/// A script that is neither Latin nor one of East Asia.
pub struct Writing {
    /// Its characters.
    pub characters: &'static [RangeInclusive<char>],
    /// Letters that only a language has, in the order in which they tell.
    pub letters: &'static [(&'static str, &'static str)],
    /// The language that a passage is taken for whose letters tell none.
    pub rest: &'static str,
    /// Letters of the shortest passage that says something.
    pub fewest: usize,
    /// Languages that are told apart by their words; without any, a whole text too is in the former one.
    pub languages: &'static [Words],
}

const fn alone(characters: &'static [RangeInclusive<char>], rest: &'static str) -> Writing {
    Writing { characters, letters: &[], rest, fewest: 0, languages: &[] }
}

/// Every such script.
pub const WRITINGS: &[Writing] = &[
    Writing {
        characters: &['\u{400}'..='\u{52f}'],
        letters: &[("әғқұһӘҒҚҰҺ", "kk"), ("өүӨҮ", "mn"), ("єіїґЄІЇҐ", "uk")],
        rest: "ru",
        fewest: 3,
        languages: &[
            tell(
                "ru",
                &[
                    "и",
                    "в",
                    "не",
                    "на",
                    "с",
                    "по",
                    "для",
                    "или",
                    "от",
                    "к",
                    "о",
                    "при",
                    "что",
                    "его",
                    "из",
                    "между",
                    "их",
                    "настоящего",
                    "является",
                    "может",
                    "об",
                    "до",
                ],
                &[],
            ),
            tell(
                "uk",
                &[
                    "і",
                    "та",
                    "в",
                    "у",
                    "що",
                    "не",
                    "на",
                    "з",
                    "до",
                    "або",
                    "для",
                    "від",
                    "про",
                    "між",
                    "є",
                    "цього",
                ],
                &[],
            ),
            tell(
                "bg",
                &["и", "на", "за", "се", "от", "в", "по", "с", "да", "или", "са", "при", "не", "между"],
                &[],
            ),
            tell(
                "sr",
                &["и", "у", "је", "да", "на", "се", "за", "од", "или", "са", "су", "из", "који", "између"],
                &[],
            ),
            tell(
                "kk",
                &[
                    "және",
                    "осы",
                    "үшін",
                    "бойынша",
                    "мен",
                    "немесе",
                    "туралы",
                    "арқылы",
                    "болып",
                    "оның",
                    "тиіс",
                    "бап",
                    "тарау",
                ],
                &[],
            ),
            tell(
                "mn",
                &[
                    "нь",
                    "болон",
                    "ба",
                    "энэ",
                    "уг",
                    "буюу",
                    "талууд",
                    "хооронд",
                    "дагуу",
                    "тухай",
                    "юм",
                    "зүйл",
                    "бүлэг",
                ],
                &[],
            ),
            tell(
                "ky",
                &["жана", "менен", "үчүн", "же", "боюнча", "бул", "ушул", "тууралуу", "болуп", "берене"],
                &[],
            ),
            tell(
                "tg",
                &[
                    "ва",
                    "дар",
                    "бо",
                    "аз",
                    "ба",
                    "барои",
                    "ки",
                    "ё",
                    "мазкур",
                    "ин",
                    "тибқи",
                    "моддаи",
                    "боби",
                ],
                &[],
            ),
        ],
    },
    Writing {
        characters: &[
            '\u{600}'..='\u{6ff}',
            '\u{750}'..='\u{77f}',
            '\u{8a0}'..='\u{8ff}',
            '\u{fb50}'..='\u{fdff}',
            '\u{fe70}'..='\u{fefc}',
        ],
        letters: &[
            ("\u{674}", "kk-Arab"),
            ("\u{6d0}\u{6c8}\u{6c6}\u{6d5}\u{6c7}", "ug"),
            ("\u{679}\u{688}\u{691}\u{6d2}", "ur"),
            ("\u{67e}\u{686}\u{698}\u{6af}\u{6cc}", "fa"),
        ],
        rest: "ar",
        fewest: 0,
        languages: &[
            tell(
                "ar",
                &[
                    "في",
                    "من",
                    "على",
                    "إلى",
                    "أن",
                    "هذا",
                    "هذه",
                    "التي",
                    "أو",
                    "مع",
                    "ما",
                    "لا",
                    "الذي",
                    "عن",
                    "بين",
                    "المادة",
                ],
                &[],
            ),
            tell(
                "fa",
                &[
                    "و", "در", "از", "به", "که", "این", "را", "با", "یا", "است", "آن", "بر", "برای", "شود",
                    "ماده",
                ],
                &[],
            ),
            tell(
                "ur",
                &["کے", "میں", "کی", "اور", "سے", "کا", "ہے", "کو", "یا", "پر", "یہ", "گا", "ہیں"],
                &[],
            ),
            tell(
                "ug",
                &["ۋە", "بىلەن", "بۇ", "ئۈچۈن", "ياكى", "قىلىش", "بولغان", "كېرەك", "مۇشۇ", "ھەم", "ماددا"],
                &[],
            ),
            tell(
                "kk-Arab",
                &["جانە", "مەن", "وسى", "ءۇشىن", "نەمەسە", "بويىنشا", "ارقىلى", "بولىپ", "باپ", "تاراۋ"],
                &[],
            ),
        ],
    },
    Writing {
        characters: &['\u{900}'..='\u{97f}'],
        letters: &[],
        rest: "hi",
        fewest: 0,
        languages: &[
            tell("hi", &["के", "और", "में", "है", "का", "की", "से", "को", "या", "पर", "लिए", "इस"], &[]),
            tell("ne", &["र", "को", "मा", "छ", "लाई", "वा", "यो", "गर्न", "हुने", "बमोजिम", "तथा"], &[]),
        ],
    },
    Writing { characters: &['\u{370}'..='\u{3ff}', '\u{1f00}'..='\u{1fff}'], fewest: 4, ..alone(&[], "el") },
    alone(&['\u{531}'..='\u{58f}'], "hy"),
    alone(&['\u{590}'..='\u{5ff}'], "he"),
    alone(&['\u{e00}'..='\u{e7f}'], "th"),
    alone(&['\u{e80}'..='\u{eff}'], "lo"),
    alone(&['\u{f00}'..='\u{fff}'], "bo"),
    alone(&['\u{1000}'..='\u{109f}'], "my"),
    alone(&['\u{10a0}'..='\u{10ff}'], "ka"),
    alone(&['\u{1200}'..='\u{139f}'], "am"),
    alone(&['\u{1780}'..='\u{17ff}'], "km"),
    alone(&['\u{1800}'..='\u{18af}'], "mn-Mong"),
    alone(&['\u{1950}'..='\u{197f}'], "tdd"),
    alone(&['\u{1980}'..='\u{19df}'], "khb"),
    alone(&['\u{a000}'..='\u{a4cf}'], "ii"),
];

/// The script of a character, by its place in [`WRITINGS`].
pub fn writing(c: char) -> Option<usize> {
    /// What stands below is Latin.
    const FIRST: char = '\u{370}';
    let of = |w: &Writing| w.characters.iter().any(|range| range.contains(&c));
    // Of what is no letter the signs of East Asia are the commonest.
    let sign = matches!(c, '\u{2000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    if c < FIRST || sign { None } else { WRITINGS.iter().position(of) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Primary};

    #[test]
    fn signs_are_of_no_writing() {
        for c in ('\u{2000}'..='\u{303f}').chain('\u{ff00}'..='\u{ffef}') {
            assert!(!WRITINGS.iter().any(|w| w.characters.iter().any(|r| r.contains(&c))), "{c}");
        }
        assert_eq!(writing('ཀ').map(|k| WRITINGS[k].rest), Some("bo"));
    }

    #[test]
    fn every_language_is_known_and_its_words_stand_once() {
        let others = WRITINGS.iter().flat_map(|w| w.languages.iter().map(|l| l.tag).chain([w.rest]));
        for tag in LATIN[1..].iter().map(|l| l.tag).chain(others) {
            let known = |f: &crate::text::Foreign| tag.starts_with(f.tag);
            assert!(matches!(Language::of(tag).primary, Primary::Foreign(f) if known(f)), "{tag}");
        }
        for l in LATIN.iter().chain(WRITINGS.iter().flat_map(|w| w.languages)) {
            let mut once = [l.sure, l.more].concat();
            let all = once.len();
            assert!(once.iter().all(|w| w.to_lowercase() == *w), "{}", l.tag);
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), all, "{}", l.tag);
        }
    }
}
