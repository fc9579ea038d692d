// `skip` of something that is no parameter: the nearest one is named.
use frosted::observed;

#[observed(skip(oder))]
fn misspelt(order: u8) {
    let _ = order;
}

#[observed(skip(pool))]
fn nothing_to_skip() {}

fn main() {
    misspelt(1);
    nothing_to_skip();
}
