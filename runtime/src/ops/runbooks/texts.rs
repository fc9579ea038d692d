//! The hand-written parts of the runbooks.

use super::Runbook;

/// More than a twentieth of all requests fail.
pub(in crate::ops) const ERROR_RATE: Runbook = Runbook {
    dashboard: "service",
    symptoms: "More than 5 % of the requests to `{service}` were answered with a status of 500 and above, or not to their end because of the service, for five minutes.",
    impact: "Users see errors. What they asked for was not done, or not wholly.",
    questions: &[
        (
            "Which routes fail, and how?",
            "topk(10, sum by (http_route, http_response_status_code, error_type) (rate(http_server_request_duration_seconds_count{job=\"{service}\",error_type!=\"\",error_type!=\"cancelled\"}[5m])))",
        ),
        (
            "Which functions fail, with which errors, and whose are they?",
            "topk(10, sum by (function, error_kind, error_class) (rate(function_calls_total{job=\"{service}\",result=~\"error|panicked\"}[5m])))",
        ),
        (
            "Did it begin with a release?",
            "time() - process_start_time_seconds{job=\"{service}\"} < 3600",
        ),
        (
            "Is something down that the service needs?",
            "min by (check) (health_check_status{job=\"{service}\"})",
        ),
    ],
    diagnosis: "1. Take a `trace_id` from a line of level `error`, and look at the trace: the first span with an error says where it arose.\n2. One error class `dependency`: go to that dependency. Class `server` after a release: roll back first.\n3. Errors on one route only: look at what changed there. On all routes: look at the database, the cache, and the process itself.\n\n```sh\nkubectl logs deployment/{deployment} --since=15m | grep '\"level\":\"error\"' | tail -50\nkubectl get pods -l app={deployment}\nkubectl rollout history deployment/{deployment}\n```",
    mitigation: "```sh\n# It began with a release:\nkubectl rollout undo deployment/{deployment}\n# Single processes are broken:\nkubectl rollout restart deployment/{deployment}\n# It cannot keep up:\nkubectl scale deployment/{deployment} --replicas=6\n```",
    rehearsal: "Stop what the service needs, such as its database, while requests come, for ten minutes:\n\n```sh\nkubectl scale statefulset/postgres --replicas=0\n```\n\nThe alert fires after six minutes, and resolves within six minutes of the database's return. `promtool test rules` shows the same without a cluster.",
};

/// The slow ones take more than a second.
pub(in crate::ops) const LATENCY: Runbook = Runbook {
    dashboard: "service",
    symptoms: "One request in twenty to `{service}` took more than a second, for ten minutes.",
    impact: "Users wait. Clients with a time limit give up and try again, which makes it worse.",
    questions: &[
        (
            "Which routes are slow?",
            "topk(10, histogram_quantile(0.95, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{job=\"{service}\"}[10m]))))",
        ),
        (
            "Which functions are?",
            "topk(10, histogram_quantile(0.95, sum by (le, function) (rate(function_calls_duration_seconds_bucket{job=\"{service}\"}[10m]))))",
        ),
        (
            "Do tasks wait for a worker?",
            "histogram_quantile(0.99, sum by (le) (rate(tokio_scheduler_delay_seconds_bucket{job=\"{service}\"}[5m])))",
        ),
        (
            "How busy is the processor?",
            "sum(rate(process_cpu_seconds_total{job=\"{service}\"}[5m]))",
        ),
    ],
    diagnosis: "1. An exemplar of the slowest bucket leads to a trace: the longest span in it is where the time goes.\n2. Lines `slow_query` name the statements that are slow, with their wait for a connection apart.\n3. Tasks that wait for a worker: a line `one poll blocked its thread` names the function that blocks its thread.\n\n```sh\nkubectl logs deployment/{deployment} --since=15m | grep -E 'slow_query|request_completed' | tail -50\nkubectl top pods -l app={deployment}\n```",
    mitigation: "```sh\n# It cannot keep up:\nkubectl scale deployment/{deployment} --replicas=6\n# It began with a release:\nkubectl rollout undo deployment/{deployment}\n# One statement is slow: see what the database does.\npsql \"$DATABASE_URL\" -c \"SELECT pid, now() - query_start AS runs, state, left(query, 100) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY runs DESC LIMIT 10\"\n```",
    rehearsal: "Take a lock that queries wait for, for fifteen minutes, while requests come:\n\n```sh\npsql \"$DATABASE_URL\" -c 'BEGIN; LOCK TABLE orders; SELECT pg_sleep(900); ROLLBACK'\n```",
};

