// A name has one kind in the whole crate.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(counter, "orders")]
fn counted() {}

#[business_metric(counter, "orders")]
fn counted_elsewhere() {}

#[business_metric(gauge, "orders", value = 1)]
fn measured() {}

fn main() {}
