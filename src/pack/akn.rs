//! Identifiers as the naming convention of Akoma Ntoso writes them: `chp_2__sec_1`, `art_17_1__para_2__point_3`.

/// Our prefixes and those of the convention (Akoma Ntoso Naming Convention 1.0, 5).
const PREFIXES: &[(&str, &str)] = &[
    ("annex-", "att_"),
    ("pt-", "part_"),
    ("spt-", "subpart_"),
    ("ch-", "chp_"),
    ("sec-", "sec_"),
    ("ssec-", "subsec_"),
    ("hd-", "hcontainer_"),
    ("art-", "art_"),
    ("note-", "authorialNote_"),
    ("tbl-", "table_"),
    ("dup-", "dup_"),
    ("pre", "preamble"),
    ("txt", "txt"),
    ("title", "title"),
    ("p", "para_"),
    ("i", "point_"),
    ("s", "indent_"),
    ("t", "alinea_"),
];

/// The `eId` of an identifier.
pub fn eid(id: &str) -> String {
    let part = |part: &str| {
        let found = PREFIXES.iter().find_map(|(ours, theirs)| Some((theirs, part.strip_prefix(ours)?)));
        found.map_or(part.to_owned(), |(theirs, rest)| format!("{theirs}{rest}"))
    };
    id.split('.').map(part).collect::<Vec<_>>().join("__")
}

/// The identifier of an `eId`.
pub fn id_of(eid: &str) -> String {
    let part = |part: &str| {
        let found = PREFIXES.iter().find_map(|(ours, theirs)| Some((ours, part.strip_prefix(theirs)?)));
        found.map_or(part.to_owned(), |(ours, rest)| format!("{ours}{rest}"))
    };
    eid.split("__").map(part).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{eid, id_of};

    #[test]
    fn identifiers_follow_the_naming_convention() {
        for (ours, theirs) in [
            ("pt-2.ch-1.sec-3", "part_2__chp_1__sec_3"),
            ("art-17_1.p2.i3.s1", "art_17_1__para_2__point_3__indent_1"),
            ("annex-1.art-2.dup-2", "att_1__art_2__dup_2"),
            ("pre.p1", "preamble__para_1"),
        ] {
            assert_eq!(eid(ours), theirs);
            assert_eq!(id_of(theirs), ours);
        }
    }
}
