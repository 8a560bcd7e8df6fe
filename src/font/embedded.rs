//! The faces in the binary, as they are: only what is looked at of them comes into memory.

#[cfg(feature = "embedded-fonts")]
mod faces {
    use crate::font::{FaceRole, FontFile};
    use std::sync::OnceLock;

    struct Face {
        data: &'static [u8],
        file: OnceLock<Option<FontFile>>,
    }

    macro_rules! face {
        ($file:literal) => {
            Face {
                data: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file)),
                file: OnceLock::new(),
            }
        };
    }

    static SONG: Face = face!("TiaowenSong-Regular.otf");
    static SONG_BOLD: Face = face!("TiaowenSong-Bold.otf");
    static HEI: Face = face!("TiaowenHei-Regular.otf");
    static KAI: Face = face!("TiaowenKai-Regular.ttf");

    pub fn file(role: FaceRole) -> Option<&'static FontFile> {
        let face = match role {
            FaceRole::Song => &SONG,
            FaceRole::Xiaobiaosong => &SONG_BOLD,
            FaceRole::Hei => &HEI,
            FaceRole::Kai => &KAI,
            FaceRole::Fangsong => return None,
        };
        face.file.get_or_init(|| FontFile::new(face.data).ok()).as_ref()
    }
}

#[cfg(feature = "embedded-fonts")]
pub use faces::file;

#[cfg(not(feature = "embedded-fonts"))]
pub fn file(_: super::FaceRole) -> Option<&'static super::FontFile> {
    None
}
