//! What the customers do: mostly what a shop hopes for, and some of everything else.

use super::client::{Ask, Customer, Sent};
use crate::Failure;
use serde_json::json;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How many customers there are at a time.
const CUSTOMERS: usize = 4;
/// What they use; the demo's telemetry must not show any of these.
const PASSWORD: &str = "correct-horse-battery-staple";
const GOOD_CARD: &str = "4111111111111111";
const DECLINED_CARD: &str = "4000000000000002";
const BROKEN_CARD: &str = "4000000000000003";

/// Drives traffic for `time` and answers what was sent.
pub(super) async fn drive(shop: SocketAddr, time: Duration) -> Result<Sent, Failure> {
    let until = Instant::now() + time;
    let customers: Vec<_> = (0..CUSTOMERS)
        .map(|number| tokio::spawn(customer(shop, number, until)))
        .collect();
    let mut all = Sent::new();
    for customer in customers {
        for (key, count) in customer.await?? {
            *all.entry(key).or_default() += count;
        }
    }
    Ok(all)
}

async fn customer(shop: SocketAddr, number: usize, until: Instant) -> Result<Sent, Failure> {
    let mut customer = Customer::new(shop);
    sign_in(&mut customer, number).await?;
    for round in 0.. {
        if Instant::now() >= until {
            break;
        }
        visit(&mut customer, round).await?;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(customer.sent)
}

/// A new account, some mistakes, a session.
async fn sign_in(customer: &mut Customer, number: usize) -> Result<(), Failure> {
    let email = format!("customer{number}-{}@example.org", std::process::id());
    let right = json!({ "email": email, "password": PASSWORD });
    let wrong = json!({ "email": email, "password": "a guess that is wrong" });
    let short = json!({ "email": email, "password": "short" });
    customer.ask(Ask::post("/accounts", short)).await?;
    customer.ask(Ask::post("/accounts", right.clone())).await?;
    customer.ask(Ask::post("/accounts", right.clone())).await?;
    customer.ask(Ask::post("/sessions", wrong)).await?;
    let session = customer.ask(Ask::post("/sessions", right)).await?;
    customer.token = session["token"].as_str().unwrap_or_default().to_owned();
    Ok(())
}

/// One visit: an order that is read and listed; now and then something goes wrong.
async fn visit(customer: &mut Customer, round: u32) -> Result<(), Failure> {
    let order = customer
        .ask(buy(1 + i64::from(round % 2), GOOD_CARD))
        .await?;
    let path = format!("/orders/{}", order["id"]);
    customer.ask(Ask::get("/orders/{id}", path.clone())).await?;
    customer.ask(Ask::get("/orders/{id}", path)).await?;
    customer.ask(list(10)).await?;
    match round % 8 {
        1 => drop(customer.ask(buy(1, DECLINED_CARD)).await?),
        2 => drop(customer.ask(buy(4, GOOD_CARD)).await?),
        3 => drop(
            customer
                .ask(Ask::get("/orders/{id}", "/orders/1".to_owned()))
                .await?,
        ),
        4 => drop(customer.ask(buy(3, GOOD_CARD)).await?),
        5 => drop(customer.ask(buy(1, BROKEN_CARD)).await?),
        6 => {
            customer
                .ask_and_leave(buy(3, GOOD_CARD), Duration::from_millis(250))
                .await?;
        }
        7 if round == 7 => drop(customer.ask(list(0)).await?),
        _ => drop(
            customer
                .ask(Ask::get("", "/wp-login.php".to_owned()))
                .await?,
        ),
    }
    Ok(())
}

/// Product 3 is dear, so its payment is slow; product 4 is sold out.
fn buy(product_id: i64, card_number: &str) -> Ask {
    let body = json!({ "product_id": product_id, "quantity": 1, "card_number": card_number });
    Ask::post("/orders", body)
}

/// A page size of zero is the shop's bug.
fn list(page_size: i64) -> Ask {
    Ask::get("/orders", format!("/orders?page=0&page_size={page_size}"))
}
