//! The goldens, compiled and run: an attribute and its printed expansion must do the same.

mod arguments;
#[allow(
    unused_braces,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = "lints judge what people write, not what is printed"
)]
mod arguments_expanded {
    include!("arguments.expanded.rs");
}
mod functions;
#[allow(
    unused_braces,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = "lints judge what people write, not what is printed"
)]
mod functions_expanded {
    include!("functions.expanded.rs");
}

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Both modules have the same functions.
macro_rules! both {
    ($written:ident, $expanded:ident, |$module:ident| $body:block) => {{
        use crate::$written as $module;
        $body
    }
    {
        use crate::$expanded as $module;
        $body
    }};
}

#[test]
fn functions() {
    both!(functions, functions_expanded, |golden| {
        golden::nothing();
        assert_eq!(golden::divide(6, 3), Ok(2));
        assert_eq!(golden::divide(6, 0), Err("no answer"));
        assert_eq!(golden::count(3).sum::<u8>(), 3);
        let mut boxed = golden::boxed(7);
        let polled = boxed.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Ready(Err(7)));
        let later = pin!(golden::later("text"));
        match later.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(shown) => assert_eq!(format!("{shown:?}"), "Ok(\"text\")"),
            Poll::Pending => panic!("nothing is waited for"),
        }
    });
}

#[test]
fn arguments() {
    both!(arguments, arguments_expanded, |golden| {
        let mut account = golden::Account { balance: 10 };
        assert_eq!(account.withdraw(3, "rent", 1234), Ok(7));
        assert_eq!(
            account.withdraw(3, "rent", 1),
            Err("wrong pin for rent".to_owned())
        );
        account.deposit(200);
        assert_eq!(account.balance, 207);
    });
}
