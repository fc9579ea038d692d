//! The HTTP interface.

mod accounts;
mod orders;

use crate::app::Shop;
use crate::business::{ApiCalls, Tenant};
use crate::error::ShopError;
use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::routing::{get, post};

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/accounts", post(accounts::sign_up))
        .route("/sessions", post(accounts::log_in))
        .route("/orders", post(orders::place).get(orders::list))
        .route("/orders/{id}", get(orders::read))
}

/// Whoever sent a valid token.
pub(crate) struct Customer {
    pub(crate) account_id: String,
    pub(crate) tenant: Tenant,
}

impl FromRequestParts<Shop> for Customer {
    type Rejection = ShopError;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, ShopError> {
        let header = parts.headers.get(AUTHORIZATION);
        let token = header
            .and_then(|header| header.to_str().ok()?.strip_prefix("Bearer "))
            .ok_or(ShopError::NotSignedIn)?;
        let account_id = shop.store.find_session(token).await?;
        let tenant = Tenant::of(&parts.headers);
        let route = parts.extensions.get::<MatchedPath>();
        let endpoint = route.map_or("", MatchedPath::as_str).to_owned();
        ApiCalls { tenant, endpoint }.increment(1);
        Ok(Self { account_id, tenant })
    }
}
