//! What the options ask for, as a job: profile, fonts, cover, date.

use super::files;
use super::system_fonts::Installed;
use crate::finding::{Error, Words, codes, near};
use crate::font::{Choice, FaceRole, FontFile, FontSet};
use crate::profile::{self, Writing};
use crate::settings::{PageSettings, Problem};
use crate::write::{Cover, CoverForm, Job, Marks, Numbering, Template};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What goes into files, as people ask for it.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Font files for roles, `ROLE=PATH`.
    pub font: Vec<String>,
    /// Folders with fonts that are not installed.
    pub font_dir: Vec<PathBuf>,
    /// Whether installed fonts are left alone.
    pub no_system_fonts: bool,
    /// The date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The licence statement.
    pub licence: Option<String>,
}

/// How files look, as people ask for it.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// What goes into them.
    pub contents: Contents,
    /// A profile's name, or a file that changes one.
    pub profile: Option<String>,
    /// How DOCX numbers paragraphs.
    pub numbering: Numbering,
    /// How DOCX shows deleted and inserted text.
    pub marks: Marks,
    /// The house template that DOCX follows.
    pub reference: Option<PathBuf>,
    /// Whether files carry their fonts along.
    pub embed_fonts: bool,
    /// Whether lines of books run from top to bottom.
    pub vertical: bool,
    /// The picture of the cover.
    pub cover: Option<PathBuf>,
    /// What a typeset cover is.
    pub cover_form: CoverForm,
    /// Levels of the navigation.
    pub toc_depth: Option<u8>,
    /// A style sheet for pages of the web and books.
    pub css: Option<PathBuf>,
    /// Whether pages are written without what stands around the document.
    pub fragment: bool,
    /// Bytes of memory that writing a document may take.
    pub max_memory: Option<u64>,
}

/// A job with all that was asked for.
///
/// # Errors
/// What is wrong with the files, the date or the names that were given.
pub fn whole(looks: &Looks) -> Result<Job, Error> {
    let mut job = of_contents(&looks.contents)?;
    job.book.vertical = looks.vertical;
    if let Some(name) = &looks.profile {
        set_profile(&mut job, name, &looks.contents.font)?;
    }
    job.office.numbering = looks.numbering;
    job.office.marks = looks.marks;
    job.embed_fonts = looks.embed_fonts;
    job.book.cover_form = looks.cover_form;
    job.book.depth = looks.toc_depth.map(usize::from);
    job.page.fragment = looks.fragment;
    job.max_memory = looks.max_memory;
    if let Some(path) = &looks.css {
        let bytes = files::read_settings(path)?;
        job.page.css = Some(String::from_utf8_lossy(&bytes).into_owned());
    }
    if let Some(path) = &looks.reference {
        let bad = |why: Words| Error::new(&codes::BAD_TEMPLATE, &[&path.display(), &why]);
        let bytes = files::read_settings(path)?;
        let template = Template::open(&files::name_of(path), &bytes).map_err(bad)?;
        job.template = Some(Arc::new(template));
    }
    if let Some(path) = &looks.cover {
        let bad = |why: Words| Error::new(&codes::BAD_COVER, &[&path.display(), &why]);
        job.book.cover = Some(Cover::new(files::read_settings(path)?).map_err(bad)?);
    }
    Ok(job)
}

/// Gives a job a profile: one of a name, or a file that changes one and may bring fonts; `font` are those that were named
/// for roles, which come first. A job with vertical lines has them on the page of any profile.
///
/// # Errors
/// When there is no such profile, or something is wrong in the file.
pub fn set_profile(job: &mut Job, name: &str, font: &[String]) -> Result<(), Error> {
    let path = Path::new(name);
    let profile = if files::is_settings(path) {
        let set = page_settings(path, &mut vec![])?;
        load_fonts(&set, path, font, &mut job.fonts)?;
        Cow::Owned(set.profile)
    } else {
        Cow::Borrowed(profile_named(name)?)
    };
    job.profile =
        Some(if job.book.vertical { Cow::Owned(profile.written(Writing::Vertical)) } else { profile });
    Ok(())
}

/// A profile from a file, on those that it and its bases name as theirs; `above` are the files that led here.
fn page_settings(path: &Path, above: &mut Vec<PathBuf>) -> Result<PageSettings, Error> {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    above.push(whole);
    let read = settings(path, |text| {
        crate::settings::profile_on(text, &mut |base| {
            let folder = Path::new(base).parent().unwrap_or(Path::new(""));
            let base = path.parent().unwrap_or(Path::new("")).join(base);
            if std::fs::canonicalize(&base).is_ok_and(|b| above.contains(&b)) {
                let circle = "版式以自己为基础 / a profile that is its own base";
                return Err(Words::from(circle).after(&base.display().to_string()));
            }
            let mut set = page_settings(&base, above).map_err(|e| e.words())?;
            // Paths of fonts begin in the folder of the file that names them.
            for (_, font) in &mut set.fonts {
                *font = folder.join(&font).display().to_string();
            }
            Ok(set)
        })
    });
    above.pop();
    read
}

/// The files that the options name: outputs must not destroy them.
pub fn named(looks: &Looks) -> Vec<PathBuf> {
    let contents = &looks.contents;
    let fonts = contents.font.iter().filter_map(|f| f.split_once('='));
    let mut out: Vec<PathBuf> = fonts.map(|(_, path)| font_and_choice(path).0.into()).collect();
    out.extend(looks.cover.clone());
    out.extend(looks.css.clone());
    out.extend(looks.reference.clone());
    let profile = looks.profile.iter().map(PathBuf::from).find(|p| files::is_settings(p));
    let bases = profile.iter().flat_map(|p| bases(p)).collect::<Vec<_>>();
    out.extend(profile);
    out.extend(bases);
    out
}

