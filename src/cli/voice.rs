//! What the command line says beside its results, on standard error: findings, errors and a summary, in one language and
//! one form, as loud as somebody wants it.

use super::listing::Listing;
use super::speaking::{Report, Speaking};
use super::{Outcome, report};
use crate::finding::{Code, Error, Finding, Lang, Severity, codes};
use crate::host::record::{Placed, placed};
use crate::host::store::Stored;
use crate::ir;
use crate::text::Span;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One thing that is said.
pub enum Message {
    /// A finding on a file.
    Finding(Placed, String),
    /// A finding that is what somebody asked for.
    Result(Placed, String),
    /// An error, or a note that is about no document.
    Error(Error),
    /// A line for people.
    Line(String),
}

/// What there is to sum up.
#[derive(Debug, Default)]
struct Tally {
    /// Findings: notes, warnings, errors.
    findings: [usize; 3],
    /// Files that were written.
    written: usize,
    /// Packages that were made.
    packages: usize,
    /// The file or package, or the folder that all of them are in.
    place: PathBuf,
    /// How many were there before.
    replaced: usize,
    /// Inputs by how they ended, and how long they took.
    inputs: Option<(Inputs, f64)>,
    /// Whether there was something to look for.
    looked: bool,
}

/// Inputs by how work on them ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs {
    /// As it should.
    pub done: usize,
    /// They were done before.
    pub unchanged: usize,
    /// They are nothing for the run.
    pub skipped: usize,
    /// They gave nothing.
    pub failed: usize,
}

/// Findings of one kind on one file that are listed one by one.
const MOST: usize = 20;

/// How the command talks, and what it has said.
#[derive(Debug)]
pub struct Voice {
    /// The language of messages.
    pub lang: Lang,
    /// The form of what is found.
    pub form: Report,
    quiet: bool,
    /// The file of settings that options were taken from.
    settings: Option<PathBuf>,
    tally: RefCell<Tally>,
    list: RefCell<Listing>,
    /// What was said of the machine and concerns no document more than another.
    once: RefCell<HashSet<String>>,
}

/// What the machine lacks: it is said once in a run.
const OF_THE_MACHINE: &[&Code] = &[&codes::FACE_REPLACED, &codes::REGIONAL_FORMS];

impl Voice {
    /// A voice that is spoken with as the options ask for.
    pub fn new(asked: &Speaking, lang: Lang, settings: Option<PathBuf>) -> Self {
        Self { form: asked.findings, quiet: asked.quiet, settings, ..Self::plain(lang) }
    }

    /// Lines, in a language.
    pub fn plain(lang: Lang) -> Self {
        Self {
            lang,
            form: Report::Text,
            quiet: false,
            settings: None,
            tally: RefCell::default(),
            list: RefCell::default(),
            once: RefCell::default(),
        }
    }

    /// Whether nothing is said but errors.
    pub const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says something.
    pub fn say(&self, message: &Message) {
        self.say_with(std::slice::from_ref(message), loud);
    }

