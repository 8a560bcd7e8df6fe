//! `tiaowen verify`: outputs against their source, or against what their own metadata state.

use super::args::{self, Format};
use super::options::reading;
use super::voice::Voice;
use super::{Outcome, report};
use crate::finding::{Error, Lang, Words, codes};
use crate::format::{extractor_for, extractors, names, stem};
use crate::host::input::Asked;
use crate::host::inputs::{self, Wanted};
use crate::host::known::Known;
use crate::host::{bag, files, input};
use crate::ir::{Document, source_text};
use crate::text::Places;
use crate::text::chars::{is_space, visible};
use crate::verify::{Verdict, against, alone};
use serde_json::{Value, json};
use std::path::Path;

/// Runs the command.
pub fn run(options: &args::Verify, voice: &Voice) -> Outcome {
    let mut run = Run { options, voice, source: None, outcome: Outcome::Done, list: vec![] };
    if let Err(e) = run.all() {
        run.failed(&e);
    }
    if options.format == Format::Json {
        let list = std::mem::take(&mut run.list);
        run.outcome = run.outcome.max(report::print_json(&Value::Array(list), voice));
    }
    run.outcome
}

struct Run<'a> {
    options: &'a args::Verify,
    voice: &'a Voice,
    source: Option<(&'a Path, Document)>,
    outcome: Outcome,
    list: Vec<Value>,
}

impl Run<'_> {
    /// The first of several files is the source of the others; packages and folders have theirs in them, or none.
    fn all(&mut self) -> Result<(), Error> {
        let files = &self.options.files;
        // What is named must be there, also where nothing is read with it.
        Known::read(&(&self.options.known).into(), 1)?;
        let mut outputs = &files[..];
        if let [source, rest @ ..] = &files[..]
            && !(rest.is_empty() && self.options.find.manifest.is_none())
            && !source.is_dir()
            && !bag::is_bag(source)
        {
            self.source = Some((source, document(source, self.options, self.voice)?));
            outputs = rest;
            self.page();
        }
        let wanted = Wanted { paths: outputs.to_vec(), ..Wanted::from(&self.options.find) };
        let source = self.source.as_ref().map(|(path, _)| *path);
        let (found, errors) = inputs::outputs(&wanted, bag::is_bag, &|path| proves(path, source))?;
        for e in &errors {
            self.failed(e);
        }
        for path in &found {
            self.one(path);
        }
        Ok(())
    }

    fn failed(&mut self, e: &Error) {
        self.outcome = self.voice.failed(e);
    }

    /// Says how much of a web page the proof is about.
    fn page(&mut self) {
        if let (Some((path, doc)), Format::Text) = (&self.source, self.options.format)
            && let Some(page) = Page::of(doc)
        {
            self.line(path, &page.say(self.voice.lang));
        }
    }

    fn line(&mut self, path: &Path, said: &str) {
        let line = format!("{}: {}\n", report::shown(path), visible(said));
        self.outcome = self.outcome.max(report::print(&line, self.voice));
    }

    /// A package or an output.
    fn one(&mut self, output: &Path) {
        if bag::is_bag(output) {
            let checked =
                reading(&self.options.reading).and_then(|kept| bag::check(output, kept.password.as_deref()));
            return match checked {
                Ok(problems) => self.bag(output, &problems),
                Err(e) => self.failed(&e),
            };
        }
        match verdict(output, self.source.as_ref().map(|(_, doc)| doc)) {
            Ok((verdict, unproved)) => self.said(output, &verdict, unproved),
            Err(e) => self.failed(&e),
        }
    }

    fn bag(&mut self, output: &Path, problems: &[Words]) {
        if !problems.is_empty() {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
        if self.options.format == Format::Json {
            self.list.push(bag_entry(output, problems));
        } else {
            self.line(output, &say_bag(problems, self.voice.lang));
        }
    }

    fn said(&mut self, output: &Path, verdict: &Verdict, unproved: Option<Words>) {
        if !verdict.holds() {
            self.outcome = self.outcome.max(Outcome::Findings);
        }
        let source = self.source.as_ref();
        let place = source.and_then(|(path, doc)| place(verdict, path, doc));
        if self.options.format == Format::Json {
            let mut entry = entry(output, verdict, place.as_deref());
            if let Some(page) = source.and_then(|(_, doc)| Page::of(doc)) {
                entry["page"] = json!({ "characters": page.all, "leftOut": page.left_out });
            }
            if let Some(unproved) = unproved {
                entry["unproved"] = json!({ "zh": unproved.say(Lang::Zh), "en": unproved.say(Lang::En) });
            }
            self.list.push(entry);
        } else {
            let said = say(verdict, place.as_deref(), self.voice.lang);
            let more = unproved.map_or_else(String::new, |u| match self.voice.lang {
                Lang::Zh => format!("（{}）", u.say(Lang::Zh)),
                Lang::En => format!(" ({})", u.say(Lang::En)),
            });
            self.line(output, &format!("{said}{more}"));
        }
    }
}

