//! The articles of a file with their identifiers: `cargo run --example articles -- seeds/model-law.txt`.
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

use std::error::Error;
use tiaowen::prelude::{Event, Given, Input, Level, events, reader_for};

fn main() -> Result<(), Box<dyn Error>> {
    /// Characters shown of an article without heading.
    const WORDS: usize = 24;
    let file = std::env::args().nth(1).ok_or("name a file")?;
    let bytes = std::fs::read(&file)?;
    let reader = reader_for(&file).map_err(|f| format!("{} cannot be read", f.name))?;
    let (doc, _) = tiaowen::document(&Input::new(&bytes, &file), reader, &Given::default())?;
    events(&doc, |e| {
        if let Event::Enter(p) = e
            && p.level == Level::Article
        {
            println!("{}\t{}", p.id, p.caption(WORDS));
        }
    });
    Ok(())
}
