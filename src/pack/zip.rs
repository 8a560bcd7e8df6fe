//! Zip files that are the same bytes for the same parts: fixed times, given order, no directory entries.
//!
//! A book has a file for every chapter, and setting up a compressor for each costs more than compressing it: so one
//! compressor writes them all, and the few records of the format (APPNOTE.TXT 6.3.10, 4.3) are written here. Parts that
//! many packages share, such as styles, are compressed once.

use super::deflate::Deflater;
use crate::finding::Words;
use crate::text::{Map, Set};
use flate2::Crc;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Levels of deflate: for one long part, and for the many files of a book, where more would be a tenth of all time for
/// a sixth of the size.
pub const USUAL: u32 = 2;
pub const QUICK: u32 = 1;
/// 1 January 1980, 00:00: where the time of the format begins.
const DATE: u16 = 1 << 5 | 1;
/// The version of the format that knows deflate, and the flag of names in UTF-8.
const VERSION: u16 = 20;
const UTF8: u16 = 1 << 11;

/// What both records of a part say alike: versions and flags to lengths.
fn facts(name: &str, method: u16, crc: u32, packed: u32, size: u32) -> Result<Vec<u8>, Words> {
    let length = u16::try_from(name.len()).map_err(|_| "文件名太长 / a name is too long")?;
    let flags = if name.is_ascii() { 0 } else { UTF8 };
    let mut out = vec![];
    for n in [VERSION, flags, method, 0, DATE] {
        out.extend(n.to_le_bytes());
    }
    for n in [crc, packed, size] {
        out.extend(n.to_le_bytes());
    }
    for n in [length, 0] {
        out.extend(n.to_le_bytes());
    }
    Ok(out)
}

/// What packs the parts of one package after another.
struct Packer {
    level: u32,
    deflater: Deflater,
    /// Short parts that came more than once, by their checksums and lengths: as they are, and compressed.
    known: Map<(u32, usize), (Vec<u8>, Vec<u8>)>,
    /// Those that came once, as nearly all do.
    seen: Set<(u32, usize)>,
}

thread_local! {
    static PACKERS: RefCell<Vec<Packer>> = const { RefCell::new(vec![]) };
}

impl Packer {
    /// Bytes of the longest part that is kept, how many of them are, and how many are remembered.
    const SHORT: usize = 1 << 15;
    const MOST: usize = 64;
    const SEEN: usize = 4096;

    /// What `work` makes with the packer of a level that this thread has.
    fn of<T>(level: u32, work: impl FnOnce(&mut Self) -> T) -> T {
        PACKERS.with_borrow_mut(|all| {
            let at = all.iter().position(|p| p.level == level).unwrap_or_else(|| {
                let deflater = Deflater::new(level, false);
                all.push(Self { level, deflater, known: Map::default(), seen: Set::default() });
                all.len() - 1
            });
            work(&mut all[at])
        })
    }

    /// Adds a part, compressed or not; gives its checksum.
    fn add(&mut self, bytes: &[u8], stored: bool, out: &mut Vec<u8>) -> Result<u32, Words> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let crc = crc.sum();
        if stored {
            out.extend(bytes);
            return Ok(crc);
        }
        let key = (crc, bytes.len());
        if let Some((_, packed)) = self.known.get(&key).filter(|(known, _)| known == bytes) {
            out.extend(packed);
            return Ok(crc);
        }
        let first = out.len();
        self.deflater.deflate(bytes, out)?;
        if bytes.len() <= Self::SHORT {
            if self.seen.len() >= Self::SEEN {
                self.seen.clear();
            }
            if !self.seen.insert(key) {
                if self.known.len() >= Self::MOST {
                    self.known.clear();
                }
                self.known.insert(key, (bytes.to_vec(), out[first..].to_vec()));
            }
        }
        Ok(crc)
    }
}

