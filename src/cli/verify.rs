//! `tiaowen verify`: outputs against their source, or against what their own metadata state.

use super::args::{self, Format};
use super::options::reading;
use super::{Outcome, package, report};
use crate::finding::{Error, Lang, codes};
use crate::format::{extractor_for, extractors, names};
use crate::host::input::Asked;
use crate::host::{files, input};
use crate::ir::{Document, source_text};
use crate::text::{Places, chars::is_space};
use crate::verify::{Verdict, against, alone};
use serde_json::{Value, json};
use std::path::Path;

/// Runs the command.
pub fn run(options: &args::Verify) -> Outcome {
    let lang = args::language(options.lang);
    let source = match &options.files[..] {
        [source, _, ..] => match document(source, options, lang) {
            Ok(doc) => Some((source, doc)),
            Err(e) => {
                report::error(&e, lang);
                return Outcome::Failed;
            }
        },
        _ => None,
    };
    let mut outcome = Outcome::Done;
    let mut list: Vec<Value> = vec![];
    let page = source.as_ref().and_then(|(path, doc)| Some((path, Page::of(doc)?)));
    if let (Some((path, page)), Format::Text) = (&page, options.format) {
        let line = format!("{}: {}\n", path.display(), page.say(lang));
        let _ = files::write_standard(line.as_bytes());
    }
    for output in options.files.iter().skip(usize::from(source.is_some())) {
        if package::is_bag(output) {
            match package::check(output) {
                Ok(problems) => {
                    if !problems.is_empty() {
                        outcome = outcome.max(Outcome::Findings);
                    }
                    list.push(bag_entry(output, &problems));
                    if options.format == Format::Text {
                        let line = format!("{}: {}\n", output.display(), say_bag(&problems, lang));
                        outcome = outcome.max(report::print(&line, lang));
                    }
                }
                Err(e) => {
                    report::error(&e, lang);
                    outcome = Outcome::Failed;
                }
            }
            continue;
        }
        match verdict(output, source.as_ref().map(|(_, doc)| doc)) {
            Ok(verdict) => {
                if !verdict.holds() {
                    outcome = outcome.max(Outcome::Findings);
                }
                let place = source.as_ref().and_then(|(path, doc)| place(&verdict, path, doc));
                if options.format == Format::Json {
                    let mut entry = entry(output, &verdict, place.as_deref());
                    if let Some((_, page)) = &page {
                        entry["page"] = json!({ "characters": page.all, "leftOut": page.left_out });
                    }
                    list.push(entry);
                } else {
                    let line = format!("{}: {}\n", output.display(), say(&verdict, place.as_deref(), lang));
                    outcome = outcome.max(report::print(&line, lang));
                }
            }
            Err(e) => {
                report::error(&e, lang);
                outcome = Outcome::Failed;
            }
        }
    }
    if options.format == Format::Json {
        outcome = outcome.max(report::print(&format!("{:#}\n", Value::Array(list)), lang));
    }
    outcome
}

/// How much of a web page the proof is about.
struct Page {
    /// Characters of the page, without white space.
    all: u64,
    /// Those of them that its reader left out.
    left_out: u64,
}

impl Page {
    fn of(doc: &Document) -> Option<Self> {
        let left_out = doc.provenance.left_out?;
        let kept = source_text(doc).chars().filter(|c| !is_space(*c)).count() as u64;
        Some(Self { all: kept + left_out, left_out })
    }

    fn say(&self, lang: Lang) -> String {
        let Self { all, left_out } = self;
        match lang {
            Lang::Zh => format!(
                "page：网页共 {all} 字，其中 {left_out} 字作为页面部件或不显示的文字没有读入，不在核对之列"
            ),
            Lang::En => format!(
                "page: of {all} characters of the page {left_out} were taken for furniture, or are not shown, and are no part of the proof"
            ),
        }
    }
}

