//! Log lines: one flat JSON object for each event, or a line for somebody who reads it on a terminal,
//! written by a thread of its own.

mod line;
mod pretty;
mod writer;

pub(crate) use writer::{LogWriter, Stream};

use crate::engine::{EventSink, EventView};
use std::sync::Arc;

/// What lines look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Pretty { colour: bool },
}

/// The log output of the engine.
#[derive(Debug)]
pub(crate) struct Logs {
    writer: Arc<LogWriter>,
    format: Format,
}

impl Logs {
    pub(crate) fn new(writer: Arc<LogWriter>, format: Format) -> Self {
        Self { writer, format }
    }
}

impl EventSink for Logs {
    fn event(&self, event: &EventView<'_>) {
        let level = *event.metadata.level();
        match self.format {
            Format::Json => line::with(event, |line| self.writer.push(line, level)),
            Format::Pretty { colour } => self.writer.push(&pretty::write(event, colour), level),
        }
    }
}
