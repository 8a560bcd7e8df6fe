//! A PDF file whose table of objects is broken or missing gets a new one: its objects are found by how they begin.

use std::collections::BTreeMap;

/// Objects of the largest file.
const MOST: usize = 2_000_000;

/// The file with a new table behind it; `None` where there is nothing to find.
pub fn with_new_table(bytes: &[u8]) -> Option<Vec<u8>> {
    // As in other readers, what stands before the header does not count.
    let start = memchr::memmem::find(bytes, b"%PDF-")?;
    let bytes = &bytes[start..];
    let mut objects: BTreeMap<u32, (usize, u16)> = BTreeMap::new();
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        if let Some((number, generation, place)) = head(bytes, at) {
            // A later one stands for an earlier one.
            objects.insert(number, (place, generation));
        }
        if objects.len() > MOST {
            return None;
        }
    }
    let root = root(bytes, &objects)?;
    let mut out = bytes.to_vec();
    out.extend_from_slice(b"\nxref\n0 1\n0000000000 65535 f \n");
    let table = out.len() - b"xref\n0 1\n0000000000 65535 f \n".len();
    for (number, (place, generation)) in &objects {
        out.extend_from_slice(format!("{number} 1\n{place:010} {generation:05} n \n").as_bytes());
    }
    let size = objects.keys().next_back()? + 1;
    out.extend_from_slice(
        format!("trailer\n<</Size {size}/Root {root}>>\nstartxref\n{table}\n%%EOF").as_bytes(),
    );
    Some(out)
}

/// The numbers before the word `obj` that begins at a place, and where they begin.
fn head(bytes: &[u8], at: usize) -> Option<(u32, u16, usize)> {
    let (generation, at) = number_before(bytes, at)?;
    let (number, at) = number_before(bytes, at)?;
    let apart = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    (apart && number > 0).then_some((number, u16::try_from(generation).ok()?, at))
}

/// The number before a place, with white space between, and where it begins.
fn number_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let end = at - bytes[..at].iter().rev().take_while(|b| b.is_ascii_whitespace()).count();
    let digits = bytes[..end].iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
    let start = end - digits;
    let text = std::str::from_utf8(&bytes[start..end]).ok()?;
    (end < at).then_some((text.parse().ok()?, start))
}

/// The catalog, as a reference: what a trailer names, else the object that says so.
fn root(bytes: &[u8], objects: &BTreeMap<u32, (usize, u16)>) -> Option<String> {
    let named = memchr::memmem::rfind_iter(bytes, b"/Root").find_map(|at| {
        let rest = String::from_utf8_lossy(&bytes[at + 5..bytes.len().min(at + 40)]).into_owned();
        let mut words = rest.split_ascii_whitespace();
        let number: u32 = words.next()?.parse().ok()?;
        let generation: u16 = words.next()?.parse().ok()?;
        objects.contains_key(&number).then(|| format!("{number} {generation} R"))
    });
    named.or_else(|| {
        objects.iter().find_map(|(number, (place, generation))| {
            let head = &bytes[*place..bytes.len().min(place + 300)];
            let end = memchr::memmem::find(head, b"endobj").unwrap_or(head.len());
            let says = memchr::memmem::find(&head[..end], b"/Catalog").is_some();
            says.then(|| format!("{number} {generation} R"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_how_they_begin() {
        let file = b"%PDF-1.4\n7 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[]>>endobj 17 0  obj 5 endobj";
        let out = String::from_utf8(with_new_table(file).expect("a table")).expect("text");
        assert!(out.contains("/Size 18/Root 7 0 R") && out.contains("7 1\n0000000009 00000 n \n"), "{out}");
        assert!(with_new_table(b"%PDF-1.4 1 0 obj 5 endobj").is_none());
        assert!(with_new_table(b"obj").is_none());
    }
}
