//! What somebody knows of a document and its text does not say: `NAME.toml` beside the source.

use super::{Problem, parse, problem};
use crate::finding::Words;
use crate::ir::{DateRole, DocDate, Document, Given, Imprint, Kind, Series, Spanned, Status, is_language};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::value::Datetime;

/// Facts that stand in for those of the text; each is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Facts {
    /// The title.
    pub title: Option<String>,
    /// statement, treaty, law, regulation, notice or other.
    pub kind: Option<Kind>,
    /// BCP 47: `zh-Hans-CN`.
    pub language: Option<String>,
    /// 文号.
    pub number: Option<String>,
    /// The body that issued it.
    pub source: Option<String>,
    /// Where it was made.
    pub place: Option<String>,
    /// draft, pending, in-force, amended or repealed; or in Chinese.
    #[serde(default, deserialize_with = "status")]
    pub status: Option<Status>,
    /// Who publishes the files.
    pub publisher: Option<String>,
    /// A licence statement.
    pub licence: Option<String>,
    /// An identifier that somebody assigned: `urn:lex:…`, a DOI, an ISBN.
    pub identifier: Option<String>,
    /// The series that it is published in: its title, or `{ title = "…", number = 3 }`.
    pub series: Option<SeriesForm>,
    /// 版记 of an official document.
    #[serde(default, deserialize_with = "imprint")]
    pub imprint: Option<Imprint>,
    /// Dates of its history, `YYYY-MM-DD`, one or several of each.
    #[serde(default)]
    pub dates: Dates,
}

/// A series, with or without the number of the volume.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "系列应写作 \"名称\" 或 { title = \"名称\", number = 3 } / a series is \"TITLE\" or { title = \"TITLE\", number = 3 }"
)]
pub enum SeriesForm {
    /// Its title.
    Title(String),
    /// With a number.
    Whole(Series),
}

/// Dates by what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    #[serde(default)]
    adopted: Days,
    #[serde(default)]
    promulgated: Days,
    #[serde(default)]
    effective: Days,
    #[serde(default)]
    amended: Days,
    #[serde(default)]
    dated: Days,
}

/// One day or several.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    One(String),
    Many(Vec<String>),
}

/// A day, in quotation marks or as TOML writes dates.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Quoted(String),
    Plain(Datetime),
}

impl Day {
    fn text(self) -> String {
        match self {
            Self::Quoted(text) => text,
            Self::Plain(date) => date.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(
            untagged,
            expecting = "日期应写作 2024-01-31，几个日期写在方括号里 / a date is 2024-01-31; several stand in brackets"
        )]
        enum Form {
            One(Day),
            Many(Vec<Day>),
        }
        Ok(match Form::deserialize(d)? {
            Form::One(day) => Self::One(day.text()),
            Form::Many(days) => Self::Many(days.into_iter().map(Day::text).collect()),
        })
    }
}

/// An imprint, whose day may stand as TOML writes dates.
fn imprint<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Imprint>, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        copies: Option<String>,
        issuer: String,
        printed: Day,
    }
    let form = Option::<Form>::deserialize(d)?;
    Ok(form.map(|f| Imprint { copies: f.copies, issuer: f.issuer, printed: f.printed.text() }))
}

/// A status by its name or by a word of people.
fn status<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Status>, D::Error> {
    let Some(word) = Option::<String>::deserialize(d)? else { return Ok(None) };
    Status::named(word.trim()).map(Some).ok_or_else(|| {
        let (en, zh): (Vec<_>, Vec<_>) = Status::names().unzip();
        let (en, zh) = (en.join(", "), zh.join("、"));
        D::Error::custom(format!(
            "效力应是 {zh}（或英文 {en}），不是“{word}” / a status is {en}, not “{word}”"
        ))
    })
}

impl Default for Days {
    fn default() -> Self {
        Self::Many(vec![])
    }
}

impl Days {
    fn list(&self) -> &[String] {
        match self {
            Self::One(day) => std::slice::from_ref(day),
            Self::Many(days) => days,
        }
    }
}

/// Reads a file of metadata.
///
/// # Errors
/// The line and what is wrong with it.
pub fn metadata(text: &str) -> Result<Facts, Problem> {
    let given: Facts = parse(text)?;
    for (role, days) in given.days() {
        if let Some(bad) = days.iter().find(|d| !is_day(d)) {
            return Err(problem(text, role, no_day(bad)));
        }
    }
    if let Some(bad) = given.imprint.as_ref().map(|i| &i.printed).filter(|d| !is_day(d)) {
        return Err(problem(text, "printed", no_day(bad)));
    }
    if let Some(bad) = given.language.as_ref().filter(|l| !is_language(l)) {
        let what = Words::new(
            format!("“{bad}”不是语言代码（如 zh-Hans-CN）"),
            format!("“{bad}” is no language tag such as zh-Hans-CN"),
        );
        return Err(problem(text, "language", what));
    }
    Ok(given)
}

