//! The `/metrics` page: [Prometheus text 0.0.4](https://prometheus.io/docs/instrumenting/exposition_formats/)
//! or [OpenMetrics 1.0](https://prometheus.io/docs/specs/om/open_metrics_spec/), whichever is asked
//! for, in pieces, compressed if that is asked for too.
//!
//! Exemplars stand in `OpenMetrics` only: the older format has no place for them.

mod asked;
mod gzip;
mod text;

use crate::metrics::{Asked, Exposition, Family, store};
use std::sync::Arc;
use text::Writer;

/// How many series are written under one look at their family.
const AT_ONCE: usize = 256;
/// How large a piece of the page becomes, in bytes, before it is handed on.
const PIECE: usize = 32 * 1024;

/// The formats of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    OpenMetrics,
}

impl Format {
    fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

/// The page.
pub(crate) fn page(asked: Asked<'_>) -> Exposition {
    let format = asked::format(asked.accept);
    let pieces = Pieces {
        format,
        families: store().families(),
        family: 0,
        series: 0,
        ended: false,
    };
    let gzip = asked::gzip(asked.encoding);
    Exposition {
        content_type: format.content_type(),
        encoding: gzip.then_some("gzip"),
        pieces: if gzip {
            Box::new(gzip::Compressed::new(pieces))
        } else {
            Box::new(pieces)
        },
    }
}

/// The page, a piece at a time: nothing is locked in between.
struct Pieces {
    format: Format,
    families: Vec<Arc<Family>>,
    /// The family that is being written, and how many of its series have been.
    family: usize,
    series: usize,
    ended: bool,
}

impl Iterator for Pieces {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut writer = Writer::new(self.format);
        while writer.len() < PIECE {
            let Some(family) = self.families.get(self.family) else {
                if !std::mem::replace(&mut self.ended, true) {
                    writer.end();
                }
                break;
            };
            if self.series == 0 {
                writer.head(family);
            }
            let more = family.some(self.series, AT_ONCE, |_, series| {
                writer.series(family, series);
            });
            self.series += AT_ONCE;
            if !more {
                (self.family, self.series) = (self.family + 1, 0);
            }
        }
        let piece = writer.finish();
        (!piece.is_empty()).then_some(piece)
    }
}