    /// Says several things, by a way of printing.
    pub fn say_with(&self, messages: &[Message], print: impl Fn(&str)) {
        let mut lines = String::new();
        // By file and code: how many findings there are.
        let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for message in messages {
            let of_machine = match (message, self.form) {
                (Message::Finding(f, _), Report::Text) if OF_THE_MACHINE.contains(&f.finding.code) => {
                    if !self.once.borrow_mut().insert(f.finding.message(self.lang)) {
                        continue;
                    }
                    true
                }
                _ => false,
            };
            let severity = match message {
                Message::Finding(f, _) | Message::Result(f, _) => {
                    self.tally.borrow_mut().findings[f.finding.code.severity as usize] += 1;
                    f.finding.code.severity
                }
                Message::Error(e) => {
                    let severity = e.code.severity;
                    if severity < Severity::Error {
                        self.tally.borrow_mut().findings[severity as usize] += 1;
                    }
                    severity
                }
                Message::Line(_) => Severity::Error,
            };
            let asked = matches!(message, Message::Result(..));
            if self.quiet && !asked && severity < Severity::Error {
                continue;
            }
            match (message, self.form) {
                (Message::Finding(f, _), Report::Text) if of_machine => {
                    lines.push_str(&report::run_line(&f.finding, self.lang));
                }
                (Message::Finding(f, file) | Message::Result(f, file), Report::Text) => {
                    if !asked {
                        let count = alike.entry((file.as_str(), f.finding.code.id)).or_default();
                        *count += 1;
                        if *count > MOST {
                            continue;
                        }
                    }
                    lines.push_str(&report::placed_line(f, file, self.lang));
                }
                (Message::Error(e), Report::Text) => lines.push_str(&report::error_line(e, self.lang)),
                (Message::Line(line), Report::Text) => lines.push_str(line),
                (Message::Finding(f, file) | Message::Result(f, file), form) => {
                    self.list.borrow_mut().finding(f, file, form, self.lang);
                }
                (Message::Error(e), form) => self.list.borrow_mut().error(e, form, self.lang),
                (Message::Line(_), _) => {}
            }
        }
        for ((file, code), count) in alike.into_iter().filter(|(_, count)| *count > MOST) {
            let more = Finding::new(&codes::MORE_ALIKE, Span::default(), &[&(count - MOST), &code]);
            lines.push_str(&report::unplaced_line(&more, file, self.lang));
        }
        if !lines.is_empty() {
            print(&lines);
        }
    }

    /// Says an error, or a note that is about no document.
    pub fn error(&self, e: &Error) {
        self.say(&Message::Error(e.clone()));
    }

    /// Says an error that ends the command.
    pub fn failed(&self, e: &Error) -> Outcome {
        self.error(e);
        Outcome::Failed
    }

    /// Says findings, in the order of their places in a text.
    pub fn findings(&self, findings: &[Finding], file: &str, text: &str) {
        let told = placed(findings.to_vec(), text).into_iter().map(|f| Message::Finding(f, file.to_owned()));
        self.say_with(&told.collect::<Vec<_>>(), loud);
    }

    /// Says findings on a document.
    pub fn document(&self, findings: &[Finding], input: &Path, doc: &ir::Document) {
        self.findings(findings, &input.display().to_string(), &ir::source_text(doc));
    }

    /// Counts a file that was written.
    pub fn stored(&self, stored: Stored, path: &Path) {
        self.tally.borrow_mut().written += 1;
        self.made(stored, path);
    }

    /// Counts a package that was made.
    pub fn packed(&self, stored: Stored, path: &Path) {
        self.tally.borrow_mut().packages += 1;
        self.made(stored, path);
    }

    /// What was there before is told with the summary.
    fn made(&self, stored: Stored, path: &Path) {
        let mut tally = self.tally.borrow_mut();
        if tally.written + tally.packages == 1 {
            path.clone_into(&mut tally.place);
        } else {
            while !path.starts_with(&tally.place) || tally.place == path {
                if !tally.place.pop() {
                    break;
                }
            }
        }
        if stored == Stored::Replaced {
            tally.replaced += 1;
            drop(tally);
            if self.form != Report::Text {
                self.error(&Error::new(&codes::OVERWRITTEN, &[&path.display()]));
            }
        }
    }

    /// Notes how a run over inputs ended.
    pub fn ran(&self, inputs: Inputs, seconds: f64) {
        self.tally.borrow_mut().inputs = Some((inputs, seconds));
    }

    /// Notes that somebody asked for findings, so that none is worth a word.
    pub fn looked(&self) {
        self.tally.borrow_mut().looked = true;
    }

    /// What was done since the last summary, in a line for people; nothing where nothing is worth one.
    fn sum_up(&self) {
        let tally = self.tally.take();
        let line = tally.line(self.settings.as_deref(), self.lang);
        if let (Some(line), false, Report::Text) = (line, self.quiet, self.form) {
            loud(&line);
        }
    }

    /// The end of the work, or of a part: the summary for people, or all that was said for programs. A list of nothing says
    /// that nothing was found, where that is not told elsewhere.
    pub fn end(&self, elsewhere: bool) {
        if self.form == Report::Text {
            return self.sum_up();
        }
        let list = self.list.take();
        if !(elsewhere && list.is_empty()) {
            loud(&report::json_text(&list.whole(self.form, self.lang)));
        }
    }
}

