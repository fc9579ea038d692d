// `#[observed]` on a type or a module: the message says where it goes.
use frosted::observed;

#[observed]
struct Order {
    id: u64,
}

#[observed]
mod orders {}

fn main() {
    let _ = Order { id: 1 }.id;
}
