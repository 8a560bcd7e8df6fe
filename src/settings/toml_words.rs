//! What is wrong with a file of TOML, in our words: those of the parser are in one language, and for programmers.

use crate::finding::{Words, near};

/// Beginnings of what the parser says, with the words that say it; `{0}` and `{1}` stand for what it quotes first and
/// second, `{*}` for all that it quotes after the first.
const SAYINGS: &[(&str, &str, &str)] = &[
    ("unknown field", "没有“{0}”这一项，可用：{*}", "there is no key “{0}”; use {*}"),
    ("unknown variant", "“{0}”不能用在这里，可用：{*}", "“{0}” is no value for this; use {*}"),
    ("missing field", "缺“{0}”这一项", "the key “{0}” is missing"),
    ("duplicate field", "“{0}”写了两次，请删去一处", "“{0}” is set twice; leave one out"),
    ("duplicate key", "同一项写了两次，请删去一处", "a key is set twice; leave one out"),
    (
        "invalid type",
        "值的种类不对：文字要写在引号里，数和 true/false 不加引号",
        "the value is of another kind: texts stand in quotation marks, numbers, true and false without",
    ),
    ("invalid value", "值不对，应是 {1}", "the value is wrong; {1} is wanted"),
    ("invalid length", "值的个数不对", "there are too many values, or too few"),
    ("data did not match", "值的种类不对", "the value is of another kind"),
    (
        "invalid string",
        "引号不配对，或文字里有不能直接写的字符",
        "a quotation mark has no counterpart, or a character cannot stand in the text",
    ),
    (
        "invalid basic string",
        "引号不配对，或文字里有不能直接写的字符",
        "a quotation mark has no counterpart, or a character cannot stand in the text",
    ),
    ("invalid literal string", "引号不配对", "a quotation mark has no counterpart"),
    ("invalid array", "方括号不配对，或缺逗号", "a bracket has no counterpart, or a comma is missing"),
    ("unclosed array", "方括号不配对，或缺逗号", "a bracket has no counterpart, or a comma is missing"),
    ("invalid inline table", "花括号不配对，或缺逗号", "a brace has no counterpart, or a comma is missing"),
    ("unclosed inline table", "花括号不配对，或缺逗号", "a brace has no counterpart, or a comma is missing"),
    ("invalid table header", "方括号里的名称写法不对", "the name in the brackets is wrong"),
    ("invalid date", "日期不对，应写作 2024-01-31", "the date is wrong; write it 2024-01-31"),
    ("string values must be quoted", "文字要写在引号里", "a text stands in quotation marks"),
];

/// What the parser says, in our words; what it takes from a saying of ours stays that.
pub fn said(message: &str) -> Words {
    let message = message.trim_end();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some((_, zh, en)) = SAYINGS.iter().find(|(begins, ..)| message.starts_with(begins)) {
        let fill = |form: &str, and: &str| {
            let first = quoted.first().copied().unwrap_or_default();
            let second = quoted.get(1).copied().unwrap_or_default();
            let rest = quoted.get(1..).unwrap_or_default().join(and);
            form.replace("{*}", &rest).replace("{1}", second).replace("{0}", first)
        };
        let first = quoted.first().copied().unwrap_or_default();
        let meant = near(first, quoted.iter().skip(1).copied());
        let hint =
            |zh: String, form: &str| meant.map_or(zh.clone(), |m| format!("{zh}{}", form.replace("{}", m)));
        return Words::new(
            hint(fill(zh, "、"), "（是不是“{}”？）"),
            hint(fill(en, ", "), " (did you mean “{}”?)"),
        );
    }
    // Words of our own forms come through the parser.
    if let Some((zh, en)) = message.split_once(" / ").filter(|(zh, _)| !zh.is_ascii()) {
        return Words::new(zh.to_owned(), en.to_owned());
    }
    "TOML 写法有误，请检查引号、方括号和等号 / this is no TOML; look at quotation marks, brackets and equals signs".into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    #[test]
    fn the_parsers_words_are_said_in_both_languages() {
        for (message, zh, en) in [
            (
                "unknown field `titel`, expected one of `title`, `kind`",
                "没有“titel”这一项，可用：title、kind（是不是“title”？）",
                "there is no key “titel”; use title, kind (did you mean “title”?)",
            ),
            (
                "unknown variant `x`, expected `a`",
                "“x”不能用在这里，可用：a",
                "“x” is no value for this; use a",
            ),
            ("“甲” 不对 / is wrong", "“甲” 不对", "is wrong"),
        ] {
            let words = said(message);
            assert_eq!((words.say(Lang::Zh), words.say(Lang::En)), (zh, en));
        }
        assert!(!said("expected `.`, `=`").say(Lang::Zh).contains("expected"));
    }
}
