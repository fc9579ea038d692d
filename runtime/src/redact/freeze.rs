//! The policies in use, fixed at `init`.

use super::class::Class;
use super::policy::{Action, Policies, Policy, Sink};
use super::value::FieldValue;
use super::{Redact, render};
use std::sync::OnceLock;

/// The distinct policies, and which sink has which.
#[derive(Debug)]
struct Frozen {
    policies: Vec<Policy>,
    /// `None` for a sink that this process does not have.
    of_sink: [Option<usize>; 4],
    /// Also of the sinks that this process does not have.
    all: Policies,
}

static FROZEN: OnceLock<Frozen> = OnceLock::new();

/// Fixes the policies of the sinks that this process has. The first call stays.
pub(crate) fn freeze(policies: &Policies, sinks: &[Sink]) {
    let mut frozen = Frozen {
        policies: Vec::new(),
        of_sink: [None; 4],
        all: policies.clone(),
    };
    for sink in sinks {
        let policy = policies.of(*sink);
        let known = frozen.policies.iter().position(|it| it == policy);
        frozen.of_sink[*sink as usize] = Some(known.unwrap_or_else(|| {
            frozen.policies.push(policy.clone());
            frozen.policies.len() - 1
        }));
    }
    let _ = FROZEN.set(frozen);
}

/// Which of the distinct policies holds for a sink.
pub(super) fn policy_of(sink: Sink) -> Option<usize> {
    FROZEN.get()?.of_sink[sink as usize]
}

/// The policy of a sink; before `init`, tags only.
pub(super) fn policy(sink: Sink) -> &'static Policy {
    static STRICT: Policy = Policy::STRICT;
    FROZEN
        .get()
        .and_then(|frozen| frozen.policies.get(frozen.of_sink[sink as usize]?))
        .unwrap_or(&STRICT)
}

/// What a sink does with a class; before `init`, and for a sink that this process does not have,
/// what it does if nobody says anything else.
pub(crate) fn action(sink: Sink, class: Class) -> Action {
    let frozen = FROZEN.get().map(|frozen| &frozen.all);
    frozen.map_or_else(
        || Policies::default().of(sink).action(class),
        |all| all.of(sink).action(class),
    )
}

/// What every policy in use makes of a value; `None` if none of them shows anything.
pub(crate) fn recorded(value: &dyn Redact) -> Option<FieldValue> {
    let strict = [Policy::STRICT];
    let policies = FROZEN
        .get()
        .map(|frozen| frozen.policies.as_slice())
        .filter(|policies| !policies.is_empty())
        .unwrap_or(&strict);
    let mut seen: Vec<Option<FieldValue>> = policies
        .iter()
        .map(|policy| render(value, policy))
        .collect();
    if seen.iter().all(|other| *other == seen[0]) {
        return seen.swap_remove(0);
    }
    Some(FieldValue::ByPolicy(seen.into()))
}
