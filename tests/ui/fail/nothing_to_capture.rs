// `ret` and `err` where the return type says nothing.
use frosted::observed;

#[observed(ret)]
fn nothing() {}

#[observed(err(Debug))]
fn opaque() -> impl Iterator<Item = u8> {
    0..3
}

fn main() {
    nothing();
    opaque();
}
