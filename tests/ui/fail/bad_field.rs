// Fields that cannot be read; the good one between them is no fault.
use frosted::observed;

#[observed(fields(1 = 2, good = 3, %, a b))]
fn call() {}

fn main() {
    call();
}
