//! A counter that grows stripes when threads meet on it.

#[path = "../../runtime/src/metrics/cells/adder.rs"]
mod adder;
#[path = "../../runtime/src/metrics/cells/stripes.rs"]
mod stripes;

use crate::check;
use adder::Adder;
use loom::sync::Arc;
use loom::thread;

#[test]
fn a_counter_loses_nothing_when_it_grows_and_never_falls() {
    check(3, || {
        let adder = Arc::new(Adder::new());
        let others: Vec<_> = [1, 10]
            .into_iter()
            .map(|amount| {
                let adder = Arc::clone(&adder);
                thread::spawn(move || adder.add(amount))
            })
            .collect();
        let (before, after) = (adder.get(), adder.get());
        assert!(before <= after, "{before} {after}");
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(adder.get(), 11);
    });
}
