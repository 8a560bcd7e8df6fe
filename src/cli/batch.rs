//! Many inputs, one after another or at once: what is said of them in their order, progress, stopping, a summary.

use super::Outcome;
use super::args::RunOptions;
use super::progress::Progress;
use super::voice::{Inputs, Message, Voice};
use crate::batch;
use crate::finding::{Error, Words, codes};
use crate::host::inputs::{Item, Listed};
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Whether somebody wants to stop.
static STOP: AtomicBool = AtomicBool::new(false);
/// What a shell says of a command that was interrupted.
const INTERRUPTED: i32 = 130;

thread_local! {
    /// Where the last panic of a thread was.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whether the run was stopped before its end.
pub fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// Lets finish what has begun, and begins nothing more.
pub fn stop() {
    STOP.store(true, Ordering::Relaxed);
}

/// After a stop the same command does it all again.
pub const AGAIN: &str = "再运行同一条命令就从头再做 / the same command does all of it again";

/// How work on an input ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it should.
    Done,
    /// It was done before.
    Unchanged,
    /// It is nothing for this run.
    Skipped,
    /// It gave nothing.
    Failed,
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// What came of an input.
pub struct Each {
    /// What there is to say of it.
    pub said: Vec<Message>,
    /// How it ended.
    pub status: Status,
    /// What it means for the run.
    pub outcome: Outcome,
}

/// A run over inputs.
pub struct Run<'a> {
    /// What is asked of it.
    pub options: &'a RunOptions,
    /// The inputs.
    pub listed: &'a Listed,
    /// Who says what there is to say.
    pub voice: &'a Voice,
    /// What was refused before anything begins.
    pub refused: usize,
    /// How somebody goes on after a stop.
    pub goes_on: &'static str,
}

impl Run<'_> {
    /// Reads every input once before the work begins, those too that belong to another part; none for one that fails, of which
    /// it is said when its turn comes.
    pub fn first<R: Send>(&self, read: impl Fn(&Item) -> Option<R> + Sync) -> Vec<Option<R>> {
        catch_signals();
        quiet_panics();
        let items = &self.listed.items;
        let mut out = Vec::with_capacity(items.len());
        let keep = |_, _: &Item, made| out.push(made);
        batch::run(items, self.options.jobs(), &STOP, |_, item| read(item), |_, _| None, keep);
        out.resize_with(items.len(), || None);
        out
    }

    /// Works on the inputs that `takes` allows and that belong to the part that is asked for. `failed` tells why an input
    /// gave nothing, `each` what is to be said of it, in their order.
    pub fn over<R: Send>(
        &self,
        takes: impl Fn(usize) -> bool,
        work: impl Fn(usize, &Item) -> R + Sync,
        fault: impl Fn(&Item, Error) -> R + Sync,
        failed: impl Fn(&R) -> Option<&Error> + Sync,
        mut each: impl FnMut(&Item, R) -> Each,
    ) -> Outcome {
        let Self { options, listed, voice, refused, goes_on } = *self;
        let mine = |(_, item): &(usize, &Item)| options.shard.is_none_or(|s| s.has(item));
        let items: Vec<(usize, &Item)> =
            listed.items.iter().enumerate().filter(|(k, _)| takes(*k)).filter(mine).collect();
        if items.len() > 1 {
            catch_signals();
        }
        quiet_panics();
        let progress = Progress::new(options.progress, items.len(), voice.is_quiet());
        let say = |said: &[Message]| voice.say_with(said, |lines| progress.print(lines));
        let begun = Instant::now();
        let mut inputs = Inputs::default();
        let mut outcome = Outcome::Done;
        for e in &listed.errors {
            say(&[Message::Error(e.clone())]);
        }
        let failed_before = listed.errors.len() + refused;
        if failed_before > 0 {
            outcome = Outcome::Failed;
            STOP.fetch_or(options.fail_fast, Ordering::Relaxed);
        }
        let work = |_, (k, item): &(usize, &Item)| {
            progress.begun(&item.path);
            let made = work(*k, item);
            // Before others begin, and not when it is this one's turn to be told.
            let stops = |e: &Error| options.fail_fast || e.is_of_the_disk();
            STOP.fetch_or(failed(&made).is_some_and(stops), Ordering::Relaxed);
            made
        };
        let fault = |(_, item): &(usize, &Item), why| {
            let place = PANIC.with(|p| p.borrow().clone());
            let why = format!("{why} ({place})");
            STOP.fetch_or(options.fail_fast, Ordering::Relaxed);
            fault(item, Error::new(&codes::INTERNAL, &[&item.path.display(), &why]))
        };
        let done = |done, (_, item): &(usize, &Item), made| {
            let Each { said, status, outcome: own } = each(item, made);
            say(&said);
            outcome = outcome.max(own);
            *match status {
                Status::Done => &mut inputs.done,
                Status::Unchanged => &mut inputs.unchanged,
                Status::Skipped => &mut inputs.skipped,
                Status::Failed => &mut inputs.failed,
            } += 1;
            progress.done(&item.path, status.name(), inputs.failed + failed_before, done + 1);
        };
        // How many processors there are is worth asking for several. A single worker would only wait for the thread that
        // takes what it makes, and the other way round.
        if (items.len() == 1 || options.jobs() == 1) && has_room() {
            batch::here(&items, &STOP, work, fault, done);
        } else {
            batch::run(&items, options.jobs(), &STOP, work, fault, done);
        }
        let seconds = begun.elapsed().as_secs_f64();
        let Inputs { done, unchanged, skipped, failed } = inputs;
        let ended = done + unchanged + skipped + failed;
        inputs.failed += failed_before;
        progress.end(ended, inputs.failed, seconds);
        if ended < items.len() {
            voice.error(&Error::new(&codes::STOPPED, &[&(items.len() - ended), &Words::from(goes_on)]));
            outcome = Outcome::Failed;
        }
        if !items.is_empty() {
            voice.ran(inputs, seconds);
        }
        outcome
    }
}

/// Whether somebody wants to stop.
pub fn is_stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// The first signal lets finish what has begun; the second one does not.
pub fn catch_signals() {
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    };
    // Where it cannot be set, a signal ends the run as it does any other program.
    let _ = ctrlc::set_handler(handler);
}

/// A panic is told as the fault of its input, not where it happens.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        PANIC.with(|p| *p.borrow_mut() = place);
    }));
}

/// Whether this is the first thread of the program and has a stack as large as a worker would be given: a thread more for
/// one input costs memory that is cleared for it, a tenth of the time of a law.
fn has_room() -> bool {
    let soft = |limits: &str| {
        let line = limits.lines().find_map(|l| l.strip_prefix("Max stack size"))?;
        line.split_whitespace().next()?.parse::<usize>().ok()
    };
    let limits = || std::fs::read_to_string("/proc/self/limits").ok();
    let first = std::thread::current().name() == Some("main");
    first && limits().is_some_and(|l| soft(&l).is_some_and(|n| n >= batch::STACK))
}
