//! `tiaowen outline --pin`: corrections written into their file.

use super::args;
use super::options::reading;
use crate::finding::{Error, Words, codes};
use crate::host::files;
use crate::host::input::{self, Asked};
use crate::host::known::Known;
use crate::host::store::{self, Care};
use crate::settings::PinArgument;
use std::path::Path;

/// Writes what `--pin` asks for into the file of corrections, before that is read.
pub fn write(options: &args::Outline) -> Result<(), Error> {
    let Some(path) = input::corrections_of(&options.input, options.corrections.as_deref()) else {
        let why: Words = "标准输入旁边没有更正文件，请加 --corrections 文件 / standard input has no file of corrections beside it; add --corrections FILE".into();
        return Err(Error::new(&codes::BAD_PIN, &[&options.pin[0], &why]));
    };
    // The file need not be there yet.
    let there = path.is_file();
    let named = options.corrections.as_deref().filter(|_| there);
    let kept = reading(&options.reading)?;
    let known = Known::read(&(&options.known).into(), 1)?;
    let asked = Asked {
        from: options.from.as_deref(),
        known: Some(&known),
        corrections: named,
        options: Some(&kept),
        ..Asked::default()
    };
    let bytes = asked.bytes(&options.input)?;
    let reader = input::reader(&asked, &options.input, &bytes)?;
    let given = input::said(&asked, &options.input)?.given;
    let mut text = if there { text_of(&path)? } else { String::new() };
    for pin in &options.pin {
        let bad = |why: &Words| Error::new(&codes::BAD_PIN, &[pin, why]);
        let mut argument: PinArgument = pin.parse().map_err(|why: Words| bad(&why))?;
        let mut starts = String::new();
        if let PinArgument::At(line, column, _) = &mut argument {
            let name = asked.name_of(&options.input);
            let quoted = crate::quoted(&asked.input(&bytes, &name), reader, &given, (*line, *column))?;
            let Some(quoted) = quoted else {
                return Err(bad(
                    &"那里没有文字；行号见 outline --explain / nothing stands there; outline --explain numbers the lines".into(),
                ));
            };
            *column = quoted.column;
            starts = quoted.starts;
        }
        text = argument
            .put(&text, &starts)
            .map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&path.display(), &p.line, &p.what]))?;
    }
    store::write(&path, text.as_bytes(), Care::default()).map(|_| ())
}

fn text_of(path: &Path) -> Result<String, Error> {
    String::from_utf8(files::read(path)?).map_err(|_| {
        let why: Words = "内容不是 UTF-8 / it is not in UTF-8".into();
        Error::new(&codes::BAD_SETTINGS, &[&path.display(), &"1", &why])
    })
}
