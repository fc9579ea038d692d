// A counter takes whole numbers from zero up: money below zero or as a float does not compile.
#![allow(dead_code)]
use frosted::business_metric;

struct Receipt {
    total: f64,
}

#[business_metric(counter, "refunds", unit = "usd", value = -5, scale = 100)]
fn negative() {}

#[business_metric(counter, "fees", unit = "usd", value = 9.99)]
fn literal() {}

#[business_metric(counter, "revenue", unit = "usd", value = ret.total, scale = 100)]
fn float() -> Receipt {
    Receipt { total: 9.99 }
}

#[business_metric(histogram, "baskets", unit = "usd", value = ret.total, scale = 100)]
fn scaled_float() -> Receipt {
    Receipt { total: 9.99 }
}

#[business_metric(gauge, "last_basket", value = ret)]
fn no_number() -> Receipt {
    Receipt { total: 9.99 }
}

fn main() {}
