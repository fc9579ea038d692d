// A call would end before the future inside of what it returns has begun.
use frosted::observed;
use std::pin::Pin;

#[observed]
fn maybe() -> Option<Pin<Box<dyn Future<Output = u8> + Send>>> {
    Some(Box::pin(async { 1 }))
}

#[observed]
fn cloneable() -> impl Future<Output = u8> + Clone {
    std::future::ready(1)
}

fn main() {
    drop(maybe());
    drop(cloneable());
}
