//! What the markup of a book does not say without words, and is said: what blocks belong to that stand outside of its element,
//! and what texts are whose class tells nothing.

use super::content::Writer;
use crate::ir::Provision;
use crate::pack::book::IN;

impl Writer {
    /// What a block belongs to, where that must be said.
    pub(super) fn told(&mut self, parent: &str, follows: bool) -> Option<(&'static str, String)> {
        let told = (self.standing.expected(follows) != parent).then(|| (IN, parent.to_owned()));
        self.standing.told(parent);
        told
    }

    /// The element of a provision, with what must be said of it.
    pub(super) fn begin(&mut self, name: &str, p: &Provision, more: &[(&str, &str)], parent: &str) {
        let told = self.told(parent, false);
        let mut attributes = vec![("id", p.id.0.as_str())];
        attributes.extend(more);
        attributes.extend(told.iter().map(|(k, v)| (*k, v.as_str())));
        self.x.start(name, &attributes);
        self.standing.enter(&p.id.0, false);
    }
}
