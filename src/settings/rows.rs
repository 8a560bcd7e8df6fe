//! A table with a row for every file (CSV, RFC 4180): the first column names the file, the others are facts.

use super::Problem;
use super::set::{is_of_one_document, set};
use crate::finding::Words;
use std::collections::BTreeMap;

/// Names of the first column.
const FILE: &[&str] = &["file", "文件", "文件名"];

/// The cells of each file by their facts; cells that are empty say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(BTreeMap<String, Vec<(String, String)>>);

impl Rows {
    /// The facts of a file, by its path as it was named, else by its name.
    pub fn of(&self, path: &str, name: &str) -> &[(String, String)] {
        self.0.get(path).or_else(|| self.0.get(name)).map_or(&[], Vec::as_slice)
    }
    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Reads a table.
///
/// # Errors
/// The line and what is wrong with it: no column of files, a column that is no fact, a file twice, a value that is none.
pub fn rows(text: &str) -> Result<Rows, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines =
        records(text)?.into_iter().filter(|(_, cells)| cells.iter().any(|c| !c.trim().is_empty()));
    let empty = "表里没有内容 / the table is empty";
    let (line, head) = lines.next().ok_or_else(|| Problem { line: 1, what: empty.into() })?;
    let wrong = |line: usize, what: Words| Problem { line, what };
    let first = head.first().map_or("", |c| c.trim());
    if !FILE.contains(&first.to_lowercase().as_str()) {
        let what = Words::new(
            format!("第一列应叫 file 或“文件”，现在是“{first}”"),
            format!("the first column is called “file”, not “{first}”"),
        );
        return Err(wrong(line, what));
    }
    for column in &head[1..] {
        is_of_one_document(column).map_err(|what| wrong(line, what))?;
    }
    let mut out = BTreeMap::new();
    for (line, cells) in lines {
        if cells.len() > head.len() {
            let what = Words::new(
                format!("有 {} 格，多于表头的 {} 格；格里有逗号的要加引号", cells.len(), head.len()),
                format!(
                    "{} cells, more than the {} of the head; quote cells with commas in them",
                    cells.len(),
                    head.len()
                ),
            );
            return Err(wrong(line, what));
        }
        let said: Vec<(String, String)> = head
            .iter()
            .zip(&cells)
            .skip(1)
            .filter(|(_, c)| !c.trim().is_empty())
            .map(|(k, c)| (k.trim().to_owned(), c.trim().to_owned()))
            .collect();
        let mut file = String::new();
        for (key, cell) in &said {
            file = set(&file, key, cell).map_err(|what| wrong(line, what))?;
        }
        let name = cells[0].trim().to_owned();
        if out.contains_key(&name) {
            let what = Words::new(
                format!("“{name}”有两行，请删去一行"),
                format!("“{name}” has two rows; leave one out"),
            );
            return Err(wrong(line, what));
        }
        out.insert(name, said);
    }
    Ok(Rows(out))
}

/// The records of a table with the lines that they begin at.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, Problem> {
    let (mut out, mut cells, mut cell) = (vec![], vec![], String::new());
    let (mut line, mut begins, mut quoted) = (1, 1, None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted.is_some() => {
                if chars.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = None;
                }
            }
            c if quoted.is_some() => cell.push(c),
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = Some(line);
            }
            ',' => cells.push(std::mem::take(&mut cell)),
            '\r' => {}
            '\n' => {
                cells.push(std::mem::take(&mut cell));
                out.push((begins, std::mem::take(&mut cells)));
                begins = line;
            }
            c => cell.push(c),
        }
    }
    if let Some(line) = quoted {
        return Err(Problem {
            line, what: "引号没有配对 / a quotation mark has no counterpart".into()
        });
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        out.push((begins, cells));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_the_name_of_its_file() {
        let table =
            "\u{feff}file,title,dates.adopted\r\na.txt,\"甲,\"\"乙\"\"\n丙\",2024-01-02\r\n\r\nb.txt,,\r\n";
        let rows = rows(table).expect("a table");
        assert_eq!(rows.of("x/a.txt", "a.txt")[0], ("title".into(), "甲,\"乙\"\n丙".into()));
        assert_eq!((rows.of("b.txt", "b.txt").len(), rows.of("c", "c").len()), (0, 0));
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said_with_its_line() {
        for (table, line) in [
            ("", 1),
            ("name,title\n", 1),
            ("file,titel\n", 1),
            ("file,kind\na.txt,law\nb.txt,novel\n", 3),
            ("file,title\na,\"x\ny\"\na,z\n", 4),
            ("file,title\na,b,c\n", 2),
            ("file,title\n\na,\"b\n", 3),
        ] {
            assert_eq!(rows(table).expect_err(table).line, line, "{table}");
        }
    }
}
