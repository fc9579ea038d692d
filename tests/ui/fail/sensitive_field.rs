// A field whose name speaks of a secret would never be shown.
use frosted::observed;

#[observed(fields(user.password = "x", token_length = token.len()))]
fn call(token: &str) {
    let _ = token;
}

fn main() {
    call("x");
}
