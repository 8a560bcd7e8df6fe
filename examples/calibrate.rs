//! Whether the confidence of provisions is honest: over documents whose structure is known, the share of right ones at
//! every degree of confidence. `cargo run --release --example calibrate -- CORPUS [--svg FILE] [--wrong]`.
//!
//! `--wrong` prints those that are not right, and how many of a file were not found.
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

mod known;

use known::{CERTAIN, found, right};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use tiaowen::format::reader_for;
use tiaowen::ir::Given;
use tiaowen::read::Input;
use tiaowen::recognise::Explained;

/// Margins beyond this are not told apart.
const MOST: f32 = 6.0;

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
    for known in known::corpus(corpus)? {
        let (shape, input) = (known.shape, Input::new(&known.bytes, known.shape));
        let reader = reader_for(shape).map_err(|f| format!("{} cannot be read", f.name))?;
        let (doc, _) = tiaowen::document(&input, reader, &Given::default())?;
        let found = found(&doc);
        let explained = tiaowen::explain(&input, reader, &Given::default())?;
        let lines: HashMap<u32, &Explained> = explained.lines.iter().map(|l| (l.span.start, l)).collect();
        let rights = right(&found, &known.units);
        let missing = known.units.len() - rights.iter().filter(|r| **r).count();
        if list && missing > 0 {
            println!("{missing} missing\t{shape}\t{}", known.folder.display());
        }
        for ((unit, at, confidence), right) in found.iter().zip(rights) {
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
                println!("{confidence}\t{shape}\t{}\t{unit:?}", known.folder.display());
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
