//! The character maps that every reader of PDF must know by name, and the tables from CIDs to characters (ISO 32000-1,
//! 9.7.5.2): the one file that names hayro-cmap, which carries them.

use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use std::rc::Rc;

/// A map of codes to CIDs, or of CIDs to characters.
#[derive(Clone, Debug)]
pub struct Predefined(Rc<CMap>);

impl Predefined {
    /// The map of a name: GBK-EUC-H, Adobe-GB1-UCS2 and so on.
    pub fn named(name: &str) -> Option<Self> {
        let bytes = load_embedded(CMapName::from_bytes(name.as_bytes()))?;
        CMap::parse(bytes, load_embedded).map(|map| Self(Rc::new(map)))
    }

    /// The table of a collection of characters, such as GB1, from CIDs to characters.
    pub fn of_collection(ordering: &str) -> Option<Self> {
        let known = ["GB1", "CNS1", "Japan1", "Korea1", "KR"].contains(&ordering);
        known.then(|| Self::named(&format!("Adobe-{ordering}-UCS2"))).flatten()
    }

    /// The CID of a code that is so many bytes long.
    pub fn cid(&self, code: u32, length: usize) -> Option<u32> {
        self.0.lookup_cid_code(code, length as u8)
    }

    /// The characters of a CID.
    pub fn text(&self, cid: u32) -> Option<String> {
        match self.0.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(s) => Some(s),
        }
    }

    /// How many of some bytes are the next code.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let mut code = 0;
        for (k, b) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*b);
            if self.cid(code, k + 1).is_some() {
                return k + 1;
            }
        }
        // One that the map does not know: most are of two bytes.
        bytes.len().min(2)
    }
}
