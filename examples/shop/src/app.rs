//! The parts put together: stores, payment, routes.

use crate::Failure;
use crate::cache::Cache;
use crate::handlers;
use crate::payment::{PaymentClient, PaymentStub};
use crate::store::Store;
use axum::Router;
use frosted::health::Health;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) store: Store,
    pub(crate) cache: Cache,
    pub(crate) payments: PaymentClient,
}

/// A shop that serves.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: JoinHandle<std::io::Result<()>>,
    stop: oneshot::Sender<()>,
    _payments: PaymentStub,
}

/// Opens the stores and starts to serve.
pub(crate) async fn start(address: SocketAddr) -> Result<Server, Failure> {
    let payments = PaymentStub::start().await?;
    let shop = Shop {
        store: Store::open().await?,
        cache: Cache::open().await?,
        payments: PaymentClient::new(payments.address),
    };
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, router(shop)).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    Ok(Server {
        address,
        task: tokio::spawn(serving.into_future()),
        stop,
        _payments: payments,
    })
}

impl Server {
    /// Stops accepting, and waits for the requests in flight.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

/// The layer comes last, so that it sees every request; it leaves the probes alone by itself.
fn router(shop: Shop) -> Router {
    let (store, cache) = (shop.store.clone(), shop.cache.clone());
    let health = Health::new()
        .check("database", move || {
            let store = store.clone();
            async move { store.ping().await }
        })
        .check("redis", move || {
            let cache = cache.clone();
            async move { cache.ping().await }
        });
    handlers::routes()
        .with_state(shop)
        .merge(health.router())
        .merge(frosted::http::metrics_route())
        .layer(frosted::http::layer())
}
