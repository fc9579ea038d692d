//! What is around the service: Prometheus, Alertmanager, Kubernetes, the collector.

use serde_json::{Value, json};

/// Where Prometheus asks, and what it evaluates.
pub(super) fn prometheus(service: &str) -> Value {
    json!({
        "global": {
            "scrape_interval": "15s",
            "evaluation_interval": "30s",
        },
        "rule_files": ["rules/*.yml"],
        "alerting": {
            "alertmanagers": [{ "static_configs": [{ "targets": ["alertmanager:9093"] }] }],
        },
        "scrape_configs": [{
            "job_name": service,
            "scrape_timeout": "10s",
            "static_configs": [{ "targets": [format!("{}:9464", dns_name(service))] }],
        }],
    })
}

/// Whom Alertmanager tells. What pages is repeated sooner; a page about an
/// objective keeps its tickets quiet.
pub(super) fn alertmanager() -> Value {
    json!({
        "route": {
            "receiver": "tickets",
            "group_by": ["cluster", "environment", "namespace", "service", "alertname", "slo"],
            "group_wait": "30s",
            "group_interval": "5m",
            "repeat_interval": "12h",
            "routes": [{
                "receiver": "pages",
                "matchers": ["severity=\"critical\""],
                "group_wait": "10s",
                "repeat_interval": "1h",
            }],
        },
        "inhibit_rules": [
            {
                "source_matchers": ["severity=\"critical\"", "slo!=\"\""],
                "target_matchers": ["severity=\"warning\"", "slo!=\"\""],
                "equal": ["cluster", "environment", "namespace", "service", "slo", "sli"],
            },
            {
                "source_matchers": ["alertname=\"ServiceAbsent\""],
                "target_matchers": ["alertname!=\"ServiceAbsent\""],
                "equal": ["cluster", "environment", "namespace", "service"],
            },
        ],
        "receivers": [
            { "name": "pages", "webhook_configs": [{ "url": "http://localhost:9099/pages" }] },
            { "name": "tickets", "webhook_configs": [{ "url": "http://localhost:9099/tickets" }] },
        ],
    })
}

/// The probes of the service's pods, for its deployment.
pub(super) fn probes() -> Value {
    let probe = |path: &str, period: u32, failures: u32| {
        json!({
            "httpGet": { "path": path, "port": "admin" },
            "periodSeconds": period,
            "timeoutSeconds": 1,
            "failureThreshold": failures,
        })
    };
    json!({
        "spec": { "template": { "spec": {
            "terminationGracePeriodSeconds": 40,
            "containers": [{
                "name": "app",
                "ports": [{ "name": "admin", "containerPort": 9464 }],
                "startupProbe": probe("/health/startup", 2, 30),
                "livenessProbe": probe("/health/live", 10, 3),
                "readinessProbe": probe("/health/ready", 5, 2),
            }],
        }}},
    })
}

/// What Kubernetes takes for a name: at most 63 small letters, digits and `-`.
pub(super) fn dns_name(service: &str) -> String {
    let plain = |it: char| {
        if it.is_ascii_alphanumeric() {
            it.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let name: String = service.chars().map(plain).take(63).collect();
    name.trim_matches('-').to_owned()
}

/// What the Prometheus operator scrapes.
pub(super) fn service_monitor(service: &str) -> Value {
    let name = dns_name(service);
    json!({
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "ServiceMonitor",
        "metadata": { "name": name, "labels": { "app": name } },
        "spec": {
            "selector": { "matchLabels": { "app": name } },
            "endpoints": [{
                "port": "admin",
                "path": "/metrics",
                "interval": "15s",
                // As all rules have it.
                "relabelings": [{ "targetLabel": "job", "replacement": service }],
            }],
        },
    })
}

/// A collector that takes what the service exports, and sends it on.
pub(super) fn collector() -> Value {
    let pipeline = |exporter: &str| {
        json!({
            "receivers": ["otlp"],
            "processors": ["memory_limiter", "batch"],
            "exporters": [exporter],
        })
    };
    json!({
        "receivers": { "otlp": { "protocols": {
            "grpc": { "endpoint": "0.0.0.0:4317" },
            "http": { "endpoint": "0.0.0.0:4318" },
        }}},
        "processors": {
            "memory_limiter": { "check_interval": "1s", "limit_percentage": 75, "spike_limit_percentage": 20 },
            "batch": {},
        },
        "exporters": {
            "otlphttp/traces": { "endpoint": "${env:TRACES_ENDPOINT}" },
            "otlphttp/metrics": { "endpoint": "${env:METRICS_ENDPOINT}" },
            "otlphttp/logs": { "endpoint": "${env:LOGS_ENDPOINT}" },
        },
        "service": { "pipelines": {
            "traces": pipeline("otlphttp/traces"),
            "metrics": pipeline("otlphttp/metrics"),
            "logs": pipeline("otlphttp/logs"),
        }},
    })
}
