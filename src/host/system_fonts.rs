//! The fonts installed on the machine: the one file that names fontdb. Nothing is scanned before a face is wanted that is
//! not in the program.

use crate::font::face::Face;
use crate::font::{FaceRole, FontFile, SystemFonts, is_regional};
use crate::text::hash::sha256;
use crate::text::{Language, Region};
use fontdb::{Database, FaceInfo, ID, Source, Style, Weight};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The languages whose characters have other forms than those of Simplified Chinese.
const REGIONAL: &str = "*";

/// Names of faces by role, the best first; `{}` stands for the region, and the last column says for which languages.
const ROLES: &[(FaceRole, &str, &str)] = &[
    (FaceRole::Fangsong, "FangSong_GB2312", ""),
    (FaceRole::Fangsong, "仿宋_GB2312", ""),
    (FaceRole::Fangsong, "FangSong", ""),
    (FaceRole::Fangsong, "仿宋", ""),
    (FaceRole::Fangsong, "STFangsong", ""),
    (FaceRole::Fangsong, "华文仿宋", ""),
    (FaceRole::Fangsong, "FZFangSong-Z02S", ""),
    (FaceRole::Fangsong, "FZFangSong-Z02", ""),
    (FaceRole::Fangsong, "方正仿宋简体", ""),
    (FaceRole::Fangsong, "Zhuque Fangsong (technical preview)", ""),
    (FaceRole::Fangsong, "Zhuque Fangsong", ""),
    (FaceRole::Fangsong, "朱雀仿宋", ""),
    (FaceRole::Fangsong, "FandolFang R", ""),
    (FaceRole::Fangsong, "FandolFang", ""),
    (FaceRole::Fangsong, "cwTeXFangSong", "zh-Hant"),
    (FaceRole::Xiaobiaosong, "FZXiaoBiaoSong-B05S", "zh-Hans"),
    (FaceRole::Xiaobiaosong, "FZXiaoBiaoSong-B05", "zh-Hans"),
    (FaceRole::Xiaobiaosong, "方正小标宋简体", "zh-Hans"),
    (FaceRole::Xiaobiaosong, "方正小标宋_GBK", "zh-Hans"),
    (FaceRole::Xiaobiaosong, "STZhongsong", "zh-Hans"),
    (FaceRole::Xiaobiaosong, "华文中宋", "zh-Hans"),
    // Regional forms: faces whose families have a member for each region.
    (FaceRole::Song, "Noto Serif CJK {}", REGIONAL),
    (FaceRole::Song, "Source Han Serif {}", REGIONAL),
    (FaceRole::Hei, "Noto Sans CJK {}", REGIONAL),
    (FaceRole::Hei, "Source Han Sans {}", REGIONAL),
    (FaceRole::Xiaobiaosong, "Noto Serif CJK {}", REGIONAL),
    (FaceRole::Xiaobiaosong, "Source Han Serif {}", REGIONAL),
    (FaceRole::Song, "PMingLiU", "zh-Hant"),
    (FaceRole::Song, "新細明體", "zh-Hant"),
    (FaceRole::Song, "MS Mincho", "ja"),
    (FaceRole::Song, "Yu Mincho", "ja"),
    (FaceRole::Song, "Batang", "ko"),
    (FaceRole::Hei, "Microsoft JhengHei", "zh-Hant"),
    (FaceRole::Hei, "MS Gothic", "ja"),
    (FaceRole::Hei, "Yu Gothic", "ja"),
    (FaceRole::Hei, "Malgun Gothic", "ko"),
    (FaceRole::Kai, "DFKai-SB", "zh-Hant"),
    (FaceRole::Kai, "標楷體", "zh-Hant"),
    (FaceRole::Kai, "TW-Kai", "zh-Hant"),
];

/// Families with rare characters and other scripts, the best first; `{}` stands for the region.
const RARE: &[&str] = &[
    "Noto Serif CJK {}",
    "Noto Sans CJK {}",
    "LXGW WenKai",
    "HanaMinB",
    "HanaMinA",
    "BabelStone Han",
    "Jigmo2",
    "Jigmo3",
    "Jigmo",
    "SimSun-ExtB",
    "TW-Sung-Ext-B",
    // Other scripts: faces for running text before the first one that has the letters at all.
    "Microsoft Uighur",
    "UKIJ Tuz",
    "Noto Naskh Arabic",
    "Microsoft Himalaya",
    "Noto Serif Tibetan",
    "Mongolian Baiti",
    "Noto Sans Mongolian",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Thai",
    "Noto Serif Khmer",
    "Noto Serif Myanmar",
];

