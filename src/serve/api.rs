//! The questions that the page asks (docs/api.md), and their answers.

use super::Question;
use super::answer::Answer;
use super::assets;
use super::desk::{Desk, Paper, key};
use super::folder;
use super::guard::{decoded, parameter};
use super::made::{Made, ZIP};
use super::sheets::Sheets;
use crate::finding::{Error, Finding, Lang, Severity, Words, codes};
use crate::format::{readers, stem, writers};
use crate::ir::{Document, Event, Kind, events, source_text};
use crate::open::{Opened, Told, Written, open};
use crate::package::Originals;
use crate::profile::{self, PROFILES};
use crate::report;
use crate::settings::{self, PINNABLE_LEVELS, PINNABLE_ROLES, PinArgument};
use crate::text::Places;
use crate::write::Job;
use crate::{check, explain, quoted};
use serde::Deserialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::sync::Arc;

/// What is said of a document, and what is wanted of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// Corrections, as the file of corrections has them.
    corrections: String,
    /// Metadata, as NAME.toml has them.
    metadata: String,
    /// The name of a profile, or one in TOML.
    profile: String,
    /// A correction to add: what `--pin` takes.
    pin: String,
    /// Formats to make.
    formats: Vec<String>,
    /// A name in the folder.
    path: String,
}

