//! One event, one line, one value for each key.

use crate::scenario;
use frosted_tests::scenario::Seen;

fn run() -> Seen {
    let seen = scenario("lines").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

#[test]
fn reserved_keys_come_first_and_cannot_be_forged() {
    let seen = run();
    let line = seen.line("reserved");
    assert_eq!(
        (line["level"].as_str(), line["target"].as_str()),
        (Some("info"), Some("fixture::engine"))
    );
    for key in ["level", "timestamp", "target", "trace_id"] {
        assert_eq!(line[format!("field.{key}")], "fake");
    }
    assert!(line.get("trace_id").is_none());
}

#[test]
fn the_reserved_keys_have_their_order() {
    let mut command = std::process::Command::new(crate::FIXTURE);
    let output = command.arg("lines").env_clear().output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains("inner value"))
        .unwrap();
    let keys = [
        "timestamp",
        "level",
        "message",
        "target",
        "trace_id",
        "span_id",
        "trace_flags",
        "same",
        "kept",
    ];
    let places: Vec<_> = keys
        .iter()
        .map(|key| line.find(&format!("\"{key}\":")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{line}");
    assert!(line.starts_with("{\"timestamp\":\"20"), "{line}");
}

#[test]
fn control_characters_are_escaped() {
    let seen = run();
    assert_eq!(
        seen.line("control characters")["text"],
        "a\nb\r\u{1b}[31m\"\\\u{2028}"
    );
}

#[test]
fn numbers_keep_their_type_or_become_text() {
    let seen = run();
    let line = seen.line("numbers");
    assert_eq!(
        (&line["nan"], &line["infinite"]),
        (&"NaN".into(), &"inf".into())
    );
    assert_eq!(line["wide"], u128::MAX.to_string());
    assert_eq!(
        (&line["negative"], &line["big"]),
        (&(-1).into(), &u64::MAX.into())
    );
    assert_eq!(line["tiny"], 1e-300);
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let seen = run();
    let text = seen.line("long text")["long"].as_str().unwrap();
    assert!(
        text.len() < 9000 && text.ends_with("…[+991808 bytes]"),
        "{}",
        text.len()
    );
}

#[test]
fn an_event_wins_over_its_spans_and_inner_spans_over_outer_ones() {
    let seen = run();
    assert_eq!(seen.line("outer value")["same"], 1);
    assert_eq!(seen.line("inner value")["same"], "inner");
    assert_eq!(seen.line("nested value")["same"], "innermost");
    assert_eq!(seen.line("nested value")["kept"], true);
}

#[test]
fn secrets_are_hidden_by_name_whoever_logs_them() {
    let seen = run();
    let line = seen.line("secrets");
    for key in ["password", "user.api_key", "apiToken"] {
        assert_eq!(line[key], "[REDACTED]");
    }
    assert_eq!(line["author"], "shown");
    assert_eq!(seen.line("debug secret")["secret"], "[REDACTED]");
    assert_eq!(seen.line("an error")["error"], "[REDACTED]");
}

#[test]
fn lines_that_find_no_place_are_dropped_and_counted() {
    let seen = scenario("busy-log").env("FROSTED_LOG_QUEUE", "10").run();
    let written = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "busy")
        .count();
    let reports = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "log_lines_dropped");
    let dropped: u64 = reports.map(|line| line["dropped"].as_u64().unwrap()).sum();
    assert!(dropped > 0, "a queue of ten lines takes {written}");
    let all = written as u64 + dropped;
    // The last drops may come after the last write, which is what reports them.
    assert!(
        (190_000..=200_000).contains(&all),
        "{written} written, {dropped} dropped"
    );
}

#[test]
fn logs_can_go_elsewhere_or_nowhere() {
    let seen = scenario("lines").env("FROSTED_LOGS", "stderr").run();
    assert!(seen.lines.is_empty() && seen.stderr.contains("\"message\":\"reserved\""));
    let seen = scenario("lines").env("FROSTED_LOGS", "off").run();
    assert!(seen.lines.is_empty() && seen.stderr.is_empty());
}

#[test]
fn what_is_kept_from_the_lines_of_a_span_is_counted_for_each_line() {
    let seen = scenario("repeated").run();
    let lines: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "a line")
        .collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert!(!line.to_string().contains("hunter2"), "{line}");
        assert!(line["number"] == 1 && line["note"].is_string(), "{line}");
    }
    let kept = seen
        .page
        .sum("frosted_redactions_total", &[("sink", "json")]);
    assert!(crate::same(kept, 3.0), "{kept}");
}

#[test]
fn a_line_has_64_kib_at_most() {
    let seen = scenario("long-lines").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let line = seen.line("very long");
    let length = line.to_string().len();
    assert!((40_000..=64 * 1024).contains(&length), "{length}");
    assert!(line["fields_left_out"].as_u64().unwrap() >= 8, "{line}");
    assert_eq!(line["last"], 7);
}

#[test]
fn lines_for_people_have_colours_and_nothing_that_moves_the_cursor() {
    let mut command = std::process::Command::new(crate::FIXTURE);
    command.arg("long-lines").env_clear();
    let pretty = |command: &mut std::process::Command| {
        let output = command.output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = pretty(command.env("FROSTED_LOG_FORMAT", "pretty"));
    let line = text.lines().find(|line| line.contains("odd")).unwrap();
    assert!(line.contains("\u{1b}[33mwarning \u{1b}[0m"), "{line:?}");
    assert!(
        line.contains("text\u{1b}[2m=") || line.contains("text="),
        "{line:?}"
    );
    assert!(line.contains("\"a\\u{1b}[2J\\u{a}forged b\""), "{line:?}");
    assert!(!text.lines().any(|line| line.starts_with("forged")));
    assert!(
        text.contains("password=") && !text.contains("canary"),
        "{text}"
    );
    let plain = pretty(command.env("NO_COLOR", "1"));
    assert!(!plain.contains('\u{1b}'));
    // A pipe is no terminal.
    let json = pretty(command.env("FROSTED_LOG_FORMAT", "auto"));
    assert!(json.lines().all(|line| line.starts_with('{')), "{json}");
    // `script` gives a program a terminal.
    let mut script = std::process::Command::new("script");
    script
        .args([
            "-qec",
            &format!("{} long-lines", crate::FIXTURE),
            "/dev/null",
        ])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("NO_COLOR", "1");
    let terminal = pretty(&mut script);
    assert!(
        terminal.contains(" info     telemetry started"),
        "{terminal}"
    );
}
