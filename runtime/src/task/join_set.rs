//! Sets of tasks that stay in their trace.

use tokio::task::{AbortHandle, JoinSet};
use tracing::{Instrument, Span};

/// Spawns into a [`JoinSet`] as [`spawn`](crate::spawn) does: inside the current span.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use frosted::ObservedJoinSet;
/// use tokio::task::JoinSet;
///
/// #[frosted::observed]
/// async fn price_of(product: u64) -> u64 {
///     product * 100
/// }
///
/// let mut prices = JoinSet::new();
/// for product in 1..=3 {
///     prices.spawn_observed(price_of(product));
/// }
/// assert_eq!(prices.join_all().await.len(), 3);
/// # }
/// ```
pub trait ObservedJoinSet<T> {
    /// As [`JoinSet::spawn`] does.
    ///
    /// # Panics
    /// Outside of a Tokio runtime.
    fn spawn_observed<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static;

    /// As [`JoinSet::spawn_blocking`] does.
    ///
    /// # Panics
    /// Outside of a Tokio runtime.
    fn spawn_blocking_observed<F>(&mut self, work: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static;
}

impl<T: Send + 'static> ObservedJoinSet<T> for JoinSet<T> {
    fn spawn_observed<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
    {
        self.spawn(task.in_current_span())
    }

    fn spawn_blocking_observed<F>(&mut self, work: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
    {
        let span = Span::current();
        self.spawn_blocking(move || span.in_scope(work))
    }
}
