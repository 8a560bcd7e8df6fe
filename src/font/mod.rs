//! Fonts: roles, the embedded faces, fonts given by the user, and which face draws a character.

mod embedded;
mod metrics;

pub use metrics::{Fonts, Glyph, LoadedFace};

use std::borrow::Cow;
use std::sync::Arc;

/// What a face is for. The names are those of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 宋体: running text.
    #[default]
    Song,
    /// 小标宋: titles.
    Xiaobiaosong,
    /// 黑体: first-level headings and article numbers.
    Hei,
    /// 楷体: second-level headings.
    Kai,
    /// 仿宋: the running text of official documents.
    Fangsong,
}

impl Role {
    /// Every role, in the order in which a character that a face lacks is looked for in others.
    pub const ALL: [Self; 5] = [Self::Song, Self::Hei, Self::Kai, Self::Xiaobiaosong, Self::Fangsong];

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Song => "song",
            Self::Xiaobiaosong => "xiaobiaosong",
            Self::Hei => "hei",
            Self::Kai => "kai",
            Self::Fangsong => "fangsong",
        }
    }
    /// The name in Chinese.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Song => "宋",
            Self::Xiaobiaosong => "小标宋",
            Self::Hei => "黑",
            Self::Kai => "楷",
            Self::Fangsong => "仿宋",
        }
    }
}

/// A font file in memory.
#[derive(Clone, Debug)]
pub struct FontFile {
    data: Cow<'static, [u8]>,
    /// PostScript name.
    pub name: String,
}

impl FontFile {
    /// Takes an OpenType or TrueType file.
    ///
    /// # Errors
    /// A sentence when the file is no font, or may not be embedded by its own `OS/2` table.
    pub fn new(data: impl Into<Cow<'static, [u8]>>) -> Result<Self, String> {
        let data = data.into();
        let face = ttf_parser::Face::parse(&data, 0).map_err(|e| e.to_string())?;
        if face.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err("its licence bits forbid embedding (OS/2 fsType)".into());
        }
        let name = face
            .names()
            .into_iter()
            .find(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME && n.is_unicode())
            .and_then(|n| n.to_string())
            .unwrap_or_else(|| "Font".into());
        Ok(Self { name: name.chars().filter(char::is_ascii_graphic).collect(), data })
    }
    /// The bytes.
    pub fn data(&self) -> &[u8] {
        &self.data
    }
}

/// Which file serves which role.
#[derive(Clone, Debug, Default)]
pub struct FontSet {
    given: Vec<(Role, Arc<FontFile>)>,
}

impl FontSet {
    /// The embedded faces (none without the feature `embedded-fonts`).
    pub fn embedded() -> Self {
        Self::default()
    }
    /// Gives a role a file of the user's.
    pub fn set(&mut self, role: Role, file: FontFile) {
        self.given.retain(|(r, _)| *r != role);
        self.given.push((role, Arc::new(file)));
    }
    /// The file of a role itself: the user's, else the embedded one.
    pub fn file(&self, role: Role) -> Option<&FontFile> {
        self.given.iter().find(|(r, _)| *r == role).map(|(_, f)| f.as_ref()).or_else(|| embedded::file(role))
    }
    /// Whether the user gave this role a file.
    pub fn is_given(&self, role: Role) -> bool {
        self.given.iter().any(|(r, _)| *r == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_faces_are_there_and_renamed() {
        let set = FontSet::embedded();
        for role in [Role::Song, Role::Xiaobiaosong, Role::Hei, Role::Kai] {
            let file = set.file(role).expect("an embedded face");
            assert!(file.name.starts_with("Tiaowen"), "{}", file.name);
        }
        assert!(set.file(Role::Fangsong).is_none());
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(FontFile::new(b"not a font".to_vec()).is_err());
    }
}
