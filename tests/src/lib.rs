//! x
#[frosted::observed]
fn a(x: u8, name: &str) -> Result<u8, String> {
    if x == 0 {
        return Err(name.to_owned());
    }
    Ok(x)
}
#[frosted::observed(ret, err(Display))]
async fn b(x: u8) -> Result<Box<dyn std::fmt::Debug>, String> {
    a(x, "y")?;
    if x > 3 {
        return Ok(Box::new(1));
    }
    Ok(Box::new("s"))
}
#[frosted::observed]
async fn n(x: u8) {
    let _ = b(x).await;
}
#[frosted::observed]
fn o() -> impl Iterator<Item = u8> {
    0..3
}
/// x
pub async fn run() {
    n(3).await;
    o();
}
