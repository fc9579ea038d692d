//! The places where threads meet, under every order in which they may run: loom takes the place of
//! the standard library's types in the very files of the runtime.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "the files are the runtime's, and only parts of them are used here"
)]

mod cells;
mod engine;
mod threads;

#[path = "../../runtime/src/outcome.rs"]
mod outcome;

/// What stands in place of the runtime's module of this name.
mod sync {
    pub(crate) use loom::sync::{Arc, Mutex, MutexGuard};
    use std::ops::Add;
    pub(crate) use std::sync::PoisonError;
    use std::sync::atomic::AtomicU64;
    use std::time::Duration;

    pub(crate) mod atomic {
        pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    }

    /// A clock on which a second passes with every look.
    #[derive(Clone, Copy, PartialEq, PartialOrd)]
    pub(crate) struct Instant(Duration);

    impl Instant {
        pub(crate) fn now() -> Self {
            static SECONDS: AtomicU64 = AtomicU64::new(0);
            let seconds = SECONDS.fetch_add(1, atomic::Ordering::Relaxed);
            Self(Duration::from_secs(seconds))
        }

        pub(crate) fn elapsed(self) -> Duration {
            Self::now().saturating_duration_since(self)
        }

        pub(crate) fn saturating_duration_since(self, other: Self) -> Duration {
            self.0.saturating_sub(other.0)
        }
    }

    impl Add<Duration> for Instant {
        type Output = Self;

        fn add(self, other: Duration) -> Self {
            Self(self.0 + other)
        }
    }

    /// A short wait is over at once; a long one never is, so that who is not woken is found out.
    #[derive(Debug, Default)]
    pub(crate) struct Condvar(loom::sync::Condvar);

    type Waited<'g, T> = Result<(MutexGuard<'g, T>, ()), PoisonError<(MutexGuard<'g, T>, ())>>;

    impl Condvar {
        pub(crate) fn wait<'g, T>(
            &self,
            guard: MutexGuard<'g, T>,
        ) -> loom::sync::LockResult<MutexGuard<'g, T>> {
            self.0.wait(guard)
        }

        pub(crate) fn wait_timeout<'g, T>(
            &self,
            guard: MutexGuard<'g, T>,
            limit: Duration,
        ) -> Waited<'g, T> {
            if limit < Duration::from_secs(1) {
                return Ok((guard, ()));
            }
            Ok((self.0.wait(guard).unwrap(), ()))
        }

        pub(crate) fn notify_one(&self) {
            self.0.notify_one();
        }

        pub(crate) fn notify_all(&self) {
            self.0.notify_all();
        }
    }

    /// Loom has none: the first to take the lock makes the value, and a flag says that it is there.
    #[derive(Debug)]
    pub(crate) struct OnceLock<T> {
        making: Mutex<()>,
        is_made: atomic::AtomicBool,
        made: std::sync::OnceLock<T>,
    }

    impl<T> OnceLock<T> {
        pub(crate) fn new() -> Self {
            Self {
                making: Mutex::new(()),
                is_made: atomic::AtomicBool::new(false),
                made: std::sync::OnceLock::new(),
            }
        }

        pub(crate) fn get(&self) -> Option<&T> {
            let is_made = self.is_made.load(atomic::Ordering::Acquire);
            is_made.then(|| self.made.get()).flatten()
        }

        pub(crate) fn get_or_init(&self, new: impl FnOnce() -> T) -> &T {
            let _making = self.making.lock().unwrap();
            let made = self.made.get_or_init(new);
            self.is_made.store(true, atomic::Ordering::Release);
            made
        }
    }
}

/// Checks a model with at most so many switches of threads that nobody asked for.
fn check(switches: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(switches);
    builder.check(model);
}
