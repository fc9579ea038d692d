//! Lines that wait, and how many of each level were lost.

use tracing_core::Level;

/// How many bytes are written at a time, about. So many wake the thread early, too.
pub(super) const PIECE: usize = 64 * 1024;
/// How many bytes of an emptied list are kept for the next lines.
const MAX_KEPT: usize = 1024 * 1024;

/// The names of the levels, from the least to the most severe.
pub(super) const LEVELS: [&str; 5] = ["trace", "debug", "info", "warning", "error"];

/// A number for each level.
pub(super) type ByLevel = [u64; LEVELS.len()];

/// The place of a level in [`LEVELS`].
pub(super) fn place(level: Level) -> usize {
    match level {
        Level::TRACE => 0,
        Level::DEBUG => 1,
        Level::INFO => 2,
        Level::WARN => 3,
        Level::ERROR => 4,
    }
}

/// How much of what may wait lines of a level may fill: the less severe leave room for the others.
pub(super) fn share(place: usize, of: usize) -> usize {
    const TENTHS: [usize; LEVELS.len()] = [5, 5, 8, 9, 10];
    (of * TENTHS[place] / 10).max(1)
}

/// Lines, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) text: Vec<u8>,
    ends: Vec<End>,
}

/// Where a line ends, and its level.
#[derive(Clone, Copy, Debug)]
struct End {
    at: usize,
    place: u8,
}

impl Lines {
    pub(super) fn push(&mut self, line: &str, place: usize) {
        self.text.extend_from_slice(line.as_bytes());
        #[allow(clippy::cast_possible_truncation, reason = "there are five")]
        self.ends.push(End {
            at: self.text.len(),
            place: place as u8,
        });
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Lets the lines go, and the room for them if it is large.
    pub(super) fn clear(&mut self) {
        if self.text.capacity() > MAX_KEPT {
            *self = Self::default();
        }
        self.text.clear();
        self.ends.clear();
    }

    /// The lines in groups of about [`PIECE`] bytes, with how many of each level they hold:
    /// standard output is locked while one is written, and an application's own `println!` shall not
    /// wait for all.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (&[u8], ByLevel)> {
        let (mut start, mut rest) = (0, &*self.ends);
        std::iter::from_fn(move || {
            let over = rest.iter().position(|end| end.at - start >= PIECE);
            let count = over.map_or(rest.len(), |last| last + 1);
            let (these, others) = rest.split_at(count);
            let end = these.last()?.at;
            let mut levels = ByLevel::default();
            for line in these {
                levels[usize::from(line.place)] += 1;
            }
            let piece = &self.text[start..end];
            (start, rest) = (end, others);
            Some((piece, levels))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_small_and_hold_every_line() {
        let mut lines = Lines::default();
        assert_eq!(lines.pieces().count(), 0);
        (0..100).for_each(|number| lines.push(&"x".repeat(10_000), number % 5));
        let sizes: Vec<ByLevel> = lines.pieces().map(|(_, levels)| levels).collect();
        let of = |place: usize| sizes.iter().map(|levels| levels[place]).sum::<u64>();
        assert_eq!((0..5).map(of).collect::<Vec<_>>(), [20; 5]);
        let small = |levels: &ByLevel| levels.iter().sum::<u64>() <= 7;
        assert!(sizes.iter().all(small), "{sizes:?}");
        let bytes: usize = lines.pieces().map(|(piece, _)| piece.len()).sum();
        assert_eq!(bytes, 1_000_000);
    }

    #[test]
    fn the_more_severe_have_more_room() {
        let shares: Vec<usize> = (0..5).map(|place| share(place, 100)).collect();
        assert_eq!(shares, [50, 50, 80, 90, 100]);
        assert_eq!(share(0, 1), 1);
    }
}
