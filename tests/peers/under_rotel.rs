//! What a real OTLP collector receives, over HTTP and over gRPC: one order is one trace.

use crate::shop::{CARD, Shop};
use crate::spans::{Span, parse};
use frosted_tests::json;
use frosted_tests::peer::{Rotel, find};
use frosted_tests::wait_for;
use serde_json::Value;
use std::time::Duration;

#[test]
fn one_order_is_one_trace_over_http() {
    let Some(program) = find("rotel-agent") else {
        return;
    };
    let rotel = Rotel::start(&program);
    let endpoint = format!("http://127.0.0.1:{}", rotel.http);
    one_order(&rotel, &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
}

#[test]
fn one_order_is_one_trace_over_grpc() {
    let Some(program) = find("rotel-agent") else {
        return;
    };
    let rotel = Rotel::start(&program);
    let endpoint = format!("http://127.0.0.1:{}", rotel.grpc);
    let grpc = ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    one_order(&rotel, &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint), grpc]);
}

fn one_order(rotel: &Rotel, environment: &[(&str, &str)]) {
    let mut shop = Shop::serve(environment);
    shop.sign_in("trace@example.org");
    let (status, order) = shop.order(1, CARD);
    assert_eq!(status, 201);
    let (refused, _) = shop.order(1, "4000000000000002");
    assert_eq!(refused, 402);
    let spans = wait_for("the order's spans", Duration::from_secs(20), || {
        let spans = parse(&rotel.output());
        let complete =
            |name: &str, times| spans.iter().filter(|span| span.name == name).count() >= times;
        (complete("POST /orders", 2) && complete("send_confirmation", 1)).then_some(spans)
    });
    let (stdout, _) = shop.stop(Duration::from_secs(10));
    // The last push is part of the shop's end; what it took the collector prints a moment later.
    let line = order_line(&stdout);
    let output = wait_for("the last push", Duration::from_secs(10), || {
        let output = rotel.output();
        let whole = record_of(&output, &line).is_some()
            && output.contains("Name: http.server.request.duration\n");
        whole.then_some(output)
    });
    the_metrics_arrived(&output);
    the_line_arrived(&output, &line);
    the_trace_has_its_tree(&spans, order["id"].as_i64().unwrap());
    the_declined_order_is_an_error(&spans);
    every_span_says_who_made_it(&spans);
    lines_carry_the_ids_of_their_spans(&stdout, &spans);
}

fn order_line(stdout: &str) -> Value {
    let mut lines = json::lines(stdout).into_iter();
    lines.find(|line| line["route"] == "/orders").unwrap()
}

fn record_of<'o>(output: &'o str, line: &Value) -> Option<&'o str> {
    let trace = format!("Trace ID: {}", line["trace_id"].as_str()?);
    let mut records = output.split("LogRecord #");
    records.find(|record| record.contains(&trace) && record.contains("request_completed"))
}

/// Each line is a log record, with the ids of its span.
fn the_line_arrived(output: &str, line: &Value) {
    let record = record_of(output, line).unwrap();
    assert!(record.contains("-> route: Str(/orders)"), "{record}");
}

fn the_metrics_arrived(output: &str) {
    let duration = metric(output, "http.server.request.duration");
    assert!(duration.contains("-> Unit: s\n") && duration.contains("-> DataType: Histogram\n"));
    let orders: Vec<&str> = duration
        .split("HistogramDataPoints #")
        .filter(|point| point.contains("-> http.route: Str(/orders)\n"))
        .collect();
    for status in [201, 402] {
        let attribute = format!("-> http.response.status_code: Int({status})\n");
        let of_status = |point: &&&str| point.contains(&attribute);
        let point = orders
            .iter()
            .find(of_status)
            .expect("a point of the status");
        assert!(point.contains("\nCount: 1\n"), "{point}");
    }
    assert!(metric(output, "function_calls").contains("-> IsMonotonic: true\n"));
}

/// What was last printed of the metric of this name.
fn metric<'o>(output: &'o str, name: &str) -> &'o str {
    let head = format!("-> Name: {name}\n");
    let (_, metric) = output.rsplit_once(&head).expect("the metric");
    metric.split("\nMetric #").next().unwrap_or(metric)
}

/// The child of `parent` with this name.
fn child<'a>(spans: &'a [Span], parent: &Span, name: &str) -> &'a Span {
    let found = spans
        .iter()
        .find(|span| span.name == name && span.parent_id == parent.id);
    let found = found.unwrap_or_else(|| panic!("{} has no child {name}", parent.name));
    assert_eq!(found.trace_id, parent.trace_id);
    found
}

