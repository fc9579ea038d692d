//! Help texts and units of our own metrics, for whoever keeps them.

use super::is_ours;
use super::store::{Description, store};
use crate::names;
use crate::names::families::{self, Family, Form};
use metrics::Unit;

/// Describes every metric that is built in.
pub(super) fn describe() {
    for family in families::all() {
        if is_ours() {
            describe_here(family);
        } else {
            describe_there(family);
        }
    }
}

fn describe_here(family: &Family) {
    let stem = match family.form {
        Form::Counter => family.name.strip_suffix(names::TOTAL),
        Form::Gauge | Form::Histogram => family.name.strip_suffix("_info"),
    };
    let description = Description {
        help: family.help.to_owned(),
        unit: family.unit().to_owned(),
    };
    store().describe(stem.unwrap_or(family.name), description);
}

fn describe_there(family: &Family) {
    let (name, help) = (family.name, family.help);
    let unit = match family.unit() {
        "seconds" => Unit::Seconds,
        "bytes" => Unit::Bytes,
        _ => Unit::Count,
    };
    match family.form {
        Form::Counter => metrics::describe_counter!(name, unit, help),
        Form::Gauge => metrics::describe_gauge!(name, unit, help),
        Form::Histogram => metrics::describe_histogram!(name, unit, help),
    }
}
