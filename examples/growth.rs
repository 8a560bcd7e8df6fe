//! How the time of a conversion grows with the text: for every shape and format the seconds at N, 2N and 4N and the exponent
//! of the last step; 1 is linear. What was written is read and proved again, which grows too.
//! `cargo run --release --example growth [N [SHAPE]]`; it ends with 1 where something grows faster.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::process::ExitCode;
use std::time::Instant;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, Given};
use tiaowen::read::Input;
use tiaowen::verify::against;
use tiaowen::write::Job;

/// Files that grow in one way each: their names, the format they are read as, and how they are made.
type Shape = (&'static str, &'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("articles", "text", |n| each(n, "", |k| format!("第{k}条　依照第{}条处理；甲、乙。\n", k / 2 + 1))),
    ("annexes", "text", |n| each(n, "第一条　甲。\n", |k| format!("附件{k}\n名录\n乙。\n"))),
    ("short lines", "text", |n| each(n, "", |_| "短行\n".into())),
    ("one paragraph", "text", |n| each(n, "第一条　", |_| "公园应当免费开放，".into())),
    ("dashes", "text", |n| each(n, "第一条　", |_| "—".into())),
    ("dots", "text", |n| each(n, "第一条　", |_| "…".into())),
    ("rare characters", "text", |n| {
        each(n, "第一条　", |k| char::from_u32(0x20000 + k as u32 % 0xa000).into_iter().collect())
    }),
    ("open quotations", "text", |n| each(n, "第一条　", |_| "“".into())),
    ("quoted articles", "text", |n| each(n, "第一条　改为：\n", |k| format!("“第{k}条　甲。\n"))),
    ("notes", "text", |n| each(n, "第一条　甲。\n", |k| format!("乙〔{k}〕。\n〔{k}〕注。\n"))),
    ("citations", "text", |n| each(n, "", |k| format!("第{k}条　依照《示例{k}法》第三条、本法第{k}条。\n"))),
    ("definitions", "text", |n| {
        each(n, "", |k| format!("第{k}条　示例机关{k}（以下简称“机{k}关”）和机{}关。\n", k / 2 + 1))
    }),
    ("dates", "text", |n| each(n, "第一条　", |k| format!("{}年3月1日、同年4月、", 1950 + k % 70))),
    ("lists", "text", |n| each(n, "第一条　下列：\n", |k| format!("（{k}）甲；\n1．乙；\n2．丙；\n"))),
    ("chapters", "text", |n| each(n, "", |k| format!("第{k}章　总则\n第一条　甲。\n"))),
    ("glued", "text", |n| each(n, "", |k| format!("第{k}条　甲，依照第{k}条。"))),
    ("wrapped", "text", |n| each(n, "第一条　", |_| "公园应当免费开放公园应当免费开放公园应当\n".into())),
    ("languages", "text", |n| each(n, "", |k| format!("第{k}条　甲。\nArticle {k}　Parks are open.\n"))),
    ("cells", "html", |n| each(n, "<table>", |_| "<tr><td>一<td>二<td>三".into())),
    ("wide table", "html", |n| each(n, "<table><tr>", |_| "<td>一".into())),
    ("spans", "html", |n| each(n, "<table>", |_| "<tr><td rowspan=9>一<td>二".into())),
    ("nested elements", "html", |n| each(n, "", |_| "<div><b>甲".into())),
    ("nested lists", "html", |n| each(n, "", |_| "<ol><li>甲".into())),
    ("marks", "html", |n| each(n, "<p>", |_| "<b>甲</b><ruby>字<rt>zì</rt></ruby>".into())),
    ("emphasis", "md", |n| each(n, "", |_| "*甲**乙".into())),
    ("brackets", "md", |n| each(n, "", |_| "[".into())),
    ("quotes", "md", |n| each(n, "", |k| format!("{}甲\n\n", "> ".repeat(k % 9)))),
    ("footnotes", "md", |n| each(n, "", |k| format!("甲[^{k}]\n\n[^{k}]: 注。\n\n"))),
    ("groups", "rtf", |n| each(n, "{\\rtf1 ", |_| "{\\b a".into()) + &"}".repeat(n + 1)),
];

