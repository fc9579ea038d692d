//! What programs that use frosted do, seen from outside: each test runs a scenario of `fixture`
//! as a process of its own and looks at its log lines, its metrics and its exported spans.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod arguments;
mod around;
mod business;
mod catalog;
mod client;
mod collector;
mod counting;
mod doctor;
mod doors;
mod edge;
mod ending;
mod engine;
mod events;
mod exported;
mod futures;
mod health;
mod http;
mod kinds;
mod layers;
mod lines;
mod neutral;
mod outcomes;
mod polls;
mod pushes;
mod records;
mod redact;
mod reports;
mod runtime;
mod sampling;
mod serve;
mod settings;
mod shapes;
mod sinks;
mod sql;
mod table;
mod tasks;

use frosted_tests::collector::Collector;
use frosted_tests::scenario::Scenario;

const FIXTURE: &str = env!("CARGO_BIN_EXE_fixture");

fn scenario(name: &str) -> Scenario {
    Scenario::new(FIXTURE, name)
}

fn scenario_with(name: &str, collector: Option<Collector>) -> Scenario {
    Scenario::with_collector(FIXTURE, name, collector)
}

/// Numbers of calls are small and whole: comparing them exactly is right.
fn same(left: f64, right: f64) -> bool {
    (left - right).abs() < f64::EPSILON
}
