//! Quantiles over a sliding window.

use sketches_ddsketch::{Config, DDSketch};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The quantiles that are shown.
pub(crate) const QUANTILES: [f64; 4] = [0.5, 0.9, 0.95, 0.99];

/// How long a value counts.
const WINDOW: Duration = Duration::from_secs(300);
/// Into how many parts the window is cut: values leave it one part at a time.
const PARTS: u32 = 5;
/// How far a shown quantile may be from the true one, relative to it.
const ERROR: f64 = 0.005;
/// How many bins a part has at most. The largest values are the last to be merged.
const BINS: u32 = 2048;
/// The smallest value that is told from zero.
const LEAST: f64 = 1e-9;

/// A summary: quantiles of the last five minutes, and the count and the sum of everything.
/// Quantiles of several processes cannot be put together.
pub(crate) struct SummaryCell(Mutex<Window>);

struct Window {
    /// The newest part is the last.
    parts: Vec<DDSketch>,
    /// When the newest part began.
    begun: Instant,
    count: u64,
    sum: f64,
}

fn sketch() -> DDSketch {
    DDSketch::new(Config::new(ERROR, BINS, LEAST))
}

impl Default for SummaryCell {
    fn default() -> Self {
        Self(Mutex::new(Window {
            parts: vec![sketch()],
            begun: Instant::now(),
            count: 0,
            sum: 0.0,
        }))
    }
}

impl SummaryCell {
    /// Records a value; whether it was a finite number.
    pub(crate) fn record(&self, value: f64) -> bool {
        if !value.is_finite() {
            return false;
        }
        let mut window = self.lock();
        window.turn(Instant::now());
        if let Some(newest) = window.parts.last_mut() {
            newest.add(value);
        }
        window.count += 1;
        window.sum += value;
        true
    }

    /// The value of each quantile, not a number where the window is empty; the count and the sum.
    pub(crate) fn read(&self) -> ([f64; 4], u64, f64) {
        let mut window = self.lock();
        window.turn(Instant::now());
        let mut all = sketch();
        for part in &window.parts {
            // All are made alike, so that they can be merged.
            let _ = all.merge(part);
        }
        let of = |quantile| all.quantile(quantile).ok().flatten().unwrap_or(f64::NAN);
        (QUANTILES.map(of), window.count, window.sum)
    }

    fn lock(&self) -> MutexGuard<'_, Window> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Window {
    /// Lets parts go that are too old.
    fn turn(&mut self, now: Instant) {
        let part = WINDOW / PARTS;
        let mut turned = 0;
        while now.saturating_duration_since(self.begun) >= part && turned < PARTS {
            self.begun += part;
            self.parts.push(sketch());
            turned += 1;
        }
        if now.saturating_duration_since(self.begun) >= part {
            self.begun = now;
        }
        let old = self.parts.len().saturating_sub(PARTS as usize);
        self.parts.drain(..old);
    }
}

impl std::fmt::Debug for SummaryCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SummaryCell")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_values_leave_the_quantiles_and_stay_in_the_sum() {
        let cell = SummaryCell::default();
        (1..=100).for_each(|value| assert!(cell.record(f64::from(value))));
        let ([half, .., most], count, sum) = cell.read();
        assert!(
            (half - 50.0).abs() < 1.0 && (most - 99.0).abs() < 1.0,
            "{half} {most}"
        );
        assert_eq!((count, sum), (100, 5050.0));
        let later = Instant::now() + WINDOW + Duration::from_secs(1);
        cell.lock().turn(later);
        let window = cell.lock();
        assert!(window.parts.iter().all(|part| part.count() == 0));
        assert_eq!(window.count, 100);
    }

    #[test]
    fn what_is_no_number_is_not_recorded() {
        let cell = SummaryCell::default();
        assert!(!cell.record(f64::NAN) && !cell.record(f64::INFINITY));
        assert_eq!(cell.read().1, 0);
    }
}
