// `slow` is a duration with its unit.
use frosted::observed;

#[observed(slow = 200)]
fn number() {}

#[observed(slow = "200")]
fn no_unit() {}

#[observed(slow = "0s")]
fn nothing() {}

fn main() {}
