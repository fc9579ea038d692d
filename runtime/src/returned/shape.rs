//! The type of what a call returns, known before there is a value of it.

use std::marker::PhantomData;

/// Stands for a type in a tier lookup, and gives a body its return type.
pub struct Type<T>(PhantomData<fn() -> T>);

impl<T> Type<T> {
    /// The type.
    pub const NEW: Self = Self(PhantomData);
}

impl<T> Clone for Type<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Type<T> {}

/// Gives the body of an `async` block its return type without ever running.
///
/// # Panics
/// Always; an expansion calls it behind `if false`.
pub fn never<T>(_: Type<T>) -> T {
    unreachable!("only the type is used")
}

/// What a function pointer returns: a way to name `!`.
pub trait Gives {
    /// It.
    type Value;
}

impl<T> Gives for fn() -> T {
    type Value = T;
}

/// The type of what never returns.
pub type Never = <fn() -> ! as Gives>::Value;