/// The answer to a request that the guard let in.
pub fn answer(question: &Question, desk: &Desk) -> Answer {
    let Question { method, url, body } = question;
    let path = url.split('?').next().unwrap_or("/");
    let parts: Vec<String> = path.split('/').skip(1).map(decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let made = match (method.as_str(), &parts[..]) {
        ("GET", ["api", "about"]) => Ok(about()),
        ("GET", ["api", "files"]) => {
            Ok(Answer::json(&json!({ "files": desk.folder.names().collect::<Vec<_>>() })))
        }
        ("GET", ["api", "pages", key, number]) => Ok(page(desk, key, number)),
        ("GET", ["api", "made", key, name]) => taken(desk, key, name),
        ("GET", ["view", key, rest @ ..]) => Ok(view(desk, key, &rest.join("/"))),
        ("GET", _) => Ok(assets::file(path).unwrap_or_else(|| Answer::refused(404))),
        ("POST", ["api", "documents"]) => Ok(hand_in(body, desk, url)),
        ("POST", ["api", "open"]) => asked(body).and_then(|asked| from_folder(desk, &asked)),
        ("POST", ["api", "summary"]) => asked(body).and_then(|asked| summary(desk, &asked)),
        ("POST", ["api", "documents", id, what]) => match desk.papers.get(id) {
            Some(paper) => asked(body).and_then(|asked| of_document(desk, &paper, what, &asked)),
            None => Ok(Answer::refused(404)),
        },
        _ => Ok(Answer::refused(405)),
    };
    made.unwrap_or_else(|refused| match refused {
        Refused::Status(status) => Answer::refused(status),
        Refused::Said(e) => Answer::error(&e),
    })
}

/// Why there is no answer.
enum Refused {
    Status(u16),
    Said(Error),
}

impl From<Error> for Refused {
    fn from(e: Error) -> Self {
        Self::Said(e)
    }
}

type Answered = Result<Answer, Refused>;

fn asked(body: &[u8]) -> Result<Asked, Refused> {
    serde_json::from_slice(body).map_err(|_| Refused::Status(400))
}

/// The version, and what can be chosen.
fn about() -> Answer {
    let say = |(zh, en): (&str, &str)| json!({ "zh": zh, "en": en });
    let kinds = [Kind::Statement, Kind::Treaty, Kind::Law, Kind::Regulation, Kind::Notice, Kind::Other];
    Answer::json(&json!({
        "version": env!("CARGO_PKG_VERSION"),
        "reads": readers().flat_map(|f| f.extensions).collect::<Vec<_>>(),
        "writes": writers().filter_map(|f| Some(json!({ "name": f.name, "extension": f.extension(), "about": say(f.write.as_ref()?.about) }))).collect::<Vec<_>>(),
        "profiles": PROFILES.iter().map(|p| json!({ "name": p.name, "about": say(p.about) })).collect::<Vec<_>>(),
        "kinds": kinds.map(Kind::name),
        "levels": PINNABLE_LEVELS.iter().map(|(l, words)| json!({ "name": l.name(), "words": words })).collect::<Vec<_>>(),
        "roles": PINNABLE_ROLES.iter().map(|(r, words)| json!({ "name": r.name(), "words": words })).collect::<Vec<_>>(),
    }))
}

/// Takes a document that was dropped or pasted.
fn hand_in(body: &[u8], desk: &Desk, url: &str) -> Answer {
    let name = parameter(url, "name").unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    let id = put(desk, Paper { name: name.clone(), bytes: body.to_vec(), path: None });
    Answer::json(&json!({ "id": id, "name": name }))
}

fn put(desk: &Desk, paper: Paper) -> String {
    let id = key(&[
        paper.name.as_bytes(),
        &paper.bytes,
        paper.path.iter().map(|p| p.as_os_str().as_encoded_bytes()).collect::<Vec<_>>().concat().as_slice(),
    ]);
    desk.papers.put(id.clone(), paper);
    id
}

/// Takes a document from the folder, with what is said of it in the files beside it.
fn from_folder(desk: &Desk, asked: &Asked) -> Answered {
    let path = desk.folder.path(&asked.path).ok_or(Refused::Status(404))?;
    let bytes = crate::host::files::read(path)?;
    let name = crate::host::files::name_of(path);
    let [(_, corrections), (_, metadata)] = folder::beside(path);
    let id = put(desk, Paper { name: name.clone(), bytes, path: Some(path.to_owned()) });
    Ok(Answer::json(&json!({
        "id": id, "name": name, "path": asked.path,
        "corrections": corrections.unwrap_or_default(), "metadata": metadata.unwrap_or_default(),
    })))
}

fn of_document(desk: &Desk, paper: &Paper, what: &str, asked: &Asked) -> Answered {
    match what {
        "read" => reading(paper, asked),
        "pin" => pin(paper, asked),
        "pages" => pages(desk, paper, asked),
        "book" => book(desk, paper, asked),
        "make" => make(desk, paper, asked),
        "save" => {
            let path = paper.path.as_deref().ok_or(Refused::Status(404))?;
            Ok(Answer::json(&json!({ "saved": folder::keep(path, &asked.corrections, &asked.metadata)? })))
        }
        _ => Err(Refused::Status(404)),
    }
}

/// How the files are called in which something is said of a document.
fn written<'a>(name: &'a str, text: &'a str) -> Option<Written<'a>> {
    (!text.trim().is_empty()).then_some(Written { name, text })
}

fn opened(paper: &Paper, asked: &Asked) -> Result<Opened, Error> {
    let stem = stem(&paper.name);
    let (corrections, metadata) = (format!("{stem}.corrections.toml"), format!("{stem}.toml"));
    open(&Told {
        corrections: written(&corrections, &asked.corrections),
        metadata: written(&metadata, &asked.metadata),
        ..Told::new(&paper.bytes, &paper.name)
    })
}

/// The tree, the account of every line, the source and the findings.
fn reading(paper: &Paper, asked: &Asked) -> Answered {
    let Opened { doc, reader, mut findings, doubts } = opened(paper, asked)?;
    findings.extend(check::check_found(&doc, doubts.as_deref()));
    let source = source_text(&doc);
    let lines = account(paper, asked, reader);
    Ok(Answer::json(&json!({
        "title": doc.title(), "kind": doc.meta.kind.name(), "language": doc.meta.language, "format": reader.name,
        "meta": doc.meta, "sha256": doc.provenance.sha256,
        "tree": report::tree::json(&doc), "lines": lines, "source": source, "findings": said(&findings, &source),
    })))
}

/// The account of every line; null where a finished document was read.
fn account(paper: &Paper, asked: &Asked, reader: &'static crate::format::Format) -> Value {
    let input = crate::read::Input::new(&paper.bytes, &paper.name);
    let given = given(asked);
    explain(&input, reader, &given).map_or(Value::Null, |account| report::explain::json(&account))
}

/// What is said of a document, once it is known that it can be understood.
fn given(asked: &Asked) -> crate::ir::Given {
    let facts = settings::metadata(&asked.metadata).ok().filter(|_| !asked.metadata.trim().is_empty());
    let own =
        settings::corrections(&asked.corrections, "").ok().filter(|_| !asked.corrections.trim().is_empty());
    settings::together(facts, own).0
}

fn said(findings: &[Finding], source: &str) -> Vec<Value> {
    let mut places = Places::new(source);
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|f| f.span.start);
    let mut out = vec![];
    for f in sorted {
        let (line, column) = places.of(f.span.start as usize);
        out.push(json!({
            "code": f.code.id, "name": f.code.name, "severity": f.code.severity.name(), "zh": f.message(Lang::Zh), "en": f.message(Lang::En),
            "start": f.span.start, "end": f.span.end, "line": line, "column": column,
        }));
    }
    out
}

