//! Keyed hashes, with which equal values can be told to be equal and nothing else.

use super::class::Class;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::{self, Write};
use zeroize::Zeroizing;

/// How many bytes of a hash are shown: 128 bits.
const SHOWN: usize = 16;
/// The shortest key: as many bits as the hash shows.
const MIN_KEY: usize = 16;

/// A key and its id, which stands in every hash made with it: after a change of keys, nobody
/// mistakes two hashes of one value for two values.
pub(crate) struct HashKey {
    id: String,
    key: Zeroizing<Vec<u8>>,
}

impl HashKey {
    /// The error says what is wrong, without the key.
    pub(crate) fn new(id: &str, key: &[u8]) -> Result<Self, &'static str> {
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
        if id.is_empty() || id.len() > 16 || !id.chars().all(plain) {
            return Err("the id of a hash key has 1 to 16 letters, digits, `_` and `-`");
        }
        if key.len() < MIN_KEY {
            return Err("a hash key has at least 16 bytes");
        }
        Ok(Self {
            id: id.to_owned(),
            key: Zeroizing::new(key.to_vec()),
        })
    }

    /// `pii:k3:9f2c…`. Values are told apart by namespace: the same address in two of them has two
    /// hashes.
    pub(crate) fn hash(&self, class: Class, namespace: &str, value: &str) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        // With its length in front, no namespace can end in the beginning of a value.
        mac.update(&(namespace.len() as u64).to_be_bytes());
        mac.update(namespace.as_bytes());
        mac.update(value.as_bytes());
        let mut text = format!("{}:{}:", class.name(), self.id);
        for byte in &mac.finalize().into_bytes()[..SHOWN] {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HashKey({})", self.id)
    }
}

impl PartialEq for HashKey {
    /// By id: two keys of one id cannot both be in use.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with Python: `hmac.new(bytes(range(32)), struct.pack(">Q", 8) + b"customer" +
    /// b"ada@example.com", "sha256").hexdigest()[:32]`.
    #[test]
    fn hashes_are_those_of_hmac_sha256() {
        let key: Vec<u8> = (0..32).collect();
        let key = HashKey::new("k3", &key).expect("it is long enough");
        assert_eq!(
            key.hash(Class::PII, "customer", "ada@example.com"),
            "pii:k3:7e2ab2d97064b11b4a0cc68c29a26da5"
        );
        let other = key.hash(Class::PII, "customera", "da@example.com");
        assert_ne!(other, key.hash(Class::PII, "customer", "ada@example.com"));
    }

    #[test]
    fn a_key_that_can_be_guessed_is_none() {
        assert!(HashKey::new("k3", &[0; 15]).is_err());
        assert!(HashKey::new("", &[0; 32]).is_err());
        assert!(HashKey::new("k:3", &[0; 32]).is_err());
        let shown = format!("{:?}", HashKey::new("k3", b"hunter2hunter2hunter2"));
        assert!(!shown.contains("hunter2"));
    }
}
