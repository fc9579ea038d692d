//! Sign-up and login.

use crate::app::Shop;
use crate::business::{Signups, Source};
use crate::error::ShopError;
use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use frosted::{Redact, observed};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Deserialize, Redact)]
pub(super) struct Credentials {
    #[redact(pii, as = email)]
    email: String,
    #[redact(secret)]
    password: String,
    /// Who sent the customer to us.
    #[redact(internal)]
    #[serde(default)]
    source: Source,
}

#[derive(Serialize)]
pub(super) struct Account {
    id: String,
}

#[derive(Serialize)]
pub(super) struct Session {
    token: String,
}

#[observed]
pub(super) async fn sign_up(
    State(shop): State<Shop>,
    Json(credentials): Json<Credentials>,
) -> Result<(StatusCode, Json<Account>), ShopError> {
    if !credentials.email.contains('@') || credentials.password.len() < 8 {
        return Err(ShopError::InvalidInput);
    }
    let id = Uuid::now_v7().to_string();
    let hash = blocking(move || hash_password(&credentials.password)).await?;
    shop.store
        .insert_account(&id, &credentials.email, &hash)
        .await?;
    let source = credentials.source;
    Signups { source }.increment(1);
    Ok((StatusCode::CREATED, Json(Account { id })))
}

#[observed]
pub(super) async fn log_in(
    State(shop): State<Shop>,
    Json(credentials): Json<Credentials>,
) -> Result<Json<Session>, ShopError> {
    let (account_id, hash) = shop.store.find_account(&credentials.email).await?;
    blocking(move || check_password(&credentials.password, &hash)).await?;
    let token = Uuid::new_v4().simple().to_string();
    shop.store.insert_session(&token, &account_id).await?;
    Ok(Json(Session { token }))
}

#[observed]
fn hash_password(password: &str) -> Result<String, ShopError> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|_| ShopError::Internal)
}

#[observed]
fn check_password(password: &str, hash: &str) -> Result<(), ShopError> {
    let hash = PasswordHash::new(hash).map_err(|_| ShopError::Internal)?;
    Argon2::default()
        .verify_password(password.as_bytes(), &hash)
        .map_err(|_| ShopError::WrongCredentials)
}

/// Runs what keeps a processor busy where it delays nobody else.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ShopError> + Send + 'static,
) -> Result<T, ShopError> {
    let done = frosted::spawn_blocking(work).await;
    done.unwrap_or(Err(ShopError::Internal))
}
