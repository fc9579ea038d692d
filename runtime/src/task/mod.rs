//! Tasks that stay in the trace of whoever spawned them.

mod join_set;
mod runtime;

pub use join_set::ObservedJoinSet;
pub use runtime::watch_runtime;

use tokio::task::JoinHandle;
use tracing::{Instrument, Span};

/// Spawns `task` onto the Tokio runtime, inside the current span: its spans belong to the same
/// trace, and its log lines carry the same context. A span of its own is up to the task: annotate
/// the function. The caller's span does not wait for the task; it ends when the caller does.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// #[frosted::observed]
/// async fn send_confirmation(order_id: u64) {}
///
/// frosted::spawn(send_confirmation(7)).await.expect("the task ends");
/// # }
/// ```
///
/// # Panics
/// Outside of a Tokio runtime, as [`tokio::spawn`] does.
pub fn spawn<F>(task: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    tokio::spawn(task.in_current_span())
}

/// Runs `work` on a thread where blocking is allowed, inside the current span. Otherwise like
/// [`spawn`].
///
/// # Panics
/// Outside of a Tokio runtime, as [`tokio::task::spawn_blocking`] does.
pub fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
}