/// The region in the names of Noto's families.
fn region(language: &str) -> &'static str {
    let language = Language::of(language);
    let traditional = if language.region == Some(Region::HongKong) { "HK" } else { "TC" };
    language.among(["SC", traditional, "JP", "KR", "SC"])
}

/// All that [`region`] gives.
const REGIONS: [&str; 5] = ["SC", "TC", "HK", "JP", "KR"];

/// Installed fonts, found when first asked for.
#[derive(Debug, Default)]
pub struct Installed {
    folders: Vec<PathBuf>,
    /// Whether these folders are all.
    alone: bool,
    found: OnceLock<Database>,
    /// A place for every face that was found, filled when it is first wanted: what was lent out stays where it is. Variable
    /// fonts serve titles at another weight: a second place.
    loaded: OnceLock<HashMap<ID, [OnceLock<Option<FontFile>>; 2]>>,
    /// What faces have, of those that were asked for characters.
    covered: OnceLock<HashMap<ID, OnceLock<Vec<u32>>>>,
    /// Faces for rare characters, by region.
    rare: OnceLock<HashMap<&'static str, Vec<ID>>>,
    /// Upright faces, in an order that does not depend on the file system.
    upright: OnceLock<Vec<ID>>,
}

impl Installed {
    /// The machine's fonts and those in some folders.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders, ..Self::default() }
    }

    /// The fonts in some folders and no others.
    pub fn only(folders: Vec<PathBuf>) -> Self {
        Self { folders, alone: true, ..Self::default() }
    }

    fn database(&self) -> &Database {
        self.found.get_or_init(|| {
            let mut db = Database::new();
            for folder in &self.folders {
                db.load_fonts_dir(folder);
            }
            if !self.alone {
                db.load_system_fonts();
            }
            db
        })
    }

    fn load(&self, id: ID, role: FaceRole) -> Option<&FontFile> {
        let db = self.database();
        let places = self.loaded.get_or_init(|| db.faces().map(|f| (f.id, Default::default())).collect());
        let read =
            |data: &[u8], index| Some(FontFile::face(data.to_vec(), index).ok()?.weighing(role.weight()));
        let place = usize::from(role == FaceRole::Xiaobiaosong);
        places.get(&id)?[place].get_or_init(|| db.with_face_data(id, read)?).as_ref()
    }

    /// Whether a face has a character: the face is read once, however many are looked for.
    fn has(&self, id: ID, c: char) -> bool {
        let db = self.database();
        let faces = self.covered.get_or_init(|| db.faces().map(|f| (f.id, OnceLock::new())).collect());
        let of = |places: &OnceLock<Vec<u32>>| {
            let all = places.get_or_init(|| db.with_face_data(id, coverage).unwrap_or_default());
            all.binary_search(&u32::from(c)).is_ok()
        };
        faces.get(&id).is_some_and(of)
    }
}

/// The upright face of a family that is closest to regular.
fn regular<'d>(db: &'d Database, family: &str) -> Option<&'d FaceInfo> {
    upright(db, family, Weight::NORMAL)
}

/// The upright face of a family that is closest to a weight.
fn upright<'d>(db: &'d Database, family: &str, weight: Weight) -> Option<&'d FaceInfo> {
    let of_family = db.faces().filter(|f| f.families.iter().any(|(name, _)| name == family));
    of_family
        .filter(|f| f.style == Style::Normal)
        .min_by_key(|f| (f.weight.0.abs_diff(weight.0), f.index, f.post_script_name.clone()))
}

/// The characters that a face has, in order.
fn coverage(data: &[u8], index: u32) -> Vec<u32> {
    let mut out: Vec<u32> = Face::parse(data, index).map(|f| f.characters().collect()).unwrap_or_default();
    out.sort_unstable();
    out.dedup();
    out
}

impl SystemFonts for Installed {
    fn state(&self) -> String {
        let told = |f: &FaceInfo| {
            let size = match &f.source {
                Source::Binary(data) => data.as_ref().as_ref().len() as u64,
                Source::File(path) | Source::SharedFile(path, _) => {
                    std::fs::metadata(path).map_or(0, |m| m.len())
                }
            };
            format!("{} {} {size}", f.post_script_name, f.index)
        };
        let mut faces: Vec<String> = self.database().faces().map(told).collect();
        faces.sort_unstable();
        sha256(faces.join("\n").as_bytes())
    }

