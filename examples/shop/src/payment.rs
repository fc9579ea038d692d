//! The payment provider: a client, and a stub of the provider that the shop starts itself.

use crate::Failure;
use crate::error::ShopError;
use crate::faults::{Fault, Faults};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use frosted::http::client::ObservedSend;
use frosted::{business_metric, observed};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the provider is asked for.
#[derive(Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) amount_cents: i64,
    pub(crate) card_number: String,
}

/// Talks to the provider.
#[derive(Clone)]
pub(crate) struct PaymentClient {
    http: reqwest::Client,
    url: String,
}

impl PaymentClient {
    pub(crate) fn new(provider: SocketAddr) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: format!("http://{provider}/charges"),
        }
    }

    #[business_metric(counter, "failed_payments", help = "Charges that failed", on = error)]
    #[observed(
        skip_all,
        fields(amount_cents = charge.amount_cents),
        slo(name = "payments", availability = "99", latency(le = "2500ms", target = "95"))
    )]
    pub(crate) async fn charge(&self, charge: &Charge) -> Result<(), ShopError> {
        let request = self.http.post(&self.url).json(charge);
        let request = request.timeout(Duration::from_secs(2));
        let response = request.send_observed("/charges").await?;
        match response.status() {
            StatusCode::PAYMENT_REQUIRED => Err(ShopError::PaymentDeclined),
            status if status.is_success() => Ok(()),
            _ => Err(response
                .error_for_status()
                .map(drop)
                .map_or_else(Into::into, |()| ShopError::Internal)),
        }
    }
}

/// A provider that declines cards ending in 2, fails for those ending in 3, and takes its time
/// over large amounts. It is a service of its own, with its own request spans.
pub(crate) struct PaymentStub {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl PaymentStub {
    pub(crate) async fn start(faults: Faults) -> Result<Self, Failure> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .route("/charges", post(accept_charge))
            .with_state(faults)
            .layer(frosted::http::layer());
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, task })
    }
}

impl Drop for PaymentStub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[observed(skip_all, fields(amount_cents = charge.amount_cents))]
async fn accept_charge(State(faults): State<Faults>, Json(charge): Json<Charge>) -> StatusCode {
    if faults.has(Fault::Payments) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    if charge.amount_cents >= 100_000 {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    match charge.card_number.chars().last() {
        Some('2') => StatusCode::PAYMENT_REQUIRED,
        Some('3') => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::CREATED,
    }
}
