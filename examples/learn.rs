//! Whether weights learned from documents whose structure is known read others better than those that are set by hand.
//! `cargo run --release --example learn -- CORPUS [--rounds N]`.
//!
//! Every second document is learned from: each weight in turn goes up and down by steps, and stays where fewer units are
//! wrong or missing. What was learned is then measured on the other half, which took no part.
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

mod known;

use known::{Unit, found, right};
use std::error::Error;
use tiaowen::format::reader_for;
use tiaowen::ir::Given;
use tiaowen::read::{Content, Input, Lines};
use tiaowen::recognise::{Weights, recognise};

/// How far a weight goes at a time.
const STEPS: &[f32] = &[1.0, -1.0, 0.4, -0.4];
/// Rounds over all weights.
const ROUNDS: usize = 3;

/// A file that was read, and what its units are.
struct Learned {
    lines: Box<Lines>,
    units: Vec<(Unit, Vec<&'static str>)>,
}

/// Units that are wrong or missing.
fn errors(files: &[Learned], weights: Weights) -> usize {
    weights.tried(|| files.iter().map(wrong).sum())
}

fn wrong(file: &Learned) -> usize {
    let found = found(&recognise(&file.lines, &Given::default()));
    let right = right(&found, &file.units).into_iter().filter(|r| *r).count();
    found.len() + file.units.len() - 2 * right
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let corpus = args.first().ok_or("name the corpus")?;
    let rounds = args.iter().position(|a| a == "--rounds").and_then(|i| args.get(i + 1));
    let rounds = rounds.map_or(Ok(ROUNDS), |n| n.parse())?;
    let (mut learned, mut other) = (vec![], vec![]);
    let mut folder = None;
    let mut odd = false;
    for known in known::corpus(corpus)? {
        odd ^= folder.as_ref().is_some_and(|f| *f != known.folder);
        folder = Some(known.folder.clone());
        let reader = reader_for(known.shape).map_err(|f| format!("{} cannot be read", f.name))?;
        let read = reader.read.as_ref().ok_or("a reader")?.read;
        let Content::Lines(lines) = read(&Input::new(&known.bytes, known.shape))?.content else { continue };
        let half = if odd { &mut other } else { &mut learned };
        half.push(Learned { lines, units: known.units });
    }
    let mut weights = Weights::SET;
    let mut least = errors(&learned, weights);
    println!(
        "set by hand: {least} wrong or missing in the half that is learned from, {} in the other",
        errors(&other, weights)
    );
    for round in 1..=rounds {
        let before = least;
        for (at, (name, _)) in Weights::ROWS.iter().enumerate() {
            for step in STEPS {
                let mut tried = weights;
                *tried.row(at) += step;
                let now = errors(&learned, tried);
                if now < least {
                    println!("round {round}: {name} {:.1}: {now}", *tried.row(at));
                    (weights, least) = (tried, now);
                }
            }
        }
        if least == before {
            break;
        }
    }
    println!("learned: {least} in the half that is learned from, {} in the other", errors(&other, weights));
    Ok(())
}
