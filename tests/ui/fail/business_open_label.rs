// A label takes a closed set of values: text, numbers and classified types do not compile as one.
#![allow(dead_code)]
use frosted::{Redact, business_metric};

#[derive(Redact)]
struct Customer {
    #[redact(pii)]
    email: String,
}

struct Order {
    tenant: String,
    customer: Customer,
    id: u64,
}

#[business_metric(counter, "by_tenant", labels(tenant = order.tenant))]
fn by_tenant(order: &Order) {
    let _ = order;
}

#[business_metric(counter, "by_id", labels(id = order.id))]
fn by_id(order: &Order) {
    let _ = order;
}

#[business_metric(counter, "by_customer", labels(customer = order.customer))]
fn by_customer(order: &Order) {
    let _ = order;
}

#[business_metric(counter, "capped_customers", labels(customer = label(order.customer, max = 5)))]
fn capped(order: &Order) {
    let _ = order;
}

#[business_metric(counter, "signups_by_name")]
struct Signups {
    name: String,
}

fn main() {}
