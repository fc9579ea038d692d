//! Products and orders.

use super::Store;
use crate::error::ShopError;
use crate::faults::Fault;
use frosted::observed;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Something on the shelves.
pub(crate) struct Product {
    pub(crate) price_cents: i64,
}

/// An order that was paid.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: i64,
    pub(crate) product_id: i64,
    pub(crate) quantity: i64,
    pub(crate) total_cents: i64,
}

/// An order to be stored.
pub(crate) struct NewOrder<'a> {
    pub(crate) account_id: &'a str,
    pub(crate) order: &'a Order,
}

impl Store {
    #[observed]
    pub(crate) async fn find_product(&self, product_id: i64) -> Result<Product, ShopError> {
        let row = sqlx::query("SELECT price_cents FROM products WHERE id = $1")
            .bind(product_id)
            .fetch_optional(&self.pool)
            .await?
            .ok_or(ShopError::NotFound)?;
        Ok(Product {
            price_cents: row.try_get(0)?,
        })
    }

    /// Takes pieces off the shelf.
    #[observed]
    pub(crate) async fn reserve(&self, product_id: i64, quantity: i64) -> Result<(), ShopError> {
        let taken =
            sqlx::query("UPDATE products SET stock = stock - $1 WHERE id = $2 AND stock >= $3")
                .bind(quantity)
                .bind(product_id)
                .bind(quantity)
                .execute(&self.pool)
                .await?;
        if taken.rows_affected() == 0 || self.faults.has(Fault::Refusals) {
            return Err(ShopError::OutOfStock);
        }
        Ok(())
    }

    /// Puts pieces back that were not paid for.
    #[observed]
    pub(crate) async fn release(&self, product_id: i64, quantity: i64) -> Result<(), ShopError> {
        sqlx::query("UPDATE products SET stock = stock + $1 WHERE id = $2")
            .bind(quantity)
            .bind(product_id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    #[observed(skip_all, fields(order.id = new.order.id))]
    pub(crate) async fn insert_order(&self, new: NewOrder<'_>) -> Result<(), ShopError> {
        sqlx::query(
            "INSERT INTO orders (id, account_id, product_id, quantity, total_cents)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.order.id)
        .bind(new.account_id)
        .bind(new.order.product_id)
        .bind(new.order.quantity)
        .bind(new.order.total_cents)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    #[observed(skip(account_id))]
    pub(crate) async fn find_order(
        &self,
        account_id: &str,
        order_id: i64,
    ) -> Result<Order, ShopError> {
        let row = sqlx::query(
            "SELECT id, product_id, quantity, total_cents FROM orders
             WHERE account_id = $1 AND id = $2",
        )
        .bind(account_id)
        .bind(order_id)
        .fetch_optional(&self.pool)
        .await?
        .ok_or(ShopError::NotFound)?;
        order(&row)
    }

    #[observed(skip(account_id))]
    pub(crate) async fn list_orders(
        &self,
        account_id: &str,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Order>, ShopError> {
        let rows = sqlx::query(
            "SELECT id, product_id, quantity, total_cents FROM orders
             WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
        )
        .bind(account_id)
        .bind(limit)
        .bind(offset)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(order).collect()
    }

    #[observed(skip(account_id))]
    pub(crate) async fn count_orders(&self, account_id: &str) -> Result<i64, ShopError> {
        let row = sqlx::query("SELECT COUNT(*) FROM orders WHERE account_id = $1")
            .bind(account_id)
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get(0)?)
    }
}

fn order(row: &AnyRow) -> Result<Order, ShopError> {
    Ok(Order {
        id: row.try_get(0)?,
        product_id: row.try_get(1)?,
        quantity: row.try_get(2)?,
        total_cents: row.try_get(3)?,
    })
}
