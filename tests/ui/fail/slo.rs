// What is promised can be missed, can be measured, and is exact.
use frosted::{observed, slo};

#[observed(slo(availability = "90"))]
fn cannot_page() {}

#[observed(slo(latency(le = "300ms", target = "99")))]
fn between_bounds() {}

#[observed(buckets = ["1ms", "2ms"], slo(latency(le = "3ms", target = "92.5")))]
fn above_all_bounds() {}

#[observed(slo(availability = 99.9))]
fn float() {}

#[observed(slo(availability = "100", latency(le = 250, target = "99")))]
fn perfect() {}

#[observed(slo(name = "Check Out", availability = "99"))]
fn bad_name() {}

#[observed(slo())]
fn nothing() {}

#[observed(slo(latency(le = "250ms")))]
fn half() {}

slo! { route = "orders", method = "post", availability = "99.9" }

slo! { latency(le = "30s", target = "99") }

#[observed(slo(allow_unreachable, availability = "90"))]
fn may_be_unreachable() {}

fn main() {}
