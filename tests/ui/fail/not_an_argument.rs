// An argument that is no `key`, `key = value` or `key(..)`; others are still read.
use frosted::observed;

#[observed(1 + 2, skip_all, "late name", level 3)]
fn call() {}

fn main() {
    call();
}
