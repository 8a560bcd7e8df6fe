//! Documents whose structure is known, `<set>/<id>/truth.json` with `lines.txt`, `runon.txt`, `wrapped.txt`, `glued.txt`,
//! `page.html` beside it, and what of it is found. A provision is right where it stands in the longest common sequence of
//! what was found and what is known, by kind, number and first characters.

use serde_json::Value;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::ir::{Document, Event, Provision, events};
use tiaowen::number::Level;

const SHAPES: &[&str] = &["lines.txt", "runon.txt", "wrapped.txt", "glued.txt", "page.html"];
/// Characters that tell one unit from another.
const WORDS: usize = 8;
/// What is as certain as it gets.
pub const CERTAIN: u8 = 100;

/// What tells a unit: its kind, number and first characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its kind.
    pub kind: &'static str,
    number: String,
    words: String,
}

/// The kinds that truths name, and what is the same among them.
const KINDS: &[(&str, &str)] = &[
    ("part", "part"),
    ("subpart", "part"),
    ("chapter", "chapter"),
    ("section", "section"),
    ("subsection", "section"),
    ("division", "section"),
    ("article", "article"),
    ("item", "item"),
    ("subitem", "item"),
    ("subsubitem", "item"),
    ("point", "item"),
    ("paragraph", "paragraph"),
];

fn kind(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|k| k.0 == name).map(|k| k.1)
}

fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).take(WORDS).collect()
}

/// The units with labels of a truth, and the other kinds that each may be.
fn known(truth: &Value) -> Vec<(Unit, Vec<&'static str>)> {
    let mut out = vec![];
    for node in truth["nodes"].as_array().into_iter().flatten() {
        let text = |key: &str| node[key].as_str().unwrap_or("");
        let labelled = !text("label").is_empty();
        let Some(kind_of) = kind(text("kind")).filter(|_| labelled && node["quoted"] != true) else {
            continue;
        };
        let mut number = node["number"].as_u64().map_or_else(String::new, |n| n.to_string());
        match &node["suffix_number"] {
            Value::Number(n) => _ = write!(number, "_{n}"),
            Value::String(s) => _ = write!(number, "_{s}"),
            _ => {}
        }
        let first = if text("heading").is_empty() { text("text") } else { text("heading") };
        let others = node["alt_kinds"].as_array().into_iter().flatten();
        let others = others.filter_map(|k| kind(k.as_str()?)).collect();
        out.push((Unit { kind: kind_of, number, words: words(first) }, others));
    }
    out
}

/// What a provision says first.
fn first_words(p: &Provision) -> String {
    if let Some(h) = &p.heading {
        return words(&h.text);
    }
    let mut out = String::new();
    let mut at = p.blocks.first();
    while let Some(block) = at {
        match block {
            tiaowen::ir::Block::Text(t) => {
                out = words(&t.text);
                break;
            }
            tiaowen::ir::Block::Provision(q) if q.label.is_none() => at = q.blocks.first(),
            tiaowen::ir::Block::Provision(_) => break,
        }
    }
    out
}

/// The units with labels that were found, where each begins, and how certain it is.
pub fn found(doc: &Document) -> Vec<(Unit, u32, u8)> {
    let mut out = vec![];
    let mut annexes = 0;
    events(doc, |e| match e {
        Event::Enter(p) if p.level == Level::Annex => annexes += 1,
        Event::Enter(p) => {
            if let (Some(label), Some(kind)) = (&p.label, kind(p.level.name()))
                && let Some(number) = label.number
            {
                let number = tiaowen::number::citation(number, &label.branches);
                let words = first_words(p);
                let confidence = p.confidence.unwrap_or(CERTAIN);
                out.push((Unit { kind, number, words }, label.span.start, confidence));
            }
        }
        _ => {}
    });
    out
}

fn same(a: &Unit, b: &(Unit, Vec<&'static str>)) -> bool {
    let words = a.words.is_empty() || b.0.words.is_empty() || {
        let (x, y) = (a.words.as_str(), b.0.words.as_str());
        x.starts_with(y) || y.starts_with(x)
    };
    let kinds = a.kind == b.0.kind
        || b.1.contains(&a.kind)
        || matches!((a.kind, b.0.kind), ("item", "paragraph") | ("paragraph", "item"));
    kinds && a.number == b.0.number && words
}

/// Which of the found ones stand in the longest common sequence.
pub fn right(found: &[(Unit, u32, u8)], known: &[(Unit, Vec<&'static str>)]) -> Vec<bool> {
    let (n, m) = (found.len(), known.len());
    let mut best = vec![0u32; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[at(i, j)] = if same(&found[i].0, &known[j]) {
                best[at(i + 1, j + 1)] + 1
            } else {
                best[at(i + 1, j)].max(best[at(i, j + 1)])
            };
        }
    }
    let mut out = vec![false; n];
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if same(&found[i].0, &known[j]) {
            out[i] = true;
            (i, j) = (i + 1, j + 1);
        } else if best[at(i + 1, j)] >= best[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    let mut out: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_dir()).collect();
    out.sort();
    out
}

/// One file of a document whose structure is known.
pub struct Known {
    /// The document's folder.
    pub folder: PathBuf,
    /// The file's name, which says how it is laid out.
    pub shape: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its units, and the other kinds that each may be.
    pub units: Vec<(Unit, Vec<&'static str>)>,
}

/// All files of a corpus.
pub fn corpus(of: &str) -> Result<Vec<Known>, Box<dyn Error>> {
    let mut out = vec![];
    for folder in folders(Path::new(of)).iter().flat_map(|set| folders(set)) {
        let Ok(truth) = fs::read(folder.join("truth.json")) else { continue };
        let units = known(&serde_json::from_slice(&truth)?);
        for shape in SHAPES {
            let Ok(bytes) = fs::read(folder.join(shape)) else { continue };
            out.push(Known { folder: folder.clone(), shape, bytes, units: units.clone() });
        }
    }
    Ok(out)
}
