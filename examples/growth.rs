//! How the time of a conversion grows with the text: for every shape and format the seconds at N, 2N and 4N and the exponent
//! of the last step; 1 is linear. `cargo run --release --example growth [N]`; it ends with 1 where something grows faster.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Instant;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, Given};
use tiaowen::read::Input;
use tiaowen::write::Job;

/// Texts that grow in one way each.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("articles", |n| {
        (1..=n).fold(head(), |mut s, k| {
            let _ = writeln!(s, "第{k}条　依照第{}条处理；甲、乙。", k / 2 + 1);
            s
        })
    }),
    ("annexes", |n| {
        (1..=n).fold(head() + "第一条　甲。\n", |mut s, k| {
            let _ = writeln!(s, "附件{k}\n名录\n乙。");
            s
        })
    }),
    ("short lines", |n| head() + &"短行\n".repeat(n)),
    ("dashes", |n| format!("{}第一条　{}。\n", head(), "—".repeat(n))),
    ("dots", |n| format!("{}第一条　{}。\n", head(), "…".repeat(n))),
    ("rare characters", |n| {
        let rare: String = (0..n as u32).filter_map(|k| char::from_u32(0x20000 + k % 0xa000)).collect();
        format!("{}第一条　{rare}。\n", head())
    }),
    ("open quotations", |n| format!("{}第一条　{}\n", head(), "“".repeat(n))),
    ("notes", |n| {
        (1..=n).fold(head() + "第一条　甲。\n", |mut s, k| {
            let _ = writeln!(s, "乙〔{k}〕。\n〔{k}〕注。");
            s
        })
    }),
];

/// Formats that do different work.
const FORMATS: &[&str] = &["tei", "akn", "html", "md", "jsonl", "docx", "epub", "pages"];
/// An exponent above this is not linear, where the time is long enough to be told.
const MOST: f64 = 1.5;
const TOLD: f64 = 0.3;

fn head() -> String {
    "示例办法\n".to_owned()
}

fn read(text: &str) -> Result<Document, Box<dyn std::error::Error>> {
    let reader = reader_named("text").ok_or("no reader")?;
    Ok(tiaowen::document(&Input::new(text.as_bytes(), "a.txt"), reader, &Given::default())?.0)
}

/// Seconds that this thread has worked, so that other programs do not count; those that passed where nothing tells it.
fn now(begun: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|t| t.split(' ').next()?.parse::<f64>().ok());
    worked.map_or_else(|| begun.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// Seconds of the fastest of three runs.
fn seconds(mut work: impl FnMut()) -> f64 {
    let begun = Instant::now();
    let run = |_| {
        let before = now(begun);
        work();
        now(begun) - before
    };
    (0..3).map(run).fold(f64::INFINITY, f64::min)
}

#[expect(clippy::print_stdout, reason = "the table is what it is for")]
fn row(shape: &str, what: &str, times: [f64; 3]) -> bool {
    let exponent = (times[2] / times[1].max(1e-9)).log2();
    let grows = exponent > MOST && times[2] > TOLD;
    let mark = if grows { "  <- not linear" } else { "" };
    let [a, b, c] = times;
    println!("{shape:16} {what:8} {a:8.3} {b:8.3} {c:8.3}  {exponent:5.2}{mark}");
    grows
}

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let n: usize = std::env::args().nth(1).map_or(Ok(5000), |a| a.parse())?;
    let job = Job::default();
    let mut bad = false;
    for (shape, text) in SHAPES {
        let texts = [1, 2, 4].map(|k| text(k * n));
        bad |= row(shape, "read", texts.each_ref().map(|t| seconds(|| drop(read(t)))));
        let docs = [read(&texts[0])?, read(&texts[1])?, read(&texts[2])?];
        for name in FORMATS {
            let format = writer_named(name).ok_or("no writer")?;
            let times = docs.each_ref().map(|d| seconds(|| drop(tiaowen::write(d, format, &job))));
            bad |= row(shape, name, times);
        }
    }
    Ok(ExitCode::from(u8::from(bad)))
}
