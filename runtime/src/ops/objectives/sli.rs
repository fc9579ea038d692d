//! What is counted for a promise: which are bad, and which there are.

use crate::names;
use crate::ops::catalog::{Covered, Promise, Slo};
use crate::ops::decimal::Decimal;
use crate::ops::rules::{FAILED, SERVED, Signal, Value, quoted};

/// What is counted for one promise: which are bad, and which there are.
pub(super) struct Sli {
    pub(super) name: &'static str,
    pub(super) promise: Promise,
    /// The counters, without the window.
    bad: Bad,
    all: String,
}

enum Bad {
    /// These.
    Counted(String),
    /// All but these.
    AllBut(String),
}

/// Those of an objective.
pub(super) fn slis(slo: &Slo, job: &str) -> Vec<Sli> {
    let of = Of { of: &slo.of, job };
    let availability = slo
        .availability
        .clone()
        .map(|promise| availability(&of, promise));
    let latency = slo
        .latency
        .clone()
        .and_then(|promise| latency(&of, promise));
    availability.into_iter().chain(latency).collect()
}

/// Whose series they are.
struct Of<'s> {
    of: &'s Covered,
    job: &'s str,
}

/// The labels that all series of an objective have.
fn covered(of: &Of<'_>) -> Vec<String> {
    let mut pairs = vec![("job", of.job)];
    pairs.extend(match of.of {
        Covered::Function { function, module } => [
            (names::LABEL_FUNCTION, &**function),
            (names::LABEL_MODULE, module),
        ],
        Covered::Route { route, method } => [
            (names::LABEL_ROUTE, &**route),
            (names::LABEL_METHOD, method),
        ],
    });
    let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    given
        .map(|(name, value)| format!("{name}={}", quoted(value)))
        .collect()
}

fn series(name: &str, of: &Of<'_>, more: &[&str]) -> String {
    let mut all = covered(of);
    all.extend(more.iter().map(|&pair| pair.to_owned()));
    format!("{name}{{{}}}", all.join(","))
}

fn availability(of: &Of<'_>, promise: Promise) -> Sli {
    let (bad, all) = match of.of {
        Covered::Function { .. } => (
            series(
                names::FUNCTION_CALLS,
                of,
                &[
                    "result=~\"error|panicked\"",
                    "error_class!~\"client|cancelled\"",
                ],
            ),
            series(names::FUNCTION_CALLS, of, &["result!=\"cancelled\""]),
        ),
        Covered::Route { .. } => {
            let count = format!("{}_count", names::HTTP_SERVER_DURATION);
            (series(&count, of, &[FAILED]), series(&count, of, &[SERVED]))
        }
    };
    Sli {
        name: "availability",
        promise,
        bad: Bad::Counted(bad),
        all,
    }
}

fn latency(of: &Of<'_>, promise: Promise) -> Option<Sli> {
    let (name, served): (_, &[&str]) = match of.of {
        Covered::Function { .. } => (names::FUNCTION_DURATION, &[]),
        Covered::Route { .. } => (names::HTTP_SERVER_DURATION, &[SERVED]),
    };
    let le = format!("le=~\"{}\"", spellings(promise.within?));
    let fast: Vec<&str> = served.iter().copied().chain([&*le]).collect();
    Some(Sli {
        name: "latency",
        bad: Bad::AllBut(series(&format!("{name}_bucket"), of, &fast)),
        all: series(&format!("{name}_count"), of, served),
        promise,
    })
}

impl Sli {
    pub(super) fn all(&self, window: &str) -> String {
        format!("sum(rate({}[{window}]))", self.all)
    }

    pub(super) fn bad(&self, window: &str) -> String {
        match &self.bad {
            // Where none was bad, there may be no series of them.
            Bad::Counted(bad) => {
                format!("(sum(rate({bad}[{window}])) or 0 * {})", self.all(window))
            }
            Bad::AllBut(good) => {
                format!("({} - sum(rate({good}[{window}])))", self.all(window))
            }
        }
    }

    /// A thousand a minute; in good times half of the budget is used, in bad times all are bad.
    pub(super) fn signals(&self, slo: &Slo, job: &str) -> Vec<Signal> {
        let of = Of { of: &slo.of, job };
        let half = parsed(self.promise.budget) / 2.0;
        let (all, some) = (1000.0, 1000.0 * half);
        let signal = |series: String, good, bad| Signal {
            series,
            good: Value::Grows(good),
            bad: Value::Grows(bad),
        };
        let name = |metric: &str, more: &[&str]| series(metric, &of, more);
        match (&slo.of, self.name) {
            (Covered::Function { .. }, "availability") => vec![
                signal(
                    name(names::FUNCTION_CALLS, &["result=\"ok\""]),
                    all - some,
                    0.0,
                ),
                signal(
                    name(names::FUNCTION_CALLS, &["result=\"error\""]),
                    some,
                    all,
                ),
                // Those of clients are none of ours.
                signal(
                    name(
                        names::FUNCTION_CALLS,
                        &["result=\"error\"", "error_class=\"client\""],
                    ),
                    0.0,
                    0.0,
                ),
            ],
            (Covered::Route { .. }, "availability") => {
                let count = format!("{}_count", names::HTTP_SERVER_DURATION);
                vec![
                    signal(
                        name(&count, &["http_response_status_code=\"200\""]),
                        all - some,
                        0.0,
                    ),
                    signal(
                        name(
                            &count,
                            &["http_response_status_code=\"500\"", "error_type=\"500\""],
                        ),
                        some,
                        all,
                    ),
                ]
            }
            (of, _) => {
                let metric = match of {
                    Covered::Function { .. } => names::FUNCTION_DURATION,
                    Covered::Route { .. } => names::HTTP_SERVER_DURATION,
                };
                let within = self.promise.within.unwrap_or_default();
                let le = format!("le=\"{}\"", text_of_bound(within));
                vec![
                    signal(name(&format!("{metric}_count"), &[]), all, all),
                    signal(name(&format!("{metric}_bucket"), &[&*le]), all - some, 0.0),
                ]
            }
        }
    }
}

/// Every way in which a bound is written: on a page, and by a server that made it its own. Whole
/// numbers may have a zero after the point, and small ones an exponent.
fn spellings(bound: Decimal) -> String {
    let mut all = vec![bound.to_string().replace('.', "\\\\.")];
    if !bound.to_string().contains('.') {
        all.push(format!("{bound}\\\\.0"));
    }
    let short = text_of_bound(bound);
    if let Some((digits, power)) = short.split_once("e-") {
        let digits = digits.replace('.', "\\\\.");
        all.push(format!("{digits}e-0?{power}"));
    }
    all.join("|")
}

/// As the page writes it.
fn text_of_bound(bound: Decimal) -> String {
    format!("{:?}", parsed(bound))
}

fn parsed(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}
