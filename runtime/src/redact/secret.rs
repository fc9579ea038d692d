//! A value that is never shown, and not left in memory.

use super::out::Out;
use super::{Class, Redact};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A value of the class `secret`: a password, a key, a token.
///
/// It has no `Display`, no `Serialize`, no order and no hash; its `Debug` is `[secret]`. Two of
/// them are compared in constant time, and the memory of one is overwritten when it is dropped.
/// What it holds is reached through [`expose`](Self::expose) alone, which is easy to search for.
///
/// ```
/// use frosted::Secret;
///
/// let key = Secret::new(String::from("sk_live_0123456789"));
/// assert_eq!(format!("{key:?}"), "[secret]");
/// assert_eq!(key.expose().len(), 18);
/// assert!(key == Secret::new(String::from("sk_live_0123456789")));
/// ```
///
/// What it cannot do: copies that were made before the value came here, or by what
/// [`expose`](Self::expose) is given to, stay where they are; and so does what a `String` left
/// behind when it grew.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value in.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Secret<T> {
    /// Takes a value in, and makes the scrubber look for it from now on, also in base64, hex and
    /// percent-encoding: wherever a text holds it, `[scrubbed:secret]` stands in its place. For
    /// what is read once when a process starts; see
    /// [`watch_for`](crate::redact::watch_for) for the limits.
    pub fn watched(value: T) -> Self {
        // What cannot be watched for is still a secret.
        if let Ok(text) = std::str::from_utf8(value.as_ref()) {
            let _ = super::scrub::watch_for(text);
        }
        Self(value)
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> Redact for Secret<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        out.classified(Class::SECRET, None)
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// In constant time for values of one length; that lengths differ is told at once.
impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().ct_eq(other.0.as_ref()).into()
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}

#[cfg(test)]
mod tests {
    use super::Secret;
    use std::sync::atomic::{AtomicBool, Ordering};
    use zeroize::Zeroize;

    #[test]
    fn its_memory_is_overwritten() {
        static OVERWRITTEN: AtomicBool = AtomicBool::new(false);
        struct Key;
        impl Zeroize for Key {
            fn zeroize(&mut self) {
                OVERWRITTEN.store(true, Ordering::Relaxed);
            }
        }
        drop(Secret::new(Key));
        assert!(OVERWRITTEN.load(Ordering::Relaxed));
    }

    #[test]
    fn equal_values_are_equal() {
        let secret = |text: &str| Secret::new(text.to_owned());
        assert!(secret("hunter2") == secret("hunter2"));
        assert!(secret("hunter2") != secret("hunter3"));
        assert!(secret("hunter2") != secret("hunter22"));
    }
}