fn bag_entry(bag: &Path, problems: &[String]) -> Value {
    let verdict = if problems.is_empty() { "whole" } else { "broken" };
    json!({ "file": bag.display().to_string(), "verdict": verdict, "holds": problems.is_empty(), "problems": problems })
}

fn say_bag(problems: &[String], lang: Lang) -> String {
    match (problems, lang) {
        ([], Lang::Zh) => "whole：完整，输出与原文相同".into(),
        ([], Lang::En) => "whole: nothing is missing or changed, and the outputs hold the source".into(),
        (problems, _) => format!("broken: {}", problems.join("; ")),
    }
}

fn document(input: &Path, options: &args::Verify, lang: Lang) -> Result<Document, Error> {
    let kept = reading(&options.reading)?;
    let asked = Asked {
        from: options.from.as_deref(),
        corrections: options.corrections.as_deref(),
        options: Some(&kept),
        ..Asked::default()
    };
    let opened = input::open(&asked, input)?;
    report::document(&opened.findings, input, &opened.doc, lang);
    Ok(opened.doc)
}

fn verdict(output: &Path, source: Option<&Document>) -> Result<Verdict, Error> {
    let extract = extractor_for(&files::name_of(output))
        .and_then(|f| f.extract)
        .ok_or_else(|| Error::new(&codes::NO_EXTRACTOR, &[&output.display(), &names(extractors())]))?;
    let extract = extract(&files::read(output)?)
        .map_err(|why| Error::new(&codes::BROKEN_OUTPUT, &[&output.display(), &why]))?;
    Ok(source.map_or_else(|| alone(&extract), |doc| against(doc, &extract)))
}

/// `FILE:LINE:COLUMN` of a difference.
fn place(verdict: &Verdict, source: &Path, doc: &Document) -> Option<String> {
    let Verdict::Differs { at, .. } = verdict else { return None };
    let (line, column) = Places::new(&source_text(doc)).of(*at);
    Some(format!("{}:{line}:{column}", source.display()))
}

fn say(verdict: &Verdict, place: Option<&str>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match verdict {
        Verdict::Exact => {
            if zh { "exact：与原文逐字相同" } else { "exact: the source, character for character" }.into()
        }
        Verdict::Whitespace => if zh {
            "whitespace：除空白外与原文相同"
        } else {
            "whitespace: the source but for white space"
        }
        .into(),
        Verdict::Differs { output_at, expected, found, .. } => {
            let place = place.unwrap_or("");
            if zh {
                format!("differs：{place} 处原文是“{expected}”，输出第 {output_at} 字起是“{found}”")
            } else {
                format!(
                    "differs: at {place} the source has “{expected}”, the output “{found}” after {output_at} characters"
                )
            }
        }
        Verdict::Provision { id } => {
            if zh {
                format!("provision：条款 {id} 缺失或编号不同")
            } else {
                format!("provision: {id} is missing or has another number")
            }
        }
        Verdict::Hash { stated } if stated.is_empty() => if zh {
            "hash：文件没有写明文字的散列值"
        } else {
            "hash: the file states no hash of its text"
        }
        .into(),
        Verdict::Hash { stated } => {
            if zh {
                format!("hash：文字与文件自己写明的散列值 {stated} 不符")
            } else {
                format!("hash: the text is not the one whose hash the file states, {stated}")
            }
        }
    }
}

fn entry(output: &Path, verdict: &Verdict, place: Option<&str>) -> Value {
    let mut entry =
        json!({ "file": output.display().to_string(), "verdict": verdict.name(), "holds": verdict.holds() });
    match verdict {
        Verdict::Differs { at, output_at, expected, found } => {
            entry["source"] = json!({ "place": place, "byte": at, "text": expected });
            entry["output"] = json!({ "character": output_at, "text": found });
        }
        Verdict::Provision { id } => entry["id"] = json!(id),
        Verdict::Hash { stated } => entry["stated"] = json!(stated),
        Verdict::Exact | Verdict::Whitespace => {}
    }
    entry
}
