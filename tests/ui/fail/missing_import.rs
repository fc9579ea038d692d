// A name that was not imported is the compiler's one error, at the name.
use frosted::observed;

#[observed]
async fn read(path: &str) -> Result<Vec<u8>, String> {
    let text = read_to_string(path);
    Ok(text)
}

fn main() {
    drop(read("x"));
}