/// Packs parts; those named in `stored` are not compressed.
pub fn pack(parts: &[(String, Vec<u8>)], stored: &[&str], level: u32) -> Result<Vec<u8>, Words> {
    let long = |n: usize| u32::try_from(n).map_err(|_| Words::from("4 GiB 以上 / more than 4 GiB"));
    let (mut out, mut directory) = (vec![], vec![]);
    for (name, bytes) in parts {
        let (start, size) = (long(out.len())?, long(bytes.len())?);
        out.extend(b"PK\x03\x04");
        let header = out.len();
        let stored = stored.contains(&name.as_str());
        let method = if stored { 0 } else { 8 };
        out.extend(facts(name, method, 0, 0, size)?);
        out.extend(name.as_bytes());
        let first = out.len();
        let crc = Packer::of(level, |packer| packer.add(bytes, stored, &mut out))?;
        let facts = facts(name, method, crc, long(out.len() - first)?, size)?;
        out[header..header + facts.len()].copy_from_slice(&facts);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(facts);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).map_err(|_| "65,536 个以上的文件 / more than 65,535 files")?;
    let (start, size) = (long(out.len())?, long(directory.len())?);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

/// What is said of one that cannot be unpacked.
const DAMAGED: &str = "压缩包已损坏或不完整 / the package is damaged or cut off";
/// A package may unpack to this many bytes.
const UNPACKED_MAX: u64 = 1 << 30;

/// What stands in a package.
pub struct Entry {
    /// Its name, as it is written there.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is a plain file, and no link.
    pub plain: bool,
    /// Whether the package has another of the name.
    pub twice: bool,
}

/// The parts of a package, in order; directories are left out.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Words> {
    Ok(entries(bytes)?.into_iter().map(|e| (e.name, e.bytes)).collect())
}

/// All that stands in a package; a link has no bytes.
pub fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Words> {
    /// Kinds of files in the upper bits of their mode, and the one of plain ones.
    const KINDS: u32 = 0o170_000;
    const PLAIN: u32 = 0o100_000;
    let mut z = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut count: HashMap<&[u8], usize> = HashMap::new();
    for name in names(bytes) {
        *count.entry(name).or_default() += 1;
    }
    let mut out = vec![];
    let mut left = UNPACKED_MAX;
    for i in 0..z.len() {
        let mut file = z.by_index(i).map_err(|_| DAMAGED)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|_| DAMAGED)?.to_string();
        let kind = file.unix_mode().map_or(PLAIN, |mode| mode & KINDS);
        let plain = matches!(kind, 0 | PLAIN);
        let mut part = vec![];
        if plain {
            // What says that it unpacks to too much is not read at all; what does so without saying it, not to its end.
            let most = left.min(file.compressed_size().saturating_mul(RATIO_MAX).max(SHORT));
            if file.size() <= most {
                (&mut file).take(most + 1).read_to_end(&mut part).map_err(|_| DAMAGED)?;
            }
            if file.size().max(part.len() as u64) > most {
                return Err("压缩包展开后太大 / the package unpacks to too much".into());
            }
        }
        left = left.saturating_sub(part.len() as u64);
        let twice = count.get(name.as_bytes()).is_some_and(|n| *n > 1);
        out.push(Entry { name, bytes: part, plain, twice });
    }
    Ok(out)
}

/// The names in the directory of a package (APPNOTE.TXT 4.3.12): the crate keeps one of each.
fn names(bytes: &[u8]) -> Vec<&[u8]> {
    /// A record without its names, and where it has the lengths of its name, extra field and comment.
    const RECORD: usize = 46;
    const LENGTHS: [usize; 3] = [28, 30, 32];
    let number =
        |at: usize| bytes.get(at..at + 2).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06");
    let from = end.and_then(|e| bytes.get(e + 16..e + 20)?.try_into().ok().map(u32::from_le_bytes));
    let mut at = from.unwrap_or(0) as usize;
    let mut out = vec![];
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let [name, extra, comment] = LENGTHS.map(|l| number(at + l));
        out.extend(bytes.get(at + RECORD..at + RECORD + name));
        at += RECORD + name + extra + comment;
    }
    out
}

/// A package whose parts are taken out one by one, under names without regard to case.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The places of parts by their names in lower case.
    names: HashMap<String, usize>,
    /// Bytes that it may still unpack to.
    left: u64,
}

