//! The faces in the binary: compressed, unpacked when first used, and only those used.

#[cfg(feature = "embedded-fonts")]
mod faces {
    use crate::font::{FontFile, Role};
    use std::sync::OnceLock;

    struct Face {
        packed: &'static [u8],
        unpacked: OnceLock<Option<FontFile>>,
    }

    macro_rules! face {
        ($file:literal) => {
            Face {
                packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".zst")),
                unpacked: OnceLock::new(),
            }
        };
    }

    static SONG: Face = face!("TiaowenSong-Regular.otf");
    static SONG_BOLD: Face = face!("TiaowenSong-Bold.otf");
    static HEI: Face = face!("TiaowenHei-Regular.otf");
    static KAI: Face = face!("TiaowenKai-Regular.ttf");

    /// Larger than any face, so that a damaged binary cannot ask for all memory.
    const LARGEST: usize = 64 << 20;

    pub fn file(role: Role) -> Option<&'static FontFile> {
        let face = match role {
            Role::Song => &SONG,
            Role::Xiaobiaosong => &SONG_BOLD,
            Role::Hei => &HEI,
            Role::Kai => &KAI,
            Role::Fangsong => return None,
        };
        let unpack = || FontFile::new(zstd::bulk::decompress(face.packed, LARGEST).ok()?).ok();
        face.unpacked.get_or_init(unpack).as_ref()
    }
}

#[cfg(feature = "embedded-fonts")]
pub use faces::file;

#[cfg(not(feature = "embedded-fonts"))]
pub fn file(_: super::Role) -> Option<&'static super::FontFile> {
    None
}
