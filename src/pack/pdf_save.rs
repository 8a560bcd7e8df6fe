//! A PDF as bytes: small objects packed together, and the places of all of them as a stream (ISO 32000-1, 7.5.7, 7.5.8).
//! A tagged law has ten objects for every article; written one by one they are half of its file.

use super::Deflater;
use super::pdf::{Dictionary, Document, LEVEL, Object, ObjectId, Stream, StringFormat, dictionary, name};
use crate::finding::Words;
use std::io::Write as _;

/// Objects that are packed together: more make a smaller file, and more to unpack for whoever wants one of them.
const TOGETHER: usize = 200;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// This far into the file.
    At(u32),
    /// The k-th of the stream with this number.
    In(u32, u8),
}

/// Small objects as they stand in the file: as values, those of a long document would take twenty times the room.
#[derive(Default)]
pub struct Printed {
    bytes: Vec<u8>,
    /// The number of each, and where it begins.
    starts: Vec<(u32, usize)>,
}

impl Printed {
    /// Adds an object.
    pub fn add(&mut self, (id, _): ObjectId, object: &Object) {
        self.starts.push((id, self.bytes.len()));
        write(&mut self.bytes, object);
    }
    /// Adds a dictionary of one long list.
    pub fn add_list(&mut self, (id, _): ObjectId, key: &str, list: impl Iterator<Item = Object>) {
        self.starts.push((id, self.bytes.len()));
        self.bytes.extend(b"<<");
        write_name(&mut self.bytes, key.as_bytes());
        self.list(list);
        self.bytes.extend(b">>");
    }
    /// Adds a dictionary, with a list as the value of one of its keys.
    pub fn add_with_list(
        &mut self,
        (id, _): ObjectId,
        about: &Dictionary,
        key: &str,
        mut list: impl Iterator<Item = Object>,
    ) {
        self.starts.push((id, self.bytes.len()));
        self.bytes.extend(b"<<");
        for (name, value) in about {
            if name == key.as_bytes() {
                write_name(&mut self.bytes, name);
                self.list(&mut list);
            } else {
                write_entry(&mut self.bytes, name, value);
            }
        }
        self.bytes.extend(b">>");
    }
    fn list(&mut self, list: impl Iterator<Item = Object>) {
        self.bytes.push(b'[');
        for (k, object) in list.enumerate() {
            write_item(&mut self.bytes, k, &object);
        }
        self.bytes.push(b']');
    }
    /// Every object with its number.
    fn objects(&self) -> impl Iterator<Item = (u32, Small<'_>)> {
        let ends = self.starts.iter().skip(1).map(|(_, at)| *at).chain([self.bytes.len()]);
        self.starts.iter().zip(ends).map(|((id, start), end)| (*id, Small::Printed(&self.bytes[*start..end])))
    }
}

