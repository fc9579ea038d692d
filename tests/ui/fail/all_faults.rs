// Every independent fault is reported at once, and the function is still there for its callers.
use frosted::observed;

#[observed(nmae = "x", level = "loud", skip(b), fields(pin = a))]
fn call(a: u8) -> u8 {
    a
}

fn main() {
    let _: u8 = call(1);
}
