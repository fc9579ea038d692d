// `err(Display)` where there is no error: our words, at the function.
use frosted::observed;

#[observed(err(Display))]
fn call() -> Option<u8> {
    None
}

fn main() {
    let _ = call();
}
