//! `chrono`.

use super::printed;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

printed!(
    DateTime<Utc>,
    DateTime<FixedOffset>,
    NaiveDate,
    NaiveDateTime,
    NaiveTime
);
