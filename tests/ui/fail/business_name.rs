// A metric has a kind and a name in snake case that ends with no suffix of Prometheus' own.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(counter, "Orders-Placed")]
fn bad() {}

#[business_metric(counter, name = 7)]
fn no_text() {}

#[business_metric(counter, "orders_count")]
fn reserved() {}

#[business_metric(gauge, "orders_total", value = 1)]
fn total() {}

#[business_metric(counter)]
fn nameless() {}

#[business_metric("orders")]
fn kindless() {}

#[business_metric(conter, "orders")]
fn misspelt() {}

fn main() {}
