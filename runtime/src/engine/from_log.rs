//! Records of the `log` crate, as `tracing-log` turns them into events: under one target for all, with
//! the true one in a field. Here they get it back. It does not matter who installed the logger.

use super::fields::Fields;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tracing_core::callsite::{Callsite, Identifier};
use tracing_core::field::FieldSet;
use tracing_core::metadata::Kind;
use tracing_core::subscriber::Interest;
use tracing_core::{Level, Metadata};

/// The target of every such event.
const TARGET: &str = "log";
/// What `tracing-log` adds to the text of a record.
const ADDED: [&str; 4] = ["log.target", "log.module_path", "log.file", "log.line"];
/// How many targets are known at each level; records of further ones keep the target of all.
const MAX_TARGETS: usize = 1024;

type Known = HashMap<(String, Level), &'static Metadata<'static>>;

/// The metadata of an event, and of a record of `log` those that it would have had; its fields are
/// then without what was added.
#[inline]
pub(super) fn origin(
    metadata: &'static Metadata<'static>,
    fields: &mut Fields,
) -> &'static Metadata<'static> {
    if metadata.target() == TARGET {
        of_record(metadata, fields)
    } else {
        metadata
    }
}

#[cold]
fn of_record(
    metadata: &'static Metadata<'static>,
    fields: &mut Fields,
) -> &'static Metadata<'static> {
    let target = fields.get(ADDED[0]).and_then(|target| target.as_text());
    let Some(target) = target.map(str::to_owned) else {
        return metadata;
    };
    fields.remove(&ADDED);
    known(target, *metadata.level()).unwrap_or(metadata)
}

fn known(target: String, level: Level) -> Option<&'static Metadata<'static>> {
    static KNOWN: Mutex<Option<Known>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    let key = (target, level);
    if let Some(metadata) = known.get(&key) {
        return Some(metadata);
    }
    if known.len() >= MAX_TARGETS {
        return None;
    }
    let target: &'static str = key.0.clone().leak();
    let metadata = Box::leak(Box::new(Metadata::new(
        "log record",
        target,
        level,
        None,
        None,
        None,
        FieldSet::new(&["message"], Identifier(&Records)),
        Kind::EVENT,
    )));
    known.insert(key, metadata);
    Some(metadata)
}

/// Stands for the places in the code that records come from.
struct Records;

impl Callsite for Records {
    fn set_interest(&self, _: Interest) {}

    fn metadata(&self) -> &Metadata<'_> {
        static METADATA: Metadata<'static> = Metadata::new(
            "log record",
            TARGET,
            Level::TRACE,
            None,
            None,
            None,
            FieldSet::new(&["message"], Identifier(&Records)),
            Kind::EVENT,
        );
        &METADATA
    }
}
