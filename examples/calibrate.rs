//! Whether the confidence of provisions is honest: over documents whose structure is known, the share of right ones at
//! every degree of confidence. `cargo run --release --example calibrate -- CORPUS [--svg FILE] [--wrong]`.
//!
//! CORPUS holds `<set>/<id>/truth.json` with `lines.txt`, `runon.txt`, `wrapped.txt`, `glued.txt`, `page.html` beside it.
//! A provision is right where it stands in the longest common sequence of what was found and what is known, by kind,
//! number and first characters. `--wrong` prints those that are not.
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::format::reader_for;
use tiaowen::ir::{Document, Event, Given, Provision, events};
use tiaowen::number::Level;
use tiaowen::read::Input;
use tiaowen::recognise::Explained;

const SHAPES: &[&str] = &["lines.txt", "runon.txt", "wrapped.txt", "glued.txt", "page.html"];
/// Characters that tell one unit from another.
const WORDS: usize = 8;
/// Margins beyond this are not told apart.
const MOST: f32 = 6.0;
/// What is as certain as it gets.
const CERTAIN: u8 = 100;

/// What tells a unit: its kind, number and first characters.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    kind: &'static str,
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
fn found(doc: &Document) -> Vec<(Unit, u32, u8)> {
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
fn right(found: &[(Unit, u32, u8)], known: &[(Unit, Vec<&'static str>)]) -> Vec<bool> {
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

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let corpus = args.first().ok_or("name the corpus")?;
    let svg = args.iter().position(|a| a == "--svg").and_then(|i| args.get(i + 1));
    let list = args.iter().any(|a| a == "--wrong");
    // Confidence in hundredths: how many, and how many of them right.
    let mut all: BTreeMap<u8, (u32, u32)> = BTreeMap::new();
    // The same by halves of margins, and by what speaks against units.
    let mut margins: BTreeMap<u8, (u32, u32)> = BTreeMap::new();
    let mut doubts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for folder in folders(Path::new(corpus)).iter().flat_map(|set| folders(set)) {
        let Ok(truth) = fs::read(folder.join("truth.json")) else { continue };
        let known = known(&serde_json::from_slice(&truth)?);
        for shape in SHAPES {
            let Ok(bytes) = fs::read(folder.join(shape)) else { continue };
            let reader = reader_for(shape).map_err(|f| format!("{} cannot be read", f.name))?;
            let (doc, _) = tiaowen::document(&Input::new(&bytes, shape), reader, &Given::default())?;
            let found = found(&doc);
            let explained = tiaowen::explain(&Input::new(&bytes, shape), reader, &Given::default())?;
            let lines: HashMap<u32, &Explained> = explained.lines.iter().map(|l| (l.span.start, l)).collect();
            for ((unit, at, confidence), right) in found.iter().zip(right(&found, &known)) {
                let fixed = matches!(unit.kind, "article" | "part" | "chapter" | "section");
                let apart = shape.starts_with("glued");
                let margin = lines.get(at).map_or(f32::INFINITY, |l| l.margin);
                let slot = margins.entry((margin.clamp(0.0, MOST) * 2.0) as u8).or_default();
                slot.0 += 1;
                slot.1 += u32::from(right);
                for doubt in lines.get(at).into_iter().flat_map(|l| &l.doubts) {
                    let class = format!("{} fixed={fixed} glued={apart}", doubt.name);
                    let slot = doubts.entry(class).or_default();
                    slot.0 += 1;
                    slot.1 += u32::from(right);
                }
                let slot = all.entry(*confidence).or_default();
                slot.0 += 1;
                slot.1 += u32::from(right);
                if list && !right {
                    println!("{confidence}\t{shape}\t{}\t{unit:?}", folder.display());
                }
            }
        }
    }
    report(&all);
    for (half, (n, right)) in &margins {
        println!("margin from {:.1}: {right} of {n} right", f32::from(*half) / 2.0);
    }
    for (class, (n, right)) in &doubts {
        println!("{class}: {right} of {n} right");
    }
    if let Some(file) = svg {
        fs::write(file, plot(&all))?;
    }
    Ok(())
}

/// Degrees that are shown together, from the lowest.
const STEPS: &[u8] = &[0, 60, 70, 80, 90, 95, 100];

fn steps(all: &BTreeMap<u8, (u32, u32)>) -> Vec<(u8, u8, u32, u32)> {
    let ends = STEPS[1..].iter().copied().chain([CERTAIN + 1]);
    STEPS
        .iter()
        .zip(ends)
        .map(|(from, to)| {
            let (mut n, mut right) = (0, 0);
            for (_, slot) in all.range(*from..to) {
                n += slot.0;
                right += slot.1;
            }
            (*from, to - 1, n, right)
        })
        .collect()
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

fn report(all: &BTreeMap<u8, (u32, u32)>) {
    println!("confidence  provisions  right");
    for (from, to, n, right) in steps(all) {
        println!("{from:3}–{to:3} {n:13}  {:.4}", share(right, n));
    }
    let sum = |from: u8, to: u8| {
        all.range(from..=to).fold((0, 0), |(n, wrong), (_, s)| (n + s.0, wrong + s.0 - s.1))
    };
    let (sure, sure_wrong) = sum(90, CERTAIN);
    let (_, doubted) = sum(0, 89);
    println!("right of those at .90 and above: {:.4}", 1.0 - share(sure_wrong, sure));
    println!("wrong ones below .90: {doubted} of {}", doubted + sure_wrong);
}

/// A calibration plot: on the diagonal confidence is what it says.
fn plot(all: &BTreeMap<u8, (u32, u32)>) -> String {
    const SIDE: f64 = 320.0;
    const EDGE: f64 = 48.0;
    let at = |x: f64, y: f64| (EDGE + x * SIDE, EDGE + SIDE - y * SIDE);
    let full = SIDE + 2.0 * EDGE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {full} {full}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"{full}\" height=\"{full}\" fill=\"white\"/>\n"
    );
    let line = |out: &mut String, a: (f64, f64), b: (f64, f64), style: &str| {
        let _ = writeln!(
            out,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" {style}/>",
            a.0, a.1, b.0, b.1
        );
    };
    line(&mut out, at(0.0, 0.0), at(1.0, 1.0), "stroke=\"#999\" stroke-dasharray=\"4 3\"");
    line(&mut out, at(0.0, 0.0), at(1.0, 0.0), "stroke=\"#333\"");
    line(&mut out, at(0.0, 0.0), at(0.0, 1.0), "stroke=\"#333\"");
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let ((x, y), (ux, uy)) = (at(tick, 0.0), at(0.0, tick));
        let _ =
            writeln!(out, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>", y + 16.0);
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
            ux - 6.0,
            uy + 4.0
        );
    }
    let mut last = None;
    for (from, to, n, right) in steps(all).into_iter().filter(|s| s.2 > 0) {
        let said: f64 = all.range(from..=to).map(|(c, s)| f64::from(*c) * f64::from(s.0)).sum();
        let point = at(said / f64::from(n) / 100.0, share(right, n));
        if let Some(last) = last {
            line(&mut out, last, point, "stroke=\"#1f5fa8\" stroke-width=\"2\"");
        }
        let _ =
            writeln!(out, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"#1f5fa8\"/>", point.0, point.1);
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{n}</text>", point.0 + 7.0, point.1 + 12.0);
        last = Some(point);
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">置信度 / confidence</text>",
        full / 2.0,
        full - 12.0
    );
    let _ = writeln!(
        out,
        "<text x=\"12\" y=\"28\">正确的比例 / share of right ones (数字：条款数 / figures: provisions)</text>"
    );
    out.push_str("</svg>\n");
    out
}
