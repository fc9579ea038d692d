// `#[observed]` on a type or an `impl` block: the message says where it goes.
use frosted::observed;

#[observed]
struct Order {
    id: u64,
}

#[observed]
impl Order {}

fn main() {
    let _ = Order { id: 1 }.id;
}
