//! Panics: one event each, with a message that went through the scrubber.
//!
//! The standard hook prints the message as it is, and a message may hold anything: `assert_eq!`
//! prints both values, `unwrap` the whole error. So our hook stands in its place. Where there are
//! no log lines, it prints what the event would say on standard error.

use crate::names;
use crate::redact::{Clean, trimmed};
use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What the hook says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panics {
    /// Where it happened, and the message after scrubbing.
    Message,
    /// Where it happened.
    Place,
    /// The hook that is there stays.
    Untouched,
}

/// Whether lines are written; there may be other outputs of events besides.
static LOGGED: AtomicBool = AtomicBool::new(false);

/// Writes and sends what is queued, where a panic ends the process.
static LAST_WORDS: OnceLock<fn()> = OnceLock::new();

/// Puts our hook in place. In a program that is built to end with a panic, `last_words` writes and
/// sends what is queued before it does.
pub(crate) fn watch(panics: Panics, logged: bool, last_words: fn()) {
    LOGGED.store(logged, Ordering::Relaxed);
    let _ = LAST_WORDS.set(last_words);
    let hook: fn(&PanicHookInfo<'_>) = match panics {
        Panics::Message => |info| report(info, true),
        Panics::Place => |info| report(info, false),
        Panics::Untouched => return,
    };
    panic::set_hook(Box::new(hook));
}

/// Nothing in here calls code of a user's: a panic in a hook ends the process.
fn report(info: &PanicHookInfo<'_>, with_message: bool) {
    let message = with_message.then(|| message(info.payload()));
    let place = info.location().map(|at| {
        let file = trimmed(at.file());
        format!("{file}:{}:{}", at.line(), at.column())
    });
    let place = place.unwrap_or_default();
    let thread = thread::current();
    let thread = thread.name().map(|name| Clean::scrubbed(name.to_owned()));
    let frames = Backtrace::capture();
    let captured = frames.status() == BacktraceStatus::Captured;
    let frames = captured.then(|| without_folders(&frames.to_string()));
    if !LOGGED.load(Ordering::Relaxed) {
        let message = message.as_deref().unwrap_or_default();
        // `eprintln!` would panic, and so end the process, where nobody takes what is printed.
        let _ = writeln!(io::stderr(), "panicked at {place}: {message}");
    }
    tracing::error!(
        target: names::TARGET,
        location = place,
        { names::FIELD_EXCEPTION_TYPE } = "panic",
        { names::FIELD_EXCEPTION_MESSAGE } = message.as_deref(),
        { names::FIELD_EXCEPTION_STACKTRACE } = frames,
        { names::FIELD_THREAD } = thread.as_deref(),
        "panicked"
    );
    let is_the_end = cfg!(panic = "abort") || text(info.payload()).is_some_and(is_the_end);
    if let Some(last_words) = LAST_WORDS.get().filter(|_| is_the_end) {
        last_words();
    }
}

/// Whether the standard library ends the process after a panic with this message, whatever was
/// asked for.
fn is_the_end(message: &str) -> bool {
    let ends = [
        "panic in a destructor during cleanup",
        "panic in a function that cannot unwind",
    ];
    ends.contains(&message)
}

/// Frames, with the paths of files from their packages on.
fn without_folders(frames: &str) -> String {
    let lines = frames.lines().map(|line| match line.split_once("  at ") {
        Some((before, path)) if before.trim().is_empty() => {
            format!("{before}  at {}", trimmed(path.trim_start()))
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn message(payload: &(dyn Any + Send)) -> Clean {
    let text = text(payload).unwrap_or("a value that is no text");
    Clean::scrubbed(text.to_owned())
}

fn text(payload: &(dyn Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::without_folders;

    #[test]
    fn frames_name_nobodys_folder() {
        let frames = "   0: shop::main\n             at /somebody/work/shop/src/main.rs:7:5\n   1: core::ops\n             at /rustc/5980/library/core/src/ops.rs:1:1";
        let expected = "   0: shop::main\n             at shop/src/main.rs:7:5\n   1: core::ops\n             at library/core/src/ops.rs:1:1";
        assert_eq!(without_folders(frames), expected);
    }
}
