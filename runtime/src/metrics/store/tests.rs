//! Families and series as users of the facade reach them.

use super::{Cell, Found, Kind, Labels, Number, Reading, Store};
use std::collections::HashMap;
use std::sync::RwLock;
use std::sync::atomic::AtomicUsize;

fn store(limit: usize) -> Store {
    Store {
        families: RwLock::default(),
        described: RwLock::new(HashMap::new()),
        limit: AtomicUsize::new(limit),
    }
}

fn add(store: &Store, name: &str, label: &str) -> Option<String> {
    let family = store.family(name, Kind::Counter).expect("a family");
    let found = family.series(Labels::known([("to", label)]), || Cell::counter(0));
    match found {
        Found::Series(series) => {
            series.add(1);
            None
        }
        Found::Rest(series, worst) => {
            series.add(1);
            worst
        }
    }
}

#[test]
fn what_finds_no_series_is_counted_in_the_rest_and_said_once() {
    let store = store(10);
    let said: Vec<String> = (0..100)
        .filter_map(|number| add(&store, "calls", &number.to_string()))
        .collect();
    assert_eq!(said, ["to"]);
    let family = store.family("calls", Kind::Counter).expect("a family");
    let (mut total, mut count, mut reading) = (0, 0, Reading::default());
    let more = family.some(0, 1000, |_, series| {
        series.read(&mut reading);
        let Number::Whole(value) = reading.value else {
            panic!("a counter counts");
        };
        (total, count) = (total + value, count + 1);
    });
    assert_eq!((total, count, more), (100, 11, false));
}

#[test]
fn a_name_has_one_kind_and_no_line_belongs_to_two() {
    let store = store(10);
    assert!(store.family("took", Kind::Histogram).is_some());
    for (name, kind) in [
        ("took", Kind::Counter),
        ("took_count", Kind::Gauge),
        ("took_sum", Kind::Gauge),
        ("took_bucket", Kind::Gauge),
    ] {
        assert!(store.family(name, kind).is_none(), "{name}");
    }
    assert!(store.family("calls", Kind::Counter).is_some());
    assert!(store.family("calls_total", Kind::Gauge).is_none());
    assert!(store.family("lost_total", Kind::Gauge).is_some());
    assert!(store.family("lost", Kind::Counter).is_none());
    assert!(store.family("size_sum", Kind::Gauge).is_some());
    assert!(store.family("size", Kind::Summary).is_none());
    assert!(store.family("took_count_more", Kind::Gauge).is_some());
}