/// No connection to the database is free.
pub(in crate::ops) const CONNECTIONS: Runbook = Runbook {
    dashboard: "resources",
    symptoms: "All connections of a pool of `{service}` are used, and queries wait for one.",
    impact: "Requests that need the database wait, and fail when they have waited too long (`pool_timeout`).",
    questions: &[
        (
            "How many are used, of how many?",
            "sum by (instance, db_client_connection_pool_name) (db_client_connections{job=\"{service}\",db_client_connection_state=\"used\"})",
        ),
        (
            "How many queries wait?",
            "db_client_connection_pending_requests{job=\"{service}\"}",
        ),
        (
            "For how long is a connection used?",
            "histogram_quantile(0.95, sum by (le) (rate(db_client_connection_use_time_seconds_bucket{job=\"{service}\"}[5m])))",
        ),
        (
            "Which queries take the time?",
            "topk(10, sum by (db_query_summary) (rate(db_client_operation_duration_seconds_sum{job=\"{service}\"}[5m])))",
        ),
    ],
    diagnosis: "1. A connection is used for long: a slow query, a transaction that waits for something else, or one that nobody ends.\n2. It is used for a moment only: there are too few for the traffic.\n\n```sh\npsql \"$DATABASE_URL\" -c \"SELECT state, count(*), max(now() - state_change) FROM pg_stat_activity GROUP BY state\"\npsql \"$DATABASE_URL\" -c \"SELECT pid, now() - xact_start AS open_for, left(query, 100) FROM pg_stat_activity WHERE state = 'idle in transaction' ORDER BY xact_start LIMIT 10\"\nkubectl logs deployment/{deployment} --since=15m | grep -E 'slow_query|pool_timeout' | tail -50\n```",
    mitigation: "```sh\n# More connections, if the database has room for them:\nkubectl set env deployment/{deployment} DATABASE_POOL_SIZE=20\n# A transaction that nobody ends:\npsql \"$DATABASE_URL\" -c 'SELECT pg_terminate_backend(<pid>)'\n# Connections that were lost and are still counted:\nkubectl rollout restart deployment/{deployment}\n```",
    rehearsal: "Hold as many connections as the pool has, by a lock that every request waits for:\n\n```sh\npsql \"$DATABASE_URL\" -c 'BEGIN; LOCK TABLE products; SELECT pg_sleep(600); ROLLBACK'\n```",
};

/// The database does not answer.
pub(in crate::ops) const DATABASE: Runbook = Runbook {
    dashboard: "resources",
    symptoms: "Queries of `{service}` fail because the database cannot be reached, or has no connection for them.",
    impact: "Requests that need the database fail.",
    questions: &[(
        "Which errors are there?",
        "sum by (db_system_name, error_type) (rate(db_client_operation_duration_seconds_count{job=\"{service}\",error_type!=\"\",error_type!=\"cancelled\"}[5m]))",
    )],
    diagnosis: "`io` and `tls`: the network, or the database is down. `pool_timeout`: see the runbook of the connections. A code of five characters is an SQLSTATE: the database answered, and refused.\n\n```sh\npg_isready -d \"$DATABASE_URL\"\nkubectl get pods -l app=postgres\n```",
    mitigation: "```sh\nkubectl rollout restart statefulset/postgres\n```",
    rehearsal: "```sh\nkubectl scale statefulset/postgres --replicas=0\n```",
};

