// Each argument of a business metric has its form, and its kinds.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(counter, "a", buckets = [1, 2])]
fn buckets() {}

#[business_metric(gauge, "b", value = 1, exact)]
fn exact() {}

#[business_metric(gauge, "c")]
fn no_value() {}

#[business_metric(counter, "d", scale = 60)]
fn scale() {}

#[business_metric(histogram, "e", value = 1, buckets = [2, 1])]
fn descending() {}

#[business_metric(counter, "f", on = sometimes)]
fn on() {}

#[business_metric(counter, "g", on = error, value = ret.total)]
fn ret() {}

#[business_metric(counter, "h", help = "")]
fn help() {}

fn main() {}
