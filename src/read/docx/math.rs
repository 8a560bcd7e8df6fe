//! Formulas (ECMA-376 part 1, 22.1).

use super::properties::RunLook;
use super::walk::{Around, Walk};
use crate::xml::Element;

impl<'a> Walk<'a> {
    /// Reads a formula.
    pub fn math(&mut self, e: Element<'a>, around: Around) {
        let texts: String = e.named("t").map(Element::text).collect();
        self.text(&texts, &RunLook::default(), around);
    }
}
