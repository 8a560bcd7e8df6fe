//! What elements are, by their names and attributes.

use crate::ir::Role;
use crate::xml::Element;

/// What stands beside the paragraphs.
pub fn aside(e: Element) -> Option<Role> {
    match e.name() {
        "note" => Some(Role::Note),
        "table" => Some(Role::Table),
        _ => None,
    }
}

/// The role that a paragraph says it has.
pub fn said(e: Element) -> Option<Role> {
    const ROLES: &[Role] = &[
        Role::Addressee,
        Role::Enclosures,
        Role::Signature,
        Role::Dateline,
        Role::Trailer,
        Role::Number,
        Role::Title,
    ];
    let rend = e.attribute("rend")?;
    ROLES.iter().copied().find(|r| r.name() == rend)
}

/// The role of a paragraph among those of a preamble or a body.
pub fn preamble(role: Role, e: Element) -> Role {
    if matches!(role, Role::Preamble | Role::Body) { said(e).unwrap_or(role) } else { role }
}

/// Whether an element is a label without a number.
pub fn is_marker(e: Element) -> bool {
    e.name() == "seg" && e.attribute("type") == Some("marker")
}

/// A paragraph outside articles that is a 項 with a number, or holds a list, a table or notes.
pub fn is_provision(e: Element) -> bool {
    let holds = |c: Element| matches!(c.name(), "num" | "list" | "table" | "note") || is_marker(c);
    e.attribute("n").is_some() || e.elements().any(holds)
}
