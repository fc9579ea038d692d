//! What a real Prometheus scrapes is what was sent.

use crate::shop::Demo;
use frosted_tests::peer::{Prometheus, Rotel, find};
use frosted_tests::prometheus::Page;
use frosted_tests::{json, wait_for};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

const COUNT: &str = "http_server_request_duration_seconds_count";

#[test]
fn prometheus_sees_the_traffic_that_was_sent() {
    let Some(program) = find("prometheus") else {
        return;
    };
    let mut demo = Demo::start(10, 60, &[]);
    let address = demo.address();
    let prometheus = Prometheus::start(&program, &address);
    let sent = demo.sent();
    assert!(
        sent.iter().map(|(_, count)| count).sum::<u64>() > 200,
        "{sent:?}"
    );
    wait_for_all(&prometheus, &sent);
    routes_are_counted(&prometheus, &sent);
    functions_are_counted(&prometheus, &sent);
    rates_errors_and_percentiles_have_answers(&prometheus, &sent);
    let page = reqwest::blocking::get(format!("http://{address}/metrics"))
        .unwrap()
        .text()
        .unwrap();
    Page::parse(&page);
    promtool_is_content(&page);
    demo.process.signal("KILL");
    demo.process.wait(Duration::from_secs(5));
    every_line_can_be_read(&demo.process.stdout());
}

#[test]
fn exemplars_in_prometheus_lead_to_traces_in_the_collector() {
    let (Some(program), Some(collector)) = (find("prometheus"), find("rotel-agent")) else {
        return;
    };
    let rotel = Rotel::start(&collector);
    let endpoint = format!("http://127.0.0.1:{}", rotel.http);
    let settings = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &*endpoint),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
    ];
    let demo = Demo::start(5, 60, &settings);
    let prometheus = Prometheus::start(&program, &demo.address());
    for query in [
        "http_server_request_duration_seconds_bucket",
        "function_calls_duration_seconds_bucket",
    ] {
        let found = wait_for("an exemplar's trace", Duration::from_secs(30), || {
            let exemplars = prometheus.exemplars(query);
            let seen = rotel.output();
            let known = |exemplar: &serde_json::Value| {
                let trace = exemplar["labels"]["trace_id"].as_str().unwrap_or("none");
                seen.contains(trace)
            };
            let known = exemplars.iter().filter(|it| known(it)).count();
            (known > 0).then_some((known, exemplars.len()))
        });
        assert!(found.0 > 0, "{query}: {found:?}");
    }
}

/// The last line may be half written, as the process was killed.
fn every_line_can_be_read(stdout: &str) {
    let whole = stdout.rfind('\n').map_or("", |end| &stdout[..end]);
    let lines = json::lines(whole);
    let inside = lines.iter().filter(|line| line.get("trace_id").is_some());
    assert!(inside.clone().count() > 200, "{} lines", lines.len());
    assert!(
        inside
            .into_iter()
            .all(|line| line.get("request_id").is_some())
    );
}

/// The payment stub counts in the same process; its route is not the demo's.
fn wait_for_all(prometheus: &Prometheus, sent: &[(String, u64)]) {
    let all: u64 = sent.iter().map(|(_, count)| count).sum();
    let query = format!("sum({COUNT}{{http_route!=\"/charges\"}})");
    wait_for("the last scrape", Duration::from_secs(30), || {
        let found = prometheus.query(&query);
        (whole(found.first()?.1) == all).then_some(())
    });
}

/// Method, route and ending of a line of the report.
fn parts(key: &str) -> (&str, &str, &str) {
    let (method, rest) = key.split_once(' ').unwrap();
    let (route, ending) = rest.rsplit_once(' ').unwrap();
    (method, route.trim(), ending)
}

