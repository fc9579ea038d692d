//! Who a piece of work belongs to: trace ids, the sampled flag, and a remote parent on its way in.

mod ids;
mod remote;

#[cfg(feature = "axum")]
pub(crate) use ids::random_bytes;
pub(crate) use ids::{SpanContext, SpanId, TraceFlags, TraceId};
pub(crate) use remote::{RemoteParent, adopt, adopted, come_from, is_adopting};
