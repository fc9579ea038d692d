//! A line of JSON inside three spans with a field each.

use crate::harness::Bench;
use crate::{Row, row};
use std::hint::black_box;
use tracing::{info, info_span};
use tracing_subscriber::prelude::*;

const THEIRS: &str = "fmt().json(), a line inside three spans";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("frosted: a line inside three spans", THEIRS, || {
            crate::ours::with_lines(lines)
        }),
        row(THEIRS, "frosted: a line inside three spans", || {
            let lines_of = tracing_subscriber::fmt::layer()
                .json()
                .with_writer(std::io::sink);
            tracing_subscriber::registry().with(lines_of).init();
            Bench::new(lines)
        }),
    ]
}

fn lines(calls: u64) {
    let request = info_span!("request", method = "GET", attempt = 1);
    let _request = request.enter();
    let order = info_span!("order", order = 7_u64);
    let _order = order.enter();
    let store = info_span!("store", table = "orders", rows = 3_u64);
    let _store = store.enter();
    for number in 0..calls {
        info!(
            number = black_box(number),
            state = "open",
            "a line of the shop"
        );
    }
}
