// `skip` takes names, not expressions.
use frosted::observed;

#[observed(skip(order.id))]
fn call(order: (u8,)) {
    let _ = order;
}

fn main() {
    call((1,));
}
