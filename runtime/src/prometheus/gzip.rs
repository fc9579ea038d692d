//! A page compressed while it is written.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The pieces of another page, compressed.
pub(super) struct Compressed<I> {
    pieces: I,
    /// `None` after the end.
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl<I> Compressed<I> {
    pub(super) fn new(pieces: I) -> Self {
        let encoder = GzEncoder::new(Vec::new(), Compression::fast());
        Self {
            pieces,
            encoder: Some(encoder),
        }
    }
}

impl<I: Iterator<Item = Vec<u8>>> Iterator for Compressed<I> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let encoder = self.encoder.as_mut()?;
        for piece in self.pieces.by_ref() {
            // Writing into memory does not fail.
            let _ = encoder.write_all(&piece);
            if !encoder.get_ref().is_empty() {
                return Some(std::mem::take(encoder.get_mut()));
            }
        }
        self.encoder.take()?.finish().ok()
    }
}
