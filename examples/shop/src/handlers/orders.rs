//! Placing and reading orders.

use super::Customer;
use crate::app::Shop;
use crate::error::ShopError;
use crate::payment::Charge;
use crate::store::{NewOrder, Order};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use frosted::{business_metric, observed};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct PlaceOrder {
    product_id: i64,
    quantity: i64,
    card_number: String,
}

#[derive(Deserialize)]
pub(super) struct Page {
    page: i64,
    page_size: i64,
}

#[derive(Serialize)]
pub(super) struct Orders {
    orders: Vec<Order>,
    pages: i64,
}

#[business_metric(
    counter,
    "revenue",
    help = "What customers paid",
    unit = "usd",
    value = ret.1.total_cents,
    scale = 100,
    labels(tenant = customer.tenant, product = label(ret.1.product_id, max = 100))
)]
#[business_metric(
    histogram,
    "basket_value",
    help = "What one order costs",
    unit = "usd",
    value = ret.1.total_cents,
    scale = 100,
    buckets = [10, 25, 50, 100, 250, 500, 1000]
)]
#[observed(fields(product.id = wanted.product_id, quantity = wanted.quantity))]
pub(super) async fn place(
    State(shop): State<Shop>,
    customer: Customer,
    Json(wanted): Json<PlaceOrder>,
) -> Result<(StatusCode, Json<Order>), ShopError> {
    let order = price(&shop, &wanted).await?;
    shop.store.reserve(order.product_id, order.quantity).await?;
    let charge = Charge {
        amount_cents: order.total_cents,
        card_number: wanted.card_number,
    };
    if let Err(error) = shop.payments.charge(&charge).await {
        shop.store.release(order.product_id, order.quantity).await?;
        return Err(error);
    }
    let account_id = &customer.account_id;
    shop.store
        .insert_order(NewOrder {
            account_id,
            order: &order,
        })
        .await?;
    frosted::spawn(send_confirmation(order.id));
    Ok((StatusCode::CREATED, Json(order)))
}

#[observed]
async fn price(shop: &Shop, wanted: &PlaceOrder) -> Result<Order, ShopError> {
    if !(1..=1000).contains(&wanted.quantity) {
        return Err(ShopError::InvalidInput);
    }
    let product = shop.store.find_product(wanted.product_id).await?;
    Ok(Order {
        id: order_id(),
        product_id: wanted.product_id,
        quantity: wanted.quantity,
        total_cents: product.price_cents * wanted.quantity,
    })
}

/// Nobody waits for the confirmation: it is sent after the customer has the answer.
#[observed]
async fn send_confirmation(order_id: i64) {
    let message = format!("your order {order_id} is on its way");
    tokio::time::sleep(Duration::from_millis(20)).await;
    drop(message);
}

#[observed]
pub(super) async fn read(
    State(shop): State<Shop>,
    customer: Customer,
    Path(order_id): Path<i64>,
) -> Result<Json<Order>, ShopError> {
    let account_id = &customer.account_id;
    if let Some(order) = shop.cache.find_order(account_id, order_id).await? {
        return Ok(Json(order));
    }
    let order = shop.store.find_order(account_id, order_id).await?;
    shop.cache.keep_order(account_id, &order).await?;
    Ok(Json(order))
}

/// Has a bug that its first user found: nobody thought of a page size of zero.
#[observed(fields(page = query.page, page_size = query.page_size))]
pub(super) async fn list(
    State(shop): State<Shop>,
    customer: Customer,
    Query(query): Query<Page>,
) -> Result<Json<Orders>, ShopError> {
    let account_id = &customer.account_id;
    let total = shop.store.count_orders(account_id).await?;
    let pages = (total + query.page_size - 1) / query.page_size;
    let offset = query.page * query.page_size;
    let orders = shop
        .store
        .list_orders(account_id, query.page_size, offset)
        .await?;
    Ok(Json(Orders { orders, pages }))
}

/// The random half of a UUID, as a positive number.
fn order_id() -> i64 {
    let (_, low) = Uuid::new_v4().as_u64_pair();
    i64::try_from(low >> 16).unwrap_or(i64::MAX)
}
