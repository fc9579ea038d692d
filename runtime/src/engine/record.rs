//! What is recorded on a span.

use super::ending::{End, Ending, PollTimes};
use super::failures::Failures;
use super::fields::Fields;
use super::outbox::Spare;
use super::request::Repeats;
use super::trail::Trail;
use crate::context::SpanContext;
use crate::json::Object;
use crate::redact::{Clean, FieldValue};
use std::time::SystemTime;
use tracing_core::Metadata;

/// How many events one span keeps (`OTEL_SPAN_EVENT_COUNT_LIMIT`'s default).
const MAX_EVENTS: usize = 128;
/// How many links one span keeps (`OTEL_SPAN_LINK_COUNT_LIMIT`'s default).
const MAX_LINKS: usize = 128;

/// What is recorded on a span while it is open.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// What was recorded. Once the span is open, [`set`](Self::set) changes it.
    pub(crate) fields: Fields,
    pub(crate) ending: Option<Ending>,
    /// How the time was spent, if the call was a future or a stream.
    pub(crate) polls: Option<PollTimes>,
    /// What few spans have.
    rich: Option<Box<Rich>>,
}

/// What few spans have.
#[derive(Debug, Default)]
pub(crate) struct Rich {
    /// Context bound to the span: every log line below it carries these.
    pub(crate) bound: Fields,
    /// What is bound for a while, the latest last.
    guarded: Vec<Guarded>,
    /// How many values were.
    guards: u64,
    /// What goes on to other services as baggage.
    pub(crate) carried: Vec<(&'static str, String)>,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) dropped_events: u32,
    pub(crate) links: Vec<SpanContext>,
    pub(crate) dropped_links: u32,
    /// The fields as the log shows them.
    line: Option<Object>,
    /// Somebody asked for the trace to be kept.
    pub(crate) wanted: bool,
    /// What was logged below it, if errors are reported; of local roots only.
    pub(crate) trail: Trail,
    /// What happens again and again within a request.
    pub(super) repeats: Repeats,
    /// Errors of calls inside of this one, to know them again.
    pub(super) failures: Failures,
}

/// A value that is bound until its guard is dropped.
#[derive(Debug)]
struct Guarded {
    number: u64,
    name: &'static str,
    /// What was bound under the name before.
    before: Option<FieldValue>,
}

/// An event inside a span.
#[derive(Clone, Debug)]
pub(crate) struct EventRecord {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) at: SystemTime,
    pub(crate) fields: Fields,
}

impl Record {
    /// Records a value.
    pub(super) fn set(&mut self, name: &'static str, value: FieldValue) {
        self.fields.set(name, value);
        if let Some(rich) = &mut self.rich {
            rich.line = None;
        }
    }

    /// The fields as the log shows them: written once for as long as they stay what they are, as
    /// many lines repeat the same spans. `None` if something was kept from the log, which is counted
    /// each time.
    pub(crate) fn line(&mut self, write: impl FnOnce(&mut Object, &Fields)) -> Option<&Object> {
        let is_known = self.has().is_some_and(|rich| rich.line.is_some());
        if !is_known && !self.fields.iter().all(|(_, value)| value.is_untouched()) {
            return None;
        }
        let rich = self.rich.get_or_insert_default();
        Some(rich.line.get_or_insert_with(|| {
            let mut object = Object::new();
            write(&mut object, &self.fields);
            object
        }))
    }

    /// What few spans have, as a span that has it now.
    pub(crate) fn rich(&mut self) -> &mut Rich {
        self.rich.get_or_insert_default()
    }

    /// What few spans have, if this one does.
    pub(crate) fn has(&self) -> Option<&Rich> {
        self.rich.as_deref()
    }

    /// Everything that was recorded; what stays is empty.
    #[inline]
    pub(super) fn hand_over(&mut self, spare: &mut Spare) -> Self {
        if let Some(rich) = &mut self.rich {
            rich.line = None;
            rich.trail = Trail::default();
        }
        Self {
            fields: spare.swap(&mut self.fields),
            ending: self.ending.take(),
            polls: self.polls.take(),
            rich: self.rich.take(),
        }
    }

