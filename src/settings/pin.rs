//! Corrections written by the tool: what `--pin` asks for, put into a file of corrections that keeps all else.

use super::{Problem, corrections, toml_words, words};
use crate::finding::Words;
use crate::ir::Correct;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// What `--pin` asks for: `12=article`, `12:5=role:signature`, `kind=treaty`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinArgument {
    /// A key of the whole document and its value.
    Whole(&'static str, String),
    /// A line, a character of it where that is said, and what stands there.
    At(usize, Option<usize>, Wish),
}

/// What is wanted of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It is this.
    Is(Correct),
    /// Nothing is to be said of it any more.
    Nothing,
}

impl std::str::FromStr for PinArgument {
    type Err = Words;

    /// What is wrong is said in words.
    fn from_str(text: &str) -> Result<Self, Words> {
        let form = || -> Words {
            "写法是 行=层级 或 行:列=…，例如 12=article、12=role:signature、12=heading-ends:总则、12=join、12=none / write LINE=LEVEL or \
             LINE:COLUMN=…, such as 12=article, 12=role:signature, 12=heading-ends:总则, 12=join, 12=none"
                .into()
        };
        let (place, what) = text.split_once('=').ok_or_else(form)?;
        let what = what.trim();
        match place.trim() {
            "title" if !what.is_empty() => return Ok(Self::Whole("title", what.to_owned())),
            "language" if !what.is_empty() => return Ok(Self::Whole("language", what.to_owned())),
            "kind" => return Ok(Self::Whole("kind", words::kind(what)?.name().to_owned())),
            _ => {}
        }
        let number = |s: &str| s.trim().parse::<usize>().ok().filter(|n| *n > 0).ok_or_else(form);
        let (line, column) = match place.split_once(':') {
            Some((line, column)) => (number(line)?, Some(number(column)?)),
            None => (number(place)?, None),
        };
        let (key, rest) = what.split_once(':').map_or((what, None), |(k, r)| (k, Some(r)));
        let words = || rest.filter(|r| !r.is_empty()).map(str::to_owned).ok_or_else(form);
        let correct = match key {
            "none" | "" => return Ok(Self::At(line, column, Wish::Nothing)),
            "role" => Correct::Role(words::role(&words()?)?),
            "heading" => Correct::Heading,
            "heading-ends" => Correct::HeadingEnds(words()?),
            "not-heading" => Correct::NoHeading,
            "join" => Correct::Join,
            "split-before" => Correct::SplitBefore(words()?),
            level => Correct::Level(words::level(level)?, rest.filter(|r| !r.is_empty()).map(str::to_owned)),
        };
        Ok(Self::At(line, column, Wish::Is(correct)))
    }
}

impl PinArgument {
    /// Puts what is asked for into the text of a file of corrections; `starts` are the characters at the place. All
    /// else in the file, comments too, stays as it is.
    ///
    /// # Errors
    /// What is wrong with the file, before or after.
    pub fn put(&self, file: &str, starts: &str) -> Result<String, Problem> {
        corrections(file, "")?;
        let mut doc: DocumentMut = file
            .parse()
            .map_err(|e: toml_edit::TomlError| Problem { line: 1, what: toml_words::said(e.message()) })?;
        match self {
            Self::Whole(key, said) => doc[key] = value(said),
            Self::At(line, column, wish) => {
                let pins = doc.entry("pin").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
                let place = At { line: *line, column: *column, starts };
                match pins {
                    Item::ArrayOfTables(pins) => place.in_tables(pins, wish),
                    Item::Value(Value::Array(pins)) => place.in_array(pins, wish),
                    _ => {}
                }
            }
        }
        let out = doc.to_string();
        let out = if file.is_empty() { out.trim_start().to_owned() } else { out };
        corrections(&out, "")?;
        Ok(out)
    }
}

/// The place that is spoken of.
struct At<'a> {
    line: usize,
    column: Option<usize>,
    starts: &'a str,
}

