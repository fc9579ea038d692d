// Units are base units in lower case, and the name does not end with another.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(histogram, "wait_bytes", unit = "seconds", value = 1)]
fn other() {}

#[business_metric(histogram, "wait", unit = "ms", value = 1)]
fn milliseconds() {}

#[business_metric(histogram, "wait_milliseconds", value = 1)]
fn in_the_name() {}

#[business_metric(counter, "revenue", unit = "USD")]
fn capitals() {}

#[business_metric(counter, "revenue", unit = 5)]
fn no_text() {}

fn main() {}
