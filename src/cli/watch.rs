//! `tiaowen convert --watch`: what changes is converted again.

use super::args::Convert;
use super::convert::convert;
use super::options::wanted;
use super::voice::{Message, Voice};
use super::{Outcome, batch};
use crate::finding::{Error, Lang, Words, codes};
use crate::host::input::{self, Asked};
use crate::host::job::{self, Looks};
use crate::host::{files, inputs};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the inputs are looked at: seldom enough for thousands of them, often enough for somebody who waits.
const LOOK: Duration = Duration::from_millis(400);
/// How long a change must be over: who writes a file may not be done with it.
const SETTLE: Duration = Duration::from_millis(120);

/// What a file looks like from outside; nothing where it is not there.
type Look = Option<(Option<SystemTime>, u64)>;

/// What all outputs depend on.
#[derive(PartialEq, Eq)]
struct State {
    /// The files that the options name.
    shared: Vec<Look>,
    /// Each input, and what is said of it beside it.
    inputs: BTreeMap<PathBuf, Vec<Look>>,
}

/// Converts the inputs, and again those that change, until somebody stops it.
pub fn run(options: &Convert, voice: &Voice) -> Result<Outcome, Error> {
    let meant = wanted(&options.inputs, &options.known, None);
    let standard = meant.paths.iter().chain(&meant.manifest).chain([&options.output]);
    if standard.into_iter().any(|p| files::is_standard(p)) {
        let why: Words =
            "--watch 看着文件，不能用标准输入、标准输出（-） / --watch looks at files; it does not go with - for standard input or output"
                .into();
        return Err(Error::new(&codes::BAD_ARGUMENTS, &[&why, &"tiaowen convert --help"]));
    }
    batch::catch_signals();
    // Taken before anything is converted: what changes meanwhile is seen.
    let mut before = State::now(options)?;
    convert(options, voice, None)?;
    voice.end(false);
    let watched = match (before.inputs.len(), voice.lang) {
        (n, Lang::Zh) => format!("正在看着 {n} 个输入；按 Ctrl-C 停止\n"),
        (n, Lang::En) => format!("watching {n} input{}; Ctrl-C stops\n", if n == 1 { "" } else { "s" }),
    };
    if !voice.is_quiet() {
        voice.say(&Message::Line(watched));
    }
    while !batch::is_stopped() {
        sleep(LOOK);
        let Some(now) = State::settled(options, &before) else { continue };
        let all = now.shared != before.shared;
        let changed =
            |(path, looks): &(&PathBuf, &Vec<Look>)| all || before.inputs.get(*path) != Some(*looks);
        let changed: BTreeSet<PathBuf> =
            now.inputs.iter().filter(changed).map(|(path, _)| path.clone()).collect();
        if !changed.is_empty() {
            // What is wrong now may be right after the next change.
            convert(options, voice, Some(&changed)).unwrap_or_else(|e| voice.failed(&e));
            voice.end(false);
        }
        before = now;
    }
    Ok(Outcome::Done)
}

impl State {
    fn now(options: &Convert) -> Result<Self, Error> {
        let listed = inputs::expand(&wanted(&options.inputs, &options.known, Some(&options.output)))?;
        let named = [
            &options.inputs.find.manifest,
            &options.known.metadata,
            &options.known.metadata_csv,
            &options.corrections,
        ];
        let shared: Vec<PathBuf> =
            named.into_iter().flatten().cloned().chain(job::named(&Looks::from(&options.looks))).collect();
        let of_item = |item: &inputs::Item| {
            let beside = input::beside(&Asked::default().for_item(item), &item.path);
            let looks = std::iter::once(&item.path).chain(&beside).map(|p| look(p)).collect();
            (item.path.clone(), looks)
        };
        Ok(Self {
            shared: shared.iter().map(|p| look(p)).collect(),
            inputs: listed.items.iter().map(of_item).collect(),
        })
    }

    /// What is there now, if it is something else than before, and stays the same for a while.
    fn settled(options: &Convert, before: &Self) -> Option<Self> {
        let mut now = Self::now(options).ok().filter(|now| now != before)?;
        while !batch::is_stopped() {
            sleep(SETTLE);
            let then = Self::now(options).ok()?;
            if then == now {
                return Some(now);
            }
            now = then;
        }
        None
    }
}

fn look(path: &Path) -> Look {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len()))
}
