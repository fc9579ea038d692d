//! The part of a trace that runs in this process under one local root.

use super::node::Node;
use super::sink::{Ended, SpanSink};
use std::sync::{Arc, Mutex, PoisonError};

/// How many ended spans wait for their local root. More are dropped and counted.
const MAX_SPANS: usize = 10_000;

/// Shared by all spans below one local root. The root hands the ended spans over as one batch;
/// a span that outlives its root (a spawned task) is handed over by itself.
#[derive(Debug)]
pub(crate) struct LocalTrace {
    /// The `tracestate` to send on; empty when there is none.
    pub(crate) state: String,
    ended: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    spans: Vec<Ended>,
    dropped: u64,
    root_ended: bool,
}

impl LocalTrace {
    pub(crate) fn new(state: String) -> Arc<Self> {
        Arc::new(Self {
            state,
            ended: Mutex::new(Waiting::default()),
        })
    }

    /// Takes an ended span in, and gives to `sink` what is ready to go.
    pub(crate) fn ended(&self, node: Arc<Node>, is_root: bool, sink: &dyn SpanSink) {
        let took = node.elapsed();
        let ended = Ended { node, took };
        let mut waiting = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.spans.len() < MAX_SPANS || is_root {
            waiting.spans.push(ended);
        } else {
            waiting.dropped += 1;
        }
        waiting.root_ended |= is_root;
        if waiting.root_ended {
            let spans = std::mem::take(&mut waiting.spans);
            let dropped = std::mem::take(&mut waiting.dropped);
            drop(waiting);
            sink.batch(spans, dropped);
        }
    }
}
