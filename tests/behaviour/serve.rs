//! A service from its start to its end, as those who run it and those who call it see it.

use crate::FIXTURE;
use frosted_tests::collector::{Collector, Manner};
use frosted_tests::process::Process;
use frosted_tests::{json, wait_for};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) struct Service {
    pub(crate) process: Process,
    pub(crate) collector: Collector,
    address: String,
    admin: String,
}

impl Service {
    fn start(environment: &[(&str, &str)]) -> Self {
        Self::with(Collector::start(Manner::Accepts), environment)
    }

    pub(crate) fn with(collector: Collector, environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(FIXTURE);
        command
            .arg("serve")
            .env_clear()
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
            .envs(environment.iter().copied());
        let process = Process::start(&mut command);
        let (address, admin) = wait_for("its addresses", Duration::from_secs(20), || {
            let text = process.stderr();
            let line = text.lines().find(|line| line.starts_with("listening "))?;
            let mut words = line.split(' ').skip(1).map(str::to_owned);
            Some((words.next()?, words.next()?))
        });
        Self {
            process,
            collector,
            address,
            admin,
        }
    }

    /// The same once it is ready.
    pub(crate) fn ready(environment: &[(&str, &str)]) -> Self {
        let service = Self::start(environment);
        wait_for("readiness", Duration::from_secs(10), || {
            (service.status("/health/ready") == Some(200)).then_some(())
        });
        service
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn status(&self, path: &str) -> Option<u16> {
        let answer = reqwest::blocking::get(self.url(path)).ok()?;
        Some(answer.status().as_u16())
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        let limit = Some(Duration::from_secs(20));
        stream.set_read_timeout(limit).unwrap();
        stream
    }

    pub(crate) fn messages(&self) -> Vec<String> {
        let lines = json::lines(&self.process.stdout());
        let message = |line: &serde_json::Value| line["message"].as_str().map(str::to_owned);
        lines.iter().filter_map(message).collect()
    }
}

#[test]
fn what_does_not_end_is_dropped_at_the_deadline_and_recorded() {
    let mut service = Service::ready(&[("FIXTURE_GRACE", "700")]);
    let mut idle = service.connect();
    idle.write_all(b"GET /quick HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    let mut head = [0; 15];
    idle.read_exact(&mut head).unwrap();
    let mut streams: Vec<TcpStream> = Vec::new();
    for path in ["/endless", "/events"] {
        let mut stream = service.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        streams.push(stream);
    }
    std::thread::sleep(Duration::from_millis(200));
    service.process.signal("TERM");
    let told = Instant::now();
    assert!(service.process.wait(Duration::from_secs(8)).success());
    let took = told.elapsed();
    let (least, most) = (Duration::from_millis(650), Duration::from_secs(4));
    assert!((least..most).contains(&took), "{took:?}");
    let spans = service.collector.spans();
    for name in ["GET /endless", "GET /events"] {
        let span = spans.iter().find(|span| span.name == name).unwrap();
        assert_eq!(span.text("error.type"), "cancelled", "{name}");
    }
    let messages = service.messages();
    let cancelled = messages.iter().filter(|it| *it == "request_cancelled");
    assert_eq!(cancelled.count(), 2);
}

#[test]
fn a_collector_that_hangs_does_not_keep_the_end() {
    let hanging = Collector::start(Manner::Hangs);
    let mut service = Service::with(hanging, &[("FROSTED_FLUSH_TIMEOUT", "1s")]);
    wait_for("an answer", Duration::from_secs(10), || {
        service.status("/quick")
    });
    service.process.signal("TERM");
    let told = Instant::now();
    assert!(service.process.wait(Duration::from_secs(10)).success());
    assert!(
        told.elapsed() < Duration::from_secs(5),
        "{:?}",
        told.elapsed()
    );
    assert!(service.messages().contains(&"shutdown_complete".to_owned()));
}

#[test]
fn an_interrupt_skips_the_delay_and_a_second_signal_the_rest() {
    let mut service = Service::ready(&[("FIXTURE_DRAIN", "30000")]);
    service.process.signal("INT");
    assert!(service.process.wait(Duration::from_secs(5)).success());

    let mut service = Service::ready(&[("FIXTURE_DRAIN", "30000"), ("FIXTURE_GRACE", "30000")]);
    let mut endless = service.connect();
    endless
        .write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    std::thread::sleep(Duration::from_millis(200));
    service.process.signal("TERM");
    std::thread::sleep(Duration::from_millis(200));
    service.process.signal("TERM");
    assert!(service.process.wait(Duration::from_secs(5)).success());
    assert!(service.messages().contains(&"request_cancelled".to_owned()));
}

#[test]
fn a_service_starts_when_what_it_needs_is_there() {
    let service = Service::start(&[("FIXTURE_READY_AFTER", "600")]);
    assert_eq!(service.status("/health/startup"), Some(503));
    assert_eq!(service.status("/health/ready"), Some(503));
    assert_eq!(service.status("/health/live"), Some(200));
    wait_for("readiness", Duration::from_secs(10), || {
        (service.status("/health/ready") == Some(200)).then_some(())
    });
    assert_eq!(service.status("/startupz"), Some(200));
    let messages = service.messages();
    let place = |message: &str| messages.iter().position(|it| it == message);
    let order = [
        "application_starting",
        "database_connection_ok",
        "application_started",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|message| place(message).unwrap())
        .collect();
    assert!(places.is_sorted(), "{messages:?}");
}

#[test]
fn a_service_that_never_gets_what_it_needs_says_so_and_fails() {
    let environment = [
        ("FIXTURE_READY_AFTER", "60000"),
        ("FIXTURE_START_UP", "500"),
    ];
    let mut service = Service::start(&environment);
    let status = service.process.wait(Duration::from_secs(5));
    assert_eq!(status.code(), Some(1));
    let output = service.process.stdout();
    let lines = json::lines(&output);
    let failed = lines
        .iter()
        .find(|line| line["message"] == "database_connection_failed");
    assert_eq!(failed.unwrap()["level"], "critical");
    assert!(
        service
            .process
            .stderr()
            .contains("not ready to start: database")
    );
    assert!(!output.contains("hunter2") && !service.process.stderr().contains("hunter2"));
}

#[test]
fn a_signal_during_the_start_ends_it_in_order() {
    let mut service = Service::start(&[("FIXTURE_READY_AFTER", "60000")]);
    assert_eq!(service.status("/health/startup"), Some(503));
    service.process.signal("TERM");
    assert!(service.process.wait(Duration::from_secs(3)).success());
    assert!(service.messages().contains(&"shutdown_complete".to_owned()));
}

#[test]
fn operators_have_a_listener_of_their_own() {
    let service = Service::ready(&[]);
    let get = |path: &str| {
        let url = format!("http://{}{path}", service.admin);
        reqwest::blocking::get(url).unwrap().text().unwrap()
    };
    assert_eq!(service.status("/quick"), Some(200));
    assert!(get("/metrics").contains("http_route=\"/quick\""));
    assert!(
        get("/metrics")
            .contains("health_check_status{check=\"database\",criticality=\"required\"} 1\n")
    );
    let details: serde_json::Value = serde_json::from_str(&get("/health/details")).unwrap();
    let database = &details["checks"]["database"];
    assert_eq!(database["criticality"], "required");
    assert_eq!(database["result"], "ok");
    assert_eq!(service.status("/metrics"), Some(404));
}

#[test]
fn operators_change_what_is_logged_for_a_while() {
    let service = Service::ready(&[]);
    let client = reqwest::blocking::Client::new();
    let put = |query: &str, filter: &'static str| {
        let url = format!("http://{}/log-filter{query}", service.admin);
        let answer = client.put(url).body(filter).send().unwrap();
        (answer.status().as_u16(), answer.text().unwrap())
    };
    let of_handler = |messages: &[String]| {
        let quiet = messages.iter().filter(|it| *it == "a quiet word");
        quiet.count()
    };
    service.status("/quick");
    assert_eq!(of_handler(&service.messages()), 0);
    assert_eq!(
        put("?seconds=2", "info,fixture=debug"),
        (200, "fixture=debug,info\n".to_owned())
    );
    service.status("/quick");
    wait_for("a quiet word", Duration::from_secs(1), || {
        (of_handler(&service.messages()) == 1).then_some(())
    });
    wait_for("the end of it", Duration::from_secs(5), || {
        service
            .messages()
            .contains(&"log filter is back".to_owned())
            .then_some(())
    });
    service.status("/quick");
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(of_handler(&service.messages()), 1);
    assert!(
        service
            .messages()
            .contains(&"log filter changed".to_owned())
    );
    assert_eq!(put("", "fixture=loudly").0, 400);
    assert_eq!(put("?seconds=soon", "info").0, 400);
}

#[test]
fn a_client_that_is_slow_or_sends_too_much_is_turned_away() {
    let service = Service::ready(&[("FIXTURE_HEADERS", "500")]);
    // One byte at a time, and never a whole head.
    let mut slow = service.connect();
    let begun = Instant::now();
    slow.write_all(b"GET /quick HT").unwrap();
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest);
    let took = begun.elapsed();
    assert!((400..5000).contains(&took.as_millis()), "{took:?}");
    // Nothing at all, and what could become HTTP/2.
    for sent in [&b""[..], b"PRI * HTTP/2.0\r\n"] {
        let (mut silent, begun) = (service.connect(), Instant::now());
        silent.write_all(sent).unwrap();
        let _ = silent.read_to_end(&mut Vec::new());
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{:?}",
            begun.elapsed()
        );
    }

    let answered = |request: Vec<u8>| {
        let mut stream = service.connect();
        let _ = stream.write_all(&request);
        let mut answer = [0; 12];
        let read = stream.read_exact(&mut answer);
        read.map(|()| String::from_utf8_lossy(&answer).into_owned())
            .unwrap_or_default()
    };
    let mut many = b"GET /quick HTTP/1.1\r\nhost: x\r\n".to_vec();
    (0..200).for_each(|number| many.extend(format!("x-{number}: y\r\n").bytes()));
    many.extend(b"\r\n");
    assert_eq!(answered(many), "HTTP/1.1 431");
    let mut long = b"GET /quick HTTP/1.1\r\nhost: x\r\nx: ".to_vec();
    long.extend(std::iter::repeat_n(b'y', 1 << 20));
    let answer = answered(long);
    assert!(answer.is_empty() || answer == "HTTP/1.1 431", "{answer}");

    let client = reqwest::blocking::Client::new();
    let upload = |bytes: usize| {
        let sent = client.post(service.url("/upload")).body(vec![b'x'; bytes]);
        sent.send().unwrap().status().as_u16()
    };
    assert_eq!((upload(1000), upload(1001)), (200, 413));
    assert_eq!(service.status("/quick"), Some(200));
}

#[test]
fn http_2_is_served_and_counted_as_such() {
    let service = Service::ready(&[]);
    let client = reqwest::blocking::Client::builder().http2_prior_knowledge();
    let client = client.build().unwrap();
    let answer = client.get(service.url("/quick")).send().unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.version()),
        (200, reqwest::Version::HTTP_2)
    );
    let metrics = reqwest::blocking::get(format!("http://{}/metrics", service.admin));
    let page = metrics.unwrap().text().unwrap();
    let of_http_2 = |line: &&str| {
        line.starts_with("http_server_request_duration_seconds_count")
            && line.contains("network_protocol_version=\"2\"")
    };
    assert!(page.lines().find(of_http_2).unwrap().ends_with(" 1"));
}
