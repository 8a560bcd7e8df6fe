//! What lies on the desk: documents that were handed in, pages that were set, files that were made. A few of each are
//! kept; who asks for one that is gone is told so and hands it in again.

use super::folder::Folder;
use super::made::Made;
use super::sheets::Sheets;
use crate::font::FontSet;
use crate::text::hash::sha256;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Documents, sets of pages and sets of files that are kept.
const KEPT: usize = 12;

/// A document as it was handed in.
#[derive(Debug)]
pub struct Paper {
    /// Its name without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it stands, if it comes from the folder.
    pub path: Option<PathBuf>,
}

/// Everything that the server knows.
#[derive(Debug)]
pub struct Desk {
    /// What can be chosen.
    pub folder: Folder,
    /// The fonts for pages and files.
    pub fonts: FontSet,
    /// Documents.
    pub papers: Shelf<Paper>,
    /// Pages.
    pub sheets: Shelf<Sheets>,
    /// Files.
    pub made: Shelf<Made>,
}

impl Desk {
    /// An empty desk.
    pub fn new(folder: Folder, fonts: FontSet) -> Self {
        Self { folder, fonts, papers: Shelf::default(), sheets: Shelf::default(), made: Shelf::default() }
    }
}

/// The last few things of a kind, by name.
#[derive(Debug)]
pub struct Shelf<T>(Mutex<VecDeque<(String, Arc<T>)>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Shelf<T> {
    /// The thing of a name, which is then the last one to go.
    pub fn get(&self, name: &str) -> Option<Arc<T>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = shelf.iter().position(|(n, _)| n == name)?;
        let found = shelf.remove(at)?;
        let thing = Arc::clone(&found.1);
        shelf.push_back(found);
        Some(thing)
    }
    /// Puts a thing there; the oldest one goes where there are many.
    pub fn put(&self, name: String, thing: T) -> Arc<T> {
        let thing = Arc::new(thing);
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.retain(|(n, _)| *n != name);
        shelf.push_back((name, Arc::clone(&thing)));
        if shelf.len() > KEPT {
            shelf.pop_front();
        }
        thing
    }
}

/// A name for what depends on these texts.
pub fn key(parts: &[&[u8]]) -> String {
    let mut all = vec![];
    for part in parts {
        all.extend((part.len() as u64).to_be_bytes());
        all.extend_from_slice(part);
    }
    let mut name = sha256(&all);
    name.truncate(24);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_first() {
        let shelf = Shelf::default();
        for n in 0..KEPT {
            shelf.put(n.to_string(), n);
        }
        assert_eq!(shelf.get("0").as_deref(), Some(&0));
        shelf.put("new".into(), 99);
        assert!(shelf.get("1").is_none() && shelf.get("0").is_some());
    }

    #[test]
    fn keys_tell_where_parts_end() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
    }
}
