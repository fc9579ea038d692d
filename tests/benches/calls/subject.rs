//! The functions that are measured: the same body under each attribute.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing")
    }
}

impl std::error::Error for Missing {}

/// Pending once.
#[derive(Default)]
pub(crate) struct YieldOnce(bool);

impl Future for YieldOnce {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

/// A module with the functions under these attributes.
#[macro_export]
macro_rules! subjects {
    ($module:ident, $(#[$attribute:meta])*) => {
        #[allow(dead_code, clippy::unused_async)]
        pub(crate) mod $module {
            use $crate::subject::{Missing, YieldOnce};

            $(#[$attribute])*
            #[inline(never)]
            pub(crate) fn sync(number: u64, text: &str) -> Result<u64, Missing> {
                if number == u64::MAX {
                    return Err(Missing);
                }
                Ok(number.wrapping_mul(31).wrapping_add(text.len() as u64))
            }

            $(#[$attribute])*
            pub(crate) async fn ready(number: u64, text: &str) -> Result<u64, Missing> {
                if number == u64::MAX {
                    return Err(Missing);
                }
                Ok(number.wrapping_mul(31).wrapping_add(text.len() as u64))
            }

            $(#[$attribute])*
            pub(crate) async fn yields(number: u64, text: &str) -> Result<u64, Missing> {
                YieldOnce::default().await;
                if number == u64::MAX {
                    return Err(Missing);
                }
                Ok(number.wrapping_mul(31).wrapping_add(text.len() as u64))
            }

            pub(crate) fn fails(_: u64, text: &str) -> Result<u64, Missing> {
                sync(u64::MAX, text)
            }
        }
    };
}
