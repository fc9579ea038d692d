// `crate` as a path that means something else in each module.
use frosted::observed;

#[observed(crate = frosted)]
fn relative() {}

#[observed(crate = "frosted")]
fn text() {}

fn main() {
    relative();
    text();
}