/// The file of corrections with one more.
fn pin(paper: &Paper, asked: &Asked) -> Answered {
    let bad = |why: &Words| Error::new(&codes::BAD_PIN, &[&asked.pin, why]);
    let mut argument: PinArgument = asked.pin.parse().map_err(|why| bad(&why))?;
    let mut starts = String::new();
    if let PinArgument::At(line, column, _) = &mut argument {
        let reader = opened(paper, asked)?.reader;
        let input = crate::read::Input::new(&paper.bytes, &paper.name);
        let found = quoted(&input, reader, &given(asked), (*line, *column))?;
        let found = found.ok_or_else(|| bad(&Words::new("那里没有文字", "nothing stands there")))?;
        *column = found.column;
        starts = found.starts;
    }
    let corrections = argument.put(&asked.corrections, &starts).map_err(|p| bad(&p.what))?;
    Ok(Answer::json(&json!({ "corrections": corrections })))
}

/// What the page asks for, as a job.
fn job(desk: &Desk, asked: &Asked) -> Result<Job, Error> {
    let mut job = Job { fonts: desk.fonts.clone(), ..Job::default() };
    let wanted = asked.profile.trim();
    if let Some(named) = profile::named(wanted) {
        job.profile = Some(Cow::Borrowed(named));
    } else if !wanted.is_empty() {
        let set = settings::profile(wanted)
            .map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&"profile.toml", &p.line, &p.what]))?;
        if let Some((_, path)) = set.fonts.first() {
            let why = "页面上写的版式不能指定字体文件 / a profile typed on the page opens no font files; give them to tiaowen serve by --font";
            return Err(Error::new(&codes::BAD_FONT, &[path, &why]));
        }
        job.profile = Some(Cow::Owned(set.profile));
    }
    Ok(job)
}

fn name_of(paper: &Paper, asked: &Asked, more: &[u8]) -> String {
    let Asked { corrections, metadata, profile, .. } = asked;
    key(&[
        paper.name.as_bytes(),
        &paper.bytes,
        corrections.as_bytes(),
        metadata.as_bytes(),
        profile.as_bytes(),
        more,
    ])
}

fn pages(desk: &Desk, paper: &Paper, asked: &Asked) -> Answered {
    let key = name_of(paper, asked, b"pages");
    let set = match desk.sheets.get(&key) {
        Some(set) => set,
        None => desk.sheets.put(key.clone(), Sheets::set(opened(paper, asked)?.doc, job(desk, asked)?)?),
    };
    let about = &set.about;
    Ok(Answer::json(&json!({
        "key": key, "count": about.count, "width": about.paper.0, "height": about.paper.1, "profile": about.profile,
        "places": about.places, "findings": said(&about.findings, ""),
    })))
}

