// `skip_all` makes `skip(..)` pointless.
use frosted::observed;

#[observed(skip(order), skip_all)]
fn call(order: u8) {
    let _ = order;
}

fn main() {
    call(1);
}
