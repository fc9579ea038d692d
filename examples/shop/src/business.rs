//! What the business counts.

use axum::http::HeaderMap;
use frosted::{Label, business_metric};
use serde::Deserialize;

/// On whose behalf a customer buys: the header `x-tenant`.
#[derive(Clone, Copy, Label)]
pub(crate) enum Tenant {
    Retail,
    Wholesale,
    Partner,
}

impl Tenant {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let header = headers.get("x-tenant");
        match header.and_then(|header| header.to_str().ok()) {
            Some("wholesale") => Self::Wholesale,
            Some("partner") => Self::Partner,
            _ => Self::Retail,
        }
    }
}

/// Who sent a customer to us.
#[derive(Clone, Copy, Default, Deserialize, Label)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    #[default]
    Web,
    App,
    Partner,
}

/// New accounts.
#[business_metric(counter, "user_signups", help = "New accounts")]
pub(crate) struct Signups {
    pub(crate) source: Source,
}

/// Requests of customers who are signed in, by route.
#[business_metric(counter, "api_calls", help = "Requests of signed-in customers")]
pub(crate) struct ApiCalls {
    pub(crate) tenant: Tenant,
    #[label(max = 50)]
    pub(crate) endpoint: String,
}
