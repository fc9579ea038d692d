//! Accounts and sessions.

use super::Store;
use crate::error::ShopError;
use frosted::observed;
use sqlx::Row;

impl Store {
    #[observed]
    pub(crate) async fn insert_account(
        &self,
        account_id: &str,
        #[redact(pii)] email: &str,
        password_hash: &str,
    ) -> Result<(), ShopError> {
        sqlx::query("INSERT INTO accounts (id, email, password_hash) VALUES ($1, $2, $3)")
            .bind(account_id)
            .bind(email)
            .bind(password_hash)
            .execute(&self.pool)
            .await
            .map_err(|error| match error {
                sqlx::Error::Database(reason) if reason.is_unique_violation() => {
                    ShopError::EmailTaken
                }
                other => ShopError::Database(other),
            })?;
        Ok(())
    }

    /// The account's id and password hash.
    #[observed]
    pub(crate) async fn find_account(&self, email: &str) -> Result<(String, String), ShopError> {
        let row = sqlx::query("SELECT id, password_hash FROM accounts WHERE email = $1")
            .bind(email)
            .fetch_optional(&self.pool)
            .await?
            .ok_or(ShopError::WrongCredentials)?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }

    #[observed]
    pub(crate) async fn insert_session(
        &self,
        token: &str,
        account_id: &str,
    ) -> Result<(), ShopError> {
        sqlx::query("INSERT INTO sessions (token, account_id) VALUES ($1, $2)")
            .bind(token)
            .bind(account_id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The id of the account that a token belongs to.
    #[observed]
    pub(crate) async fn find_session(&self, token: &str) -> Result<String, ShopError> {
        self.faults.befall().await?;
        let row = sqlx::query("SELECT account_id FROM sessions WHERE token = $1")
            .bind(token)
            .fetch_optional(&self.pool)
            .await?
            .ok_or(ShopError::NotSignedIn)?;
        Ok(row.try_get(0)?)
    }
}
