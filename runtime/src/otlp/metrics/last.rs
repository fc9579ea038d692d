//! What every number is counted from: the start, or the last push that arrived.

use crate::metrics::{Number, Reading};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

/// What has arrived.
pub(super) struct Last {
    begun: SystemTime,
    /// By metric and labels; none if everything counts from the start.
    arrived: Option<HashMap<Key, Seen>>,
}

/// The metric, and the labels of the series.
pub(super) type Key = (Arc<str>, Arc<str>);

/// A reading, and when it was taken.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    at: SystemTime,
    value: Number,
    sum: Number,
    buckets: Vec<u64>,
}

/// Readings of a batch that is on its way.
pub(super) type Pending = Vec<(Key, Seen)>;

impl Last {
    pub(super) fn new(begun: SystemTime, delta: bool) -> Self {
        let arrived = delta.then(HashMap::new);
        Self { begun, arrived }
    }

    /// Whether numbers count from the last push that arrived.
    pub(super) fn is_delta(&self) -> bool {
        self.arrived.is_some()
    }

    /// When counting began.
    pub(super) fn begun(&self) -> SystemTime {
        self.begun
    }

    /// Takes from a reading what has arrived already; when what remains of it began. The reading
    /// is to be remembered once it has arrived.
    pub(super) fn since(
        &self,
        key: Key,
        reading: &mut Reading,
        at: SystemTime,
        pending: &mut Pending,
    ) -> SystemTime {
        let Some(arrived) = &self.arrived else {
            return self.begun;
        };
        let now = Seen {
            at,
            value: reading.value,
            sum: reading.sum,
            buckets: reading.buckets.clone(),
        };
        let begun = match arrived.get(&key) {
            None => self.begun,
            Some(before) => {
                reading.value = less(reading.value, before.value);
                reading.sum = less(reading.sum, before.sum);
                for (bucket, before) in reading.buckets.iter_mut().zip(&before.buckets) {
                    *bucket = bucket.wrapping_sub(*before);
                }
                before.at
            }
        };
        pending.push((key, now));
        begun
    }

    /// A batch has arrived.
    pub(super) fn arrived(&mut self, pending: Pending) {
        if let Some(arrived) = &mut self.arrived {
            arrived.extend(pending);
        }
    }
}

/// What was added. Numbers wrap, as those they come from do.
fn less(now: Number, before: Number) -> Number {
    match (now, before) {
        (Number::Whole(now), Number::Whole(before)) => Number::Whole(now.wrapping_sub(before)),
        (Number::Decimal(now, digits), Number::Decimal(before, _)) => {
            Number::Decimal(now.wrapping_sub(before), digits)
        }
        (Number::Float(now), Number::Float(before)) => Number::Float(now - before),
        (now, _) => now,
    }
}
