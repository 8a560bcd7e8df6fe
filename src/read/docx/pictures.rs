//! Pictures that a file brings along: named in the order in which the text shows them.

use super::package::{Package, Relations};
use crate::ir::Media;
use crate::pack::base64;
use std::collections::{HashMap, HashSet};

/// Ends of names of pictures, and their media types.
const TYPES: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
];

/// The pictures of a file.
#[derive(Debug, Default)]
pub struct Pictures {
    /// Parts that are there.
    parts: HashSet<String>,
    /// Those that are shown, with their names.
    shown: Vec<(String, String)>,
    /// Their places among them.
    places: HashMap<String, usize>,
}

fn extension(part: &str) -> String {
    part.rsplit('.').next().unwrap_or("").to_ascii_lowercase()
}

impl Pictures {
    /// The pictures that relations lead to, as far as they are there and of a type that others know.
    pub fn find(package: &Package, relations: &Relations) -> Self {
        let parts = relations.values().filter(|r| r.kind == "image" && !r.external);
        Self::of(parts.map(|r| r.target.clone()).filter(|p| package.has(p)))
    }

    /// Pictures that are there, as far as others know their type.
    pub fn of(parts: impl Iterator<Item = String>) -> Self {
        let known = |part: &String| TYPES.iter().any(|(e, _)| *e == extension(part));
        Self { parts: parts.filter(known).collect(), ..Self::default() }
    }

    /// Whether a picture is there and of a type that others know.
    pub fn knows(&self, part: &str) -> bool {
        self.parts.contains(part)
    }

    /// The name of a picture that is shown: the same for the same part.
    pub fn take(&mut self, part: &str) -> Option<String> {
        if let Some(at) = self.places.get(part) {
            return self.shown.get(*at).map(|(_, name)| name.clone());
        }
        self.parts.get(part)?;
        let name = format!("image-{}.{}", self.shown.len() + 1, extension(part));
        self.places.insert(part.to_owned(), self.shown.len());
        self.shown.push((part.to_owned(), name.clone()));
        Some(name)
    }

    /// The data of those that are shown; one that cannot be unpacked is empty.
    pub fn media(self, mut data: impl FnMut(&str) -> Option<Vec<u8>>) -> Vec<Media> {
        let each = self.shown.into_iter().map(|(part, name)| {
            let mime = TYPES.iter().find(|(e, _)| *e == extension(&part)).map_or("", |(_, mime)| mime);
            let bytes = data(&part).unwrap_or_default();
            Media { name, mime: mime.to_owned(), data: base64(&bytes) }
        });
        each.collect()
    }
}
