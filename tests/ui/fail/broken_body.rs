// A body that does not parse is the compiler's to explain.
use frosted::observed;

#[observed]
fn broken() -> u8 {
    let = 1;
    2
}

fn main() {
    let _: u8 = broken();
}
