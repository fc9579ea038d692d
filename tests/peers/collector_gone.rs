//! A collector that stops, hangs or was never there: the shop serves as before.

use crate::shop::{CARD, Shop};
use frosted_tests::peer::{Rotel, find};
use frosted_tests::{free_port, json};
use std::time::{Duration, Instant};

/// Orders for a while, each answered in time, then a bounded stop with at most one report.
fn serves_as_before(mut shop: Shop) {
    shop.sign_in("gone@example.org");
    let until = Instant::now() + Duration::from_secs(4);
    let mut orders = 0;
    while Instant::now() < until {
        let begun = Instant::now();
        assert_eq!(shop.order(1, CARD).0, 201);
        assert!(
            begun.elapsed() < Duration::from_secs(3),
            "an order took {:?}",
            begun.elapsed()
        );
        orders += 1;
    }
    assert!(orders > 5, "only {orders} orders in four seconds");
    let begun = Instant::now();
    let (stdout, _) = shop.stop(Duration::from_secs(8));
    assert!(
        begun.elapsed() < Duration::from_secs(7),
        "it took {:?} to stop",
        begun.elapsed()
    );
    let lines = json::lines(&stdout);
    let reports = lines
        .iter()
        .filter(|line| line["message"] == "traces are not exported")
        .count();
    assert!(reports <= 1, "{reports} reports in a few seconds");
}

#[test]
fn never_there() {
    let endpoint = format!("http://127.0.0.1:{}", free_port());
    serves_as_before(Shop::serve(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]));
}

#[test]
fn never_there_over_grpc() {
    let endpoint = format!("http://127.0.0.1:{}", free_port());
    serves_as_before(Shop::serve(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
    ]));
}

#[test]
fn stopped() {
    let Some(program) = find("rotel-agent") else {
        return;
    };
    let rotel = Rotel::start(&program);
    let endpoint = format!("http://127.0.0.1:{}", rotel.http);
    let shop = Shop::serve(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
    drop(rotel);
    serves_as_before(shop);
}

#[test]
fn hanging() {
    let Some(program) = find("rotel-agent") else {
        return;
    };
    let rotel = Rotel::start(&program);
    let endpoint = format!("http://127.0.0.1:{}", rotel.http);
    let shop = Shop::serve(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"),
    ]);
    rotel.process().signal("STOP");
    serves_as_before(shop);
}
