//! The end of a service that is asked for something all the time.

use crate::serve::Service;
use frosted_tests::collector::{Collector, Manner};
use frosted_tests::tracker::{self, Tracker};
use frosted_tests::wait_for;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

#[test]
fn a_service_under_load_ends_without_a_failed_request() {
    let tracker = Tracker::start(tracker::Manner::Accepts);
    let dsn = tracker.dsn();
    let mut service = Service::ready(&[("FIXTURE_DRAIN", "800"), ("SENTRY_DSN", &dsn)]);
    let (stop, sent) = (AtomicBool::new(false), AtomicU32::new(0));
    let client = reqwest::blocking::Client::new();
    let url = service.url("/quick");
    let (flipped, slow) = std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let answer = client.get(&url).send().unwrap();
                    assert_eq!(answer.status(), 200);
                    sent.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
        }
        let slow = scope.spawn(|| service.status("/slow"));
        std::thread::sleep(Duration::from_millis(300));
        service.process.signal("TERM");
        let told = Instant::now();
        let flipped = wait_for("not ready", Duration::from_secs(2), || {
            (service.status("/health/ready") == Some(503)).then(|| told.elapsed())
        });
        assert_eq!(service.status("/health/live"), Some(200));
        // Those who send requests have heard of it before the delay is over.
        std::thread::sleep(Duration::from_millis(300));
        stop.store(true, Ordering::Relaxed);
        (flipped, slow.join().unwrap())
    });
    assert!(flipped < Duration::from_millis(200), "{flipped:?}");
    assert_eq!(slow, Some(200));
    let status = service.process.wait(Duration::from_secs(8));
    assert!(status.success());
    // The last of everything has arrived.
    let sent = sent.load(Ordering::Relaxed);
    let spans = service.collector.spans();
    let of = |name: &str| spans.iter().filter(|span| span.name == name).count();
    assert_eq!((of("GET /quick"), of("GET /slow")), (sent as usize, 1));
    let points = service.collector.points();
    let route = |point: &&frosted_tests::collector::Point| {
        format!("{:?}", point.attributes.get("http.route")).contains("/quick")
            && point.name == "http.server.request.duration"
    };
    let counted = points.iter().rfind(route).unwrap().value;
    assert!(crate::same(counted, f64::from(sent)), "{counted} of {sent}");
    let messages = service.messages();
    let completed = messages.iter().filter(|it| *it == "request_completed");
    assert_eq!(completed.count(), sent as usize + 1);
    assert_eq!(messages.last().unwrap(), "shutdown_complete");
    let records = service.collector.records();
    assert_eq!(records.len(), messages.len());
    assert!(records.iter().any(|it| it.body == "shutdown_complete"));
    let reports = tracker.reports();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0]["logentry"]["message"], "a late error");
    assert_eq!(reports[0]["transaction"], "GET /slow");
}

#[test]
fn a_service_under_load_ends_in_time_though_nobody_takes_what_it_sends() {
    let tracker = Tracker::start(tracker::Manner::Hangs);
    let dsn = tracker.dsn();
    let environment = [
        ("FIXTURE_DRAIN", "500"),
        ("SENTRY_DSN", &*dsn),
        ("FROSTED_FLUSH_TIMEOUT", "1s"),
    ];
    let mut service = Service::with(Collector::start(Manner::Hangs), &environment);
    wait_for("readiness", Duration::from_secs(10), || {
        (service.status("/health/ready") == Some(200)).then_some(())
    });
    let sent = std::thread::scope(|scope| {
        let slow = scope.spawn(|| service.status("/slow"));
        for _ in 0..50 {
            assert_eq!(service.status("/quick"), Some(200));
        }
        service.process.signal("TERM");
        slow.join().unwrap()
    });
    assert_eq!(sent, Some(200));
    let told = Instant::now();
    assert!(service.process.wait(Duration::from_secs(8)).success());
    assert!(
        told.elapsed() < Duration::from_secs(4),
        "{:?}",
        told.elapsed()
    );
    let messages = service.messages();
    let completed = messages.iter().filter(|it| *it == "request_completed");
    assert_eq!(completed.count(), 51);
    assert_eq!(messages.last().unwrap(), "shutdown_complete");
}
