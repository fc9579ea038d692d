//! What the settings amount to.

use crate::scenario;
use frosted_tests::scenario::Scenario;
use std::path::Path;

fn doctor(variables: &[(&str, &str)], folder: &Path) -> String {
    let mut command = std::process::Command::new(crate::FIXTURE);
    command.arg("doctor").env_clear().current_dir(folder);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success());
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn row<'r>(report: &'r str, variable: &str) -> Vec<&'r str> {
    let line = report
        .lines()
        .find(|line| line.starts_with(&format!("{variable} ")));
    let line = line.unwrap_or_else(|| panic!("no {variable}: {report}"));
    line.split("  ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

#[test]
fn every_setting_is_shown_with_its_source_and_no_secret() {
    let folder = tempfile::TempDir::new().unwrap();
    let report = doctor(&[], folder.path());
    assert_eq!(row(&report, "RUST_LOG"), ["RUST_LOG", "info", "default"]);
    assert!(
        report.contains("no problem was found\n0 problems"),
        "{report}"
    );
    let report = doctor(
        &[
            ("RUST_LOG", "warn"),
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://ada:canary-leak@collector:4318",
            ),
            ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=canary-leak"),
            ("SENTRY_DSN", "https://canaryleak@sentry.example/7"),
            ("FROSTED_HASH_KEY", "k1:00112233445566778899aabbccddeeff"),
            ("FROSTED_ZONE", "*.internal"),
        ],
        folder.path(),
    );
    assert!(
        !report.contains("canary") && !report.contains("aabbcc"),
        "{report}"
    );
    assert_eq!(
        row(&report, "RUST_LOG"),
        ["RUST_LOG", "warn", "environment"]
    );
    for secret in [
        "OTEL_EXPORTER_OTLP_HEADERS",
        "SENTRY_DSN",
        "FROSTED_HASH_KEY",
    ] {
        assert_eq!(row(&report, secret)[1..], ["[REDACTED]", "environment"]);
    }
    assert_eq!(row(&report, "FROSTED_ZONE")[1], "*.internal");
    assert!(row(&report, "features")[1].contains("sentry"));
    assert!(report.contains("0 problems"), "{report}");
}

#[test]
fn everything_that_is_wrong_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let report = doctor(
        &[
            ("OTEL_TRACES_SAMPLER", "sometimes"),
            ("OTEL_CONFIG_FILE", "otel.yaml"),
            ("FROSTED_LOG_QUEUE", "0"),
            ("FROSTED_FLUSH_TIMEOUT", "canary-leak"),
            ("FROSTED_TYPO", "1"),
            ("SENTRY_DSN", "canary-leak"),
        ],
        folder.path(),
    );
    for problem in [
        "OTEL_TRACES_SAMPLER cannot be used; in its place: parentbased_always_on",
        "OTEL_CONFIG_FILE cannot be used; in its place: nothing, as it is not supported",
        "FROSTED_LOG_QUEUE: must be a number of lines",
        "FROSTED_TYPO: is not a variable of frosted",
        "SENTRY_DSN cannot be used; in its place: no reports",
    ] {
        assert!(report.contains(problem), "{problem} in {report}");
    }
    let flush = row(&report, "FROSTED_FLUSH_TIMEOUT");
    assert_eq!(flush[1..], ["(cannot be used)", "default"]);
    let sampler = row(&report, "OTEL_TRACES_SAMPLER");
    assert_eq!(sampler[1..], ["parentbased_always_on", "default"]);
    assert!(
        report.contains("6 problems") && !report.contains("canary"),
        "{report}"
    );
    let seen = scenario("lines").env("OTEL_CONFIG_FILE", "x").run();
    let warned = seen
        .lines
        .iter()
        .find(|line| line["variable"] == "OTEL_CONFIG_FILE");
    assert_eq!(
        warned.unwrap()["used_instead"],
        "nothing, as it is not supported"
    );
}

#[test]
fn a_second_version_of_opentelemetry_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let package = |name: &str, version: &str, below: &str| {
        let dependencies = format!("dependencies = [{below}]");
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{dependencies}\n\n")
    };
    let own = package(
        "frosted-tests",
        "0.1.0",
        "\"opentelemetry 0.33.1\", \"driver\"",
    );
    let new = package("opentelemetry", "0.33.1", "");
    let old = package("opentelemetry", "0.32.0", "");
    let driver = |below: &str| package("driver", "1.0.0", below);
    let lock = folder.path().join("Cargo.lock");
    // Somebody else's is no concern of ours.
    let one = ["version = 4\n\n", &own, &new, &old, &driver("")].concat();
    std::fs::write(&lock, one).unwrap();
    let below = folder.path().join("src");
    std::fs::create_dir(&below).unwrap();
    assert!(doctor(&[], &below).contains("0 problems"));
    let below_driver = driver("\"opentelemetry 0.32.0\", \"frosted-tests\"");
    let both = ["version = 4\n\n", &own, &new, &old, &below_driver].concat();
    std::fs::write(&lock, both).unwrap();
    let report = doctor(&[], &below);
    let problem = "several versions of opentelemetry are in use (0.32.0, 0.33.1)";
    assert!(
        report.contains(problem) && report.contains("1 problems"),
        "{report}"
    );
    // And at the start.
    let mut command = std::process::Command::new(crate::FIXTURE);
    let output = command
        .arg("lines")
        .env_clear()
        .current_dir(&below)
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.contains(problem), "{lines}");
}

#[test]
fn what_is_exported_is_no_more_than_the_limits_say() {
    let run = |scenario: Scenario| {
        let seen = scenario.env("OTEL_LOGS_EXPORTER", "otlp").run();
        assert!(seen.succeeded, "{}", seen.stderr);
        seen
    };
    let seen = run(scenario("limits")
        .env("OTEL_ATTRIBUTE_COUNT_LIMIT", "2")
        .env("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "4")
        .env("OTEL_SPAN_EVENT_COUNT_LIMIT", "3")
        .env("OTEL_SPAN_LINK_COUNT_LIMIT", "1")
        .env("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "1")
        .env("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "3"));
    let span = seen.span("limited");
    assert_eq!(span.text("a"), "grün");
    assert!(span.attributes.contains_key("b") && !span.attributes.contains_key("c"));
    assert_eq!((span.events.len(), span.links.len()), (3, 1));
    // Besides level and target.
    assert_eq!(span.event_attributes[0].len(), 3);
    assert_eq!(span.dropped, [2, 2, 2]);
    let record = seen.records.iter().find(|it| it.body == "event").unwrap();
    assert_eq!(record.attributes.len(), 2);
    let whole = run(scenario("limits"));
    assert_eq!(whole.span("limited").dropped, [0, 0, 0]);
    assert_eq!(whole.span("limited").text("a"), "grüner Tee");
    let seen = run(scenario("limits").env("OTEL_SPAN_EVENT_COUNT_LIMIT", "1000"));
    let name = "OTEL_SPAN_EVENT_COUNT_LIMIT";
    assert!(seen.lines.iter().any(|line| line["variable"] == name));
}
