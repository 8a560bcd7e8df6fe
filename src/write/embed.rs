//! Fonts that a book or an office file carries along: the faces that its roles want, with the characters it has.

use super::Job;
use crate::finding::{Finding, Words, codes};
use crate::font::{
    FaceRole, Fonts,
    subset::{Form, standalone},
};
use crate::ir::Document;
use crate::text::{Span, chars};
use std::collections::{BTreeMap, BTreeSet};

/// The characters that are shown, by the roles of their faces.
pub type Used = BTreeMap<FaceRole, BTreeSet<char>>;

/// A font to be carried along.
#[derive(Debug)]
pub struct Face {
    /// The role whose face it is; none for one that was found for rare characters.
    pub role: Option<FaceRole>,
    /// A name for the file, without extension.
    pub name: String,
    /// The name of its family, and whether it is the bold face of it.
    pub family: (String, bool),
    /// The font.
    pub data: Vec<u8>,
}

impl Face {
    /// The extension of its outlines' kind.
    pub fn extension(&self) -> &'static str {
        if self.data.starts_with(b"OTTO") { "otf" } else { "ttf" }
    }
}

/// The faces for these characters, and what they weigh.
pub fn faces(
    used: &Used,
    doc: &Document,
    job: &Job,
    form: Form,
    format: &str,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Face>, Words> {
    let official = job.profile_for(doc).is_official();
    let mut fonts = Fonts::new(&job.fonts, official, &doc.meta.language);
    let mut of_face: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for (role, set) in used {
        for c in set.iter().filter(|c| !chars::is_space(**c) || **c == '　' || **c == ' ') {
            let glyph = fonts.glyph(*role, *c);
            if glyph.id != 0 {
                of_face.entry(glyph.face).or_default().insert(*c);
            }
        }
    }
    let mut out = vec![];
    for (face, set) in of_face {
        let face = &fonts.faces[face];
        if let Some(data) = standalone(face.file, &set, form)? {
            let name = face.role.map_or_else(|| format!("rare-{}", out.len() + 1), |r| r.name().to_owned());
            out.push(Face { role: face.role, name, family: face.file.family(), data });
        }
    }
    let bytes: usize = out.iter().map(|f| f.data.len()).sum();
    let size = bytes.div_ceil(1024);
    findings.push(Finding::new(&codes::FONTS_EMBEDDED, Span::default(), &[&format, &out.len(), &size]));
    Ok(out)
}
