//! Zip files that are the same bytes for the same parts: fixed times, given order, no directory entries.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Packs parts; those named in `stored` are not compressed.
pub fn pack(parts: &[(String, Vec<u8>)], stored: &[&str]) -> Result<Vec<u8>, String> {
    let mut z = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in parts {
        let method = if stored.contains(&name.as_str()) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        z.start_file(name.as_str(), options).map_err(|e| e.to_string())?;
        z.write_all(bytes).map_err(|e| e.to_string())?;
    }
    z.finish().map(Cursor::into_inner).map_err(|e| e.to_string())
}

/// A package may unpack to this many bytes.
const UNPACKED_MAX: u64 = 1 << 30;

/// The parts of a package, in order; directories are left out.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut z = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut out = vec![];
    let mut left = UNPACKED_MAX;
    for i in 0..z.len() {
        let mut file = z.by_index(i).map_err(|e| e.to_string())?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|e| e.to_string())?.to_string();
        let mut part = vec![];
        (&mut file).take(left + 1).read_to_end(&mut part).map_err(|e| e.to_string())?;
        left = left
            .checked_sub(part.len() as u64)
            .ok_or("压缩包展开后太大 / the package unpacks to too much")?;
        out.push((name, part));
    }
    Ok(out)
}
