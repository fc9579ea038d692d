//! `rust_decimal`.

use super::printed;
use rust_decimal::Decimal;

printed!(Decimal);
