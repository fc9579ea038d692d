// `metrics` is a truth value.
use frosted::observed;

#[observed(metrics = "off")]
fn text() {}

fn main() {}
