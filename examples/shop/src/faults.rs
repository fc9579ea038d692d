//! Faults that can be switched on, so that each runbook can be rehearsed: at an address of their own,
//! and only if `--faults` asks for it.
//!
//! ```sh
//! curl -X PUT    localhost:9465/faults/slow   # on
//! curl           localhost:9465/faults        # which are on
//! curl -X DELETE localhost:9465/faults/slow   # off
//! ```

use crate::Failure;
use crate::error::ShopError;
use crate::store::{Held, Store};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

/// What can be wrong.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// Every other request of a customer fails.
    Errors,
    /// Requests of customers take a second and a half longer.
    Slow,
    /// The same, on the thread of a worker, which is kept from all else.
    Blocking,
    /// One request of a customer in a hundred panics.
    Panics,
    /// No connection to the database is free.
    Connections,
    /// The payment provider is down.
    Payments,
    /// Nothing is on the shelves.
    Refusals,
}

const NAMES: [(&str, Fault); 7] = [
    ("errors", Fault::Errors),
    ("slow", Fault::Slow),
    ("blocking", Fault::Blocking),
    ("panics", Fault::Panics),
    ("connections", Fault::Connections),
    ("payments", Fault::Payments),
    ("refusals", Fault::Refusals),
];

const DELAY: Duration = Duration::from_millis(1500);

/// Which faults are on.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Switches>);

#[derive(Default)]
struct Switches {
    on: [AtomicBool; NAMES.len()],
    requests: AtomicU32,
}

impl Faults {
    pub(crate) fn has(&self, fault: Fault) -> bool {
        self.0.on[fault as usize].load(Ordering::Relaxed)
    }

    fn set(&self, fault: Fault, on: bool) {
        self.0.on[fault as usize].store(on, Ordering::Relaxed);
    }

    /// What happens to a request of a customer on its way.
    pub(crate) async fn befall(&self) -> Result<(), ShopError> {
        if self.has(Fault::Slow) {
            tokio::time::sleep(DELAY).await;
        }
        if self.has(Fault::Blocking) {
            std::thread::sleep(DELAY);
        }
        let number = self.0.requests.fetch_add(1, Ordering::Relaxed);
        assert!(
            !(self.has(Fault::Panics) && number.is_multiple_of(100)),
            "the fault `panics` is on"
        );
        if self.has(Fault::Errors) && number.is_multiple_of(2) {
            return Err(ShopError::Internal);
        }
        Ok(())
    }
}

/// What the switches act on.
#[derive(Clone)]
struct Board {
    faults: Faults,
    store: Store,
    held: Arc<Mutex<Vec<Held>>>,
}

/// Serves the switches, past all telemetry: a rehearsal is no request of a customer.
pub(crate) async fn serve(address: SocketAddr, store: Store) -> Result<(), Failure> {
    let board = Board {
        faults: store.faults.clone(),
        store,
        held: Arc::default(),
    };
    let router = Router::new()
        .route("/faults", get(list))
        .route("/faults/{name}", put(switch_on).delete(switch_off))
        .with_state(board);
    let listener = TcpListener::bind(address).await?;
    tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Ok(())
}

type Names = Json<BTreeMap<&'static str, bool>>;

async fn list(State(board): State<Board>) -> Names {
    Json(names(&board.faults))
}

fn names(faults: &Faults) -> BTreeMap<&'static str, bool> {
    let all = NAMES.iter();
    all.map(|(name, fault)| (*name, faults.has(*fault)))
        .collect()
}

async fn switch_on(
    State(board): State<Board>,
    Path(name): Path<String>,
) -> Result<Names, (StatusCode, Names)> {
    switch(&board, &name, true).await
}

async fn switch_off(
    State(board): State<Board>,
    Path(name): Path<String>,
) -> Result<Names, (StatusCode, Names)> {
    switch(&board, &name, false).await
}

/// Answers which are on now; for a name that there is not, with 404.
async fn switch(board: &Board, name: &str, on: bool) -> Result<Names, (StatusCode, Names)> {
    let refused = |status| (status, Json(names(&board.faults)));
    let found = NAMES.iter().find(|(it, _)| *it == name);
    let (_, fault) = found.ok_or_else(|| refused(StatusCode::NOT_FOUND))?;
    if matches!(fault, Fault::Connections) {
        let mut held = board.held.lock().await;
        held.clear();
        board.faults.set(*fault, false);
        if on {
            let all = board.store.hold().await;
            *held = all.map_err(|_| refused(StatusCode::SERVICE_UNAVAILABLE))?;
        }
    }
    board.faults.set(*fault, on);
    Ok(Json(names(&board.faults)))
}