/// The files that a profile and its bases name as theirs, as far as they can be read.
fn bases(profile: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = vec![];
    let mut at = profile.to_owned();
    while let Some(base) = files::read_settings(&at)
        .ok()
        .and_then(|bytes| crate::settings::base_file(&String::from_utf8_lossy(&bytes)))
    {
        at = at.parent().unwrap_or(Path::new("")).join(base);
        if out.contains(&at) {
            break;
        }
        out.push(at.clone());
    }
    out
}

/// What is said of a word that is no role.
fn no_role(word: &str) -> Words {
    let names: Vec<&str> = FaceRole::ALL.iter().map(|r| r.name()).collect();
    let meant = near(word, names.iter().copied());
    let hint = |form: &str| meant.map_or_else(String::new, |m| form.replace("{}", m));
    Words::new(
        format!("没有“{word}”这个字体角色{}，可用：{}", hint("（是不是“{}”？）"), names.join("、")),
        format!("there is no role “{word}”{}; use {}", hint(" (did you mean “{}”?)"), names.join(", ")),
    )
}

/// The profile of a name.
///
/// # Errors
/// The names that there are.
pub fn profile_named(name: &str) -> Result<&'static profile::Profile, Error> {
    let all = || profile::PROFILES.iter().map(|p| p.name);
    let names = || {
        let list = all().collect::<Vec<_>>().join(", ");
        match near(name, all()) {
            Some(m) => Words::new(format!("{list}（是不是 {m}？）"), format!("{list} (did you mean {m}?)")),
            None => Words::same(list),
        }
    };
    profile::named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_PROFILE, &[&name, &names()]))
}

/// A file of settings, read; what is wrong is said with its line.
///
/// # Errors
/// What cannot be read, and what is wrong in it.
pub fn settings<T>(path: &Path, read: impl FnOnce(&str) -> Result<T, Problem>) -> Result<T, Error> {
    let bytes = files::read_settings(path)?;
    let text = String::from_utf8_lossy(&bytes);
    read(&text).map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&path.display(), &p.line, &p.what]))
}

/// The path of a font file, and which of its faces is meant: what stands behind the last `#`, unless a file has that in its name.
fn font_and_choice(spec: &str) -> (&str, &str) {
    match spec.rsplit_once('#') {
        Some((path, choice)) if !Path::new(spec).is_file() => (path, choice),
        _ => (spec, ""),
    }
}

/// The fonts that a profile names, by paths from its own folder; those of the command line come first.
fn load_fonts(
    set: &PageSettings,
    profile: &Path,
    named: &[String],
    fonts: &mut FontSet,
) -> Result<(), Error> {
    for (role, path) in &set.fonts {
        if named.iter().any(|f| f.split_once('=').is_some_and(|(r, _)| r == role.name())) {
            continue;
        }
        let spec = profile.parent().unwrap_or(Path::new("")).join(path).display().to_string();
        let (path, choice) = font_and_choice(&spec);
        let bytes = files::read(Path::new(path))?;
        let file = Choice::read(choice).and_then(|choice| FontFile::chosen(bytes, &choice, *role));
        fonts.set(*role, file.map_err(|why| Error::new(&codes::BAD_FONT, &[&spec, &why]))?);
    }
    Ok(())
}

/// A job with the date, the licence and the fonts that were named.
///
/// # Errors
/// A date that is none, or a font that cannot be used.
pub fn of_contents(options: &Contents) -> Result<Job, Error> {
    let date = match &options.date {
        Some(date) => Some(valid_date(date)?),
        None => source_date_epoch(),
    };
    if let Some(folder) = options.font_dir.iter().find(|f| !f.is_dir()) {
        let why: Words = "没有这个文件夹 / there is no such folder".into();
        return Err(Error::new(&codes::BAD_FONT, &[&format!("--font-dir {}", folder.display()), &why]));
    }
    let mut fonts = FontSet::embedded();
    if !options.no_system_fonts {
        fonts.use_system(Arc::new(Installed::new(options.font_dir.clone())));
    } else if !options.font_dir.is_empty() {
        fonts.use_system(Arc::new(Installed::only(options.font_dir.clone())));
    }
    for spec in &options.font {
        let bad = |why: &Words| Error::new(&codes::BAD_FONT, &[spec, why]);
        let form = "写法是 角色=文件，例如 song=某宋.otf / write ROLE=FILE, such as song=some.otf";
        let (role, path) = spec.split_once('=').ok_or_else(|| bad(&form.into()))?;
        let role = FaceRole::named(role).ok_or_else(|| bad(&no_role(role)))?;
        let (path, choice) = font_and_choice(path);
        let choice = Choice::read(choice).map_err(|why| bad(&why))?;
        let bytes = files::read_settings(Path::new(path))?;
        fonts.set(role, FontFile::chosen(bytes, &choice, role).map_err(|why| bad(&why))?);
    }
    Ok(Job { date, licence: options.licence.clone(), fonts, ..Job::default() })
}

fn valid_date(date: &str) -> Result<String, Error> {
    chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .ok()
        .filter(|_| date.len() == 10)
        .map(|d| d.to_string())
        .ok_or_else(|| Error::new(&codes::BAD_DATE, &[&date]))
}

/// The convention of reproducible builds; a value that is no number is as good as none.
fn source_date_epoch() -> Option<String> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    Some(chrono::DateTime::from_timestamp(seconds, 0)?.date_naive().to_string())
}
