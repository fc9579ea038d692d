//! Orders that were read lately: in the process by default, in Redis when `REDIS_URL` says so.

use crate::error::ShopError;
use crate::store::Order;
use frosted::observed;
use frosted::redis::ObservedRedis;
use redis::AsyncCommands;
use redis::aio::ConnectionManager;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How long Redis keeps an order, in seconds.
const KEEP: u64 = 60;
/// How many orders the process keeps.
const MAX_ORDERS: usize = 1000;

#[derive(Clone)]
pub(crate) enum Cache {
    Process(Arc<Mutex<HashMap<String, Order>>>),
    Redis(ObservedRedis<ConnectionManager>),
}

impl Cache {
    pub(crate) async fn open() -> Result<Self, ShopError> {
        match std::env::var("REDIS_URL") {
            Ok(url) => {
                let client = redis::Client::open(url)?;
                let connection = client.get_connection_manager().await?;
                let redis = ObservedRedis::new(connection).cache("orders");
                Ok(Self::Redis(redis.server(client.get_connection_info())))
            }
            Err(_) => Ok(Self::Process(Arc::default())),
        }
    }

    pub(crate) async fn ping(&self) -> Result<(), ShopError> {
        if let Self::Redis(connection) = self {
            let () = redis::cmd("PING")
                .query_async(&mut connection.clone())
                .await?;
        }
        Ok(())
    }

    /// The order, if it is kept and belongs to the account.
    #[observed(skip(account_id))]
    pub(crate) async fn find_order(
        &self,
        account_id: &str,
        order_id: i64,
    ) -> Result<Option<Order>, ShopError> {
        let key = key(account_id, order_id);
        match self {
            Self::Process(orders) => {
                let orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(orders.get(&key).cloned())
            }
            Self::Redis(connection) => {
                let found: Option<String> = connection.clone().get(key).await?;
                Ok(found.and_then(|text| serde_json::from_str(&text).ok()))
            }
        }
    }

    #[observed(skip_all, fields(order.id = order.id))]
    pub(crate) async fn keep_order(
        &self,
        account_id: &str,
        order: &Order,
    ) -> Result<(), ShopError> {
        let key = key(account_id, order.id);
        match self {
            Self::Process(orders) => {
                let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
                if orders.len() >= MAX_ORDERS {
                    orders.clear();
                }
                orders.insert(key, order.clone());
            }
            Self::Redis(connection) => {
                let text = serde_json::to_string(order).map_err(|_| ShopError::Internal)?;
                let () = connection.clone().set_ex(key, text, KEEP).await?;
            }
        }
        Ok(())
    }
}

fn key(account_id: &str, order_id: i64) -> String {
    format!("shop:order:{account_id}:{order_id}")
}
