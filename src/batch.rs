//! Many inputs at once: what each gives comes back in their order, and no fault of one is another's.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far workers run ahead of the first result that is still wanted, for each of them.
const AHEAD: usize = 64;
/// The stack of a worker, as much as the first thread of a program has: documents nest deeply.
pub const STACK: usize = 8 << 20;

struct Shared<R> {
    state: Mutex<State<R>>,
    changed: Condvar,
}

struct State<R> {
    /// The next input to begin.
    next: usize,
    /// The next result that is wanted.
    wanted: usize,
    results: BTreeMap<usize, R>,
    /// Workers that are there.
    alive: usize,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        // What panics is caught before it gets here.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn wait<'a>(&self, state: MutexGuard<'a, State<R>>) -> MutexGuard<'a, State<R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works on inputs in `jobs` threads until all are done, or `stop` is set: then what has begun is finished. `done` is
/// called here, in the order of the inputs; `fault` says what a panic gives.
pub fn run<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    stop: &AtomicBool,
    work: impl Fn(usize, &T) -> R + Sync,
    fault: impl Fn(&T, String) -> R + Sync,
    mut done: impl FnMut(usize, &T, R),
) {
    let jobs = jobs.clamp(1, items.len().max(1));
    let state = State { next: 0, wanted: 0, results: BTreeMap::new(), alive: jobs };
    let shared = Shared { state: Mutex::new(state), changed: Condvar::new() };
    let worker = || {
        loop {
            let mut state = shared.lock();
            while state.next >= state.wanted + AHEAD * jobs && !stop.load(Ordering::Relaxed) {
                state = shared.wait(state);
            }
            let k = state.next;
            if stop.load(Ordering::Relaxed) || k >= items.len() {
                state.alive -= 1;
                shared.changed.notify_all();
                return;
            }
            state.next += 1;
            drop(state);
            let made = catch_unwind(AssertUnwindSafe(|| work(k, &items[k])));
            let made = made.unwrap_or_else(|why| fault(&items[k], words(&*why)));
            shared.lock().results.insert(k, made);
            shared.changed.notify_all();
        }
    };
    thread::scope(|scope| {
        let mut begun = 0;
        for _ in 0..jobs {
            begun +=
                usize::from(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker).is_ok());
        }
        let mut state = shared.lock();
        state.alive -= jobs - begun;
        drop(state);
        if begun == 0 {
            // No thread is to be had.
            return here(items, stop, &work, &fault, &mut done);
        }
        loop {
            let mut state = shared.lock();
            let k = state.wanted;
            let made = loop {
                if let Some(made) = state.results.remove(&k) {
                    break Some(made);
                }
                if state.alive == 0 {
                    break None;
                }
                state = shared.wait(state);
            };
            let Some(made) = made else { return };
            state.wanted += 1;
            drop(state);
            shared.changed.notify_all();
            done(k, &items[k], made);
        }
    });
}

/// The same in the thread that calls, one after the other: nothing waits.
pub fn here<T, R>(
    items: &[T],
    stop: &AtomicBool,
    work: impl Fn(usize, &T) -> R,
    fault: impl Fn(&T, String) -> R,
    mut done: impl FnMut(usize, &T, R),
) {
    for (k, item) in items.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let made = catch_unwind(AssertUnwindSafe(|| work(k, item)));
        done(k, item, made.unwrap_or_else(|why| fault(item, words(&*why))));
    }
}

/// What a panic says.
fn words(why: &(dyn Any + Send)) -> String {
    let said = why.downcast_ref::<String>().map(String::as_str);
    said.or_else(|| why.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn collect(jobs: usize, stop: &AtomicBool, work: impl Fn(usize, &u32) -> String + Sync) -> Vec<String> {
        let items: Vec<u32> = (0..1000).collect();
        let mut out = vec![];
        let fault = |item: &u32, why| format!("{item}: {why}");
        run(&items, jobs, stop, work, fault, |k, item, made| {
            assert_eq!(k as u32, *item);
            out.push(made);
        });
        out
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs_whatever_the_threads() {
        let work = |_: usize, item: &u32| {
            if item.is_multiple_of(100) {
                thread::sleep(Duration::from_millis(3));
            }
            item.to_string()
        };
        let one = collect(1, &AtomicBool::new(false), work);
        assert_eq!(one.len(), 1000);
        assert_eq!(one, collect(7, &AtomicBool::new(false), work));
    }

    #[test]
    fn a_panic_is_the_fault_of_its_input_alone() {
        let work = |_: usize, item: &u32| {
            assert!(item % 7 != 3, "no {item}");
            item.to_string()
        };
        let out = collect(3, &AtomicBool::new(false), work);
        assert_eq!(out.len(), 1000);
        for (k, made) in out.iter().enumerate() {
            let want = if k % 7 == 3 { format!("{k}: no {k}") } else { k.to_string() };
            assert_eq!(*made, want);
        }
    }

    #[test]
    fn when_it_is_stopped_what_has_begun_is_finished_and_nothing_else_begins() {
        let stop = AtomicBool::new(false);
        let begun = Mutex::new(0);
        let work = |k: usize, item: &u32| {
            *begun.lock().expect("a lock") += 1;
            if k == 10 {
                stop.store(true, Ordering::Relaxed);
            }
            item.to_string()
        };
        let out = collect(2, &stop, work);
        assert_eq!(out.len(), *begun.lock().expect("a lock"));
        assert!((11..1000).contains(&out.len()), "{}", out.len());
    }
}
