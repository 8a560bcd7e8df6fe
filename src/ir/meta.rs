//! What is known about a document as a whole; each fact with the place it was read from.

use crate::text::{Language, Primary, Region, Script, Span};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// A text of the source and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Spanned {
    /// The text, lines joined.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// 联合声明, 公报, 宣言.
    Statement,
    /// 条约, 协定, 议定书, 备忘录.
    Treaty,
    /// 法.
    Law,
    /// 条例, 规定, 办法, 细则.
    Regulation,
    /// 通知, 意见, 决定 and other government documents.
    Notice,
    /// None of these, or unknown.
    #[default]
    Other,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Statement, Self::Treaty, Self::Law, Self::Regulation, Self::Notice, Self::Other];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Treaty => "treaty",
            Self::Law => "law",
            Self::Regulation => "regulation",
            Self::Notice => "notice",
            Self::Other => "other",
        }
    }
}

/// Whether a document is in force, as somebody says or its title tells; no day is compared with today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// 草案, 征求意见稿.
    Draft,
    /// 尚未施行.
    Pending,
    /// 现行有效.
    InForce,
    /// 已修改: another version stands in its place.
    Amended,
    /// 已废止.
    Repealed,
}

impl Status {
    /// All of them, with the name in outputs and what people write for it, the usual word first.
    const ALL: &[(Self, &str, &[&str])] = &[
        (Self::Draft, "draft", &["草案", "征求意见稿", "送审稿", "徵求意見稿"]),
        (Self::Pending, "pending", &["尚未施行", "尚未生效", "未施行", "未生效", "not-in-force"]),
        (
            Self::InForce,
            "in-force",
            &["现行有效", "有效", "现行", "現行有效", "現行", "in_force", "in force"],
        ),
        (Self::Amended, "amended", &["已修改", "已被修改", "已修訂", "已修订"]),
        (Self::Repealed, "repealed", &["已废止", "废止", "失效", "已失效", "已廢止", "廢止", "廃止", "폐지"]),
    ];

    /// The one that a word names, in English or Chinese.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name, words)| *name == word || words.contains(&word)).map(|row| row.0)
    }

    /// The one that a title tells by what stands in brackets at its end.
    pub fn of_title(title: &str) -> Option<Self> {
        let inner = title.trim_end().strip_suffix(['）', ')'])?;
        let last = &inner[inner.rfind(['（', '('])?..];
        Self::ALL[0].2.iter().any(|word| last.contains(word)).then_some(Self::Draft)
    }

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// Every name, with its usual word in Chinese.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        Self::ALL.iter().map(|(_, name, words)| (*name, words[0]))
    }
}

/// What happened on a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DateRole {
    /// 通过.
    Adopted,
    /// 公布.
    Promulgated,
    /// 施行.
    Effective,
    /// 修正, 修订.
    Amended,
    /// Signed, or dated.
    #[default]
    Dated,
}

impl DateRole {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Promulgated => "promulgated",
            Self::Effective => "effective",
            Self::Amended => "amended",
            Self::Dated => "dated",
        }
    }
}

/// A date of the document's history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocDate {
    /// What happened.
    pub role: DateRole,
    /// ISO 8601.
    pub when: String,
    /// Where it stands.
    pub span: Span,
}

/// A series of publications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its title.
    pub title: String,
    /// The number of the volume in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<NonZeroU32>,
}

/// 版记: what stands at the foot of the last page of an official document (GB/T 9704-2012, 7.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Imprint {
    /// 抄送机关: who gets copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<String>,
    /// 印发机关: who prints and sends it.
    pub issuer: String,
    /// 印发日期, ISO 8601.
    pub printed: String,
}

/// What is known about the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Meta {
    /// The title, its lines joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Spanned>,
    /// BCP 47: `zh-Hans-CN`, `zh-Hant-TW`, `ja-JP`, `ko-KR`, `en`.
    pub language: String,
    /// What kind of document it is.
    pub kind: Kind,
    /// 文号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Spanned>,
    /// The agency or body it comes from, where a dateline or signature names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Spanned>,
    /// Between whom it is, where it is a treaty or a joint statement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Spanned>,
    /// Who signed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<Spanned>,
    /// The place of the dateline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Spanned>,
    /// Whether it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Who publishes the files, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// A licence statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// An identifier that somebody assigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The series that it is published in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// 版记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint: Option<Imprint>,
    /// Dates of its history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DocDate>,
    /// What a person put into the header of a TEI file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
}

/// What a person put into the header of a TEI file of ours, for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The element that it stands in; or the attribute or sentence that it stands for.
    pub place: String,
    /// An element of TEI P5, or a text.
    pub xml: String,
}

/// Sentences of our headers that a person may put others in the place of, by the element they stand in.
pub const SENTENCES: &[(&str, &str)] = &[
    (
        "projectDesc",
        "Structure recognised by software; not proof-read by a person unless revisionDesc says so.",
    ),
    ("correction", "None. No character of the source was changed, added or removed."),
    (
        "normalization",
        "None. The string value of /TEI/text equals the decoded source, character for character (SHA-256 of its UTF-8 \
         form is the idno of type sha256-text; sha256-normalised is that of the text without white space). Characters that only separate blocks stand in seg elements of type \
         sep, signs of the source's markup in seg elements of type markup. Line breaks of this file stand inside tags \
         only. A character that XML forbids is replaced by its control picture, in a g element that names it.",
    ),
    (
        "segmentation",
        "div/@type: see the taxonomy tw-divisions. Numbers as written stand in num; @value has the arabic value, @n \
         the citation label, xml:id the stable identifier.",
    ),
    ("stdVals", "Dates in @when, @from, @to: ISO 8601, proleptic Gregorian."),
    ("availability", "Rights status unknown."),
];

impl Meta {
    /// The title, or the file's stem where none was recognised.
    pub fn title_or<'a>(&'a self, stem: &'a str) -> &'a str {
        self.title.as_ref().map_or(if stem.is_empty() { "tiaowen" } else { stem }, |t| t.text.as_str())
    }
    /// The last day that something happened on.
    pub fn day(&self, role: DateRole) -> Option<&str> {
        self.dates.iter().rev().find(|d| d.role == role).map(|d| d.when.as_str())
    }
    /// The language, as far as more than its tag is known of it.
    pub fn spoken(&self) -> Language {
        Language::of(&self.language)
    }
    /// The language with its script only, as EPUB and HTML want it: `zh-Hans`.
    pub fn script_language(&self) -> &str {
        match self.spoken() {
            Language { primary: Primary::Chinese, script: Some(Script::Simplified), .. } => "zh-Hans",
            Language { primary: Primary::Chinese, script: Some(Script::Traditional), .. } => "zh-Hant",
            _ => self.language.split('-').next().unwrap_or("zh"),
        }
    }
    /// What heads a table of contents in its language.
    pub fn contents_title(&self) -> &'static str {
        match self.spoken().primary {
            Primary::Foreign(f) => f.contents,
            _ => self.spoken().among(["目录", "目錄", "目次", "차례", "Contents"]),
        }
    }
    /// The language with its region, as Word and PDF want it: `zh-CN`.
    pub fn region_language(&self) -> &str {
        let language = self.spoken();
        if let Primary::Foreign(f) = language.primary {
            return if self.language.contains('-') { &self.language } else { f.region };
        }
        let traditional = match language.region {
            Some(Region::HongKong) => "zh-HK",
            Some(Region::Macau) => "zh-MO",
            _ => "zh-TW",
        };
        language.among(["zh-CN", traditional, "ja-JP", "ko-KR", "en-US"])
    }
}