/// An error budget burns.
pub(in crate::ops) const BURN: Runbook = Runbook {
    dashboard: "service",
    symptoms: "The error budget of an objective of `{service}` is used up faster than 30 days allow. The labels `slo` and `sli` say which, `long` and `short` over which times.",
    impact: "If it goes on, the objective is missed. What users notice is what the objective is about.",
    questions: &[
        (
            "How fast do all budgets burn?",
            "slo:current_burn_rate:ratio{service=\"{service}\"}",
        ),
        (
            "What is left of them?",
            "slo:period_error_budget_remaining:ratio{service=\"{service}\"}",
        ),
    ],
    diagnosis: "`sli=\"availability\"`: go on as with a high error rate. `sli=\"latency\"`: as with slow responses. A page with `long=\"1h\"` is a sudden failure, one with `long=\"6h\"` a lasting one; tickets are slow losses.",
    mitigation: "Take back what changed last. If the budget is used up, what is risky waits until it has recovered.",
    rehearsal: "`promtool test rules` fires each of these alerts, keeps it quiet at half of the budget, and lets it resolve.",
};

/// Nothing is counted for an objective.
pub(in crate::ops) const NO_DATA: Runbook = Runbook {
    dashboard: "service",
    symptoms: "Nothing was counted for an objective of `{service}` for a day, though the service is there. The labels `slo` and `sli` say which.",
    impact: "None by itself. If what is promised fails, nobody will be told.",
    questions: &[
        (
            "Which routes are asked?",
            "sum by (http_route, http_request_method) (increase(http_server_request_duration_seconds_count{job=\"{service}\"}[1d]))",
        ),
        (
            "Which functions are called?",
            "sum by (function, module) (increase(function_calls_total{job=\"{service}\"}[1d])) > 0",
        ),
    ],
    diagnosis: "1. The route or method of the objective is written otherwise than the router has it, or was renamed.\n2. `sli=\"latency\"` only: the histogram has no bucket at the limit, as the buckets were set for another.\n3. Nobody asks for it.",
    mitigation: "Correct the objective in the code, and write the rules again.",
    rehearsal: "`promtool test rules` fires it.",
};

/// The service is not there.
pub(in crate::ops) const ABSENT: Runbook = Runbook {
    dashboard: "service",
    symptoms: "Prometheus has heard nothing of `{service}` for five minutes.",
    impact: "Either nobody is served, or nobody would notice.",
    questions: &[("Which targets are there?", "up{job=\"{service}\"}")],
    diagnosis: "```sh\nkubectl get pods -l app={deployment}\nkubectl describe pods -l app={deployment} | tail -30\nkubectl logs deployment/{deployment} --previous | tail -30\n```",
    mitigation: "```sh\nkubectl rollout undo deployment/{deployment}\n```",
    rehearsal: "```sh\nkubectl scale deployment/{deployment} --replicas=0\n```",
};

/// A check of the service's own is not well.
pub(in crate::ops) const HEALTH: Runbook = Runbook {
    dashboard: "service",
    symptoms: "A health check of `{service}` has failed for minutes. The label `check` says which.",
    impact: "If the check is required, the process gets no requests. If all processes fail it, nobody is served.",
    questions: &[(
        "Which checks fail, and where?",
        "health_check_status{job=\"{service}\"} == 0",
    )],
    diagnosis: "```sh\nkubectl exec deployment/{deployment} -- wget -qO- localhost:9464/health/details\n```",
    mitigation: "Bring back what the check asks for. Do not switch the check off: it says that requests would fail.",
    rehearsal: "Stop what the check asks for, such as the database.",
};