/// A part may unpack to so many bytes, and to so many times its packed size where that is not short.
const PART_MAX: u64 = 256 << 20;
const RATIO_MAX: u64 = 400;
const SHORT: u64 = 16 << 20;
/// The same for pictures.
const RATIO_PICTURE: u64 = 50;
const SHORT_PICTURE: u64 = 1 << 20;
/// All parts together may unpack to so many times the package, and to so many bytes where that is not much.
const RATIO_ALL: u64 = 50;
const SHORT_ALL: u64 = 256 << 20;

impl<'a> Archive<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// What is wrong with its directory, in words.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        let begins = bytes.starts_with(b"PK");
        let broken = |_| if begins { DAMAGED } else { super::OTHER_KIND };
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let mut names = HashMap::new();
        for i in 0..zip.len() {
            let file = zip.by_index_raw(i).map_err(|_| DAMAGED)?;
            if let Ok(name) = file.name() {
                // OPC: names are the same without regard to case; some programs write them with backslashes.
                names.entry(name.replace('\\', "/").to_ascii_lowercase()).or_insert(i);
            }
        }
        let left = (bytes.len() as u64).saturating_mul(RATIO_ALL).clamp(SHORT_ALL, UNPACKED_MAX);
        Ok(Self { zip, names, left })
    }

    /// Whether a part is there.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_ascii_lowercase())
    }

    /// A part; `None` where there is none of the name.
    ///
    /// # Errors
    /// Where it cannot be unpacked, or unpacks to more than any real document does.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Words> {
        self.read_within(name, RATIO_MAX, SHORT)
    }

    /// A picture: hardly smaller in a package than outside of it.
    ///
    /// # Errors
    /// Where it cannot be unpacked, or unpacks to more than any real picture does.
    pub fn read_picture(&mut self, name: &str) -> Result<Option<Vec<u8>>, Words> {
        self.read_within(name, RATIO_PICTURE, SHORT_PICTURE)
    }

    fn read_within(&mut self, name: &str, ratio: u64, short: u64) -> Result<Option<Vec<u8>>, Words> {
        let Some(at) = self.names.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let mut file = self.zip.by_index(*at).map_err(|_| Words::from(DAMAGED).after(name))?;
        let limit = PART_MAX.min(file.compressed_size().saturating_mul(ratio).max(short)).min(self.left);
        let mut part = vec![];
        (&mut file).take(limit + 1).read_to_end(&mut part).map_err(|_| Words::from(DAMAGED).after(name))?;
        if part.len() as u64 > limit {
            let most = "展开后大得不合常理 / it unpacks to more than any real document does";
            return Err(Words::from(most).after(name));
        }
        self.left -= part.len() as u64;
        Ok(Some(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_more_than_any_document_is_refused() {
        let bomb = pack(&[("a".to_owned(), vec![0; 24 << 20])], &[], USUAL).expect("packs");
        assert!(bomb.len() < 100_000);
        let why = unpack(&bomb).expect_err("too much");
        assert!(why.say(crate::finding::Lang::En).contains("too much"), "{why}");
        // Repetitive texts pack well, and are no bombs.
        let text = pack(&[("a".to_owned(), vec![b'a'; 12 << 20])], &[], USUAL).expect("packs");
        assert!(unpack(&text).is_ok());
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let long: Vec<u8> = (0..300_000u32).flat_map(|n| (n % 977).to_le_bytes()).collect();
        let noise: Vec<u8> = (0..99_999u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let parts: Vec<(String, Vec<u8>)> =
            [("mimetype", b"a/b".to_vec()), ("空/甲.xml", vec![]), ("long", long), ("noise", noise)]
                .map(|(name, bytes)| (name.to_owned(), bytes))
                .into();
        let packed = pack(&parts, &["mimetype"], QUICK).expect("packs");
        assert_eq!(unpack(&packed).expect("unpacks"), parts);
        // The first part of a book stands in the file as it is (OCF 4.2.2).
        assert_eq!(&packed[30..41], b"mimetypea/b");
        // Short parts are kept from the second time on.
        for _ in 0..3 {
            assert_eq!(pack(&parts, &["mimetype"], QUICK).expect("packs"), packed);
        }
    }
}
