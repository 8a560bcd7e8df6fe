//! PDF objects: the one file that names lopdf.

use super::Deflater;
use crate::finding::Words;
pub use lopdf::content::Content;
pub use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use lopdf::{Encoding, Error, LoadOptions, ObjectStream};
use std::collections::HashSet;

/// Deflate level: 6 takes a tenth longer in all for files that are 3 % smaller.
pub(super) const LEVEL: u32 = 2;

/// The title of structure that we added: whoever compares the text with the source leaves it out.
pub const OURS: &str = "tiaowen";

/// A name object.
pub fn name(s: &str) -> Object {
    Object::Name(s.as_bytes().to_vec())
}

/// A reference.
pub fn reference(id: ObjectId) -> Object {
    Object::Reference(id)
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2).
pub fn text(s: &str) -> Object {
    Object::String(utf16(s), StringFormat::Hexadecimal)
}

/// A byte string.
pub fn bytes(b: &[u8]) -> Object {
    Object::String(b.to_vec(), StringFormat::Hexadecimal)
}

/// UTF-16 with its byte order mark.
pub fn utf16(s: &str) -> Vec<u8> {
    [0xfe, 0xff].into_iter().chain(s.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

/// A text string read: UTF-16 with a byte order mark, or without one as `ToUnicode` has it.
pub fn from_utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xfe, 0xff]).unwrap_or(bytes);
    let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A dictionary from pairs.
pub fn dictionary<const N: usize>(pairs: [(&str, Object); N]) -> Dictionary {
    let mut d = Dictionary::new();
    for (key, value) in pairs {
        d.set(key, value);
    }
    d
}

/// Removes what nothing leads to. Numbers stay as they are: a file may skip some (ISO 32000-1, 7.5.4).
pub fn prune(doc: &mut Document) {
    fn references(object: &Object, found: &mut Vec<ObjectId>) {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(list) => list.iter().for_each(|o| references(o, found)),
            Object::Dictionary(d) => d.iter().for_each(|(_, o)| references(o, found)),
            Object::Stream(s) => s.dict.iter().for_each(|(_, o)| references(o, found)),
            _ => {}
        }
    }
    let mut open: Vec<ObjectId> = vec![];
    doc.trailer.iter().for_each(|(_, o)| references(o, &mut open));
    let mut seen: HashSet<ObjectId> = HashSet::with_capacity(doc.objects.len());
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Some(object) = doc.objects.get(&id)
        {
            references(object, &mut open);
        }
    }
    doc.objects.retain(|id, _| seen.contains(id));
}

/// Deflates streams, one after the other.
pub struct StreamDeflater(Deflater);

impl StreamDeflater {
    pub fn new() -> Self {
        Self(Deflater::new(LEVEL, true))
    }

    /// Deflates every stream of a document that may be and is not yet.
    pub fn all(&mut self, doc: &mut Document) -> Result<(), Words> {
        doc.objects.values_mut().try_for_each(|object| match object {
            Object::Stream(s) => self.one(s),
            _ => Ok(()),
        })
    }

    /// Deflates a stream, if it may be and is not yet.
    pub fn one(&mut self, s: &mut Stream) -> Result<(), Words> {
        if !s.allows_compression || s.dict.has(b"Filter") {
            return Ok(());
        }
        let mut packed = Vec::with_capacity(s.content.len() / 2);
        self.0.deflate(&s.content, &mut packed)?;
        if packed.len() < s.content.len() {
            packed.shrink_to_fit();
            s.dict.set("Filter", name("FlateDecode"));
            s.set_content(packed);
        }
        Ok(())
    }
}

/// Bytes that a stream of objects may unpack to.
const OBJECTS: usize = 256 << 20;

/// Why a file gives no objects.
#[derive(Debug)]
pub enum Unopened {
    /// It is encrypted, and its password was not given.
    Locked,
    /// It is encrypted, and the password that was given is another one.
    WrongPassword,
    /// It is broken.
    Broken(Words),
}

/// The objects of a file that is whole; streams of objects that unpack to too much are none.
pub fn whole(bytes: &[u8]) -> Option<Document> {
    let options = LoadOptions { max_decompressed_size: Some(OBJECTS), ..LoadOptions::default() };
    Document::load_mem_with_options(bytes, options).ok()
}

/// The objects of a file of other hands; `password` opens it where it is encrypted.
pub fn open(bytes: &[u8], password: Option<&str>) -> Result<Document, Unopened> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: Some(OBJECTS),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options.clone()) {
        Ok(doc) if doc.is_encrypted() && !doc.was_encrypted() => Err(Unopened::Locked),
        Ok(doc) if doc.is_encrypted() || has_pages(&doc) => Ok(doc),
        Err(Error::InvalidPassword) => Err(Unopened::WrongPassword),
        broken => {
            let repaired =
                super::with_new_table(bytes).and_then(|b| Document::load_mem_with_options(&b, options).ok());
            match (repaired, broken) {
                (Some(mut doc), _) => {
                    unpack_objects(&mut doc);
                    Ok(doc)
                }
                (None, Ok(doc)) => Ok(doc),
                (None, Err(_)) if !begins(bytes) => Err(Unopened::Broken(super::OTHER_KIND.into())),
                (None, Err(_)) => Err(Unopened::Broken(
                    "找不到页面等对象的位置 / nothing says where its pages and other objects are".into(),
                )),
            }
        }
    }
}

