//! Paths of source files, without the folders of whoever built the program.

/// The path from the package or the toolchain on: `serde-1.0.0/src/lib.rs`, `library/core/src/..`.
/// Any other absolute path keeps its last three parts.
pub(crate) fn trimmed(path: &str) -> &str {
    for (marker, skipped) in [
        ("/registry/src/", 1),
        ("/git/checkouts/", 0),
        ("/rustc/", 1),
    ] {
        if let Some(at) = path.find(marker) {
            let rest = &path[at + marker.len()..];
            return rest.splitn(skipped + 1, '/').last().unwrap_or(rest);
        }
    }
    let absolute = path.starts_with('/') || path.get(1..3) == Some(":\\");
    if !absolute {
        return path;
    }
    let mut separators = path.rmatch_indices(['/', '\\']);
    separators.nth(2).map_or(path, |(at, _)| &path[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::trimmed;

    #[test]
    fn nobody_is_named_by_a_path() {
        let registry = "/somebody/.cargo/registry/src/index.crates.io-1/axum-0.8.9/src/lib.rs";
        assert_eq!(trimmed(registry), "axum-0.8.9/src/lib.rs");
        let checkout = "/somebody/.cargo/git/checkouts/axum-1/abc/src/lib.rs";
        assert_eq!(trimmed(checkout), "axum-1/abc/src/lib.rs");
        assert_eq!(
            trimmed("/rustc/5980/library/core/src/str.rs"),
            "library/core/src/str.rs"
        );
        assert_eq!(trimmed("/somebody/shop/src/main.rs"), "shop/src/main.rs");
        assert_eq!(
            trimmed("C:\\somebody\\shop\\src\\main.rs"),
            "shop\\src\\main.rs"
        );
        assert_eq!(trimmed("src/main.rs"), "src/main.rs");
        assert_eq!(trimmed(""), "");
    }
}