fn page(desk: &Desk, key: &str, number: &str) -> Answer {
    let Some(set) = desk.sheets.get(key) else { return Answer::refused(404) };
    let number =
        number.strip_suffix(".svg").and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
    number
        .and_then(|n| set.draw(n))
        .map_or_else(|| Answer::refused(404), |svg| Answer::document("image/svg+xml", svg))
}

fn book(desk: &Desk, paper: &Paper, asked: &Asked) -> Answered {
    let key = name_of(paper, asked, b"book");
    let made = match desk.made.get(&key) {
        Some(made) => made,
        None => desk.made.put(key.clone(), Made::book(&opened(paper, asked)?.doc, &job(desk, asked)?)?),
    };
    Ok(Answer::json(&json!({ "key": key, "chapters": made.ending(".xhtml") })))
}

fn view(desk: &Desk, key: &str, name: &str) -> Answer {
    let found = desk.made.get(key);
    let file = found.as_ref().and_then(|made| made.file(name));
    file.map_or_else(|| Answer::refused(404), |(mime, bytes)| Answer::document(mime, bytes))
}

fn make(desk: &Desk, paper: &Paper, asked: &Asked) -> Answered {
    let key = name_of(paper, asked, asked.formats.join(",").as_bytes());
    let doc = opened(paper, asked)?.doc;
    let corrections = Some(asked.corrections.as_bytes()).filter(|_| doc.provenance.corrections.is_some());
    let metadata = Some(asked.metadata.as_bytes()).filter(|m| !m.trim_ascii().is_empty());
    let originals = Originals { source: &paper.bytes, corrections, metadata };
    let made: Arc<Made> =
        desk.made.put(key.clone(), Made::new(&doc, &originals, &job(desk, asked)?, &asked.formats)?);
    Ok(Answer::json(
        &json!({ "key": key, "files": made.seals, "findings": said(&made.findings, &source_text(&doc)) }),
    ))
}

fn taken(desk: &Desk, key: &str, name: &str) -> Answered {
    let Some(made) = desk.made.get(key) else { return Err(Refused::Status(404)) };
    if name == "all.zip" && made.file(name).is_none() {
        return Ok(Answer::document(ZIP, made.zip()?).named("tiaowen.zip"));
    }
    let (mime, bytes) = made.file(name).ok_or(Refused::Status(404))?;
    Ok(Answer::document(mime, bytes).named(name))
}

/// A row of the corpus view.
fn summary(desk: &Desk, asked: &Asked) -> Answered {
    let path = desk.folder.path(&asked.path).ok_or(Refused::Status(404))?;
    let [(_, corrections), (_, metadata)] = folder::beside(path);
    let paper =
        Paper { name: crate::host::files::name_of(path), bytes: crate::host::files::read(path)?, path: None };
    let asked = Asked {
        corrections: corrections.unwrap_or_default(),
        metadata: metadata.unwrap_or_default(),
        ..Asked::default()
    };
    let Opened { doc, mut findings, doubts, .. } = opened(&paper, &asked)?;
    findings.extend(check::check_found(&doc, doubts.as_deref()));
    let (articles, doubtful, least) = counts(&doc);
    let worse = findings.iter().filter(|f| f.code.severity >= Severity::Warning).count();
    Ok(Answer::json(&json!({
        "title": doc.title(), "kind": doc.meta.kind.name(), "language": doc.meta.language, "articles": articles,
        "findings": findings.len(), "warnings": worse, "doubtful": doubtful, "confidence": least,
        "corrected": doc.provenance.corrections.is_some(), "bytes": paper.bytes.len(),
    })))
}

/// Articles, doubtful provisions, and the least certainty in hundredths.
fn counts(doc: &Document) -> (usize, usize, u8) {
    let (mut articles, mut doubtful, mut least) = (0, 0, 100);
    events(doc, |e| {
        if let Event::Enter(p) = e {
            articles += usize::from(p.level == crate::number::Level::Article);
            if let Some(c) = p.confidence {
                doubtful += 1;
                least = least.min(c);
            }
        }
    });
    (articles, doubtful, least)
}
