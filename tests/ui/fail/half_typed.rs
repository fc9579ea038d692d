// While somebody types, the function stays what it is: nothing is said but what is half done.
use frosted::observed;

#[observed(fields(order.id = ))]
fn value() -> u8 {
    1
}

#[observed(level = , name)]
fn key() -> u8 {
    2
}

#[observed(fie)]
fn word() -> u8 {
    3
}

fn main() {
    let _: u8 = value() + key() + word();
}
