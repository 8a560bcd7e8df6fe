//! Tracked changes (ODF 1.3 part 3, 5.5): a table of regions before the text, and where they begin and end in it. What was
//! deleted stands in the table.

use crate::read::docx::inline::Change;
use crate::read::docx::package::attr;
use crate::xml::Element;
use std::collections::{HashMap, HashSet};

/// A changed region.
#[derive(Clone, Copy, Debug)]
pub enum Region<'t> {
    /// Its text was inserted.
    Inserted,
    /// This was deleted there.
    Deleted(Element<'t>),
}

/// The changed regions of a file, and those that are open.
#[derive(Debug, Default)]
pub struct Changes<'t> {
    regions: HashMap<&'t str, Region<'t>>,
    /// Insertions that have begun and not ended; and deletions whose text stands in its place, as some files have it.
    open: HashSet<&'t str>,
    deleted: HashSet<&'t str>,
    /// Insertions and deletions that were met.
    seen: HashSet<&'t str>,
}

impl<'t> Changes<'t> {
    /// Reads the table.
    pub fn read(body: Element<'t>) -> Self {
        let mut out = Self::default();
        let tables = body.elements().filter(|e| e.name() == "tracked-changes");
        for region in tables.flat_map(Element::elements).filter(|e| e.name() == "changed-region") {
            let Some(id) = region.attribute("xml:id").or_else(|| attr(region, "id")) else { continue };
            for e in region.elements() {
                match e.name() {
                    "insertion" => drop(out.regions.insert(id, Region::Inserted)),
                    "deletion" => drop(out.regions.insert(id, Region::Deleted(e))),
                    _ => {}
                }
            }
        }
        out
    }

    /// A region by the element that names it, and whether it is met for the first time.
    pub fn met(&mut self, e: Element<'t>) -> Option<(Region<'t>, bool)> {
        let (id, region) = self.regions.get_key_value(attr(e, "change-id")?)?;
        Some((*region, self.seen.insert(id)))
    }

    /// An insertion, or a deletion whose text stands in its place, begins or ends.
    pub fn opens(&mut self, e: Element<'t>, deleted: bool) {
        let Some(id) = attr(e, "change-id") else { return };
        let set = if deleted { &mut self.deleted } else { &mut self.open };
        if e.name() == "change-start" {
            set.insert(id);
        } else {
            set.remove(id);
        }
    }

    /// What becomes of text that stands here.
    pub fn now(&self) -> Change {
        match (self.deleted.is_empty(), self.open.is_empty()) {
            (false, _) => Change::Deleted,
            (true, false) => Change::Inserted,
            (true, true) => Change::None,
        }
    }
}
