//! The buckets that an application says histograms have.

use crate::config::Fault;
use crate::names;
use std::time::Duration;

/// What is wrong with them.
pub(super) fn faults(buckets: &[(String, Vec<f64>)]) -> Vec<Fault> {
    let bad = buckets.iter().filter(|(_, bounds)| {
        let ascending = bounds.windows(2).all(|pair| pair[0] < pair[1]);
        bounds.is_empty() || !ascending || !bounds.iter().all(|bound| bound.is_finite())
    });
    let expected = "must have ascending, finite bounds, and at least one";
    bad.map(|(name, _)| Fault::new(&format!("buckets of `{name}`"), expected))
        .chain(broken_promises(buckets))
        .collect()
}

/// Objectives of routes were compiled against the usual bounds: others must have theirs too.
fn broken_promises(buckets: &[(String, Vec<f64>)]) -> impl Iterator<Item = Fault> {
    let of_requests = buckets
        .iter()
        .filter(|(name, _)| name == names::HTTP_SERVER_DURATION);
    of_requests.flat_map(|(name, bounds)| {
        let limits = crate::catalog::objectives().filter_map(|it| {
            let within = Duration::from_nanos(it.objective.latency?.within);
            Some((it.objective.name, within.as_secs_f64()))
        });
        let missing = limits.filter(|(_, limit)| !bounds.contains(limit));
        missing.map(move |(objective, limit)| {
            let expected = format!("must have the bound {limit:?}, the limit of `{objective}`");
            Fault::new(&format!("buckets of `{name}`"), &expected)
        })
    })
}
