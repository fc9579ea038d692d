//! Arrows between modules only go down, outputs do not know each other, and features choose
//! modules.

use crate::sources;
use std::path::Path;

/// Level, module. A module may use those of lower levels and of its own, except that outputs
/// (level 3) do not use each other.
const LEVELS: &[(u8, &str)] = &[
    (0, "names"),
    (0, "clock"),
    (0, "outcome"),
    (0, "sync"),
    (0, "features"),
    (1, "json"),
    (1, "error_kind"),
    (1, "redact"),
    (1, "label"),
    (1, "returned"),
    (1, "objective"),
    (1, "site"),
    (1, "context"),
    (1, "catalog"),
    (2, "off"),
    (2, "call"),
    (2, "engine"),
    (2, "metrics"),
    (2, "panics"),
    (2, "task"),
    (2, "export"),
    (2, "capture"),
    (3, "logs"),
    (3, "redis"),
    (3, "sql"),
    (3, "prometheus"),
    (3, "otlp"),
    (3, "sentry"),
    (4, "http"),
    (4, "propagation"),
    (4, "health"),
    (4, "audit"),
    (4, "ops"),
    (5, "config"),
    (5, "init"),
    (5, "serve"),
];
/// Not part of the levels: the root, what expansions name, and `macro_rules`.
const OUTSIDE: &[&str] = &["lib", "private", "macros"];

fn level(module: &str) -> u8 {
    let found = LEVELS.iter().find(|(_, name)| *name == module);
    found
        .unwrap_or_else(|| panic!("the module {module} has no level"))
        .0
}

/// The module that a file belongs to: the first part of its path below `src`.
fn module(file: &Path) -> String {
    let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
    let source = parts.iter().position(|part| part == "src").unwrap();
    parts[source + 1].trim_end_matches(".rs").to_owned()
}

/// The modules that a text reaches through `crate::`.
fn reached(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut modules = Vec::new();
    let code: String = code.collect::<Vec<_>>().join("\n");
    for (place, _) in code.match_indices("crate::") {
        if code[..place].ends_with('$') {
            continue;
        }
        let rest = &code[place + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split("};").next().unwrap();
            let names = list.split(',').map(|part| name(part.trim()));
            modules.extend(names.filter(|name| !name.is_empty()));
        } else {
            modules.push(name(rest));
        }
    }
    modules
}

fn name(text: &str) -> String {
    let letters = text
        .chars()
        .take_while(|it| it.is_alphanumeric() || *it == '_');
    letters.collect()
}

#[test]
fn arrows_only_go_down() {
    for (file, text) in sources("runtime/src") {
        let from = module(&file);
        if OUTSIDE.contains(&from.as_str()) {
            continue;
        }
        for to in reached(&text) {
            if to == from {
                continue;
            }
            let (high, low) = (level(&from), level(&to));
            assert!(
                high >= low,
                "{}: {from} (L{high}) uses {to} (L{low})",
                file.display()
            );
            assert!(
                !(high == 3 && low == 3),
                "{}: the output {from} uses {to}",
                file.display()
            );
        }
    }
}

#[test]
fn features_choose_modules_and_nothing_else() {
    for (file, text) in sources("runtime/src") {
        let from = module(&file);
        if ["init", "features"].contains(&from.as_str()) {
            continue;
        }
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (place, line) in lines.iter().enumerate() {
            if !(line.starts_with("#[cfg(feature") || line.starts_with("#[cfg(not(feature")) {
                assert!(!line.contains("cfg!(feature"), "{}: {line}", file.display());
                continue;
            }
            let item = lines[place + 1..]
                .iter()
                .find(|line| !line.starts_with('#'))
                .unwrap();
            let chooses = [
                "mod ",
                "pub mod ",
                "pub use ",
                "pub(crate) use ",
                "pub(super) use ",
                "macro_rules!",
            ];
            let good = chooses.iter().any(|start| item.starts_with(start));
            assert!(good, "{}: `{line}` stands on `{item}`", file.display());
        }
    }
}

#[test]
fn macros_do_not_import_one_another_and_read_stays_apart_from_print() {
    for (file, text) in sources("macros/src") {
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        // The entry points, and tests.
        let outside = ["lib", "goldens", "orders"].contains(&module(&file).as_str());
        for name in ["observed", "error_kind", "event", "redact"] {
            assert!(
                outside || module(&file) == name || !code.contains(&format!("crate::{name}")),
                "{}: shared code uses a macro",
                file.display()
            );
        }
        if file.ends_with("generate.rs") {
            for forbidden in ["Errors", "Attribute", "parse"] {
                assert!(
                    !code.contains(forbidden),
                    "{}: prints only, but uses {forbidden}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn nothing_unwraps() {
    for folder in ["macros/src", "runtime/src", "examples"] {
        for (file, text) in sources(folder) {
            assert!(!text.contains(".unwrap()"), "{}", file.display());
        }
    }
}

#[test]
fn files_stay_small() {
    for folder in ["macros/src", "runtime/src", "examples", "tests"] {
        for (file, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
}
