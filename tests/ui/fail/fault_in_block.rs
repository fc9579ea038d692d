// A fault in a block is said once, and every method is still there.
use frosted::observed;

struct Shop;

#[observed]
impl Shop {
    #[observed(er)]
    fn buy(&self) {}

    #[observed(level = "loud")]
    fn sell(&self) {}

    fn close(&self) {}
}

fn main() {
    Shop.buy();
    Shop.sell();
    Shop.close();
}
