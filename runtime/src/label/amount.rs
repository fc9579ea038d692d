//! How much is recorded.

use std::time::Duration;

/// A number on its way to a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A whole number, in minor units if the metric has a scale; `None` if it is below zero or
    /// above what 64 bits hold.
    Whole(Option<u64>),
    /// Any number.
    Measure(f64),
}

/// A whole number: what a counter counts, and how money is counted, so that nothing is lost by
/// rounding.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a whole number, and this metric counts in whole numbers",
    label = "not an integer",
    note = "count money in minor units, such as cents, and give their number as `scale = 100`"
)]
pub trait Whole {
    /// The number; `None` if it is below zero or above what 64 bits hold.
    fn whole(&self) -> Option<u64>;

    /// The number as a float, whatever its sign.
    #[doc(hidden)]
    fn wide(&self) -> f64;
}

macro_rules! whole {
    ($($ty:ty),+) => {
        $(impl Whole for $ty {
            #[inline]
            fn whole(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }

            #[inline]
            #[allow(
                clippy::cast_precision_loss,
                clippy::cast_lossless,
                reason = "Prometheus has no other numbers"
            )]
            fn wide(&self) -> f64 {
                *self as f64
            }
        })+
    };
}

whole!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl<W: Whole> Whole for &W {
    #[inline]
    fn whole(&self) -> Option<u64> {
        W::whole(self)
    }

    #[inline]
    fn wide(&self) -> f64 {
        W::wide(self)
    }
}

/// A number that a gauge, a histogram or a summary records. A duration is recorded in seconds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number, so it cannot be the value of a metric",
    label = "neither a number nor a `Duration`"
)]
pub trait Measure {
    /// The number.
    fn measure(&self) -> f64;
}

macro_rules! exact {
    ($($ty:ty),+) => {
        $(impl Measure for $ty {
            #[inline]
            fn measure(&self) -> f64 {
                f64::from(*self)
            }
        })+
    };
}

macro_rules! rounded {
    ($($ty:ty),+) => {
        $(impl Measure for $ty {
            #[inline]
            #[allow(
                clippy::cast_precision_loss,
                reason = "Prometheus has no other numbers"
            )]
            fn measure(&self) -> f64 {
                *self as f64
            }
        })+
    };
}

exact!(u8, u16, u32, i8, i16, i32, f32, f64);
rounded!(u64, u128, usize, i64, i128, isize);

impl Measure for Duration {
    #[inline]
    fn measure(&self) -> f64 {
        self.as_secs_f64()
    }
}

impl<M: Measure> Measure for &M {
    #[inline]
    fn measure(&self) -> f64 {
        M::measure(self)
    }
}

/// A whole number.
#[inline]
pub fn whole<W: Whole>(value: &W) -> Amount {
    Amount::Whole(value.whole())
}

/// Any number.
#[inline]
pub fn measured<M: Measure>(value: &M) -> Amount {
    Amount::Measure(value.measure())
}

/// A whole number of minor units, as a number of major ones.
#[inline]
pub fn scaled<W: Whole>(value: &W, digits: u8) -> Amount {
    Amount::Measure(value.wide() / 10_f64.powi(digits.into()))
}