    /// Everything that was recorded, of a span that somebody still holds on to: those below it show
    /// its fields and what is bound to it, and it remembers that it has ended.
    pub(super) fn hand_over_held(&mut self) -> Self {
        let rich = self.rich.as_mut().map(|rich| {
            Box::new(Rich {
                events: std::mem::take(&mut rich.events),
                links: std::mem::take(&mut rich.links),
                bound: Fields::default(),
                repeats: Repeats::default(),
                guarded: Vec::new(),
                carried: Vec::new(),
                failures: Failures::default(),
                trail: Trail::default(),
                line: None,
                ..**rich
            })
        });
        Self {
            fields: self.fields.clone(),
            ending: self.ending,
            polls: self.polls,
            rich,
        }
    }

    /// Says how the call ended; the errors that are remembered, for the call around.
    #[inline]
    pub(super) fn conclude(&mut self, end: &End) -> Option<Failures> {
        self.ending = Some(end.ending);
        self.polls = end.polls;
        self.take_failures()
    }

    fn take_failures(&mut self) -> Option<Failures> {
        let failures = self.rich.as_mut()?.failures.take();
        (!failures.is_empty()).then_some(failures)
    }

    pub(super) fn clear(&mut self) {
        self.fields.clear();
        self.ending = None;
        self.polls = None;
        self.rich = None;
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        let rich = self.has().map_or(0, |rich| {
            let of_events = rich.events.iter().map(EventRecord::size);
            let line = rich.line.as_ref().map_or(0, Object::size);
            let links = rich.links.len() * 40;
            let trail = rich.trail.size();
            size_of::<Rich>() + rich.bound.size() + line + links + trail + of_events.sum::<usize>()
        });
        size_of::<Self>() + self.fields.size() + rich
    }
}

impl EventRecord {
    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        96 + self.fields.size()
    }
}

impl Rich {
    pub(crate) fn add_event(&mut self, event: EventRecord) {
        if self.events.len() < MAX_EVENTS {
            self.events.push(event);
        } else {
            self.dropped_events = self.dropped_events.saturating_add(1);
        }
    }

    pub(crate) fn add_link(&mut self, to: SpanContext) {
        if self.links.len() < MAX_LINKS {
            self.links.push(to);
        } else {
            self.dropped_links = self.dropped_links.saturating_add(1);
        }
    }

    /// Carries values on, and binds them: a name occurs once.
    pub(super) fn carry(&mut self, values: Vec<(&'static str, String)>) {
        for (name, value) in values {
            self.bind(name, FieldValue::Text(Clean::scrubbed(value.clone())));
            self.carried.retain(|(known, _)| *known != name);
            self.carried.push((name, value));
        }
    }

    /// Binds a value until [`unbind`](Self::unbind); the number to say then.
    pub(super) fn bind_for_a_while(&mut self, name: &'static str, value: FieldValue) -> u64 {
        self.guards += 1;
        self.guarded.push(Guarded {
            number: self.guards,
            name,
            before: self.bound.get(name).cloned(),
        });
        self.bind(name, value);
        self.guards
    }

    /// Takes a value back. Guards may be dropped in any order: what is shown is always that of the
    /// latest one that is left.
    pub(super) fn unbind(&mut self, number: u64) {
        let is = |guarded: &Guarded| guarded.number == number;
        let Some(place) = self.guarded.iter().position(is) else {
            return;
        };
        let gone = self.guarded.remove(place);
        let mut later = self.guarded[place..].iter_mut();
        match later.find(|guarded| guarded.name == gone.name) {
            Some(next) => next.before = gone.before,
            None => self.bound.restore(gone.name, gone.before),
        }
    }

    pub(crate) fn bind(&mut self, name: &'static str, value: FieldValue) {
        self.bound.set(name, value);
    }
}
