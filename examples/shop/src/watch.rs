//! What the shop promises, and what it is watched with.

use crate::arguments::Ops as Asked;
use frosted::ops::Ops;
use std::io;
use std::process::ExitCode;

frosted::slo! {
    "orders",
    route = "/orders",
    method = "POST",
    availability = "99.9",
    latency(le = "1s", target = "99"),
}

frosted::slo! { "shop", availability = "99.5" }

/// What the shop is watched with, and how its alerts are rehearsed: with the switches of `--faults`.
fn ops(asked: &Asked) -> Ops {
    let mut ops = Ops::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")).budget(1000);
    for (alert, fault, minutes) in REHEARSALS {
        ops = ops.rehearsal(alert, &rehearsal(fault, minutes));
    }
    if let Some(address) = &asked.runbooks {
        ops = ops.runbooks(address);
    }
    if let Some(address) = &asked.grafana {
        ops = ops.grafana(address);
    }
    ops
}

/// Each alert with the fault that makes it fire, and after how many minutes it does.
const REHEARSALS: [(&str, &str, u32); 9] = [
    ("HighErrorRate", "errors", 10),
    ("HighLatencyP95", "slow", 20),
    ("DbConnectionsExhausted", "connections", 3),
    ("DbConnectionErrors", "connections", 5),
    ("HealthCheckFailing", "connections", 3),
    ("FunctionPanicked", "panics", 1),
    ("RuntimeStalled", "blocking", 10),
    ("NoRevenue", "refusals", 16),
    ("SloErrorBudgetBurn", "payments", 10),
];

fn rehearsal(fault: &str, minutes: u32) -> String {
    format!(
        "On a shop with traffic that Prometheus scrapes, and of which somebody asks `/health/ready` each \
         few seconds as an orchestrator does:\n\n\
         ```sh\n\
         cargo run --package shop -- demo --seconds 3600 --address 127.0.0.1:8080 --faults 127.0.0.1:9465 &\n\
         # After ten minutes of usual traffic; the alert fires within {minutes} minutes:\n\
         curl -X PUT    127.0.0.1:9465/faults/{fault}\n\
         # This runbook was tried:\n\
         curl -X DELETE 127.0.0.1:9465/faults/{fault}\n\
         ```\n\n\
         It resolves by itself when the fault is off."
    )
}

/// Prints, writes or checks; fails if something is wrong.
pub(crate) fn run(asked: &Asked) -> ExitCode {
    match done(&ops(asked), asked) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("shop: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nothing is wrong.
fn done(ops: &Ops, asked: &Asked) -> io::Result<bool> {
    if asked.out.is_none() && asked.check.is_none() {
        println!("{}", ops.catalog().to_json());
    }
    if let Some(folder) = &asked.out {
        ops.write(folder)?;
    }
    let Some(folder) = &asked.check else {
        return Ok(true);
    };
    let problems = ops.check(folder)?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    Ok(problems.is_empty())
}
