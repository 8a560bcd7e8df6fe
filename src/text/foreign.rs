//! Languages of documents that recognition has no rules for, by what those who write files ask of them: one row each.

/// A language that is told apart, and no more.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Its tag (BCP 47).
    pub tag: &'static str,
    /// Its code of three letters (ISO 639-2/T).
    pub code: &'static str,
    /// Its tag with the region that office programs take it for, where they need one; else the tag.
    pub region: &'static str,
    /// What heads a table of contents.
    pub contents: &'static str,
    /// Whether what programs say stands in Chinese beside it, as in the autonomous regions; else in English.
    pub beside_chinese: bool,
}

const fn row(tag: &'static str, code: &'static str, region: &'static str, contents: &'static str) -> Foreign {
    Foreign { tag, code, region, contents, beside_chinese: false }
}
const fn inland(tag: &'static str, code: &'static str, region: &'static str) -> Foreign {
    Foreign { tag, code, region, contents: "目录", beside_chinese: true }
}

/// Every language that is known so.
pub static FOREIGN: &[Foreign] = &[
    row("fr", "fra", "fr-FR", "Table des matières"),
    row("de", "deu", "de-DE", "Inhalt"),
    row("es", "spa", "es-ES", "Índice"),
    row("pt", "por", "pt-PT", "Índice"),
    row("it", "ita", "it-IT", "Indice"),
    row("nl", "nld", "nl-NL", "Inhoud"),
    row("sv", "swe", "sv-SE", "Innehåll"),
    row("da", "dan", "da-DK", "Indhold"),
    row("no", "nor", "nb-NO", "Innhold"),
    row("fi", "fin", "fi-FI", "Sisällys"),
    row("hu", "hun", "hu-HU", "Tartalom"),
    row("pl", "pol", "pl-PL", "Spis treści"),
    row("cs", "ces", "cs-CZ", "Obsah"),
    row("ro", "ron", "ro-RO", "Cuprins"),
    row("tr", "tur", "tr-TR", "İçindekiler"),
    row("vi", "vie", "vi-VN", "Mục lục"),
    row("id", "ind", "id-ID", "Daftar Isi"),
    row("ms", "msa", "ms-MY", "Kandungan"),
    row("sw", "swa", "sw-KE", "Yaliyomo"),
    row("ru", "rus", "ru-RU", "Оглавление"),
    row("uk", "ukr", "uk-UA", "Зміст"),
    row("bg", "bul", "bg-BG", "Съдържание"),
    row("sr", "srp", "sr-Cyrl-RS", "Садржај"),
    row("mn", "mon", "mn-MN", "Гарчиг"),
    row("ky", "kir", "ky-KG", "Мазмуну"),
    row("tg", "tgk", "tg-Cyrl-TJ", "Мундариҷа"),
    row("el", "ell", "el-GR", "Περιεχόμενα"),
    row("hy", "hye", "hy-AM", "Բովանդակություն"),
    row("ka", "kat", "ka-GE", "სარჩევი"),
    row("ar", "ara", "ar-SA", "المحتويات"),
    row("fa", "fas", "fa-IR", "فهرست"),
    row("ur", "urd", "ur-PK", "فہرست"),
    row("he", "heb", "he-IL", "תוכן העניינים"),
    row("hi", "hin", "hi-IN", "विषय-सूची"),
    row("ne", "nep", "ne-NP", "विषयसूची"),
    row("th", "tha", "th-TH", "สารบัญ"),
    row("lo", "lao", "lo-LA", "ສາລະບານ"),
    row("km", "khm", "km-KH", "មាតិកា"),
    row("my", "mya", "my-MM", "မာတိကာ"),
    row("am", "amh", "am-ET", "ማውጫ"),
    inland("ug", "uig", "ug-CN"),
    inland("kk", "kaz", "kk-KZ"),
    inland("bo", "bod", "bo-CN"),
    inland("mn-Mong", "mon", "mn-Mong-CN"),
    inland("ii", "iii", "ii-CN"),
    inland("tdd", "tdd", "tdd"),
    inland("khb", "khb", "khb"),
    inland("za", "zha", "za"),
];

/// The row of a language, by its tag; one with a script of its own goes before.
pub fn foreign(tag: &str) -> Option<&'static Foreign> {
    // Norwegian is written in two ways, of which treaties take one.
    let tag = tag.strip_prefix("nb").map_or_else(|| tag.to_owned(), |rest| format!("no{rest}"));
    let begins = |f: &&Foreign| {
        let (of, more) = (f.tag.len(), tag.as_bytes().get(f.tag.len()));
        tag.get(..of).is_some_and(|t| t.eq_ignore_ascii_case(f.tag))
            && matches!(more, None | Some(b'-' | b'_'))
    };
    FOREIGN.iter().filter(begins).max_by_key(|f| f.tag.len())
}