fn no_day(text: &str) -> Words {
    Words::new(
        format!("“{text}”不是日期，应写作 2024-01-31"),
        format!("“{text}” is no date; write it 2024-01-31"),
    )
}

fn is_day(s: &str) -> bool {
    s.len() == 10 && chrono::NaiveDate::parse_from_str(s, "%Y-%m-%d").is_ok()
}

impl Facts {
    fn days(&self) -> [(&'static str, &[String]); 5] {
        let d = &self.dates;
        [
            ("adopted", d.adopted.list()),
            ("promulgated", d.promulgated.list()),
            ("effective", d.effective.list()),
            ("amended", d.amended.list()),
            ("dated", d.dated.list()),
        ]
    }

    /// What of it steers the recogniser.
    pub fn given(&self) -> Given {
        Given {
            language: self.language.clone(),
            kind: self.kind,
            title: self.title.clone(),
            ..Given::default()
        }
    }

    /// Leaves out what corrections say too.
    pub fn give_way(&mut self, to: &Given) {
        if to.title.is_some() {
            self.title = None;
        }
        if to.kind.is_some() {
            self.kind = None;
        }
        if to.language.is_some() {
            self.language = None;
        }
    }

    /// Puts the facts into a document; those of the text that are not given stay.
    pub fn apply(self, doc: &mut Document) {
        let dates = self.days();
        let said = dates.into_iter().flat_map(|(role, days)| {
            let role = match role {
                "adopted" => DateRole::Adopted,
                "promulgated" => DateRole::Promulgated,
                "effective" => DateRole::Effective,
                "amended" => DateRole::Amended,
                _ => DateRole::Dated,
            };
            days.iter().map(move |when| DocDate { role, when: when.clone(), ..DocDate::default() })
        });
        let said: Vec<DocDate> = said.collect();
        let meta = &mut doc.meta;
        // A date that is given takes the place of those of its kind in the text.
        meta.dates.retain(|d| said.iter().all(|s| s.role != d.role));
        meta.dates.extend(said);
        let spanned = |text: String| Spanned { text, ..Spanned::default() };
        let set = |to: &mut Option<Spanned>, from: Option<String>| {
            if let Some(text) = from {
                *to = Some(spanned(text));
            }
        };
        set(&mut meta.title, self.title);
        set(&mut meta.number, self.number);
        set(&mut meta.source, self.source);
        set(&mut meta.place, self.place);
        meta.kind = self.kind.unwrap_or(meta.kind);
        if let Some(language) = self.language {
            meta.language = language;
        }
        meta.status = self.status.or(meta.status);
        meta.publisher = self.publisher.or(meta.publisher.take());
        meta.licence = self.licence.or(meta.licence.take());
        if let Some(series) = self.series {
            meta.series = Some(match series {
                SeriesForm::Title(title) => Series { title, number: None },
                SeriesForm::Whole(series) => series,
            });
        }
        meta.imprint = self.imprint.or(meta.imprint.take());
        meta.identifier = self.identifier.or(meta.identifier.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_that_are_given_stand_in_for_those_of_the_text() {
        let given = metadata(
            "title = \"示例法\"\nkind = \"law\"\nlicence = \"CC0-1.0\"\n[dates]\nadopted = \"2020-01-02\"\namended = [\"2021-01-01\", \"2022-01-01\"]\n",
        )
        .expect("sound metadata");
        let mut doc = Document::default();
        doc.meta.dates =
            vec![DocDate { role: DateRole::Adopted, when: "1999-01-01".into(), ..DocDate::default() }];
        given.apply(&mut doc);
        assert_eq!(doc.meta.kind, Kind::Law);
        let dates: Vec<&str> = doc.meta.dates.iter().map(|d| d.when.as_str()).collect();
        assert_eq!(dates, ["2020-01-02", "2021-01-01", "2022-01-01"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let line = |s: &str| metadata(s).expect_err("a problem").line;
        assert_eq!(line("title = \"甲\"\ntitel = \"乙\"\n"), 2);
        assert_eq!(line("\n\nkind = \"novel\"\n"), 3);
        assert_eq!(line("[dates]\nadopted = \"2020-13-01\"\n"), 2);
        assert_eq!(line("title = \"甲\nkind = 1"), 1);
        let plain = "[dates]\nadopted = 2020-01-02\namended = [2021-01-01, \"2022-01-01\"]\n[imprint]\nissuer = \"甲\"\nprinted = 2024-01-31\n";
        let given = metadata(plain).expect("dates as TOML writes them");
        assert_eq!(given.dates.amended.list(), ["2021-01-01", "2022-01-01"]);
        assert_eq!(given.imprint.expect("an imprint").printed, "2024-01-31");
        assert_eq!(line("[dates]\nadopted = 2020-01-02T10:00:00\n"), 2);
        assert_eq!(line("[imprint]\nissuer = \"甲\"\nprinted = \"2024-02-30\"\n"), 3);
    }
}
