//! Fonts: roles, the embedded faces, fonts given by the user, and which face draws a character.

mod embedded;
pub(crate) mod face;
mod metrics;
pub(crate) mod raster;
pub(crate) mod subset;
mod truetype;
#[cfg(all(test, feature = "embedded-fonts"))]
mod variable_tests;

pub use metrics::{Fonts, Glyph, LoadedFace, Standing};

use crate::finding::Words;
use crate::text::hash::sha256;
use face::{Coordinate, Face, Named};
use std::borrow::Cow;
use std::sync::Arc;

/// What a face is for. The names are those of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceRole {
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

impl FaceRole {
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
    /// The weight that it has in a variable font (OpenType 1.9, OS/2, usWeightClass): titles are semi-bold.
    pub const fn weight(self) -> f32 {
        match self {
            Self::Xiaobiaosong => 600.0,
            _ => 400.0,
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

/// What is said of a damaged file.
const NO_FONT: &str = "不是完整的字体文件 / it is no whole font file";

/// A face of a font file in memory.
#[derive(Clone, Debug)]
pub struct FontFile {
    data: Cow<'static, [u8]>,
    /// Which face of a collection.
    pub index: u32,
    /// PostScript name.
    pub name: String,
    /// The weight that a variable font is taken at, and where that stands among its axes.
    weight: Option<f32>,
    place: Vec<Coordinate>,
}

/// Which face of a file is meant, as people write it behind the name of the file: `msyh.ttc#Microsoft YaHei UI`,
/// `some.ttf#wght=500`, `some.ttc#Some Family,wght=500`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// A face of a collection: its name or that of its family.
    pub face: Option<String>,
    /// The weight of a variable font.
    pub weight: Option<f32>,
}

impl Choice {
    /// Reads it.
    ///
    /// # Errors
    /// A sentence where a weight is no number.
    pub fn read(text: &str) -> Result<Self, Words> {
        let mut out = Self::default();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match part.strip_prefix("wght=") {
                Some(weight) => {
                    let number = weight.trim().parse().ok().filter(|w| (1.0..=1000.0).contains(w));
                    out.weight = Some(number.ok_or(
                        "wght= 后面要写 1 到 1000 的粗细，例如 wght=500 / wght= takes a weight from 1 to 1000, such as wght=500",
                    )?);
                }
                None => out.face = Some(part.to_owned()),
            }
        }
        Ok(out)
    }
}

impl FontFile {
    /// Takes an OpenType or TrueType file.
    ///
    /// # Errors
    /// A sentence when the file is no font, or may not be embedded by its own `OS/2` table.
    pub fn new(data: impl Into<Cow<'static, [u8]>>) -> Result<Self, Words> {
        Self::face(data, 0)
    }

    /// Takes a face of a collection.
    ///
    /// # Errors
    /// As [`FontFile::new`].
    pub fn face(data: impl Into<Cow<'static, [u8]>>, index: u32) -> Result<Self, Words> {
        let data = data.into();
        let face = Face::parse(&data, index).ok_or(NO_FONT)?;
        if face.is_restricted() {
            return Err(
                "字体自己的许可位不准嵌入（OS/2 fsType） / its licence bits forbid embedding (OS/2 fsType)"
                    .into(),
            );
        }
        let name = face.name(Named::PostScript).unwrap_or_else(|| "Font".into());
        let name = name.chars().filter(char::is_ascii_graphic).collect();
        Ok(Self { name, index, data, weight: None, place: vec![] })
    }