/// An object that is packed with others.
enum Small<'a> {
    Object(&'a Object),
    Printed(&'a [u8]),
}

/// The file; streams are as they are, only what is packed here is deflated here.
pub fn save(doc: &Document, printed: &Printed) -> Result<Vec<u8>, Words> {
    let mut deflater = Deflater::new(LEVEL, true);
    let mut out = vec![];
    let _ = writeln!(out, "%PDF-{}", doc.version);
    // Four bytes that are no text, for programs that guess (ISO 19005-2, 6.1.2).
    out.extend(b"%\xbb\xad\xc0\xde\n");
    let mut places: Vec<(u32, Place)> = vec![];
    let small = |object: &Object| !matches!(object, Object::Stream(_));
    for ((id, _), object) in doc.objects.iter().filter(|(_, o)| !small(o)) {
        places.push((*id, Place::At(out.len() as u32)));
        indirect(&mut out, *id, object);
    }
    let here = doc.objects.iter().filter(|(_, o)| small(o)).map(|((id, _), o)| (*id, Small::Object(o)));
    let mut packed: Vec<(u32, Small)> = here.chain(printed.objects()).collect();
    packed.sort_by_key(|(id, _)| *id);
    let last = doc.objects.keys().next_back().map_or(0, |(id, _)| *id);
    let mut next = packed.last().map_or(0, |(id, _)| *id).max(last) + 1;
    for part in packed.chunks(TOGETHER) {
        let (mut numbers, mut content) = (vec![], vec![]);
        for (k, (id, object)) in part.iter().enumerate() {
            for n in [i64::from(*id), content.len() as i64] {
                write_integer(&mut numbers, n);
                numbers.push(b' ');
            }
            match object {
                Small::Object(object) => write(&mut content, object),
                Small::Printed(bytes) => content.extend(*bytes),
            }
            content.push(b'\n');
            places.push((*id, Place::In(next, k as u8)));
        }
        let first = numbers.len();
        numbers.append(&mut content);
        let about = dictionary([
            ("Type", name("ObjStm")),
            ("N", (part.len() as i64).into()),
            ("First", (first as i64).into()),
        ]);
        places.push((next, Place::At(out.len() as u32)));
        indirect(&mut out, next, &deflated(&mut deflater, about, &numbers)?);
        next += 1;
    }
    let start = out.len() as u32;
    places.push((next, Place::At(start)));
    places.sort_unstable_by_key(|(id, _)| *id);
    let mut about = doc.trailer.clone();
    about.set("Type", name("XRef"));
    about.set("Size", i64::from(next) + 1);
    about.set("W", vec![1.into(), 4.into(), 1.into()]);
    let runs = places.chunk_by(|(a, _), (b, _)| a + 1 == *b);
    // Number 0 is never used and always listed.
    let sections = runs.flat_map(|run| [i64::from(run[0].0).into(), (run.len() as i64).into()]);
    about.set("Index", [0.into(), 1.into()].into_iter().chain(sections).collect::<Vec<Object>>());
    about.set("DecodeParms", dictionary([("Predictor", 12.into()), ("Columns", 6.into())]));
    let rows = std::iter::once([0, 0, 0, 0, 0, 255]).chain(places.iter().map(|(_, place)| match *place {
        Place::At(at) => row(1, at, 0),
        Place::In(stream, k) => row(2, stream, k),
    }));
    let (mut table, mut before) = (vec![], [0; 6]);
    for row in rows {
        // What a byte adds to the one above it (PNG, filter type Up).
        table.push(2);
        table.extend(row.iter().zip(before).map(|(a, b)| a.wrapping_sub(b)));
        before = row;
    }
    indirect(&mut out, next, &deflated(&mut deflater, about, &table)?);
    let _ = write!(out, "startxref\n{start}\n%%EOF\n");
    Ok(out)
}

fn row(kind: u8, number: u32, last: u8) -> [u8; 6] {
    let [a, b, c, d] = number.to_be_bytes();
    [kind, a, b, c, d, last]
}

fn deflated(deflater: &mut Deflater, mut about: Dictionary, content: &[u8]) -> Result<Object, Words> {
    let mut packed = vec![];
    deflater.deflate(content, &mut packed)?;
    about.set("Filter", name("FlateDecode"));
    about.set("Length", packed.len() as i64);
    Ok(Object::Stream(Stream::new(about, packed)))
}

fn indirect(out: &mut Vec<u8>, id: u32, object: &Object) {
    let _ = writeln!(out, "{id} 0 obj");
    write(out, object);
    out.extend(b"\nendobj\n");
}

/// Whether an object would run into a name before it.
fn stands_apart(object: &Object) -> bool {
    matches!(
        object,
        Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_)
    )
}

fn write(out: &mut Vec<u8>, object: &Object) {
    let _ = match object {
        Object::Null => write!(out, "null"),
        Object::Boolean(b) => write!(out, "{b}"),
        Object::Integer(n) => {
            write_integer(out, *n);
            Ok(())
        }
        Object::Real(n) => write!(out, "{n}"),
        Object::Reference((id, generation)) => {
            write_integer(out, (*id).into());
            out.push(b' ');
            write_integer(out, (*generation).into());
            out.extend(b" R");
            Ok(())
        }
        Object::Name(name) => {
            write_name(out, name);
            Ok(())
        }
        Object::String(string, format) => {
            write_string(out, string, *format);
            Ok(())
        }
        Object::Array(list) => {
            out.push(b'[');
            for (k, object) in list.iter().enumerate() {
                write_item(out, k, object);
            }
            out.push(b']');
            Ok(())
        }
        Object::Dictionary(d) => {
            write_dictionary(out, d);
            Ok(())
        }
        Object::Stream(s) => {
            write_dictionary(out, &s.dict);
            out.extend(b"stream\n");
            out.extend(&s.content);
            out.extend(b"\nendstream");
            Ok(())
        }
    };
}

