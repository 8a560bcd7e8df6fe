//! Deflate with one compressor for many streams: to set one up costs more than to compress a short stream.

use crate::finding::Words;
use flate2::{Compress, Compression, FlushCompress, Status};

/// A compressor.
pub struct Deflater(Compress);

impl Deflater {
    /// A compressor of a level; `zlib` says whether its streams have the head and checksum of RFC 1950.
    pub fn new(level: u32, zlib: bool) -> Self {
        Self(Compress::new(Compression::new(level), zlib))
    }

    /// Adds a compressed stream to `out`.
    pub fn deflate(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Words> {
        self.0.reset();
        let mut rest = bytes;
        loop {
            out.reserve(rest.len() / 3 + 64);
            let before = self.0.total_in();
            let status = self
                .0
                .compress_vec(rest, out, FlushCompress::Finish)
                .map_err(|_| "内部错误，请报告 / an internal error; please report it")?;
            rest = &rest[(self.0.total_in() - before) as usize..];
            if status == Status::StreamEnd {
                return Ok(());
            }
        }
    }
}

/// The bytes of a zlib stream (RFC 1950), no more than `most`; `None` where it is broken.
pub fn inflate(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut out = Vec::with_capacity(most.min(1 << 20));
    let mut decoder = flate2::read::ZlibDecoder::new(packed).take(most as u64);
    decoder.read_to_end(&mut out).ok()?;
    Some(out)
}
