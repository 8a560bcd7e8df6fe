//! How far a run is: a bar on a terminal, lines of JSON for programs, or nothing.

use super::args::ProgressArg;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use serde_json::json;
use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// What shows how far a run is.
pub enum Progress {
    /// Nothing does.
    None,
    /// A bar.
    Bar(ProgressBar),
    /// Lines of JSON, on standard error.
    Json {
        /// How many inputs there are.
        total: usize,
    },
}

impl Progress {
    /// For a number of inputs.
    pub fn new(asked: ProgressArg, total: usize, quiet: bool) -> Self {
        /// Fewer are done before anybody looks.
        const WORTH_A_BAR: usize = 8;
        match asked {
            ProgressArg::Json => {
                let progress = Self::Json { total };
                progress.event(&json!({ "event": "begin", "total": total }));
                progress
            }
            ProgressArg::Auto if !quiet && total >= WORTH_A_BAR && std::io::stderr().is_terminal() => {
                let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
                let shown = "{bar:30} {human_pos}/{human_len}  {rate}  ETA {eta}  {prefix}{wide_msg}";
                if let Ok(style) = ProgressStyle::with_template(shown) {
                    let rate = |s: &ProgressState, out: &mut dyn fmt::Write| {
                        let _ = write!(out, "{:.1}/s", s.per_sec());
                    };
                    bar.set_style(style.with_key("rate", rate));
                }
                Self::Bar(bar)
            }
            ProgressArg::Auto | ProgressArg::None => Self::None,
        }
    }

    /// An input is begun.
    pub fn begun(&self, input: &Path) {
        if let Self::Bar(bar) = self {
            bar.set_message(input.display().to_string());
        }
    }

    /// An input is done.
    pub fn done(&self, input: &Path, status: &str, failed: usize, done: usize) {
        match self {
            Self::None => {}
            Self::Bar(bar) => {
                if failed > 0 {
                    bar.set_prefix(format!("✗ {failed}  "));
                }
                bar.inc(1);
            }
            Self::Json { total } => self.event(&json!({
                "event": "done", "input": input.display().to_string(), "status": status, "done": done,
                "failed": failed, "total": total,
            })),
        }
    }

    /// Prints lines on standard error, beside a bar.
    pub fn print(&self, lines: &str) {
        if lines.is_empty() {
            return;
        }
        // Nothing can be done about a closed standard error.
        let print = || drop(anstream::stderr().write_all(lines.as_bytes()));
        match self {
            Self::Bar(bar) => bar.suspend(print),
            _ => print(),
        }
    }

    /// The run is over.
    pub fn end(&self, done: usize, failed: usize, seconds: f64) {
        match self {
            Self::None => {}
            Self::Bar(bar) => bar.finish_and_clear(),
            Self::Json { total } => self.event(&json!({
                "event": "end", "done": done, "failed": failed, "total": total, "seconds": seconds,
            })),
        }
    }

    fn event(&self, event: &serde_json::Value) {
        self.print(&format!("{event}\n"));
    }
}
