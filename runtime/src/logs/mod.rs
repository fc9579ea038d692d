//! Log lines: one flat JSON object for each event, written by a thread of its own.

mod line;
mod writer;

pub(crate) use writer::{LogWriter, Stream};

use crate::engine::{EventSink, EventView};
use std::sync::Arc;

/// The log output of the engine.
#[derive(Debug)]
pub(crate) struct Logs {
    writer: Arc<LogWriter>,
}

impl Logs {
    pub(crate) fn new(writer: Arc<LogWriter>) -> Self {
        Self { writer }
    }
}

impl EventSink for Logs {
    fn event(&self, event: &EventView<'_>) {
        let level = *event.metadata.level();
        line::with(event, |line| self.writer.push(line, level));
    }
}
