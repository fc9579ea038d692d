// A condition looks at a value, so there must be one.
use frosted::observed;

#[observed(ok_if = |_| true)]
fn nothing() {}

fn main() {}