/// Whether a file of a folder is an output: one of the source where there is one, else one that states its hash. A package
/// has its source in it.
fn proves(path: &Path, source: Option<&Path>) -> bool {
    if bag::is_bag(path) {
        return source.is_none();
    }
    let name = files::name_of(path);
    let wanted = source.map(|s| stem(&files::name_of(s)).to_owned());
    let proves = extractor_for(&name).is_some_and(|f| wanted.is_some() || f.states_itself());
    proves && wanted.is_none_or(|w| stem(&name) == w) && !source.is_some_and(|s| files::same(s, path))
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

fn bag_entry(bag: &Path, problems: &[Words]) -> Value {
    let both = |w: &Words| format!("{} / {}", w.say(Lang::Zh), w.say(Lang::En));
    let problems: Vec<String> = problems.iter().map(both).collect();
    let verdict = if problems.is_empty() { "whole" } else { "broken" };
    json!({ "file": bag.display().to_string(), "verdict": verdict, "holds": problems.is_empty(), "problems": problems })
}

fn say_bag(problems: &[Words], lang: Lang) -> String {
    match (problems, lang) {
        ([], Lang::Zh) => "whole：完整，输出与原文相同".into(),
        ([], Lang::En) => "whole: nothing is missing or changed, and the outputs hold the source".into(),
        (problems, Lang::Zh) => format!("broken：{}", Words::join(problems).say(lang)),
        (problems, Lang::En) => format!("broken: {}", Words::join(problems).say(lang)),
    }
}

fn document(input: &Path, options: &args::Verify, voice: &Voice) -> Result<Document, Error> {
    let kept = reading(&options.reading)?;
    let known = Known::read(&(&options.known).into(), 1)?;
    let asked = Asked {
        from: options.from.as_deref(),
        known: Some(&known),
        corrections: options.corrections.as_deref(),
        options: Some(&kept),
        ..Asked::default()
    };
    let opened = input::open(&asked, input)?;
    voice.document(&opened.findings, input, &opened.doc);
    Ok(opened.doc)
}

fn verdict(output: &Path, source: Option<&Document>) -> Result<(Verdict, Option<Words>), Error> {
    if !files::is_standard(output) && !output.exists() {
        return Err(Error::new(&codes::NO_SUCH_FILE, &[&output.display()]));
    }
    let extract = extractor_for(&files::name_of(output))
        .and_then(|f| f.extract)
        .ok_or_else(|| Error::new(&codes::NO_EXTRACTOR, &[&output.display(), &names(extractors())]))?;
    let extract = extract(&files::read(output)?)
        .map_err(|why| Error::new(&codes::BROKEN_OUTPUT, &[&output.display(), &why]))?;
    let verdict = source.map_or_else(|| alone(&extract), |doc| against(doc, &extract));
    Ok((verdict, extract.unproved.map(Words::from)))
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
            "hash：文件没有写明文字的散列值，不能单独核对；请在它前面写出原文：tiaowen verify 原文 文件"
        } else {
            "hash: the file states no hash of its text and cannot be proved alone; name its source before it: tiaowen verify SOURCE FILE"
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
