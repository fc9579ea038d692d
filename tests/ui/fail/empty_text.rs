// A name or target of no characters.
use frosted::observed;

#[observed(name = "", target = "")]
fn call() {}

fn main() {
    call();
}
