//! Lints that no attribute can keep, or that would give wrong advice beside one. The test knows
//! each of them; another one that comes or goes is a fault.

/// Nothing that is recorded can run in the compiler, so the advice would be wrong.
#[frosted::observed]
fn missing_const_for_fn(value: u32) -> u32 {
    value + 1
}

/// Its returned values are looked at, and no longer stand at the end of the function.
#[frosted::observed]
fn unnecessary_wraps(value: &str) -> Result<String, String> {
    Ok(value.to_owned())
}

/// It has an `await` now: that of the call.
#[frosted::observed]
async fn unused_async(value: &str) -> String {
    value.to_owned()
}

/// What it returns is the call's future around the block, which `implicit_return` does not look into
/// either.
#[frosted::observed]
fn manual_async_fn(value: String) -> impl std::future::Future<Output = String> {
    async move { value }
}

/// Doc comments reach every attribute macro as attributes
#[frosted::observed]
fn doc_paragraphs_missing_punctuation(value: &str) -> String {
    value.to_owned()
}

/// Its body is in a closure.
#[frosted::observed]
fn unwrap_in_result(value: &std::sync::Mutex<u32>) -> Result<u32, String> {
    let held = value.lock().unwrap();
    Ok(*held)
}

/// Its body is in a closure, whose type the lint does not know.
#[frosted::observed]
fn default_numeric_fallback(value: i32) -> Result<i32, String> {
    if value == i32::MIN {
        return Err(value.to_string());
    }
    let list = [1_i32, 2_i32];
    Ok(value / 2 + list[0])
}

/// Its body is in a closure.
#[frosted::observed]
fn unconditional_recursion(value: String) -> Option<String> {
    unconditional_recursion(value)
}

/// Its `return`s show what they return.
#[frosted::observed]
#[track_caller]
fn needless_return(value: String) -> Option<String> {
    return Some(value);
}
