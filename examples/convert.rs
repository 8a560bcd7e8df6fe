//! A file in several formats: `cargo run --example convert -- seeds/notice.txt pdf,tei`.

use std::error::Error;
use std::fs;
use std::path::Path;
use tiaowen::prelude::{Given, Input, Job, Stages, reader_for, writer_named};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(formats)) = (arguments.next(), arguments.next()) else {
        return Err("name a file and the formats to write".into());
    };
    let path = Path::new(&file);
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = fs::read(path)?;
    let reader = reader_for(&name).map_err(|f| format!("{} cannot be read", f.name))?;
    let (doc, _) = tiaowen::document(&Input::new(&bytes, &name), reader, &Given::default())?;
    let job = Job::default();
    let stages = Stages::new(&doc, &job);
    for format in formats.split(',') {
        let format = writer_named(format).ok_or_else(|| format!("there is no format {format}"))?;
        let (bytes, _) = stages.write(format)?;
        fs::write(path.with_extension(format.extension()), bytes)?;
    }
    Ok(())
}
