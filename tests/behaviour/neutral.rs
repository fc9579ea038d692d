//! What the attribute leaves as it was: the size of futures, their traits, and the stack.

#![allow(
    clippy::large_types_passed_by_value,
    clippy::large_stack_arrays,
    reason = "large futures are the point"
)]

use std::mem::size_of_val;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What a call needs while it runs: its span, its clock, its polls.
const GUARD: usize = 160;

/// The same functions with the attribute and without.
macro_rules! twice {
    ($($function:item)*) => {
        mod plain {
            use std::future::ready;
            $($function)*
        }
        mod observed {
            use std::future::ready;
            $(#[frosted::observed] $function)*
        }
    };
}

twice! {
    pub(super) async fn scalars(first: u64, second: u32) -> Result<u64, String> {
        ready(()).await;
        Ok(first + u64::from(second))
    }

    pub(super) async fn texts(first: String, second: Vec<u8>) -> Result<usize, String> {
        ready(()).await;
        Ok(first.len() + second.len())
    }

    pub(super) async fn large(list: [u8; 4096]) -> Result<u8, String> {
        ready(()).await;
        Ok(list[7])
    }

    pub(super) async fn mutable(mut list: [u64; 64], by: u64) -> u64 {
        list[0] += by;
        ready(()).await;
        list[0]
    }

    pub(super) async fn generic<T: Copy>(value: T) -> T {
        ready(()).await;
        value
    }

    pub(super) async fn huge() -> u8 {
        let list = [1_u8; 100_000];
        ready(()).await;
        list[7]
    }
}

#[test]
fn a_future_grows_by_the_guard_and_no_more() {
    macro_rules! compare {
        ($name:ident($($argument:expr),*)) => {
            let plain = size_of_val(&plain::$name($($argument),*));
            let observed = size_of_val(&observed::$name($($argument),*));
            println!("{}: {plain} and {observed} bytes", stringify!($name));
            assert!(
                observed <= plain + GUARD,
                "{}: {plain} and {observed} bytes",
                stringify!($name)
            );
        };
    }
    compare!(scalars(1, 2));
    compare!(texts(String::new(), Vec::new()));
    compare!(large([1; 4096]));
    compare!(mutable([1; 64], 2));
    compare!(generic([1_u8; 512]));
    compare!(huge());
}

#[test]
fn a_future_is_send_and_sync_as_it_was() {
    fn is_send<T: Send>(_: &T) {}
    fn is_sync<T: Sync>(_: &T) {}
    is_send(&observed::scalars(1, 2));
    is_sync(&observed::scalars(1, 2));
    is_send(&observed::large([1; 4096]));
}

/// Polls once, on a stack of this many bytes.
fn fits(stack: usize, run: fn()) -> bool {
    std::thread::Builder::new()
        .stack_size(stack)
        .spawn(run)
        .unwrap()
        .join()
        .is_ok()
}

fn poll_once<T>(future: impl Future<Output = T>) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(future.as_mut().poll(&mut context), Poll::Ready(_)));
}

/// A stack that is too small ends the process. Without optimisation each step on the way to the
/// first poll copies the future: this one has 100 KB, and seven of them must do.
#[test]
fn a_large_future_does_not_need_a_large_stack() {
    assert!(fits(750_000, || poll_once(observed::huge())));
}