/// A whole number in decimal digits, without the detour of formatting.
pub fn write_integer(out: &mut Vec<u8>, n: i64) {
    if n < 0 {
        out.push(b'-');
    }
    let mut left = n.unsigned_abs();
    // 2⁶⁴ has twenty digits.
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend(&digits[at..]);
}

/// The k-th of a list.
fn write_item(out: &mut Vec<u8>, k: usize, object: &Object) {
    if k > 0 && stands_apart(object) {
        out.push(b' ');
    }
    write(out, object);
}

fn write_dictionary(out: &mut Vec<u8>, d: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in d {
        write_entry(out, key, value);
    }
    out.extend(b">>");
}

fn write_entry(out: &mut Vec<u8>, key: &[u8], value: &Object) {
    write_name(out, key);
    if stands_apart(value) {
        out.push(b' ');
    }
    write(out, value);
}

/// A name, with what would end it written as its code (ISO 32000-1, 7.3.5).
fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

/// A string (ISO 32000-1, 7.3.4).
fn write_string(out: &mut Vec<u8>, string: &[u8], format: StringFormat) {
    match format {
        StringFormat::Literal => {
            out.push(b'(');
            for byte in string {
                match byte {
                    b'\r' => out.extend(b"\\r"),
                    b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                    _ => out.push(*byte),
                }
            }
            out.push(b')');
        }
        StringFormat::Hexadecimal => {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.push(b'<');
            for byte in string {
                out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
            out.push(b'>');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::pdf::{open, text};

    #[test]
    fn whole_numbers_are_written_as_they_are_formatted() {
        for n in [0, 7, -1, 10, 65_535, -250, i64::MAX, i64::MIN] {
            let mut out = vec![];
            write_integer(&mut out, n);
            assert_eq!(out, n.to_string().as_bytes());
        }
    }

    #[test]
    fn what_is_saved_is_read_again() {
        let mut doc = Document::with_version("1.7");
        // More objects than go together, with gaps between their numbers; one that stays by itself.
        let ids: Vec<_> = (0..TOGETHER * 2 + 7).map(|k| (k as u32 * 3 + 5, 0)).collect();
        for (k, id) in ids.iter().enumerate() {
            let odd = Object::string_literal(&b"a(b\\c)\r\nd\xff"[..]);
            let list =
                vec![Object::Null, true.into(), Object::Real(-0.25), name("A B#"), odd, text("第一条")];
            let mut d = dictionary([("K", (k as i64).into()), ("List", list.into())]);
            d.set("Next", Object::Reference(ids[(k + 1) % ids.len()]));
            doc.objects.insert(*id, d.into());
        }
        let stream = (1, 0);
        doc.objects.insert(stream, Stream::new(Dictionary::new(), b"BT ET endstream".to_vec()).into());
        doc.objects.insert((2, 0), dictionary([("Type", name("Pages")), ("Count", 0.into())]).into());
        let catalog = dictionary([("Type", name("Catalog")), ("Pages", Object::Reference((2, 0)))]);
        doc.objects.insert((3, 0), catalog.into());
        doc.trailer.set("Root", Object::Reference((3, 0)));
        let saved = save(&doc, &Printed::default()).expect("a file");
        assert_eq!(save(&doc, &Printed::default()).expect("a file"), saved);
        // The same file comes of objects that are printed before, in any order.
        let (mut rest, mut printed) = (doc.clone(), Printed::default());
        for id in ids.iter().rev().step_by(2) {
            printed.add(*id, &rest.objects.remove(id).expect("an object"));
        }
        assert!(save(&rest, &printed).expect("a file") == saved);
        // So it does where the list of a dictionary comes by itself.
        let Some(Object::Dictionary(mut d)) = rest.objects.remove(&ids[1]) else { panic!("a dictionary") };
        let list = d.get(b"List").and_then(Object::as_array).expect("a list").clone();
        d.set("List", Object::Null);
        printed.add_with_list(ids[1], &d, "List", list.into_iter());
        assert!(save(&rest, &printed).expect("a file") == saved);
        let read = open(&saved, None).expect("a sound file");
        for (id, object) in &doc.objects {
            assert_eq!(read.get_object(*id).expect("an object"), object, "{id:?}");
        }
        assert_eq!(read.trailer.get(b"Root").ok(), doc.trailer.get(b"Root").ok());
    }
}