/// Formats that do different work.
const FORMATS: &[&str] =
    &["tei", "akn", "html", "md", "json", "jsonl", "text", "docx", "epub", "pages", "pdf"];
/// An exponent above this is not linear, where the time is long enough to be told.
const MOST: f64 = 1.2;
const TOLD: f64 = 0.3;
const LONG: f64 = 2.0;

/// A text that begins in one way and has so many of something.
fn each(n: usize, begin: &str, one: impl Fn(usize) -> String) -> String {
    let title = if begin.starts_with(['<', '{']) { "" } else { "示例办法\n" };
    (1..=n).fold(format!("{title}{begin}"), |out, k| out + &one(k))
}

fn read(format: &str, bytes: &[u8]) -> Option<Document> {
    let reader = reader_named(format)?;
    Some(tiaowen::document(&Input::new(bytes, "a"), reader, &Given::default()).ok()?.0)
}

/// Seconds that this thread has worked, so that other programs do not count; those that passed where nothing tells it.
fn now(begun: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|t| t.split(' ').next()?.parse::<f64>().ok());
    worked.map_or_else(|| begun.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// Seconds of the fastest of three runs; what takes long is tried once.
fn seconds(mut work: impl FnMut()) -> f64 {
    let begun = Instant::now();
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let before = now(begun);
        work();
        best = best.min(now(begun) - before);
        if best > LONG {
            break;
        }
    }
    best
}

fn row(shape: &str, what: &str, times: [f64; 3]) -> bool {
    let exponent = (times[2] / times[1].max(1e-9)).log2();
    let grows = exponent > MOST && times[2] > TOLD;
    let mark = if grows { "  <- not linear" } else { "" };
    let [a, b, c] = times;
    println!("{shape:16} {what:11} {a:8.3} {b:8.3} {c:8.3}  {exponent:5.2}{mark}");
    grows
}

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let n: usize = args.next().map_or(Ok(5000), |a| a.parse())?;
    let only = args.next();
    let job = Job::default();
    let mut bad = false;
    for (shape, from, text) in SHAPES.iter().filter(|(name, ..)| only.as_ref().is_none_or(|o| o == name)) {
        let texts = [1, 2, 4].map(|k| text(k * n));
        bad |= row(shape, "read", texts.each_ref().map(|t| seconds(|| drop(read(from, t.as_bytes())))));
        let [Some(a), Some(b), Some(c)] = texts.map(|t| read(from, t.as_bytes())) else {
            println!("{shape:16} is refused");
            continue;
        };
        let docs = [a, b, c];
        bad |= row(shape, "check", docs.each_ref().map(|d| seconds(|| drop(tiaowen::check::check(d)))));
        for name in FORMATS {
            let format = writer_named(name).ok_or("no writer")?;
            let write = |d: &Document| tiaowen::write(d, format, &job).map(|(file, _)| file);
            bad |= row(shape, name, docs.each_ref().map(|d| seconds(|| drop(write(d)))));
            let files = [write(&docs[0])?, write(&docs[1])?, write(&docs[2])?];
            if reader_named(name).is_some() {
                let times = files.each_ref().map(|f| seconds(|| drop(read(name, f))));
                bad |= row(shape, &format!("{name} read"), times);
            }
            if let Some(extract) = format.extract {
                let proved = |k: usize| drop(extract(&files[k]).map(|e| against(&docs[k], &e)));
                bad |= row(shape, &format!("{name} proof"), [0, 1, 2].map(|k| seconds(|| proved(k))));
            }
        }
    }
    Ok(ExitCode::from(u8::from(bad)))
}
