// A body that does not fit the signature is refused as it would be without the attribute.
use frosted::observed;

fn fallible() -> Result<(), String> {
    Ok(())
}

#[observed]
fn forgets_the_result() {
    fallible()
}

fn main() {
    forgets_the_result();
}