fn attribute<'a>(span: &'a Span, name: &str) -> &'a str {
    let found = span.attributes.get(name);
    found.unwrap_or_else(|| panic!("{} has no {name}: {:?}", span.name, span.attributes))
}

fn request<'a>(spans: &'a [Span], status: &str) -> &'a Span {
    let mut requests = spans.iter().filter(|span| span.name == "POST /orders");
    requests
        .find(|span| attribute(span, "http.response.status_code") == status)
        .unwrap()
}

fn the_trace_has_its_tree(spans: &[Span], order_id: i64) {
    let request = request(spans, "Int(201)");
    assert_eq!(
        (request.kind.as_str(), request.status.as_str()),
        ("SPAN_KIND_SERVER", "STATUS_CODE_UNSET")
    );
    assert_eq!(attribute(request, "http.route"), "Str(/orders)");
    let handler = child(spans, request, "place");
    assert_eq!(handler.kind, "SPAN_KIND_INTERNAL");
    assert_eq!(attribute(handler, "product.id"), "Int(1)");
    assert_eq!(attribute(handler, "frosted.outcome"), "Str(ok)");
    let price = child(spans, handler, "price");
    let found = child(spans, price, "find_product");
    let query = child(spans, found, "SELECT products");
    assert_eq!(query.kind, "SPAN_KIND_CLIENT");
    assert_eq!(attribute(query, "db.system.name"), "Str(sqlite)");
    let reserve = child(spans, handler, "reserve");
    assert_eq!(
        (
            attribute(reserve, "product_id"),
            attribute(reserve, "quantity")
        ),
        ("Int(1)", "Int(2)")
    );
    let charge = child(spans, handler, "charge");
    assert_eq!(attribute(charge, "amount_cents"), "Int(900)");
    let payment = child(spans, charge, "POST /charges");
    assert_eq!(payment.kind, "SPAN_KIND_CLIENT");
    assert_eq!(attribute(payment, "http.response.status_code"), "Int(201)");
    let stub = child(spans, payment, "POST /charges");
    assert_eq!(stub.kind, "SPAN_KIND_SERVER");
    child(spans, stub, "accept_charge");
    let stored = child(spans, handler, "insert_order");
    assert_eq!(attribute(stored, "order.id"), format!("Int({order_id})"));
    let confirmation = child(spans, handler, "send_confirmation");
    assert_eq!(
        attribute(confirmation, "order_id"),
        format!("Int({order_id})")
    );
}

fn the_declined_order_is_an_error(spans: &[Span]) {
    let request = request(spans, "Int(402)");
    // The client's fault, so none of the server's.
    assert_eq!(request.status, "STATUS_CODE_UNSET");
    let handler = child(spans, request, "place");
    assert_eq!(handler.status, "STATUS_CODE_ERROR");
    assert_eq!(attribute(handler, "error.type"), "Str(payment_declined)");
    let charge = child(spans, handler, "charge");
    assert_eq!(charge.status, "STATUS_CODE_ERROR");
    // For a client 402 is an error.
    let payment = child(spans, charge, "POST /charges");
    assert_eq!(payment.status, "STATUS_CODE_ERROR");
    child(spans, handler, "release");
}

fn every_span_says_who_made_it(spans: &[Span]) {
    for span in spans {
        assert_eq!(span.resource["service.name"], "Str(shop)");
        assert_eq!(
            span.resource["service.version"],
            format!("Str({})", env!("CARGO_PKG_VERSION"))
        );
        assert!(
            span.attributes.contains_key("code.file.path"),
            "{}",
            span.name
        );
    }
}

/// Every line of a request carries its trace and its request id.
fn lines_carry_the_ids_of_their_spans(stdout: &str, spans: &[Span]) {
    let lines = json::lines(stdout);
    let mut inside = 0;
    for line in &lines {
        let Some(trace_id) = line.get("trace_id") else {
            let outside = line["target"] == "frosted";
            assert!(outside, "a line outside of any span: {line}");
            continue;
        };
        inside += 1;
        let span = spans.iter().find(|span| line["span_id"] == *span.id);
        let span = span.unwrap_or_else(|| panic!("no span of the line {line}"));
        assert_eq!(*trace_id, *span.trace_id);
        assert_eq!(
            line["request_id"].as_str().map(str::len),
            Some(36),
            "{line}"
        );
    }
    assert!(inside >= 8, "{lines:#?}");
}
