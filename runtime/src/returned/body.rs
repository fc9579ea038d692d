//! The two helpers that give a body its return type.

/// Runs a body that an expansion wrapped into a closure.
#[inline]
pub fn invoke<T>(body: impl FnOnce() -> T) -> T {
    body()
}

/// Gives the body of an `async` block its return type without ever running.
///
/// # Panics
/// Always; an expansion calls it behind `if false`.
pub fn never<T>() -> T {
    unreachable!("only the type is used")
}
