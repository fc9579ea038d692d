// A span has one value for a name.
use frosted::observed;

#[observed(fields(order.id = 1, order.id = 2))]
fn call() {}

fn main() {
    call();
}
