//! Reports as [envelopes](https://develop.sentry.dev/sdk/data-model/envelopes/).

use super::tally::{Fate, Tally};
use crate::export::{Form, Outgoing, Signal};
use sentry_types::protocol::v7::{Envelope, Event};
use std::sync::Arc;

pub(super) struct Envelopes(pub(super) Arc<Tally>);

impl Outgoing for Envelopes {
    type Item = Event<'static>;
    const THREAD: &'static str = "frosted-errors";
    const SIGNAL: Signal = Signal::Errors;
    const FORM: Form = Form {
        // There is no such protocol.
        method: "/",
        content_type: "application/x-sentry-envelope",
    };

    fn message(&mut self, reports: &[Event<'static>]) -> Vec<u8> {
        let mut envelope = Envelope::new();
        for report in reports {
            envelope.add_item(report.clone());
        }
        let mut message = Vec::new();
        // Writing into memory does not fail.
        let _ = envelope.to_writer(&mut message);
        message
    }

    /// The server takes a report or does not.
    fn refused(_: &[u8]) -> u64 {
        0
    }

    /// That was counted where it was tried.
    fn overflowed(&self, _: u64) {}

    fn settled(&self, reports: &[Event<'static>], lost: u64) {
        let fate = if lost == 0 { Fate::Sent } else { Fate::Lost };
        for report in reports {
            self.0.count(report.level, fate);
        }
    }
}