/// A function panicked.
pub(in crate::ops) const PANIC: Runbook = Runbook {
    dashboard: "service",
    symptoms: "A function of `{service}` panicked within the last ten minutes.",
    impact: "One request for each was answered with 500. A panic is a fault of the program.",
    questions: &[(
        "Which functions?",
        "sum by (function, module) (increase(function_calls_total{job=\"{service}\",result=\"panicked\"}[1h])) > 0",
    )],
    diagnosis: "The line `panicked` has the place in the code, and the trace.\n\n```sh\nkubectl logs deployment/{deployment} --since=1h | grep panicked | tail -20\n```",
    mitigation: "```sh\n# It began with a release:\nkubectl rollout undo deployment/{deployment}\n```",
    rehearsal: "`promtool test rules` fires it.",
};

/// Telemetry does not leave the process.
pub(in crate::ops) const TELEMETRY: Runbook = Runbook {
    dashboard: "telemetry",
    symptoms: "Spans, metrics, log records or lines of `{service}` are lost on their way. The label `lost` says which.",
    impact: "None for users. The next incident will be harder to see.",
    questions: &[
        (
            "What is lost, and why?",
            "sum by (reason) (rate(frosted_spans_dropped_total{job=\"{service}\"}[10m])) > 0",
        ),
        (
            "How many series found no place?",
            "sum by (metric) (increase(frosted_metric_overflow_total{job=\"{service}\"}[1h])) > 0",
        ),
    ],
    diagnosis: "`export_failed`: the collector is down or refuses; the log has a line for it once a minute. `queue_full`: more than the collector takes. A metric that overflows has a label with too many values.\n\n```sh\nkubectl logs deployment/{deployment} --since=1h | grep '\"target\":\"frosted\"' | tail -20\nkubectl logs deployment/otel-collector --since=1h | tail -20\n```",
    mitigation: "```sh\nkubectl rollout restart deployment/otel-collector\n# A metric that overflows:\nkubectl set env deployment/{deployment} FROSTED_METRIC_SERIES=5000\n```",
    rehearsal: "```sh\nkubectl scale deployment/otel-collector --replicas=0\n```",
};

/// The process runs out of something.
pub(in crate::ops) const RESOURCES: Runbook = Runbook {
    dashboard: "resources",
    symptoms: "A process of `{service}` is about to run out of file descriptors or memory, or its workers are kept from their tasks.",
    impact: "Without descriptors no connection is accepted; without memory the process is killed. Where tasks wait, every request is slow.",
    questions: &[
        (
            "How many descriptors are open, of how many?",
            "process_open_fds{job=\"{service}\"} / process_max_fds{job=\"{service}\"}",
        ),
        (
            "How much memory is used, of how much?",
            "process_resident_memory_bytes{job=\"{service}\"} / process_memory_limit_bytes{job=\"{service}\"}",
        ),
        (
            "How long does a ready task wait?",
            "histogram_quantile(0.99, sum by (le, instance) (rate(tokio_scheduler_delay_seconds_bucket{job=\"{service}\"}[5m])))",
        ),
    ],
    diagnosis: "A leak of connections grows with time; a burst comes with traffic. A function that blocks its thread is named in the log.\n\n```sh\nkubectl logs deployment/{deployment} --since=1h | grep 'one poll blocked its thread' | tail -20\n```",
    mitigation: "```sh\nkubectl rollout restart deployment/{deployment}\nkubectl scale deployment/{deployment} --replicas=6\n```",
    rehearsal: "`promtool test rules` fires it.",
};

/// The business stands still.
pub(in crate::ops) const BUSINESS: Runbook = Runbook {
    dashboard: "business",
    symptoms: "`{service}` is asked, but has earned nothing for a quarter of an hour.",
    impact: "Sales are lost, though nothing else may look broken.",
    questions: &[(
        "What is asked?",
        "topk(10, sum by (http_route, http_response_status_code) (rate(http_server_request_duration_seconds_count{job=\"{service}\"}[15m])))",
    )],
    diagnosis: "Look for a step before the sale that fails or is refused: the payment, the stock, the sign-in. Errors of the class `client` can be ours after all.",
    mitigation: "```sh\n# It began with a release:\nkubectl rollout undo deployment/{deployment}\n```",
    rehearsal: "`promtool test rules` fires it.",
};
