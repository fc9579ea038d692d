// A label has a name of its own that is nobody's secret, and a cap that is a number.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(counter, "a", labels(plan + 1))]
fn no_entry(plan: bool) {
    let _ = plan;
}

#[business_metric(counter, "b", labels(= 1, le = plan, Plan = plan))]
fn bad_names(plan: bool) {
    let _ = plan;
}

#[business_metric(counter, "c", labels(password = plan))]
fn sensitive(plan: bool) {
    let _ = plan;
}

#[business_metric(counter, "d", labels(plan, plan = plan))]
fn twice(plan: bool) {
    let _ = plan;
}

#[business_metric(counter, "e", labels(plan = label(plan, max = 0)))]
fn cap(plan: bool) {
    let _ = plan;
}

#[business_metric(counter, "f", labels(kind = label(password, max = 5)))]
fn secret(password: &str) {
    let _ = password;
}

fn main() {}
