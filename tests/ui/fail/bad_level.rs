// A level that is none, in all three places that take one.
use frosted::observed;

#[observed(level = "loud", err(level = 9), ret(level = 0))]
fn call() -> Result<(), ()> {
    Ok(())
}

fn main() {
    let _ = call();
}
