//! Business metrics of a function: recorded from what it returned, by the machinery that judges
//! what calls return.

use crate::returned::{Judge, Sees, Type, Verdict};
use std::marker::PhantomData;

/// Which calls are recorded. A call that panics or is cancelled returns nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Those that return, and not an error.
    Ok,
    /// Those that return an error.
    Error,
    /// Those that return.
    Always,
}

/// Records from what a call returned.
#[derive(Clone, Copy, Debug)]
pub struct Noting<K, N> {
    sees: PhantomData<K>,
    note: N,
}

/// Records from what a call returned, if that is no error.
#[inline]
pub fn noting<R, K: Sees<R>, N: Fn(&K::Ok)>(_: Type<R>, _: K, note: N) -> Noting<K, N> {
    let sees = PhantomData;
    Noting { sees, note }
}

impl<R, K: Sees<R>, N: Fn(&K::Ok)> Judge<R> for Noting<K, N> {
    #[inline]
    fn judge(&self, returned: &R) -> Verdict {
        if let Some(ok) = K::ok(returned) {
            (self.note)(ok);
        }
        Verdict::Ok
    }
}

/// Records what was known before the call.
#[derive(Clone, Copy, Debug)]
pub struct NotingKnown<K, N> {
    sees: PhantomData<K>,
    on: On,
    note: N,
}

/// Records what was known before the call.
#[inline]
pub fn noting_known<K, N: Fn()>(_: K, on: On, note: N) -> NotingKnown<K, N> {
    let sees = PhantomData;
    NotingKnown { sees, on, note }
}

impl<R, K: Sees<R>, N: Fn()> Judge<R> for NotingKnown<K, N> {
    #[inline]
    fn judge(&self, returned: &R) -> Verdict {
        let ok = K::ok(returned).is_some();
        let recorded = match self.on {
            On::Ok => ok,
            On::Error => !ok,
            On::Always => true,
        };
        if recorded {
            (self.note)();
        }
        Verdict::Ok
    }
}
