//! How fast documents are recognised, and whether ten times the text takes ten times the work.
//!
//! `cargo bench --bench recognise` prints megabytes per second of processor time for a law of growing length, in every
//! shape that sources come in, and the ratio between one size and the next: 10 is linear. Files named behind `--` are
//! measured too, each by the reader of its format: TEI files show how fast these are read back. Of a text it says how much
//! the references, terms and dates add to its recognition; behind `--files` nothing else is measured.
//!
//! Instructions are counted with `--once recognised FILE` and `--once resolved FILE` under `valgrind --tool=callgrind`: each
//! makes the document of one file ten times.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::fmt::Write;
use std::time::Instant;
use tiaowen::format::{Format, reader_for, reader_named};
use tiaowen::ir::{Document, Given};
use tiaowen::read::Input;

/// A law with chapters, articles, paragraphs, items and references.
fn law(articles: usize, separator: &str) -> String {
    let mut out = String::from("示例市公共图书馆条例");
    for i in 1..=articles {
        if i % 20 == 1 {
            let _ = write!(out, "{separator}第{}章　一般规定", i / 20 + 1);
        }
        let _ = write!(
            out,
            "{separator}第{i}条　公共图书馆应当依照本条例第三条的规定，于2024年3月1日前公布下列事项：\
             {separator}（一）开放时间、服务范围和“借阅规则”；{separator}（二）经费使用情况；\
             {separator}（三）其他应当公布的事项。{separator}市人民政府文化主管部门负责监督前款规定的公布。"
        );
    }
    out
}

/// A document with its references, or only recognised.
fn made(bytes: &[u8], reader: &Format, resolved: bool) -> Document {
    let (input, given) = (Input::new(bytes, "law.txt"), Given::default());
    let doc = if resolved {
        tiaowen::document(&input, reader, &given).map(|(doc, _)| doc)
    } else {
        tiaowen::unresolved(&input, reader, &given)
    };
    doc.expect("a document")
}

/// Seconds of the fastest of some runs.
fn fastest(bytes: &[u8], reader: &Format, resolved: bool) -> f64 {
    let runs = if bytes.len() > 2_000_000 { 2 } else { 15 };
    (0..runs)
        .map(|_| {
            let begin = Instant::now();
            let doc = made(bytes, reader, resolved);
            let seconds = begin.elapsed().as_secs_f64();
            assert!(!doc.body.is_empty());
            seconds
        })
        .fold(f64::INFINITY, f64::min)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [once, what, file] = &arguments[..]
        && once == "--once"
    {
        let bytes = std::fs::read(file).expect("a file");
        (0..10).for_each(|_| drop(made(&bytes, reader_for(file).expect("a reader"), what == "resolved")));
        return;
    }
    let (only, files) = match arguments.split_first() {
        Some((files, rest)) if files == "--files" => (true, rest),
        _ => (false, &arguments[..]),
    };
    for file in files {
        let (bytes, reader) = (std::fs::read(file).expect("a file"), reader_for(file).expect("a reader"));
        let [plain, seconds] = [false, true].map(|resolved| fastest(&bytes, reader, resolved));
        let (speed, share) = (bytes.len() as f64 / 1e6 / seconds, (seconds / plain - 1.0) * 100.0);
        println!("{:9.2} ms {speed:7.1} MB/s  {file}: resolving adds {share:.0} %", seconds * 1e3);
    }
    if only {
        return;
    }
    for (shape, separator) in [("lines", "\n"), ("run on", "　　"), ("glued", "")] {
        let mut last: Option<f64> = None;
        for articles in [1_000, 10_000, 100_000] {
            let text = law(articles, separator);
            let seconds = fastest(text.as_bytes(), reader_named("text").expect("a reader"), true);
            let speed = text.len() as f64 / 1e6 / seconds;
            let ratio = last.map_or(String::new(), |l| format!("  × {:.1}", seconds / l));
            println!("{shape:8} {:8} KB {:9.2} ms {speed:7.1} MB/s{ratio}", text.len() / 1000, seconds * 1e3);
            last = Some(seconds);
        }
    }
}
