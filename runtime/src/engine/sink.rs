//! The seam between the engine and the outputs: what an output must answer to.

use super::fields::Fields;
use super::node::Node;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tracing_core::Metadata;

/// A span that has ended. It may be read by any thread; nothing changes any more.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) node: Arc<Node>,
    pub(crate) took: Duration,
}

impl Ended {
    /// When the span ended, by the wall clock at its start and the steady clock since.
    pub(crate) fn at(&self) -> SystemTime {
        self.node.started + self.took
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