    /// Takes the face that a role is to have of a file: the one that was chosen, else the first one; a variable font at the
    /// weight that was chosen, else at that of the role.
    ///
    /// # Errors
    /// As [`FontFile::new`], and a sentence when the file has no such face or weight.
    pub fn chosen(
        data: impl Into<Cow<'static, [u8]>>,
        choice: &Choice,
        role: FaceRole,
    ) -> Result<Self, Words> {
        let data = data.into();
        let faces = || (0..Face::count(&data)).filter_map(|i| Some((i, Face::parse(&data, i)?)));
        let index = match &choice.face {
            None => 0,
            Some(name) => faces().find(|(_, f)| f.is_named(name)).map(|(i, _)| i).ok_or_else(|| {
                let all: Vec<String> = faces().filter_map(|(_, f)| f.name(Named::Full)).collect();
                let all = all.join(", ");
                Words::new(format!("没有 {name}；有的是：{all}"), format!("it has no {name}, but: {all}"))
            })?,
        };
        let file = Self::face(data, index)?;
        if let (Some(weight), None) = (choice.weight, file.weights()) {
            return Err(Words::new(
                format!("不是可变字体，没有粗细 {weight} 可选"),
                format!("it is no variable font, which could be taken at the weight {weight}"),
            ));
        }
        Ok(file.weighing(choice.weight.unwrap_or(role.weight())))
    }

    /// The same at a weight, or at the nearest one that it has; unchanged where it is no variable font.
    #[must_use]
    pub fn weighing(self, weight: f32) -> Self {
        let Some((least, most)) = self.weights() else { return self };
        let weight = weight.clamp(least, most);
        let place = Face::parse(&self.data, self.index).map(|f| f.place(weight)).unwrap_or_default();
        // Instances are named as Adobe Technical Note 5902 does it.
        Self { name: format!("{}_{weight}wght", self.name), weight: Some(weight), place, ..self }
    }

    fn weights(&self) -> Option<(f32, f32)> {
        Face::parse(&self.data, self.index)?.weights()
    }

    /// The face, parsed.
    pub(crate) fn parsed(&self) -> Option<Face<'_>> {
        Face::at(&self.data, self.index, &self.place)
    }
    /// The weight that a variable font is taken at.
    pub(crate) const fn weight(&self) -> Option<f32> {
        self.weight
    }
    /// The name of its family, and whether it is the bold face of it.
    pub fn family(&self) -> (String, bool) {
        let Some(face) = self.parsed() else {
            return (self.name.clone(), false);
        };
        let family = face.name(Named::Family).or_else(|| face.name(Named::TypographicFamily));
        let family = family.unwrap_or_else(|| self.name.clone());
        let bold = self.weight.map_or_else(
            || face.is_bold() || face.name(Named::Subfamily).is_some_and(|s| s.contains("Bold")),
            |weight| weight >= FaceRole::Xiaobiaosong.weight(),
        );
        (family, bold)
    }
    /// The bytes.
    pub fn data(&self) -> &[u8] {
        &self.data
    }
}

/// Fonts installed on the machine. Files that were read stay in memory for as long as this is there: whoever serves many
/// jobs keeps one and shares it.
pub trait SystemFonts: std::fmt::Debug + Send + Sync {
    /// The face of a role, by the names that such faces have; `language` chooses among them.
    fn for_role(&self, role: FaceRole, language: &str) -> Option<&FontFile>;
    /// A face that has a character.
    fn for_char(&self, c: char, language: &str) -> Option<&FontFile>;
    /// What is there, as a text that changes when it does.
    fn state(&self) -> String {
        String::new()
    }
}

/// Which file serves which role.
#[derive(Clone, Debug, Default)]
pub struct FontSet {
    given: Vec<(FaceRole, Arc<FontFile>)>,
    system: Option<Arc<dyn SystemFonts>>,
}

/// Where the face of a role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user named it.
    Given,
    /// It is installed.
    System,
    /// It is in the program.
    Embedded,
}

