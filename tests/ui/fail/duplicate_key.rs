// A key twice, also when the first is the positional name.
use frosted::observed;

#[observed(skip_all, skip_all)]
fn twice() {}

#[observed("a name", name = "another")]
fn two_names() {}

fn main() {
    twice();
    two_names();
}
