//! The stack of a report: the annotated functions around the event, or the frames of a panic.

use crate::engine::EventView;
use crate::names;
use crate::redact::{Sink, trimmed};
use sentry_types::protocol::v7::{Frame, Stacktrace};

/// How many frames a report has at most: the innermost.
const MAX_FRAMES: usize = 64;

/// The stack of an event, the innermost frame last.
pub(super) fn stack(event: &EventView<'_>) -> Option<Stacktrace> {
    let mut frames = of_panic(event);
    if frames.is_empty() {
        frames = of_calls(event);
    }
    if frames.len() > MAX_FRAMES {
        frames.drain(..frames.len() - MAX_FRAMES);
    }
    (!frames.is_empty()).then(|| Stacktrace {
        frames,
        ..Stacktrace::default()
    })
}

/// The spans around the event, and the place that it names.
fn of_calls(event: &EventView<'_>) -> Vec<Frame> {
    let mut frames: Vec<Frame> = event
        .scope
        .iter()
        .filter(|node| node.metadata.target() != names::TARGET_HTTP)
        .map(|node| {
            let metadata = node.metadata;
            let name = node.site().map_or(metadata.name(), |site| site.function());
            Frame {
                module: metadata.module_path().map(str::to_owned),
                ..frame(Some(name), metadata.file(), metadata.line().map(u64::from))
            }
        })
        .collect();
    frames.reverse();
    let own = event.fields.get(names::FIELD_EXCEPTION_TYPE).is_some();
    if let Some(place) = text(event, names::FIELD_LOCATION) {
        frames.push(of_place(None, place));
    } else if !own && !is_ours(event) {
        let metadata = event.metadata;
        frames.push(Frame {
            module: metadata.module_path().map(str::to_owned),
            ..frame(None, metadata.file(), metadata.line().map(u64::from))
        });
    }
    frames
}

/// Whether the event is one of this crate's.
fn is_ours(event: &EventView<'_>) -> bool {
    let module = event.metadata.module_path().unwrap_or_default();
    module.starts_with(concat!(env!("CARGO_CRATE_NAME"), "::"))
}

/// The frames of a panic, where `RUST_BACKTRACE` asks for them. In the event they are a text, of
/// pairs of lines: `3: function` and `at file:line:column`.
fn of_panic(event: &EventView<'_>) -> Vec<Frame> {
    let Some(trace) = text(event, names::FIELD_EXCEPTION_STACKTRACE) else {
        return Vec::new();
    };
    let mut frames: Vec<Frame> = Vec::new();
    for line in trace.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            if let Some(last) = frames.last_mut() {
                let function = last.function.take();
                *last = of_place(function.as_deref(), place);
            }
        } else if let Some((number, name)) = line.split_once(": ")
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            frames.push(frame(Some(name), None, None));
        }
    }
    frames.reverse();
    frames
}

/// A frame at `file:line:column`.
fn of_place(function: Option<&str>, place: &str) -> Frame {
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next().and_then(|column| column.parse().ok());
    let line = parts.next().and_then(|line| line.parse().ok());
    Frame {
        colno: column,
        ..frame(function, parts.next(), line)
    }
}

fn frame(function: Option<&str>, file: Option<&str>, line: Option<u64>) -> Frame {
    let file = file.map(|file| trimmed(file).to_owned());
    let in_app = function.is_none_or(|name| {
        let foreign = [
            "std::", "core::", "alloc::", "tokio::", "__rust", "rust_", "<core::", "<alloc::",
            "<std::", "<tokio::",
        ];
        !foreign.iter().any(|start| name.starts_with(start))
    });
    Frame {
        function: function.map(str::to_owned),
        filename: file,
        lineno: line,
        in_app: Some(in_app),
        ..Frame::default()
    }
}

/// A text of the event, as the sink may see it.
fn text<'e>(event: &'e EventView<'_>, name: &str) -> Option<&'e str> {
    event.fields.get(name)?.seen_at(Sink::Sentry)?.as_text()
}
