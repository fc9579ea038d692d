//! How long to wait before the next attempt: ever longer, and never at the same moment as everybody
//! else ([OTLP](https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling) asks for exponential
//! backoff with jitter).

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

pub(super) struct Pauses {
    next: Duration,
    random: RandomState,
}

impl Default for Pauses {
    fn default() -> Self {
        Self {
            next: FIRST,
            random: RandomState::new(),
        }
    }
}

impl Pauses {
    /// The next pause: between half and all of what doubles each time.
    pub(super) fn next_pause(&mut self) -> Duration {
        let most = self.next;
        self.next = (most * 2).min(LONGEST);
        #[allow(clippy::cast_possible_truncation, reason = "a number below 1000")]
        let part = (self.random.hash_one(most) % 1000) as u32;
        most / 2 + most / 2 * part / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_differ() {
        let mut pauses = Pauses::default();
        let mut most = FIRST;
        for _ in 0..10 {
            let pause = pauses.next_pause();
            assert!(pause >= most / 2 && pause <= most, "{pause:?} of {most:?}");
            most = (most * 2).min(LONGEST);
        }
        let first = |_| Pauses::default().next_pause();
        let firsts: std::collections::BTreeSet<_> = (0..20).map(first).collect();
        assert!(firsts.len() > 1, "all begin with {firsts:?}");
    }
}
