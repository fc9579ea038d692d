//! `bytes`: only how many there are.

use crate::redact::{Out, Redact};
use bytes::{Bytes, BytesMut};
use std::fmt;

impl Redact for Bytes {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        out.counted(self.len())
    }
}

impl Redact for BytesMut {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        out.counted(self.len())
    }
}
