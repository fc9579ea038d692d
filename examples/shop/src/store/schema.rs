//! The tables, and what is on the shelves when the shop opens.

use frosted::sql::ObservedPool;
use sqlx::Any;

const TABLES: [&str; 4] = [
    "CREATE TABLE IF NOT EXISTS accounts (
        id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sessions (
        token TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id))",
    "CREATE TABLE IF NOT EXISTS products (
        id BIGINT PRIMARY KEY, name TEXT NOT NULL, price_cents BIGINT NOT NULL, stock BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS orders (
        id BIGINT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id),
        product_id BIGINT NOT NULL REFERENCES products (id),
        quantity BIGINT NOT NULL, total_cents BIGINT NOT NULL)",
];

/// Id, name, price in cents, pieces.
const PRODUCTS: [(i64, &str, i64, i64); 4] = [
    (1, "Notebook", 450, 1_000_000),
    (2, "Fountain pen", 3_900, 1_000_000),
    (3, "Writing desk", 129_900, 1_000_000),
    (4, "First edition", 98_000, 0),
];

pub(super) async fn create(pool: &ObservedPool<Any>) -> Result<(), sqlx::Error> {
    for table in TABLES {
        sqlx::query(table).execute(pool).await?;
    }
    for (id, name, price_cents, stock) in PRODUCTS {
        sqlx::query(
            "INSERT INTO products (id, name, price_cents, stock) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(id)
        .bind(name)
        .bind(price_cents)
        .bind(stock)
        .execute(pool)
        .await?;
    }
    Ok(())
}
