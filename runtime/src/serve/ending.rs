//! From the start-up checks to the last request.

use super::connection::Listening;
use super::error::ServeError;
use super::signals::{Signals, Told};
use crate::health::Health;
use crate::names;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::time::timeout;

/// What dropped requests have to record what became of them.
const LAST_DROPS: Duration = Duration::from_millis(50);

/// A future that asks to stop when it is done.
pub(super) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Runs the start-up checks, if there are any to run, and then waits until somebody asks to stop.
pub(super) async fn until_told(
    signals: &mut Signals,
    health: &Health,
    limit: Duration,
) -> Result<Told, ServeError> {
    if health.is_starting() {
        let starting = pin!(health.start_up(limit));
        let told = pin!(signals.next());
        match first(starting, told).await {
            First::One(started) => started.map_err(ServeError::StartUp)?,
            // Nothing was promised to anybody yet.
            First::Other(told) => {
                return Ok(Told {
                    waits: false,
                    ..told
                });
            }
        }
    }
    Ok(signals.next().await)
}

/// Ends what is served: requests are taken for a while, those in flight have some time to end, and
/// another signal ends both.
pub(super) async fn wind_down(
    serving: &Listening,
    signals: &mut Signals,
    drain: Duration,
    grace: Duration,
) {
    serving.close_after_answers();
    let again = pin!(signals.again());
    let orderly = pin!(async {
        tokio::time::sleep(drain).await;
        serving.refuse();
        timeout(grace, serving.ended()).await.is_ok()
    });
    let in_time = match first(orderly, again).await {
        First::One(in_time) => in_time,
        First::Other(()) => false,
    };
    if !in_time {
        tracing::warn!(
            target: names::TARGET,
            connections = serving.connections(),
            "connections did not end in time and are dropped"
        );
    }
    serving.abort();
    // What is dropped says so, each in its turn; bodies of HTTP/2 are in tasks of their own.
    let _ = timeout(Duration::from_secs(1), serving.ended()).await;
    if !in_time {
        tokio::time::sleep(LAST_DROPS).await;
    }
}

enum First<A, B> {
    One(A),
    Other(B),
}

/// What is done first.
async fn first<A, B>(
    mut one: Pin<&mut impl Future<Output = A>>,
    mut other: Pin<&mut impl Future<Output = B>>,
) -> First<A, B> {
    std::future::poll_fn(|cx| {
        if let Poll::Ready(done) = one.as_mut().poll(cx) {
            return Poll::Ready(First::One(done));
        }
        other.as_mut().poll(cx).map(First::Other)
    })
    .await
}
