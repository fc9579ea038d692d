//! The documents say what the code does.

use crate::{read, sources};
use frosted_tests::workspace;

/// The names in a table of keys in the source.
fn keys(table: &str) -> Vec<String> {
    let source = read("macros/src/args/keys.rs");
    let start = format!("const {table}: &[Key] = &[");
    let table = source.split(&start).nth(1).unwrap();
    let table = table.split("];\n").next().unwrap();
    let names = table
        .lines()
        .map(|line| line.trim().trim_start_matches("key("))
        .filter_map(|line| line.strip_prefix('"')?.split('"').next());
    let is_name = |text: &&str| !text.contains('`');
    names.filter(is_name).map(ToOwned::to_owned).collect()
}

/// The arguments in the first table below the heading `Arguments`.
fn documented(reference: &str) -> Vec<String> {
    let reference = read(reference);
    let table = reference.split("# Arguments").nth(1).unwrap();
    let rows = table
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cell = row.split('`').nth(1).unwrap();
        cell.chars()
            .take_while(|it| it.is_alphanumeric() || *it == '_')
            .collect()
    })
    .collect()
}

#[test]
fn the_reference_documents_every_argument_and_no_other() {
    assert_eq!(documented("runtime/src/observed.md"), keys("OBSERVED"));
    assert_eq!(documented("runtime/src/error_kind.md"), keys("ERROR_KIND"));
    assert_eq!(documented("runtime/src/redact.md"), keys("REDACT"));
    let of_metrics = documented("runtime/src/business_metric.md");
    assert_eq!(of_metrics, keys("BUSINESS"));
    assert_eq!(documented("runtime/src/label.md"), keys("LABEL"));
    assert_eq!(documented("runtime/src/slo.md"), keys("SLO"));
}

#[test]
fn every_setting_is_documented() {
    let names = read("runtime/src/names/env.rs");
    let page = read("runtime/src/lib.rs");
    for line in names
        .lines()
        .filter(|line| line.contains("&str = \"OTEL_") || line.contains("&str = \"FROSTED_"))
    {
        let name = line.split('"').nth(1).unwrap();
        let short = name.replace("OTEL_EXPORTER_OTLP_", ".._");
        assert!(
            page.contains(name) || page.contains(&short),
            "{name} is not documented"
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = workspace();
    let mut files: Vec<_> = ["docs", "docs/reference", "docs/decisions"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|it| it == "md"))
        .collect();
    files.push(root.join("README.md"));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if link.starts_with("http")
                || link.starts_with('#')
                || link.contains("::")
                || link.starts_with("crate")
            {
                continue;
            }
            let target = file.parent().unwrap().join(link.split('#').next().unwrap());
            assert!(target.exists(), "{}: {link}", file.display());
        }
    }
}

#[test]
fn no_source_names_a_machine() {
    for folder in ["macros/src", "runtime/src", "examples", "tests"] {
        for (file, text) in sources(folder) {
            let home = ["/ho", "me/"].concat();
            assert!(!text.contains(&home), "{}", file.display());
        }
    }
}

/// The names in the table of leaks: each is a test, a program that must not compile, or a canary.
#[test]
fn the_table_of_leaks_names_tests_that_there_are() {
    let table = read("docs/reference/leaks.md");
    let mut code: String = ["runtime/src", "macros/src", "tests"]
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(_, text)| text)
        .collect();
    code.retain(|letter| letter != '\n');
    let mut named = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        let Some(proof) = row.split('|').nth(3) else {
            continue;
        };
        for name in proof.split('`').skip(1).step_by(2) {
            let there = if let Some(canary) = name.strip_prefix("surface:") {
                code.contains(&format!("\"{canary}\""))
            } else if let Some(program) = name.strip_prefix("ui:") {
                workspace()
                    .join(format!("tests/ui/fail/{program}.rs"))
                    .exists()
            } else if name.contains('_') {
                code.contains(&format!("fn {name}("))
            } else {
                continue;
            };
            assert!(there, "{name}");
            named += 1;
        }
    }
    assert!(named > 90, "{named}");
    let rows = |number: usize| table.contains(&format!("\n| {number} |"));
    let missing: Vec<_> = (1..=105)
        .filter(|it| !rows(*it) && !(73..=79).contains(it))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every test that the table of behaviours names is there.
#[test]
fn every_behaviour_names_a_test_that_is_there() {
    let table = read("docs/reference/behaviours.md");
    let code: String = ["runtime/src", "tests"]
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(_, text)| text)
        .collect();
    let mut named = 0;
    for row in table.lines().filter(|line| line.starts_with("| A-")) {
        let shown = row.split('|').nth(3).unwrap();
        let names = shown.split('`').skip(1).step_by(2);
        for name in names.filter(|name| name.contains('_') && !name.contains("OTEL")) {
            assert!(code.contains(&format!("fn {name}(")), "{name}");
            named += 1;
        }
        assert!(
            shown.contains('`')
                || shown.to_lowercase().contains("not yet")
                || shown.contains("call-cost"),
            "{row}"
        );
    }
    assert!(named > 60, "{named}");
}
