//! The value of a series at one moment, and how numbers are written.

use std::fmt;

/// A number as it is kept: whole numbers stay exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Whole(u64),
    /// A whole number of which so many decimal digits stand after the point.
    Decimal(u64, u8),
    Float(f64),
}

/// Room for the value of any series. It is used again for the next one.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Of a counter or gauge; the count of a summary.
    pub(crate) value: Number,
    /// Of a histogram: how many values fell into each bucket, and into none before it.
    pub(crate) buckets: Vec<u64>,
    /// Of a histogram or summary.
    pub(crate) sum: Number,
    /// Of a summary.
    pub(crate) quantiles: [f64; 4],
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            value: Number::Whole(0),
            buckets: Vec::new(),
            sum: Number::Whole(0),
            quantiles: [f64::NAN; 4],
        }
    }
}

impl Number {
    pub(crate) fn scaled(number: u64, digits: u8) -> Self {
        match digits {
            0 => Self::Whole(number),
            digits => Self::Decimal(number, digits),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Whole(number) => number.fmt(f),
            Self::Decimal(number, digits) => {
                let unit = 10_u64.pow(digits.into());
                let (whole, rest) = (number / unit, number % unit);
                match rest {
                    0 => whole.fmt(f),
                    rest => {
                        let rest = format!("{rest:0digits$}", digits = usize::from(digits));
                        write!(f, "{whole}.{}", rest.trim_end_matches('0'))
                    }
                }
            }
            Self::Float(number) if number.is_nan() => f.write_str("NaN"),
            Self::Float(number) if number.is_infinite() => {
                f.write_str(if number > 0.0 { "+Inf" } else { "-Inf" })
            }
            // `Debug` keeps the exponent of very large and small numbers.
            Self::Float(number) if number.abs() >= 1e15 => write!(f, "{number:?}"),
            Self::Float(number) => number.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_exactly() {
        let written = |number: Number| number.to_string();
        assert_eq!(written(Number::Whole(u64::MAX)), "18446744073709551615");
        assert_eq!(written(Number::Decimal(1_000_000, 2)), "10000");
        assert_eq!(written(Number::Decimal(1_999, 2)), "19.99");
        assert_eq!(written(Number::Decimal(5, 9)), "0.000000005");
        assert_eq!(written(Number::Float(0.25)), "0.25");
        assert_eq!(written(Number::Float(1.0)), "1");
        assert_eq!(written(Number::Float(f64::NEG_INFINITY)), "-Inf");
        assert_eq!(written(Number::Float(1e300)), "1e300");
    }
}
