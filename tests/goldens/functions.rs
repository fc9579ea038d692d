use frosted::observed;

#[observed]
pub(crate) fn nothing() {}

/// Documentation and attributes stay where they were.
#[observed]
#[inline]
pub(crate) fn divide(left: u32, right: u32) -> Result<u32, &'static str> {
    if right == 0 {
        return Err("no answer");
    }
    Ok(left / right)
}

#[observed]
pub(crate) fn count(limit: u8) -> impl Iterator<Item = u8> {
    0..limit
}

#[observed]
pub(crate) fn boxed(value: u8) -> std::pin::Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>> {
    Box::pin(async move { Err(value) })
}

#[observed]
pub(crate) async fn later(text: &str) -> Result<Box<dyn std::fmt::Debug + '_>, String> {
    if text.is_empty() {
        return Err("empty".to_owned());
    }
    Ok(Box::new(text))
}
