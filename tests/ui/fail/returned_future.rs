// A call would end before the future that it returns has begun.
use frosted::observed;
use std::pin::Pin;

#[observed]
fn boxed() -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async { 1 })
}

#[observed]
fn opaque() -> impl Future<Output = u8> {
    async { 1 }
}

fn main() {
    drop(boxed());
    drop(opaque());
}