fn routes_are_counted(prometheus: &Prometheus, sent: &[(String, u64)]) {
    for (key, count) in sent {
        let (method, route, ending) = parts(key);
        let ending = match ending {
            "cancelled" => "error_type=\"cancelled\"".to_owned(),
            status => format!("http_response_status_code=\"{status}\""),
        };
        let query = format!(
            "sum({COUNT}{{http_request_method=\"{method}\",http_route=\"{route}\",{ending}}})"
        );
        let found = prometheus.query(&query);
        assert_eq!(found.first().map(|it| whole(it.1)), Some(*count), "{query}");
    }
}

/// Each ending of a handler is the ending of its route.
fn functions_are_counted(prometheus: &Prometheus, sent: &[(String, u64)]) {
    let count = |wanted: &str| {
        let found = sent.iter().find(|(key, _)| key == wanted);
        found.map_or(0, |(_, count)| *count)
    };
    let calls = |function: &str, labels: &str| {
        let query = format!("sum(function_calls_total{{function=\"{function}\",{labels}}})");
        prometheus.query(&query).first().map_or(0, |it| whole(it.1))
    };
    for (function, labels, key) in [
        ("place", "result=\"ok\"", "POST /orders 201"),
        ("place", "result=\"cancelled\"", "POST /orders cancelled"),
        (
            "place",
            "error_kind=\"payment_declined\"",
            "POST /orders 402",
        ),
        ("place", "error_kind=\"out_of_stock\"", "POST /orders 409"),
        (
            "place",
            "error_kind=\"payment_unavailable\"",
            "POST /orders 502",
        ),
        ("list", "result=\"panicked\"", "GET /orders 500"),
        ("read", "result=\"ok\"", "GET /orders/{id} 200"),
        (
            "log_in",
            "error_kind=\"wrong_credentials\"",
            "POST /sessions 401",
        ),
        ("send_confirmation", "result=\"ok\"", "POST /orders 201"),
    ] {
        assert!(count(key) > 0, "the demo sends no {key}");
        assert_eq!(calls(function, labels), count(key), "{function} {labels}");
    }
    let in_flight = prometheus.query("sum(function_calls_concurrent)");
    assert_eq!(whole(in_flight[0].1), 0);
}

fn rates_errors_and_percentiles_have_answers(prometheus: &Prometheus, sent: &[(String, u64)]) {
    let rate = prometheus.query(&format!("sum by (http_route) (rate({COUNT}[30s]))"));
    let errors = prometheus.query(&format!(
        "sum by (http_route) (rate({COUNT}{{error_type!=\"\"}}[30s])) / sum by (http_route) (rate({COUNT}[30s])) > 0"
    ));
    let p95 = prometheus.query(
        "histogram_quantile(0.95, sum by (http_route, le) (rate(http_server_request_duration_seconds_bucket[30s])))",
    );
    let routes = |found: &[(serde_json::Value, f64)]| {
        let known = found.iter().filter(|(_, value)| *value > 0.0);
        known
            .filter_map(|(labels, _)| Some(labels["http_route"].as_str()?.to_owned()))
            .collect::<Vec<_>>()
    };
    assert!(
        routes(&errors).iter().any(|route| route == "/orders"),
        "{errors:?}"
    );
    for route in ["/orders", "/orders/{id}"] {
        assert!(sent.iter().any(|(key, _)| parts(key).1 == route));
        assert!(routes(&rate).iter().any(|it| it == route), "{rate:?}");
        assert!(routes(&p95).iter().any(|it| it == route), "{p95:?}");
    }
}

fn promtool_is_content(page: &str) {
    let Some(promtool) = find("promtool") else {
        return;
    };
    let mut child = Command::new(promtool)
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(page.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success() && said.is_empty(),
        "{}",
        String::from_utf8_lossy(&said)
    );
}

/// A count as Prometheus answers it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small and whole"
)]
fn whole(value: f64) -> u64 {
    assert!(
        value >= 0.0 && value.fract() < f64::EPSILON,
        "{value} is no count"
    );
    value as u64
}
