// What belongs to one method cannot be said for a whole block.
use frosted::observed;

struct Shop;

#[observed(name = "shop", skip(order))]
impl Shop {
    fn buy(&self) {}
}

fn main() {
    Shop.buy();
}
