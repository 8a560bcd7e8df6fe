//! Tries of a target by their numbers, without coverage and as fast as the machine is: `plain TARGET FROM TO BEGINNINGS FOUND`.
//! What breaks a promise is written into the folder FOUND, and the rest is tried all the same.

use std::path::Path;
use std::time::Instant;
use tiaowen_fuzz::changed::{beginnings, tried};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [target, from, to, folder, found] = &args[..] else {
        eprintln!("plain TARGET FROM TO BEGINNINGS FOUND");
        std::process::exit(2);
    };
    let number = |s: &str| s.parse::<u64>().expect("a number");
    let (from, to) = (number(from), number(to));
    let beginnings = beginnings(Path::new(folder));
    let begun = Instant::now();
    let mut broken = 0;
    for k in from..to {
        let bytes = tried(target, &beginnings, k);
        if std::panic::catch_unwind(|| tiaowen_fuzz::run(target, &bytes)).is_err() {
            broken += 1;
            std::fs::write(Path::new(found).join(format!("{target}-{k}")), bytes).expect("a file");
        }
    }
    println!("{target} {} {broken} {:.1}", to - from, begun.elapsed().as_secs_f64());
}
