//! What leaves the process over the network: items wait in a bounded queue, a thread of its own for
//! each signal encodes and sends them, and one that hangs does not hold up another.

mod queue;
mod rounds;
mod sender;
mod trouble;
mod worker;

pub(crate) use queue::Queue;
#[cfg(feature = "otlp")]
pub(crate) use rounds::Rounds;
pub(crate) use sender::{Failed, Form, Protocol, Sender, Target, Tls};
pub(crate) use trouble::{Signal, Trouble};
pub(crate) use worker::{Batching, Outgoing, start};
