//! Exact decimal numbers: a budget of 0.0005 is that, and not 0.000499999.

use serde::{Serialize, Serializer};
use std::fmt;

/// A decimal number that is not below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    units: u64,
    /// How many of the digits stand after the point; none of them at the end is a zero.
    digits: u8,
}

impl Decimal {
    /// So many units of which ten to the power of `digits` make one.
    pub(crate) const fn new(mut units: u64, mut digits: u8) -> Self {
        while digits > 0 && units.is_multiple_of(10) {
            units /= 10;
            digits -= 1;
        }
        Self { units, digits }
    }

    /// Reads `99.95`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = u8::try_from(part.len()).ok()?;
        let units = format!("{whole}{part}").parse().ok()?;
        Some(Self::new(units, digits))
    }

    /// What is left of a hundred per cent, as a part of one: 0.0005 for 99.95.
    pub(super) fn rest_of_hundred(self) -> Self {
        let hundred = 100 * 10_u64.pow(self.digits.into());
        Self::new(hundred.saturating_sub(self.units), self.digits + 2)
    }

    /// The product, exactly.
    pub(super) fn times(self, other: Self) -> Self {
        Self::new(self.units * other.units, self.digits + other.digits)
    }

    /// Whether it is below one.
    pub(super) fn is_below_one(self) -> bool {
        self.units < 10_u64.pow(self.digits.into())
    }

    /// The next whole number of these, from it upwards.
    pub(super) fn ceiling(self) -> u64 {
        self.units.div_ceil(10_u64.pow(self.digits.into()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u64.pow(self.digits.into());
        write!(f, "{}", self.units / one)?;
        if self.digits > 0 {
            let width = self.digits.into();
            write!(f, ".{:0width$}", self.units % one)?;
        }
        Ok(())
    }
}

/// As text, so that no reader makes a float of it.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_and_thresholds_are_exact() {
        let budget = |target| Decimal::read(target).unwrap_or_default().rest_of_hundred();
        assert_eq!(budget("99.95").to_string(), "0.0005");
        assert_eq!(budget("99").to_string(), "0.01");
        assert_eq!(budget("99.99999").to_string(), "0.0000001");
        let factor = Decimal::new(144, 1);
        assert_eq!(budget("99.9").times(factor).to_string(), "0.0144");
        assert_eq!(budget("90").times(factor).to_string(), "1.44");
        assert!(!budget("90").times(factor).is_below_one());
        assert!(budget("93.06").times(factor).is_below_one());
        assert_eq!((factor.ceiling(), Decimal::new(3, 0).ceiling()), (15, 3));
        assert_eq!(Decimal::new(250_000_000, 9).to_string(), "0.25");
    }
}
