// Labels of a function are closed and have names of their own, and buckets are ascending durations.
#![allow(dead_code)]
use frosted::observed;

#[observed(labels(tenant = label(tenant, max = 500)))]
fn open(tenant: &str) {}

#[observed(labels(function = urgent, urgent))]
fn taken(urgent: bool) {}

#[observed(labels(tenant))]
fn text(tenant: String) {}

#[observed(buckets = ["1s", "10ms"])]
fn descending() {}

#[observed(buckets = [0.1, 1.0])]
fn numbers() {}

#[observed(metrics = false, buckets = ["10ms"], labels(urgent), slo(availability = "99"))]
fn uncounted(urgent: bool) {}

fn main() {}
