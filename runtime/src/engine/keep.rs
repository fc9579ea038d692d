//! The decision at the end: which traces leave, when all of a trace is known.
//!
//! A trace that the head decision took leaves span by span. Every other is held back until its
//! local root has ended, and then kept if a span of it failed or panicked, if its root was slow, or
//! if somebody asked for it, as long as the budget lasts. What is held back is bounded: in spans
//! and bytes of one trace, and in bytes of all.

use super::record::Record;
use super::sink::Ended;
use crate::context::SpanId;
use crate::names;
use crate::outcome::Outcome;
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// How many spans of one trace are held back.
const MAX_SPANS: usize = 10_000;
/// How many more that failed, panicked, or were slow.
const RESERVED: usize = 100;
/// How many bytes of one trace are held back.
const MAX_BYTES: usize = 4 << 20;
/// How many bytes of all traces are held back.
const MAX_TOTAL: usize = 64 << 20;
/// How many decisions are remembered for spans that end after their root.
const MAX_DECIDED: usize = 16_384;

/// What a user can say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep {
    /// Whether traces are held back at all that the head decision did not take.
    pub(crate) enabled: bool,
    /// From when on a root is slow, if its function does not say it.
    pub(crate) slow: Duration,
    /// How many traces a second may be kept.
    pub(crate) budget: u32,
}

impl Keep {
    /// What holds unless somebody says otherwise.
    pub(crate) const DEFAULT: Self = Self {
        enabled: true,
        slow: Duration::from_secs(1),
        budget: 100,
    };
}

/// What became of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The head decision took it.
    Sampled,
    /// A span of it panicked.
    Panic,
    /// A span of it failed.
    Error,
    /// Its root was slow.
    Slow,
    /// Somebody asked for it.
    Requested,
    /// It would have been kept, and the budget was used up.
    OverBudget,
    /// Nothing spoke for it.
    Dropped,
}

impl Decision {
    pub(crate) const ALL: [Self; 7] = [
        Self::Sampled,
        Self::Panic,
        Self::Error,
        Self::Slow,
        Self::Requested,
        Self::OverBudget,
        Self::Dropped,
    ];

    /// As the label says it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sampled => "sampled",
            Self::Panic => "panic",
            Self::Error => "error",
            Self::Slow => "slow",
            Self::Requested => "requested",
            Self::OverBudget => "over_budget",
            Self::Dropped => "dropped",
        }
    }

    fn is_kept(self) -> bool {
        !matches!(self, Self::OverBudget | Self::Dropped)
    }
}

/// Why a span was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Its thread ended more spans than could be taken.
    Outbox,
    /// Its trace has too many spans, or too many bytes.
    Trace,
    /// All traces together have too many bytes.
    Memory,
    /// It failed, panicked, or was slow, after its trace was dropped.
    Late,
    /// The exporter's queue is full.
    Queue,
    /// The collector did not take it.
    Export,
}

impl Loss {
    pub(crate) const ALL: [Self; 6] = [
        Self::Outbox,
        Self::Trace,
        Self::Memory,
        Self::Late,
        Self::Queue,
        Self::Export,
    ];

    /// As the label says it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Outbox => "outbox_full",
            Self::Trace => "trace_too_large",
            Self::Memory => "memory",
            Self::Late => "after_its_trace",
            Self::Queue => "queue_full",
            Self::Export => "export_failed",
        }
    }
}

/// Who counts what was decided and what was lost.
pub(crate) trait Tally: Send + Sync + std::fmt::Debug {
    fn decided(&self, decision: Decision);
    fn lost(&self, loss: Loss, spans: u64);
}

/// A trace that is held back.
#[derive(Debug, Default)]
struct Held {
    spans: Vec<Ended>,
    bytes: usize,
    /// What speaks for it so far.
    reason: Option<Decision>,
    number: u64,
}

/// The traces that are held back.
#[derive(Debug)]
pub(super) struct Keeper {
    keep: Keep,
    held: HashMap<SpanId, Held>,
    bytes: usize,
    /// By age: the number of a trace and its root.
    ages: VecDeque<(u64, SpanId)>,
    next: u64,
    /// Roots that ended in this round, and in the one before: a span of another thread that ended
    /// before its root may come a round later.
    ended: Vec<SpanId>,
    waiting: Vec<SpanId>,
    decided: HashMap<SpanId, bool>,
    decided_ages: VecDeque<SpanId>,
    budget: Budget,
}

impl Keeper {
    pub(super) fn new(keep: Keep) -> Self {
        Self {
            keep,
            held: HashMap::new(),
            bytes: 0,
            ages: VecDeque::new(),
            next: 0,
            ended: Vec::new(),
            waiting: Vec::new(),
            decided: HashMap::new(),
            decided_ages: VecDeque::new(),
            budget: Budget::new(keep.budget),
        }
    }

    /// Takes a span that ended; whoever may leave is handed to `out`.
    pub(super) fn take(&mut self, span: Ended, tally: &dyn Tally, out: &mut dyn FnMut(Ended)) {
        let (root, is_root) = (span.place.root, span.is_local_root());
        if span.place.context.flags.sampled() {
            if is_root {
                tally.decided(Decision::Sampled);
            }
            return out(span);
        }
        if let Some(kept) = self.decided.get(&root) {
            if *kept {
                out(span);
            } else if self.keep.reason(&span).is_some() {
                tally.lost(Loss::Late, 1);
            }
            return;
        }
        self.hold(root, span, tally);
        if is_root {
            self.ended.push(root);
        }
    }

