//! The attributes are nobody to the lints: all of rustc's and all of clippy's say the same of a
//! function with and without them.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// A lint, with the line and column where it fired.
type Fired = (String, u64, u64);

/// Lints that must fire in the subject, so that each group is looked at.
const EVERY_GROUP: &[&str] = &[
    // rustc: unused, nonstandard style, 2018 idioms, let underscore, and single lints.
    "unused_variables",
    "unused_mut",
    "unused_assignments",
    "unreachable_code",
    "unused_labels",
    "unused_must_use",
    "unused_results",
    "dead_code",
    "deprecated",
    "non_snake_case",
    "elided_lifetimes_in_paths",
    "let_underscore_drop",
    "missing_docs",
    "unsafe_code",
    "unused_lifetimes",
    // clippy: correctness, suspicious, style, complexity, perf, pedantic, nursery, restriction.
    "clippy::eq_op",
    "clippy::await_holding_lock",
    "clippy::needless_return",
    "clippy::ptr_arg",
    "clippy::needless_lifetimes",
    "clippy::too_many_arguments",
    "clippy::bool_comparison",
    "clippy::to_string_in_format_args",
    "clippy::needless_pass_by_value",
    "clippy::must_use_candidate",
    "clippy::missing_errors_doc",
    "clippy::missing_panics_doc",
    "clippy::needless_pass_by_ref_mut",
    "clippy::implicit_return",
    "clippy::print_stdout",
    "clippy::used_underscore_binding",
    "clippy::shadow_reuse",
    "clippy::missing_docs_in_private_items",
    "clippy::question_mark_used",
];

/// What the attribute changes in `limits.rs`, by function.
const LIMITS: &[&str] = &[
    "clippy::default_numeric_fallback",
    "clippy::doc_paragraphs_missing_punctuation",
    "clippy::implicit_return",
    "clippy::manual_async_fn",
    "clippy::missing_const_for_fn",
    "clippy::needless_return",
    "clippy::unnecessary_wraps",
    "clippy::unused_async",
    "clippy::unwrap_in_result",
    "unconditional_recursion",
];

/// How a crate is compiled.
#[derive(Clone, Copy)]
struct Setting {
    edition: &'static str,
    features: &'static str,
}

const USUAL: Setting = Setting {
    edition: "2024",
    features: "\"logs\"",
};

/// A crate of one file that uses frosted.
fn package(name: &str, source: &str, setting: Setting) -> PathBuf {
    let workspace = frosted_tests::workspace();
    let folder = workspace.join("target/tests/lints").join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let Setting { edition, features } = setting;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n[workspace]\n\
         [dependencies]\nfrosted = {{ path = \"{}\", default-features = false, \
         features = [{features}] }}\n",
        workspace.join("runtime").display()
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/lib.rs"), source);
    let lock = fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
    if !folder.join("Cargo.lock").exists() {
        write(&folder.join("Cargo.lock"), &lock);
    }
    folder
}

fn write(file: &Path, text: &str) {
    if fs::read_to_string(file).is_ok_and(|before| before == text) {
        return;
    }
    fs::write(file, text).unwrap();
}

/// Every lint of the compiler by name: there is no group of all.
fn rustc_lints() -> Vec<String> {
    let help = Command::new("rustc").args(["-W", "help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let levels = ["allow", "warn", "deny", "forbid"];
    help.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (name, level) = (words.next()?, words.next()?);
            levels.contains(&level).then(|| name.to_owned())
        })
        // What is said of the linker and of dependencies is not about a function.
        .filter(|name| name != "linker-messages" && name != "unused-crate-dependencies")
        .collect()
}

/// Which lints fire on this source, and where.
fn fired(name: &str, source: &str, setting: Setting) -> BTreeSet<Fired> {
    // They share what they depend on.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = package(name, source, setting);
    let mut clippy = Command::new("cargo");
    clippy
        .args(["clippy", "--quiet", "--message-format=json", "--"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("../target"));
    for lint in rustc_lints() {
        clippy.args(["-W", &lint]);
    }
    for group in ["all", "pedantic", "nursery", "restriction", "cargo"] {
        clippy.args(["-W", &format!("clippy::{group}")]);
    }
    let output = clippy.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let found: BTreeSet<_> = text.lines().filter_map(one).collect();
    assert!(
        found.len() > 5,
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    found
}

fn one(line: &str) -> Option<Fired> {
    let message: Value = serde_json::from_str(line).unwrap();
    let message = message.get("message")?;
    let lint = message["code"]["code"].as_str()?.to_owned();
    assert!(!lint.starts_with('E'), "{}", message["rendered"]);
    let spans = message["spans"].as_array().unwrap();
    let at = spans.iter().find(|span| span["is_primary"] == true)?;
    let (line, column) = (at["line_start"].as_u64()?, at["column_start"].as_u64()?);
    Some((lint, line, column))
}

/// The same lines without the attribute.
fn without(source: &str) -> String {
    source.replace("#[frosted::observed]", "// without an attribute")
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints");
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn no_lint_comes_or_goes() {
    let source = read("subject.rs");
    let plain = fired("plain", &without(&source), USUAL);
    for lint in EVERY_GROUP {
        assert!(
            plain.iter().any(|(name, ..)| name == lint),
            "{lint} does not fire"
        );
    }
    for attribute in [
        "#[frosted::observed]",
        "#[frosted::observed(skip_all, level = \"debug\")]",
        "#[frosted::instrument(skip_all)]",
    ] {
        let with = fired(
            "with",
            &source.replace("#[frosted::observed]", attribute),
            USUAL,
        );
        let lost: Vec<_> = plain.difference(&with).collect();
        let new: Vec<_> = with.difference(&plain).collect();
        assert!(
            lost.is_empty() && new.is_empty(),
            "{attribute}\nlost: {lost:#?}\nnew: {new:#?}"
        );
    }
}

#[test]
fn the_limits_are_known() {
    let source = read("limits.rs");
    let plain = fired("limits-plain", &without(&source), USUAL);
    let with = fired("limits-with", &source, USUAL);
    let changed = plain
        .symmetric_difference(&with)
        .map(|(lint, ..)| lint.as_str());
    let changed: BTreeSet<_> = changed.collect();
    assert_eq!(changed, LIMITS.iter().copied().collect());
}

#[test]
fn the_same_holds_in_an_older_edition_and_without_any_output() {
    let source = read("subject.rs");
    let older = Setting {
        edition: "2021",
        ..USUAL
    };
    let nothing = Setting {
        features: "",
        ..USUAL
    };
    for (name, setting) in [("older", older), ("nothing", nothing)] {
        let plain = fired(&format!("{name}-plain"), &without(&source), setting);
        let with = fired(&format!("{name}-with"), &source, setting);
        let changed: Vec<_> = plain.symmetric_difference(&with).collect();
        assert!(changed.is_empty(), "{name}: {changed:#?}");
    }
}
