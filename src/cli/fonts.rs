//! `tiaowen fonts`: which face serves which role, and why.

use super::Outcome;
use super::args::{self, Format};
use super::hints;
use super::voice::Voice;
use crate::finding::Lang;
use crate::font::{FaceRole, Origin, is_regional};
use crate::host::platform::platform;
use crate::host::{files, job};
use serde_json::json;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(options: &args::Fonts, voice: &Voice) -> Outcome {
    let asked = job::of_contents(&(&options.files).into())
        .and_then(|job| Ok((job, job::profile_named(&options.profile)?)));
    let (job, p) = match asked {
        Ok(asked) => asked,
        Err(e) => return voice.failed(&e),
    };
    let official = p.is_official();
    let language = &options.language;
    let mut out = String::new();
    let (mut rows, mut missing) = (vec![], vec![]);
    for role in FaceRole::ALL {
        let found = job.fonts.find(role, official, language);
        let (name, origin) = match found {
            Some((file, Origin::Given)) => (file.name.as_str(), "given"),
            Some((file, Origin::System)) => (file.name.as_str(), "installed"),
            Some((file, Origin::Embedded)) => (file.name.as_str(), "embedded"),
            None => ("", "none"),
        };
        let stands_in = official && role == FaceRole::Xiaobiaosong || is_regional(language);
        if origin == "none" || origin == "embedded" && stands_in {
            missing.push(role);
        }
        let why = why(role, origin, official, language, voice.lang);
        let _ = writeln!(out, "{:<13}{}\t{:<22} {:<10} {why}", role.name(), role.chinese(), name, origin);
        rows.push(json!({ "role": role.name(), "chinese": role.chinese(), "font": name, "origin": origin, "why": why }));
    }
    if options.install_hint {
        out = hints::lines(&missing, language, platform(), voice.lang);
    } else if options.format == Format::Json {
        out = format!("{:#}\n", serde_json::Value::Array(rows));
    }
    match files::write_standard(out.as_bytes()) {
        Ok(()) => Outcome::Done,
        Err(e) => voice.failed(&e),
    }
}

fn why(role: FaceRole, origin: &str, official: bool, language: &str, lang: Lang) -> &'static str {
    let (zh, en) = match (origin, role) {
        ("given", _) => ("由 --font 指定", "named with --font"),
        ("installed", _) if is_regional(language) && role != FaceRole::Fangsong => {
            ("此地区的字形，本机已装", "a face with the glyphs of the region, installed here")
        }
        ("installed", _) if official => {
            ("公文用字，本机已装", "the face of official documents, installed here")
        }
        ("installed", _) => ("程序不带此体，用本机已装的", "not in the program; installed here"),
        ("embedded", FaceRole::Xiaobiaosong) if official => {
            ("本机没有小标宋，用内嵌的半粗宋", "no 小标宋 is installed; the embedded semi-bold Song")
        }
        ("embedded", _) if is_regional(language) => (
            "本机没有此地区的字形，用内嵌的简体字形",
            "no face of the region is installed; the embedded Simplified forms",
        ),
        ("embedded", _) => ("内嵌（OFL 子集）", "embedded (OFL subset)"),
        _ => ("没有此体，改用宋体；可用 --font 指定", "there is none; Song stands in. Name one with --font"),
    };
    if lang == Lang::Zh { zh } else { en }
}