/// Whether a file says that it is a PDF file; what others wrote before that is let be (ISO 32000-1, annex H.3.4.1).
fn begins(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Whether a file is encrypted so that nobody opens it without its password.
pub fn needs_password(bytes: &[u8]) -> bool {
    matches!(open(bytes, None), Err(Unopened::Locked))
}

fn has_pages(doc: &Document) -> bool {
    doc.catalog().is_ok_and(|c| dictionary_in(doc, c, b"Pages").is_some())
}

/// Adds the objects that stand inside of streams.
fn unpack_objects(doc: &mut Document) {
    let streams: Vec<Stream> = doc
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .filter(|s| s.dict.has_type(b"ObjStm"))
        .cloned()
        .collect();
    for mut stream in streams {
        if let Ok(inside) = ObjectStream::new_with_limit(&mut stream, Some(OBJECTS)) {
            for (id, object) in inside.objects {
                doc.objects.entry(id).or_insert(object);
            }
        }
    }
}

/// An entry of a dictionary, with references followed.
pub fn entry<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let (_, object) = doc.dereference(dict.get(key).ok()?).ok()?;
    Some(object).filter(|o| !o.is_null())
}

/// A dictionary in a dictionary; a stream's own counts.
pub fn dictionary_in<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    as_dictionary(entry(doc, dict, key)?)
}

/// A dictionary, also that of a stream.
pub fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(d) => Some(d),
        Object::Stream(s) => Some(&s.dict),
        _ => None,
    }
}

/// A number, whole or not.
pub fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    }
}

/// Numbers of an array, with references followed; what is no number counts as 0.
pub fn numbers(doc: &Document, object: &Object) -> Vec<f64> {
    let of = |o: &Object| doc.dereference(o).ok().and_then(|(_, o)| number(o)).unwrap_or(0.0);
    object.as_array().map(|list| list.iter().map(of).collect()).unwrap_or_default()
}

/// A text string: UTF-16 with a byte order mark, UTF-8 with one, else Latin (PDFDocEncoding for all that is letters).
pub fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] => from_utf16(bytes),
        [0xff, 0xfe, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// The bytes of a stream, unpacked to at most `limit`; `None` where it holds no text (pictures), is broken or longer.
pub fn unpacked(doc: &Document, stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    let mut stream = std::borrow::Cow::Borrowed(stream);
    // lopdf looks for no filters behind references.
    for key in [b"Filter".as_slice(), b"DecodeParms"] {
        if let Ok(Object::Reference(_)) = stream.dict.get(key) {
            let object = entry(doc, &stream.dict, key).cloned().unwrap_or(Object::Null);
            stream.to_mut().dict.set(key, object);
        }
    }
    // Encodings that only protect bytes on their way stand before the others.
    loop {
        let first = stream.filters().ok().and_then(|f| f.first().map(|f| f.to_vec()));
        let decoded = match first.as_deref() {
            Some(b"ASCIIHexDecode" | b"AHx") => from_hex(&stream.content),
            Some(b"RunLengthDecode" | b"RL") => from_runs(&stream.content, limit),
            Some(b"Crypt") => stream.content.clone(),
            _ => break,
        };
        let rest: Vec<Object> =
            stream.filters().ok()?.iter().skip(1).map(|f| Object::Name(f.to_vec())).collect();
        let stream = stream.to_mut();
        stream.content = decoded;
        if rest.is_empty() {
            stream.dict.remove(b"Filter");
        } else {
            stream.dict.set("Filter", rest);
        }
    }
    if !stream.dict.has(b"Filter") {
        return (stream.content.len() <= limit).then(|| stream.into_owned().content);
    }
    stream.decompressed_content_with_limit(limit).ok()
}

fn from_hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| char::from(*b).to_digit(16).map(|d| d as u8))
        .collect();
    digits.chunks(2).map(|d| d[0] << 4 | d.get(1).copied().unwrap_or(0)).collect()
}

fn from_runs(bytes: &[u8], limit: usize) -> Vec<u8> {
    let mut out = vec![];
    let mut rest = bytes;
    while let [length, tail @ ..] = rest {
        let count = usize::from(*length);
        match (count, tail) {
            (0..=127, _) => {
                let run = &tail[..tail.len().min(count + 1)];
                out.extend_from_slice(run);
                rest = &tail[run.len()..];
            }
            (129.., [byte, tail @ ..]) => {
                out.resize(out.len() + 257 - count, *byte);
                rest = tail;
            }
            _ => break,
        }
        if out.len() > limit {
            break;
        }
    }
    out
}

/// The characters of a named encoding of 256 codes; 0 where there is none.
pub fn encoding(name: &str) -> [u16; 256] {
    let font = dictionary([("Type", self::name("Font")), ("Encoding", self::name(name))]);
    let mut out = [0; 256];
    if let Ok(Encoding::OneByteEncoding(set)) = font.get_font_encoding(&Document::new()) {
        for (to, glyph) in out.iter_mut().zip(set) {
            *to = glyph.map_or(0, |g| g.utf16_code_unit());
        }
    }
    out
}

/// The character of a glyph's name in the Adobe Glyph List.
pub fn glyph_character(glyph: &[u8]) -> Option<char> {
    let differences = vec![0.into(), Object::Name(glyph.to_vec())];
    let encoding = dictionary([("Type", name("Encoding")), ("Differences", differences.into())]);
    let font = dictionary([("Type", name("Font")), ("Encoding", encoding.into())]);
    match font.get_font_encoding(&Document::new()) {
        Ok(Encoding::Differences(d)) => {
            d.map.get(&0).and_then(|g| char::from_u32(u32::from(g.utf16_code_unit())))
        }
        _ => None,
    }
}
