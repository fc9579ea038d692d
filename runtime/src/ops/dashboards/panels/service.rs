//! What the service does.

use super::{Panel, panel};
use crate::ops::rules::{FAILED, SERVED};

/// Rate, errors and duration.
pub(in crate::ops::dashboards) fn requests() -> Vec<Panel> {
    let count = "http_server_request_duration_seconds_count{$these";
    let quantile = |of: &str| {
        format!(
            "histogram_quantile({of}, sum by (le) (rate(http_server_request_duration_seconds_bucket{{$these}}[$__rate_interval])))"
        )
    };
    let failed = format!(
        "(sum(rate({count},{FAILED}}}[$__rate_interval])) or vector(0)) / sum(rate({count},{SERVED}}}[$__rate_interval]))"
    );
    vec![
        panel(
            "Requests",
            "reqps",
            &[(
                &format!("sum(rate({count}}}[$__rate_interval]))"),
                "requests",
            )],
        )
        .stat(),
        panel("Failed", "percentunit", &[(&failed, "failed")])
            .stat()
            .runbook("higherrorrate"),
        panel(
            "Requests by route",
            "reqps",
            &[(
                &format!("sum by (http_route) (rate({count}}}[$__rate_interval]))"),
                "{{http_route}}",
            )],
        ),
        panel(
            "Answers by status",
            "reqps",
            &[(
                &format!("sum by (http_response_status_code) (rate({count}}}[$__rate_interval]))"),
                "{{http_response_status_code}}",
            )],
        )
        .runbook("higherrorrate"),
        panel(
            "Duration",
            "s",
            &[
                (&quantile("0.5"), "p50"),
                (&quantile("0.95"), "p95"),
                (&quantile("0.99"), "p99"),
            ],
        )
        .runbook("highlatencyp95"),
        panel(
            "Slowest routes, p95",
            "s",
            &[(
                "topk(10, histogram_quantile(0.95, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{$these}[$__rate_interval]))))",
                "{{http_route}}",
            )],
        ),
        panel(
            "In flight",
            "short",
            &[("sum(http_server_active_requests{$these})", "requests")],
        ),
        panel(
            "Clients that left",
            "reqps",
            &[(
                &format!(
                    "sum(rate({count},error_type=\"cancelled\"}}[$__rate_interval])) or vector(0)"
                ),
                "requests",
            )],
        ),
        panel(
            "Error budgets left",
            "percentunit",
            &[(
                "slo:period_error_budget_remaining:ratio{service=\"$job\"}",
                "{{slo}} {{sli}}",
            )],
        )
        .below_zero()
        .runbook("sloerrorbudgetburn"),
        panel(
            "Uptime",
            "s",
            &[("process_uptime_seconds{$these}", "{{instance}}")],
        )
        .stat(),
    ]
}

/// The same of functions, and the health.
pub(in crate::ops::dashboards) fn functions() -> Vec<Panel> {
    vec![
        panel(
            "Functions: calls",
            "ops",
            &[(
                "topk(10, sum by (function) (rate(function_calls_total{$these}[$__rate_interval])))",
                "{{function}}",
            )],
        ),
        panel(
            "Functions: errors",
            "ops",
            &[(
                "topk(10, sum by (function, error_kind) (rate(function_calls_total{$these,result=~\"error|panicked\"}[$__rate_interval])))",
                "{{function}} {{error_kind}}",
            )],
        ),
        panel(
            "Functions: duration, p95",
            "s",
            &[(
                "topk(10, histogram_quantile(0.95, sum by (le, function) (rate(function_calls_duration_seconds_bucket{$these}[$__rate_interval]))))",
                "{{function}}",
            )],
        ),
        panel(
            "Panics",
            "short",
            &[(
                "sum(increase(function_calls_total{$these,result=\"panicked\"}[$__rate_interval]))",
                "panics",
            )],
        )
        .runbook("functionpanicked"),
        panel(
            "Health checks",
            "short",
            &[("min by (check) (health_check_status{$these})", "{{check}}")],
        )
        .runbook("healthcheckfailing"),
    ]
}
