//! The seam between the engine and the outputs: what an output must answer to.

use super::fields::Fields;
use super::node::Node;
use crate::clock::Ticks;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tracing_core::Metadata;

/// A span that has ended. It may be read by any thread; nothing changes any more.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) node: Arc<Node>,
    pub(crate) at: Ticks,
}

impl Ended {
    /// When the span began and when it ended, by the wall clock at its start and a clock that never
    /// jumps since.
    pub(crate) fn times(&self) -> (SystemTime, SystemTime) {
        let began = self.node.begun.wall();
        let took = self.at.nanos_since(self.node.begun);
        (began, began + Duration::from_nanos(took))
    }
}

/// Takes spans that have ended. It must not block: it is called where the span closes.
pub(crate) trait SpanSink: Send + Sync + std::fmt::Debug {
    fn ended(&self, span: Ended);
}

/// One event, as the outputs see it.
pub(crate) struct EventView<'a> {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) at: SystemTime,
    pub(crate) fields: &'a Fields,
    /// The span around it.
    pub(crate) span: Option<&'a Node>,
}

/// Takes events. It must not block: it is called where the event is.
pub(crate) trait EventSink: Send + Sync + std::fmt::Debug {
    fn event(&self, event: &EventView<'_>);
}
