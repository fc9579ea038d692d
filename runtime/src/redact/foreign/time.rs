//! `time`.

use super::printed;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

printed!(Date, OffsetDateTime, PrimitiveDateTime, Time);