/// Prints on standard error; nothing can be done where that is closed.
fn loud(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// So many of something.
fn many(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

impl Tally {
    fn line(&self, settings: Option<&Path>, lang: Lang) -> Option<String> {
        let zh = lang == Lang::Zh;
        let mut groups = vec![];
        let several = self.inputs.filter(|(i, _)| i.done + i.unchanged + i.skipped + i.failed > 1);
        if let Some((inputs, _)) = several {
            groups.push(inputs.words(zh));
        }
        let mut made = vec![];
        for (n, word, one, more) in [
            (self.packages, "做成 {} 个存档包", "package made", "packages made"),
            (self.written, "写出 {} 个文件", "file written", "files written"),
        ] {
            if n > 0 {
                made.push(if zh { word.replace("{}", &n.to_string()) } else { many(n, one, more) });
            }
        }
        if let Some(last) = made.last_mut() {
            last.push_str(&self.where_to(zh));
        }
        made.extend(self.found(zh));
        if made.is_empty() && several.is_none() {
            return None;
        }
        if !made.is_empty() {
            groups.push(made.join(if zh { "，" } else { ", " }));
        }
        if let Some(path) = settings {
            let path = report::shown(path);
            groups.push(if zh { format!("设置取自 {path}") } else { format!("settings from {path}") });
        }
        if let Some((_, seconds)) = several {
            groups.push(if zh { format!("用时 {seconds:.1} 秒") } else { format!("{seconds:.1} s") });
        }
        Some(format!("{}\n", groups.join(if zh { "；" } else { "; " })))
    }

    /// Where it went, and what was there before.
    fn where_to(&self, zh: bool) -> String {
        let (code, place) = (codes::OVERWRITTEN.id, report::shown(&self.place));
        let one = self.written + self.packages == 1;
        let mut out = match (place.is_empty(), one, zh) {
            (true, ..) => String::new(),
            (_, true, true) => format!("：{place}"),
            (_, true, false) => format!(": {place}"),
            (_, false, true) => format!("，在 {place}"),
            (_, false, false) => format!(" in {place}"),
        };
        match self.replaced {
            0 => {}
            _ if one && zh => out.extend(["（覆盖了原有的 [", code, "]）"]),
            _ if one => out.extend([" (it was there and is replaced [", code, "])"]),
            n if zh => out.extend(["（其中 ", &n.to_string(), " 个覆盖了原有的 [", code, "]）"]),
            n => out.extend([" (", &n.to_string(), " were there and are replaced [", code, "])"]),
        }
        out
    }

    fn found(&self, zh: bool) -> Vec<String> {
        let [notes, warnings, errors] = self.findings;
        let mut out = vec![];
        for (n, word, one, more) in [
            (errors, "错误", "error", "errors"),
            (warnings, "警告", "warning", "warnings"),
            (notes, "提示", "note", "notes"),
        ] {
            if n > 0 {
                out.push(if zh { format!("{word} {n} 条") } else { many(n, one, more) });
            }
        }
        let failed = self.inputs.is_some_and(|(i, _)| i.failed > 0 || i.done == 0);
        if out.is_empty() && self.looked && !failed {
            out.push(if zh { "没有发现问题" } else { "nothing suspicious found" }.to_owned());
        }
        out
    }
}

impl Inputs {
    fn words(self, zh: bool) -> String {
        let Self { done, unchanged, skipped, failed } = self;
        let all = done + unchanged + skipped + failed;
        let mut parts = vec![];
        for (n, word, en) in [
            (done, "完成", "done"),
            (unchanged, "没有变化", "unchanged"),
            (skipped, "跳过", "left out"),
            (failed, "失败", "failed"),
        ] {
            if n > 0 {
                parts.push(if zh { format!("{word} {n}") } else { format!("{n} {en}") });
            }
        }
        if zh {
            format!("共 {all} 个输入：{}", parts.join("，"))
        } else {
            format!("{all} inputs: {}", parts.join(", "))
        }
    }
}
