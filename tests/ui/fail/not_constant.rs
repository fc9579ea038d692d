// A name or target that is neither a literal nor the path of a constant.
use frosted::observed;

#[observed(name = format!("x"), target = 1)]
fn call() {}

fn main() {
    call();
}
