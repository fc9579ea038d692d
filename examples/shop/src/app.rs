//! The parts put together: stores, payment, routes.

use crate::Failure;
use crate::arguments::Addresses;
use crate::cache::Cache;
use crate::faults;
use crate::handlers;
use crate::payment::{PaymentClient, PaymentStub};
use crate::store::Store;
use axum::Router;
use frosted::ServeError;
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
    task: JoinHandle<Result<(), ServeError>>,
    stop: oneshot::Sender<()>,
    _payments: PaymentStub,
}

/// Opens the stores and starts to serve, for operators and rehearsals at other addresses if there are
/// such.
pub(crate) async fn start(addresses: &Addresses) -> Result<Server, Failure> {
    let store = Store::open().await?;
    let payments = PaymentStub::start(store.faults.clone()).await?;
    if let Some(address) = addresses.faults {
        faults::serve(address, store.clone()).await?;
    }
    let shop = Shop {
        store,
        cache: Cache::open().await?,
        payments: PaymentClient::new(payments.address),
    };
    let health = health(&shop);
    let listener = TcpListener::bind(addresses.shop).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let mut serve = frosted::serve(listener, router(shop, &health)).health(&health);
    if let Some(admin) = addresses.admin {
        serve = serve.admin(TcpListener::bind(admin).await?);
    }
    // Only a signal stops a shop that nobody drives.
    let stopped = async {
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    Ok(Server {
        address,
        task: tokio::spawn(serve.stop_when(stopped).run()),
        stop,
        _payments: payments,
    })
}

impl Server {
    /// Serves until a signal stops it.
    pub(crate) async fn ended(self) -> Result<(), Failure> {
        Ok(self.task.await??)
    }

    /// Stops, and waits for the requests in flight.
    pub(crate) async fn stop(self) -> Result<(), Failure> {
        let _ = self.stop.send(());
        Ok(self.task.await??)
    }
}

/// The database is asked before the first request; without the cache nobody is signed in.
fn health(shop: &Shop) -> Health {
    let (store, cache) = (shop.store.clone(), shop.cache.clone());
    Health::new()
        .starting()
        .check("database", move || {
            let store = store.clone();
            async move { store.ping().await }
        })
        .check("redis", move || {
            let cache = cache.clone();
            async move { cache.ping().await }
        })
}

/// The layer comes last, so that it sees every request; it leaves the probes alone by itself.
fn router(shop: Shop, health: &Health) -> Router {
    handlers::routes()
        .with_state(shop)
        .merge(health.router())
        .merge(frosted::http::metrics_route())
        .layer(frosted::http::layer())
}
