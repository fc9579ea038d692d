//! Traces that go on in a child process, by its environment
//! ([environment variables as carriers](https://opentelemetry.io/docs/specs/otel/context/env-carriers/)).

use super::{outgoing, outgoing_baggage, traceparent, tracestate, zone};
use crate::context::{self, RemoteParent};
use std::process::Command;

const PARENT: &str = "TRACEPARENT";
const STATE: &str = "TRACESTATE";
const BAGGAGE: &str = "BAGGAGE";

/// Lets a child process continue the trace of the current span: sets `TRACEPARENT`, `TRACESTATE` and
/// `BAGGAGE` in its environment, or takes them away where there is nothing to continue, as it would
/// inherit ours. For `tokio::process::Command`, hand in its `as_std_mut()`.
///
/// ```
/// let mut child = std::process::Command::new("resize");
/// frosted::propagation::inject_env(&mut child);
/// ```
pub fn inject_env(command: &mut Command) {
    let (parent, state) = outgoing().unwrap_or_default();
    for (name, value) in [
        (PARENT, parent),
        (STATE, state),
        (BAGGAGE, outgoing_baggage()),
    ] {
        if value.is_empty() {
            command.env_remove(name);
        } else {
            command.env(name, value);
        }
    }
}

/// Continues the trace that `TRACEPARENT` and `TRACESTATE` name, if they name one in order: what
/// would begin a trace in this process is below the span of the process that started it. For programs
/// that do one thing and end; requests of a server begin traces of their own, or go on with their
/// callers'. Returns whether there is such a trace.
///
/// ```
/// fn main() -> Result<(), frosted::InitError> {
///     let _telemetry = frosted::init!()?;
///     frosted::propagation::continue_from_env();
///     resize();
///     Ok(())
/// }
///
/// #[frosted::observed]
/// fn resize() {}
/// ```
pub fn continue_from_env() -> bool {
    let text = |name| std::env::var(name).unwrap_or_default();
    if !zone::settings().trace_context {
        return false;
    }
    let Some(context) = traceparent::parse(&text(PARENT)) else {
        return false;
    };
    let state = tracestate::parse(&[&text(STATE)]).unwrap_or_default();
    context::come_from(RemoteParent { context, state });
    true
}
