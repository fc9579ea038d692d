//! Objectives as rules: what is recorded of each, and the alerts that say that its budget burns, by
//! the multi-window, multi-burn-rate method of the
//! [SRE workbook](https://sre.google/workbook/alerting-on-slos/) over 30 days.

mod sli;

use super::catalog::Slo;
use super::decimal::Decimal;
use super::rules::{Alert, Group, Proof, Rule, Severity, Signal, Value, quoted};
use super::runbooks;
use crate::names;
use sli::{Sli, slis};
use std::collections::BTreeMap;

/// The windows over which errors are looked at.
const WINDOWS: [&str; 7] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
/// How many there have to be in the longer window: fewer tell nothing.
const FLOOR: u64 = 20;

/// One of the four alerts.
struct Burn {
    severity: Severity,
    long: &'static str,
    short: &'static str,
    /// How many times as fast as the budget allows.
    factor: Decimal,
    /// Minutes for which it must hold.
    wait: u64,
    long_minutes: u64,
    short_minutes: u64,
    exhausts: &'static str,
}

const fn burn(
    severity: Severity,
    (long, long_minutes): (&'static str, u64),
    (short, short_minutes): (&'static str, u64),
    factor: Decimal,
    (wait, exhausts): (u64, &'static str),
) -> Burn {
    Burn {
        severity,
        long,
        short,
        factor,
        wait,
        long_minutes,
        short_minutes,
        exhausts,
    }
}

const BURNS: [Burn; 4] = [
    burn(
        Severity::Page,
        ("1h", 60),
        ("5m", 5),
        Decimal::new(144, 1),
        (0, "two days"),
    ),
    burn(
        Severity::Page,
        ("6h", 360),
        ("30m", 30),
        Decimal::new(6, 0),
        (15, "five days"),
    ),
    burn(
        Severity::Ticket,
        ("1d", 1440),
        ("2h", 120),
        Decimal::new(3, 0),
        (60, "ten days"),
    ),
    burn(
        Severity::Ticket,
        ("3d", 4320),
        ("6h", 360),
        Decimal::new(1, 0),
        (180, "thirty days"),
    ),
];

/// What is recorded of an objective.
pub(super) fn recorded(slo: &Slo, service: &str) -> Group {
    let mut rules = Vec::new();
    for sli in slis(slo, service) {
        let labels = |more: Option<(&str, String)>| -> BTreeMap<String, String> {
            let own = [
                ("service", service.to_owned()),
                ("slo", slo.name.clone()),
                ("sli", sli.name.to_owned()),
            ];
            let all = own.into_iter().chain(more);
            all.map(|(name, value)| (name.to_owned(), value)).collect()
        };
        let mut record = |record: String, expr: String| {
            let labels = labels(None);
            rules.push(Rule::Record {
                record,
                expr,
                labels,
            });
        };
        for window in WINDOWS {
            let (bad, all) = (sli.bad(window), sli.all(window));
            record(
                format!("slo:sli_error:ratio_rate{window}"),
                format!("{bad} / ({all} > 0)"),
            );
            record(format!("slo:total:rate{window}"), all);
        }
        record("slo:errors:rate5m".to_owned(), sli.bad("5m"));
        let of = |name: &str| format!("{name}{}", selector(slo, sli.name, service));
        // A ratio of sums: hours without traffic count for nothing.
        record(
            "slo:sli_error:ratio_rate30d".to_owned(),
            format!(
                "sum_over_time({}[30d]) / (sum_over_time({}[30d]) > 0)",
                of("slo:errors:rate5m"),
                of("slo:total:rate5m")
            ),
        );
        let budget = sli.promise.budget;
        record(
            "slo:error_budget:ratio".to_owned(),
            format!("vector({budget})"),
        );
        record(
            "slo:current_burn_rate:ratio".to_owned(),
            format!("{} / {budget}", of("slo:sli_error:ratio_rate5m")),
        );
        record(
            "slo:period_error_budget_remaining:ratio".to_owned(),
            format!("1 - {} / {budget}", of("slo:sli_error:ratio_rate30d")),
        );
    }
    Group {
        name: format!("slo:{}", slo.name),
        rules,
    }
}

/// The alerts of an objective; those that could never fire are left out.
pub(super) fn alerts(slo: &Slo, service: &str) -> Vec<Alert> {
    let slis = slis(slo, service);
    let pairs = slis
        .iter()
        .flat_map(|sli| BURNS.iter().map(move |burn| (sli, burn)));
    let reachable =
        pairs.filter(|(sli, burn)| burn.factor.times(sli.promise.budget).is_below_one());
    let burning = reachable.map(|(sli, burn)| alert(slo, sli, burn, service));
    let silent = slis.iter().map(|sli| no_data(slo, sli, service));
    burning.chain(silent).collect()
}

/// Nothing was counted for a day, though the service is there: what is promised is not what there is.
fn no_data(slo: &Slo, sli: &Sli, service: &str) -> Alert {
    let selector = selector(slo, sli.name, service);
    let job = quoted(service);
    let mut signals = sli.signals(slo, service);
    for signal in &mut signals {
        signal.bad = Value::Absent;
    }
    signals.push(Signal {
        series: format!("up{{job={job},instance=\"a\"}}"),
        good: Value::Is(1.0),
        bad: Value::Is(1.0),
    });
    Alert {
        name: "SloNoData",
        expr: format!(
            "absent(slo:sli_error:ratio_rate1d{selector}) and on () (max(up{{job={job}}}) == 1 or count({}{{job={job}}}) > 0)",
            names::PROCESS_START
        ),
        wait: 1440,
        severity: Severity::Ticket,
        summary: format!("{} counts nothing ({})", slo.name, sli.name),
        description: "Nothing was counted for the objective for a day: its route or function is not asked, or not called so.".to_owned(),
        labels: vec![
            ("slo", slo.name.clone()),
            ("sli", sli.name.to_owned()),
        ],
        runbook: runbooks::NO_DATA,
        proof: Proof {
            signals,
            fires_after: 2 * 1440 + 5,
            resolves_after: 5,
        },
    }
}

fn selector(slo: &Slo, sli: &str, service: &str) -> String {
    let (service, name) = (quoted(service), quoted(&slo.name));
    format!("{{service={service},slo={name},sli=\"{sli}\"}}")
}

fn alert(slo: &Slo, sli: &Sli, burn: &Burn, service: &str) -> Alert {
    let Burn {
        long,
        short,
        factor,
        ..
    } = burn;
    let selector = selector(slo, sli.name, service);
    let threshold = factor.times(sli.promise.budget);
    let ratio = |window| format!("slo:sli_error:ratio_rate{window}{selector} > {threshold}");
    let seconds = burn.long_minutes * 60;
    let floor = format!("slo:total:rate{long}{selector} * {seconds} > {FLOOR}");
    let needed = threshold
        .times(Decimal::new(burn.long_minutes, 0))
        .ceiling();
    Alert {
        name: "SloErrorBudgetBurn",
        expr: format!("{} and {} and {floor}", ratio(short), ratio(long)),
        wait: burn.wait,
        severity: burn.severity,
        summary: format!(
            "{} burns its error budget {factor} times as fast as it may ({})",
            slo.name, sli.name
        ),
        description: format!(
            "The objective is {}%. At this rate the budget of 30 days is used up in {}.",
            sli.promise.target, burn.exhausts
        ),
        labels: vec![
            ("slo", slo.name.clone()),
            ("sli", sli.name.to_owned()),
            ("long", (*long).to_owned()),
            ("short", (*short).to_owned()),
        ],
        runbook: runbooks::BURN,
        proof: Proof {
            signals: sli.signals(slo, service),
            fires_after: needed + burn.wait + 3,
            resolves_after: burn.short_minutes + 1,
        },
    }
}
