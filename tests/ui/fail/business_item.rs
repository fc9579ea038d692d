// A business metric goes on functions that return, and on structs whose fields are its labels.
#![allow(dead_code)]
use frosted::business_metric;

#[business_metric(counter, "a")]
mod module {}

#[business_metric(counter, "b")]
const fn constant() {}

#[business_metric(counter, "c")]
fn never() -> ! {
    loop {}
}

trait Orders {
    #[business_metric(counter, "d")]
    fn place(&self);
}

#[business_metric(counter, "e")]
struct Tuple(bool);

#[business_metric(counter, "f")]
struct Generic<T> {
    plan: T,
}

#[business_metric(counter, "g", value = 1)]
struct Valued {
    plan: bool,
}

fn main() {}