impl At<'_> {
    fn is(&self, table: &dyn TableLike) -> bool {
        let number = |key: &str| table.get(key).and_then(Item::as_integer);
        number("line") == Some(self.line as i64) && number("column") == self.column.map(|c| c as i64)
    }

    /// In `[[pin]]` tables.
    fn in_tables(&self, pins: &mut ArrayOfTables, wish: &Wish) {
        let here = pins.iter().position(|t| self.is(t));
        match (wish, here) {
            (Wish::Is(correct), Some(k)) => {
                if let Some(table) = pins.get_mut(k) {
                    self.say(table, correct);
                }
            }
            (Wish::Is(correct), None) => {
                let mut table = Table::new();
                // A line of its own between pins.
                table.decor_mut().set_prefix("\n");
                self.say(&mut table, correct);
                pins.push(table);
            }
            (Wish::Nothing, Some(k)) => drop(pins.remove(k)),
            (Wish::Nothing, None) => {}
        }
    }

    /// In a list of tables that stand in braces.
    fn in_array(&self, pins: &mut Array, wish: &Wish) {
        let here = pins.iter().position(|v| v.as_inline_table().is_some_and(|t| self.is(t)));
        match (wish, here) {
            (Wish::Is(correct), Some(k)) => {
                if let Some(table) = pins.get_mut(k).and_then(Value::as_inline_table_mut) {
                    self.say(table, correct);
                }
            }
            (Wish::Is(correct), None) => {
                let mut table = InlineTable::new();
                self.say(&mut table, correct);
                // As those before it stand: on a line of its own or not.
                let decor = pins.iter().last().map(|v| v.decor().clone());
                pins.push(table);
                if let (Some(decor), Some(last)) = (decor, pins.iter_mut().last()) {
                    *last.decor_mut() = decor;
                }
            }
            (Wish::Nothing, Some(k)) => drop(pins.remove(k)),
            (Wish::Nothing, None) => {}
        }
    }

    /// What it is, in a table of its place.
    fn say(&self, table: &mut dyn TableLike, correct: &Correct) {
        table.insert("line", value(self.line as i64));
        if let Some(column) = self.column {
            table.insert("column", value(column as i64));
        }
        table.insert("starts", value(self.starts));
        let (key, said) = words::key(correct);
        for gone in gainsaid(key) {
            table.remove(gone);
        }
        table.insert(key, if said == "true" { value(true) } else { value(said) });
        if let Correct::Level(_, Some(label)) = correct {
            table.insert("label", value(label));
        }
    }
}

/// The keys that do not go with a key.
const fn gainsaid(key: &str) -> &'static [&'static str] {
    match key.as_bytes() {
        b"level" => &["label", "role", "heading", "join"],
        b"role" => &["level", "label", "heading", "join", "heading-ends", "not-heading"],
        b"heading" => &["level", "label", "role", "join", "not-heading"],
        b"join" => &["level", "label", "role", "heading", "heading-ends", "not-heading"],
        b"heading-ends" => &["role", "join", "not-heading"],
        b"not-heading" => &["role", "join", "heading", "heading-ends"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    fn put(file: &str, argument: &str, starts: &str) -> String {
        let argument: PinArgument = argument.parse().expect(argument);
        argument.put(file, starts).expect("it fits")
    }

    #[test]
    fn a_pin_is_added_changed_and_taken_away_and_the_rest_stays() {
        let file = "# 为什么这样改\ntitle = \"甲\" # 原文缺题\n";
        let one = put(file, "12=article", "第五条");
        assert_eq!(one, format!("{file}\n[[pin]]\nline = 12\nstarts = \"第五条\"\nlevel = \"article\"\n"));
        let two = put(&one, "13:4=heading-ends:总则", "第一章");
        assert!(
            two.starts_with(&one)
                && two.ends_with(
                    "\n[[pin]]\nline = 13\ncolumn = 4\nstarts = \"第一章\"\nheading-ends = \"总则\"\n"
                ),
            "{two}"
        );
        let changed = put(&two, "12=role:署名", "第五条");
        assert!(changed.contains("role = \"signature\"") && !changed.contains("level"), "{changed}");
        assert_eq!(put(&put(&two, "12=none", ""), "13:4=none", ""), file);
        assert!(put(file, "kind=条约", "").contains("kind = \"treaty\""));
        let short = "pin = [\n  { line = 2, starts = \"甲\", join = true },\n]\n";
        let added = put(short, "3=article", "乙");
        assert_eq!(corrections(&added, "").map(|g| g.corrections.len()), Ok(2), "{added}");
        assert!(
            added.contains("join = true },\n") && put(&added, "2=heading", "甲").contains("heading = true"),
            "{added}"
        );
        assert!(put("", "3=项:（甲）", "（甲）").contains("level = \"item\"\nlabel = \"（甲）\""));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_in_both_languages() {
        for bad in [
            "",
            "12",
            "0=article",
            "x=article",
            "12=artikel",
            "12=role:x",
            "12=heading-ends:",
            "12:=join",
            "kind=x",
        ] {
            let said = bad.parse::<PinArgument>().expect_err(bad);
            assert_ne!(said.say(Lang::Zh), said.say(Lang::En), "{bad}");
        }
    }
}