impl FontSet {
    /// The embedded faces (none without the feature `embedded-fonts`).
    pub fn embedded() -> Self {
        Self::default()
    }
    /// Gives a role a file of the user's.
    pub fn set(&mut self, role: FaceRole, file: FontFile) {
        self.given.retain(|(r, _)| *r != role);
        self.given.push((role, Arc::new(file)));
    }
    /// Looks among the fonts of the machine too.
    pub fn use_system(&mut self, fonts: Arc<dyn SystemFonts>) {
        self.system = Some(fonts);
    }
    /// The file of a role itself and where it comes from: the user's, an installed one, the embedded one. Installed
    /// faces are asked for where there is none in the program; with `official`, and for text that wants the forms of
    /// another region, before the embedded one too.
    pub fn find(&self, role: FaceRole, official: bool, language: &str) -> Option<(&FontFile, Origin)> {
        let given = || self.given.iter().find(|(r, _)| *r == role).map(|(_, f)| (f.as_ref(), Origin::Given));
        let system = || {
            let found = self.system.as_ref()?.for_role(role, language)?;
            Some((found, Origin::System))
        };
        let embedded = || embedded::file(role).map(|f| (f, Origin::Embedded));
        if official || is_regional(language) {
            given().or_else(system).or_else(embedded)
        } else {
            given().or_else(embedded).or_else(system)
        }
    }
    /// The fonts that are there, as a text that changes when they do.
    pub fn state(&self) -> String {
        let given = self
            .given
            .iter()
            .map(|(role, file)| format!("{}={} {} ", role.name(), sha256(&file.data), file.name));
        given.chain(self.system.iter().map(|s| s.state())).collect()
    }
    /// An installed face that has a character.
    pub fn for_char(&self, c: char, language: &str) -> Option<&FontFile> {
        self.system.as_ref()?.for_char(c, language)
    }
}

/// Whether the characters of a language have other forms than those of Simplified Chinese.
pub fn is_regional(language: &str) -> bool {
    ["zh-Hant", "ja", "ko"].iter().any(|l| language.starts_with(l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_faces_are_there_and_renamed() {
        let set = FontSet::embedded();
        for role in [FaceRole::Song, FaceRole::Xiaobiaosong, FaceRole::Hei, FaceRole::Kai] {
            let (file, origin) = set.find(role, false, "zh").expect("an embedded face");
            assert!(file.name.starts_with("Tiaowen") && origin == Origin::Embedded, "{}", file.name);
        }
        assert!(set.find(FaceRole::Fangsong, true, "zh").is_none());
    }

    /// A machine with one font, which has 仿宋 and everything else.
    #[derive(Debug)]
    struct OneFont;

    impl SystemFonts for OneFont {
        fn for_role(&self, role: FaceRole, _: &str) -> Option<&FontFile> {
            embedded::file(FaceRole::Kai)
                .filter(|_| matches!(role, FaceRole::Fangsong | FaceRole::Xiaobiaosong))
        }
        fn for_char(&self, c: char, _: &str) -> Option<&FontFile> {
            embedded::file(FaceRole::Kai).filter(|_| c == '\u{20000}')
        }
    }

    #[test]
    fn installed_faces_fill_what_the_program_lacks() {
        let mut set = FontSet::embedded();
        set.use_system(Arc::new(OneFont));
        let origin = |role, official| set.find(role, official, "zh").map(|(_, o)| o);
        assert_eq!(origin(FaceRole::Fangsong, false), Some(Origin::System));
        assert_eq!(origin(FaceRole::Xiaobiaosong, false), Some(Origin::Embedded));
        assert_eq!(origin(FaceRole::Xiaobiaosong, true), Some(Origin::System));
        let mut fonts = Fonts::new(&set, true, "zh");
        assert_eq!(fonts.stand_in(FaceRole::Fangsong), FaceRole::Fangsong);
        // A face that is loaded for a character is not the face of a role.
        let rare = fonts.glyph(FaceRole::Song, '\u{20000}');
        assert!(rare.id == 0 || fonts.faces[rare.face].role.is_none());
    }

    #[test]
    fn faces_of_the_region_come_first() {
        let mut set = FontSet::embedded();
        set.use_system(Arc::new(OneFont));
        let origin = |language| set.find(FaceRole::Fangsong, false, language).map(|(_, o)| o);
        assert_eq!(origin("zh-Hant-TW"), Some(Origin::System));
        let title = |language| set.find(FaceRole::Xiaobiaosong, false, language).map(|(_, o)| o);
        assert_eq!(title("zh-Hans-CN"), Some(Origin::Embedded));
        assert_eq!(title("ja-JP"), Some(Origin::System));
        assert_eq!(set.find(FaceRole::Song, false, "ko-KR").map(|(_, o)| o), Some(Origin::Embedded));
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(FontFile::new(b"not a font".to_vec()).is_err());
    }
}
