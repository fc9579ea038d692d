//! Service level objectives, as code says them.

/// What a function or a route promises.
#[derive(Debug)]
pub struct Objective {
    /// Its name, one in the service.
    pub name: &'static str,
    /// How many calls must not fail.
    pub availability: Option<Goal>,
    /// How many calls must be so fast.
    pub latency: Option<Latency>,
    /// Whether alerts that could never fire are left out, instead of refused.
    pub allow_unreachable: bool,
}

/// Percent of all calls, as it was written: `99.9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal(pub &'static str);

/// A goal for how long calls take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// Nanoseconds that a good call may take; one of the histogram's bounds.
    pub within: u64,
    /// How many calls must be good.
    pub goal: Goal,
}

/// What [`slo!`](crate::slo) says of a route, or of all.
#[derive(Debug)]
pub struct RouteObjective {
    /// What is promised.
    pub objective: Objective,
    /// The route's template; empty for all routes.
    pub route: &'static str,
    /// The request's method; empty for all.
    pub method: &'static str,
}
