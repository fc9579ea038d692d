//! Values on their way from one piece of work to another.

use super::around::{open_around, with_work};
use super::current_span;
use super::fields::Fields;
use crate::context::SpanContext;
use std::fmt;

/// A value that knows which work it comes from, for a channel or a queue: whoever opens it is linked
/// to the span that sent it, and has what was [bound](crate::bind!) there. It is not below that span:
/// who takes work from a queue does not belong to the request that put it there, which may have
/// ended.
///
/// Source: [links between spans](https://opentelemetry.io/docs/specs/otel/overview/#links-between-spans).
///
/// ```
/// use frosted::{Traced, observed};
/// use std::sync::mpsc;
///
/// let (sender, receiver) = mpsc::channel();
///
/// #[observed]
/// fn order(id: u64, mails: &mpsc::Sender<Traced<u64>>) {
///     mails.send(Traced::new(id)).expect("somebody listens");
/// }
///
/// #[observed(kind = "consumer")]
/// fn send_mail(job: Traced<u64>) -> u64 {
///     job.open()
/// }
///
/// order(7, &sender);
/// let job = receiver.recv().expect("there is one");
/// assert_eq!(send_mail(job), 7);
/// ```
#[derive(Clone)]
pub struct Traced<T> {
    value: T,
    from: Option<SpanContext>,
    bound: Fields,
}

impl<T> Traced<T> {
    /// Puts a value into an envelope that knows the span around.
    pub fn new(value: T) -> Self {
        let bound = with_work(|work| {
            let record = work.record();
            record.has().map(|rich| rich.bound.clone())
        });
        Self {
            value,
            from: current_span(),
            bound: bound.flatten().unwrap_or_default(),
        }
    }

    /// Takes the value out: the span around is linked to the one that sent it, and has what was
    /// bound there.
    pub fn open(self) -> T {
        if let Some(from) = self.from {
            open_around(from, &self.bound);
        }
        self.value
    }

    /// The value, while it stays where it is.
    pub fn get(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for Traced<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced").finish_non_exhaustive()
    }
}
