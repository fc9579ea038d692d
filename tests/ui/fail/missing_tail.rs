// A missing value is shown where it is missing, as without the attribute.
use frosted::observed;

#[observed]
fn plain(value: u8) -> u8 {
    value + 1;
}

#[observed]
fn fallible(value: u8) -> Result<u8, String> {
    let _ = value;
}

#[observed]
async fn asynchronous(value: u8) -> Result<u8, String> {
    let _ = value;
}

fn main() {
    plain(1);
    drop(fallible(1));
    drop(asynchronous(1));
}
