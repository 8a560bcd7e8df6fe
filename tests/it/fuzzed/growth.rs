//! That the work on a text grows with it and no faster: a piece that the bytes choose is repeated, and four times as many of
//! it may take some four times as long. It is the only promise that a clock is asked about: that of the thread, so that other
//! programs hardly count, as a share and no time, with much room (squares would make sixteen), and of several tries the best:
//! what a busy machine adds comes and goes.

use super::read;
use tiaowen::ir::Given;
use tiaowen::read::Options;

/// How often a piece stands in the shorter text.
const TIMES: usize = 250;
/// Shorter times say nothing: seconds.
const LEAST: f64 = 0.4;
/// What is certainly more than proportion.
const MOST: f64 = 10.0;
/// How often the longer text may take too long before that says something.
const TRIES: usize = 6;
/// Markup whose readers take any characters.
const MARKUP: &[&str] = &["text", "md", "html", "rtf"];

/// Seconds that this thread has worked; none where nothing tells it.
pub fn worked() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Seconds for reading a text, by the recogniser too.
fn seconds(format: &str, text: &str) -> Option<f64> {
    let begun = worked()?;
    drop(read(format, text.as_bytes(), &Options::USUAL, &Given::default()));
    Some(worked()? - begun)
}

/// The first byte says the markup, the rest is a piece; what follows a form feed begins the text.
///
/// # Panics
/// Where four times as much takes more than ten times as long, in the best of all tries.
pub fn quadratic(bytes: &[u8]) {
    let (choice, bytes) = bytes.split_first().unwrap_or((&0, bytes));
    let format = MARKUP[usize::from(*choice) % MARKUP.len()];
    let text = String::from_utf8_lossy(bytes);
    let (piece, begin) = text.split_once('\u{c}').unwrap_or((&text, ""));
    // A piece of some length only shows what a shorter one does, in more time.
    let piece: String = piece.chars().take(40).collect();
    let begin = if format == "rtf" { format!("{{\\rtf1 {begin}") } else { begin.to_owned() };
    let make = |times: usize| format!("{begin}{}", piece.repeat(times));
    let (short, long) = (make(TIMES), make(4 * TIMES));
    let (mut a, mut b) = (0.0, f64::INFINITY);
    for _ in 0..TRIES {
        // The longest of the short ones beside the shortest of the long ones.
        let (Some(one), Some(four)) = (seconds(format, &short), seconds(format, &long)) else { return };
        (a, b) = (one.max(a), four.min(b));
        if b < LEAST || b < a * MOST {
            return;
        }
    }
    panic!("{format}: {a:.2} s for {TIMES}, {b:.2} s for four times as many of {piece:?}");
}
