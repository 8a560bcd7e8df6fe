//! The words of corrections, in English and Chinese: levels, roles and kinds.

use crate::finding::{Words, near};
use crate::ir::{Correct, Kind, Role};
use crate::number::Level;

/// The levels that a line can be said to be, outermost first.
pub const PINNABLE_LEVELS: &[(Level, &str)] = &[
    (Level::Annex, "附件"),
    (Level::Part, "编"),
    (Level::Subpart, "分编"),
    (Level::Chapter, "章"),
    (Level::Section, "节"),
    (Level::Subsection, "小节"),
    (Level::Other, "标题"),
    (Level::Article, "条"),
    (Level::Paragraph, "款"),
    (Level::Item, "项"),
    (Level::Subitem, "目"),
    (Level::Point, "细目"),
];

/// The roles that a line can be said to have.
pub const PINNABLE_ROLES: &[(Role, &str)] = &[
    (Role::Title, "题名"),
    (Role::Number, "文号"),
    (Role::History, "沿革"),
    (Role::Contents, "目录"),
    (Role::Addressee, "主送"),
    (Role::Preamble, "序言"),
    (Role::Body, "正文"),
    (Role::Enclosures, "附件说明"),
    (Role::Signature, "署名"),
    (Role::Dateline, "日期"),
    (Role::Trailer, "附注"),
    (Role::Note, "脚注"),
];

/// The kinds of documents.
const KINDS: &[(Kind, &str)] = &[
    (Kind::Statement, "声明"),
    (Kind::Treaty, "条约"),
    (Kind::Law, "法律"),
    (Kind::Regulation, "法规"),
    (Kind::Notice, "公文"),
    (Kind::Other, "其他"),
];

/// The level that a word names.
pub fn level(word: &str) -> Result<Level, Words> {
    find(PINNABLE_LEVELS, Level::name, word, ("层级", "level"))
}

/// The role that a word names.
pub fn role(word: &str) -> Result<Role, Words> {
    find(PINNABLE_ROLES, Role::name, word, ("角色", "role"))
}

/// The kind that a word names.
pub fn kind(word: &str) -> Result<Kind, Words> {
    find(KINDS, Kind::name, word, ("文种", "kind"))
}

fn find<T: Copy>(
    table: &[(T, &str)],
    name: impl Fn(T) -> &'static str,
    word: &str,
    what: (&str, &str),
) -> Result<T, Words> {
    if let Some((found, _)) = table.iter().find(|(t, zh)| name(*t) == word || *zh == word) {
        return Ok(*found);
    }
    let zh: Vec<&str> = table.iter().map(|(_, zh)| *zh).collect();
    let en: Vec<&str> = table.iter().map(|(t, _)| name(*t)).collect();
    let (hint_zh, hint_en) = near(word, zh.iter().chain(&en).copied())
        .map_or_else(Default::default, |near| {
            (format!("（是不是“{near}”？）"), format!(" (did you mean “{near}”?)"))
        });
    Err(Words::new(
        format!("“{word}”不是{}{hint_zh}，可用：{}", what.0, zh.join("、")),
        format!("“{word}” is no {}{hint_en}; use {}", what.1, en.join(", ")),
    ))
}

/// The key of a correction and its value in the file.
pub fn key(what: &Correct) -> (&'static str, &str) {
    match what {
        Correct::Level(level, _) => ("level", level.name()),
        Correct::Role(role) => ("role", role.name()),
        Correct::Heading => ("heading", "true"),
        Correct::HeadingEnds(words) => ("heading-ends", words),
        Correct::NoHeading => ("not-heading", "true"),
        Correct::Join => ("join", "true"),
        Correct::SplitBefore(words) => ("split-before", words),
    }
}