    fn for_role(&self, role: FaceRole, language: &str) -> Option<&FontFile> {
        let db = self.database();
        let wanted =
            |only: &str| if only == REGIONAL { is_regional(language) } else { language.starts_with(only) };
        let names = ROLES.iter().filter(|(r, _, only)| *r == role && wanted(only));
        let weight = if role == FaceRole::Xiaobiaosong && is_regional(language) {
            Weight::BOLD
        } else {
            Weight::NORMAL
        };
        let faces =
            names.filter_map(|(_, name, _)| upright(db, &name.replace("{}", region(language)), weight));
        faces.map(|f| f.id).find_map(|id| self.load(id, role))
    }

    fn for_char(&self, c: char, language: &str) -> Option<&FontFile> {
        let db = self.database();
        let named = self.rare.get_or_init(|| {
            let of_region = |region: &str| {
                RARE.iter().filter_map(|f| regular(db, &f.replace("{}", region))).map(|f| f.id).collect()
            };
            REGIONS.iter().map(|r| (*r, of_region(r))).collect()
        });
        let named =
            named.get(region(language)).and_then(|ids| ids.iter().copied().find(|id| self.has(*id, c)));
        // Other scripts: any face.
        let any = || {
            let all = self.upright.get_or_init(|| {
                let mut all: Vec<&FaceInfo> = db.faces().filter(|f| f.style == Style::Normal).collect();
                all.sort_by_key(|f| {
                    (f.weight.0.abs_diff(Weight::NORMAL.0), f.post_script_name.clone(), f.index)
                });
                all.into_iter().map(|f| f.id).collect()
            });
            all.iter().copied().find(|id| self.has(*id, c))
        };
        self.load(named.or_else(any)?, FaceRole::Song)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fontdb::{Language, Stretch};
    use std::sync::Arc;

    fn installed(names: &[&str]) -> Installed {
        let bytes = Arc::new(include_bytes!("../../fonts/TiaowenKai-Regular.ttf").to_vec());
        let mut db = Database::new();
        for name in names {
            db.push_face_info(FaceInfo {
                id: ID::dummy(),
                source: Source::Binary(bytes.clone()),
                index: 0,
                families: vec![((*name).to_owned(), Language::English_UnitedStates)],
                post_script_name: (*name).to_owned(),
                style: Style::Normal,
                weight: Weight::NORMAL,
                stretch: Stretch::Normal,
                monospaced: false,
            });
        }
        let out = Installed::default();
        out.found.set(db).expect("a new database");
        out
    }

    #[test]
    fn faces_are_found_by_the_names_that_they_have() {
        let fonts = installed(&["STFangsong", "FandolFang R", "华文中宋"]);
        assert!(fonts.for_role(FaceRole::Fangsong, "zh-Hans-CN").is_some());
        assert!(fonts.for_role(FaceRole::Xiaobiaosong, "zh-Hans-CN").is_some());
        assert!(fonts.for_role(FaceRole::Kai, "zh-Hans-CN").is_none());
        // Each region has its own member of a family; Simplified Chinese has the faces of the program.
        let noto = installed(&["Noto Serif CJK TC", "Noto Serif CJK JP"]);
        let name = |language| noto.for_role(FaceRole::Song, language).map(|f| f.name.clone());
        assert!(name("zh-Hant-TW").is_some() && name("ja-JP").is_some());
        assert!(name("ko-KR").is_none() && name("zh-Hans-CN").is_none());
        let traditional = installed(&["cwTeXFangSong"]);
        assert!(traditional.for_role(FaceRole::Fangsong, "zh-Hans-CN").is_none());
        assert!(traditional.for_role(FaceRole::Fangsong, "zh-Hant-TW").is_some());
    }

    #[test]
    fn folders_that_are_named_serve_without_the_fonts_of_the_machine() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let fonts = Installed::only(vec![folder]);
        assert!(fonts.database().faces().all(|f| f.post_script_name.starts_with("Tiaowen")));
        assert!(fonts.for_char('条', "zh-Hans-CN").is_some() && fonts.for_char('ئ', "ug").is_none());
    }

    #[test]
    fn a_face_is_read_once_and_goes_with_its_owner() {
        let fonts = installed(&["STFangsong"]);
        let face = |language| fonts.for_role(FaceRole::Fangsong, language).expect("a face");
        assert!(std::ptr::eq(face("zh-Hans-CN"), face("ja-JP")));
    }

    #[test]
    fn a_character_is_looked_for_in_every_face() {
        let fonts = installed(&["Some Face"]);
        assert!(fonts.for_char('条', "zh-Hans-CN").is_some());
        assert!(fonts.for_char('\u{e000}', "zh-Hans-CN").is_none());
    }
}
