//! The example shop, watched by real peers: Prometheus, an OTLP collector, PostgreSQL, Redis.
//!
//! A peer that is not installed skips its tests, unless `PEERS_REQUIRED` is set.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod cache;
mod canaries;
mod certificates;
mod collector_gone;
mod ops;
mod queries;
mod rehearsals;
mod shop;
mod soak;
mod spans;
mod stores;
mod under_bugsink;
mod under_prometheus;
mod under_rotel;
