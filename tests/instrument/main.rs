//! `#[frosted::instrument]` beside `#[tracing::instrument]`: the same functions with the one and
//! with the other, run in the same way, must give the same stream of spans and events.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod mock;
mod recorder;

use recorder::record;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Polls a future until it is ready, each poll by itself.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Polls a future twice and drops it.
fn give_up<T>(future: impl Future<Output = T>) {
    let mut future: Pin<Box<_>> = Box::pin(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        assert!(future.as_mut().poll(&mut context).is_pending());
    }
}

/// Gives the executor a turn.
async fn turn() {
    let mut waited = false;
    poll_fn(|_| {
        if std::mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

macro_rules! under {
    ($name:ident, $attribute:path) => {
        #[allow(
            clippy::all,
            clippy::pedantic,
            dead_code,
            unused_variables,
            unused_imports,
            unused_mut,
            unused_assignments,
            deprecated,
            reason = "the cases are the point"
        )]
        mod $name {
            use $attribute as instrument;
            include!("cases.rs");
            include!("async_cases.rs");
            include!("runs.rs");
        }
    };
}

under!(theirs, tracing::instrument);
under!(ours, frosted::instrument);

#[test]
fn every_case_gives_the_same_stream() {
    std::panic::set_hook(Box::new(|info| {
        if !info.to_string().contains("on purpose") {
            eprintln!("{info}");
        }
    }));
    assert_eq!(theirs::CASES.len(), ours::CASES.len());
    assert!(ours::CASES.len() > 60, "{}", ours::CASES.len());
    let mut faults = Vec::new();
    for ((name, theirs), (_, ours)) in theirs::CASES.iter().zip(ours::CASES) {
        for level in [
            tracing::Level::TRACE,
            tracing::Level::INFO,
            tracing::Level::ERROR,
        ] {
            let theirs = record(level, theirs).replace("::theirs", "");
            let ours = record(level, ours).replace("::ours", "");
            if theirs != ours {
                faults.push(format!(
                    "{name} at {level}\n--- tracing\n{theirs}--- ours\n{ours}"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Proof that the comparison looks at something.
#[test]
fn a_stream_says_everything() {
    let stream = record(tracing::Level::TRACE, &|| {
        ours::natives(1, -2, true, "x", 0.5);
    });
    for part in [
        "new 1 natives",
        "level=INFO",
        "a=u64(1)",
        "b=i64(-2)",
        "c=bool(true)",
        "d=str(x)",
        "e=f64(0.5)",
        "enter 1",
        "exit 1",
        "close 1",
    ] {
        assert!(stream.contains(part), "{part} is not in\n{stream}");
    }
}