    fn hold(&mut self, root: SpanId, span: Ended, tally: &dyn Tally) {
        let (bytes, next) = (span.size(), self.next);
        let held = self.held.entry(root).or_insert_with(|| Held {
            number: next,
            ..Held::default()
        });
        if held.number == next {
            self.next += 1;
            self.ages.push_back((next, root));
        }
        let reason = self.keep.reason(&span);
        held.reason = stronger(held.reason, reason);
        // The root is always held: it is the least that a trace can be.
        let full = held.spans.len() >= MAX_SPANS || held.bytes + bytes > MAX_BYTES;
        // There is some more room for what the trace may be kept for.
        let speaks = reason.is_some() && held.spans.len() < MAX_SPANS + RESERVED;
        if full && !speaks && !span.is_local_root() {
            return tally.lost(Loss::Trace, 1);
        }
        held.bytes += bytes;
        held.spans.push(span);
        self.bytes += bytes;
        while self.bytes > MAX_TOTAL {
            self.let_oldest_go(tally);
        }
    }

    /// Lets the oldest trace go that is still held.
    fn let_oldest_go(&mut self, tally: &dyn Tally) {
        while let Some((number, root)) = self.ages.pop_front() {
            let is_it = self
                .held
                .get(&root)
                .is_some_and(|held| held.number == number);
            if is_it && let Some(held) = self.held.remove(&root) {
                self.bytes = self.bytes.saturating_sub(held.bytes);
                tally.lost(Loss::Memory, held.spans.len() as u64);
                if held.spans.iter().any(Ended::is_local_root) {
                    tally.decided(Decision::Dropped);
                    self.remember(root, false);
                }
                return;
            }
        }
        self.bytes = 0;
    }

    /// Ends a round: decides over the roots that ended in the one before, or over all if nothing
    /// comes any more.
    pub(super) fn decide(&mut self, all: bool, tally: &dyn Tally, out: &mut dyn FnMut(Ended)) {
        let mut roots = std::mem::replace(&mut self.waiting, std::mem::take(&mut self.ended));
        if all {
            roots.append(&mut self.waiting);
        }
        for root in roots {
            let Some(held) = self.held.remove(&root) else {
                continue;
            };
            self.bytes = self.bytes.saturating_sub(held.bytes);
            let decision = match held.reason {
                None => Decision::Dropped,
                Some(_) if !self.budget.takes(Instant::now()) => Decision::OverBudget,
                Some(reason) => reason,
            };
            tally.decided(decision);
            self.remember(root, decision.is_kept());
            if decision.is_kept() {
                held.spans.into_iter().for_each(&mut *out);
            }
        }
        // Most entries are of traces that are gone.
        if self.ages.len() > 2 * self.held.len() + 64 {
            let held = &self.held;
            self.ages
                .retain(|(number, root)| held.get(root).is_some_and(|held| held.number == *number));
        }
    }

    /// Whether some roots wait for the next round.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn remember(&mut self, root: SpanId, kept: bool) {
        self.decided.insert(root, kept);
        self.decided_ages.push_back(root);
        if self.decided_ages.len() > MAX_DECIDED
            && let Some(oldest) = self.decided_ages.pop_front()
        {
            self.decided.remove(&oldest);
        }
    }
}

impl Keep {
    /// What speaks for the trace of this span.
    fn reason(&self, span: &Ended) -> Option<Decision> {
        let outcome = span.record.ending.map(|ending| ending.outcome);
        let wanted = span.record.has().is_some_and(|rich| rich.wanted);
        let limit = span.site.and_then(|site| site.spec().slow);
        let is_slow = match limit {
            Some(limit) => span.took() > limit,
            None => span.is_local_root() && span.took() > self.slow,
        };
        match outcome {
            Some(Outcome::Panicked) => Some(Decision::Panic),
            Some(Outcome::Error) => Some(Decision::Error),
            _ if says_error(&span.record) => Some(Decision::Error),
            _ if is_slow => Some(Decision::Slow),
            _ => wanted.then_some(Decision::Requested),
        }
    }
}

/// Whether a field says that the span failed.
fn says_error(record: &Record) -> bool {
    let status = record.fields.get(names::FIELD_OTEL_STATUS);
    let text = status.and_then(|status| status.as_text());
    text.is_some_and(|text| text.eq_ignore_ascii_case("error"))
}

/// The first in the order of [`Decision::ALL`].
fn stronger(one: Option<Decision>, other: Option<Decision>) -> Option<Decision> {
    let rank = |it: &Decision| Decision::ALL.iter().position(|other| other == it);
    one.into_iter().chain(other).min_by_key(rank)
}

/// How many traces may still be kept: a bucket that fills with time, up to what one second gives.
#[derive(Debug)]
struct Budget {
    per_second: f64,
    left: f64,
    since: Option<Instant>,
}

impl Budget {
    fn new(per_second: u32) -> Self {
        Self {
            per_second: per_second.into(),
            left: per_second.into(),
            since: None,
        }
    }

    fn takes(&mut self, now: Instant) -> bool {
        let passed = self
            .since
            .map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        self.since = Some(now);
        self.left = (self.left + passed.as_secs_f64() * self.per_second).min(self.per_second);
        let takes = self.left >= 1.0;
        if takes {
            self.left -= 1.0;
        }
        takes
    }
}
