//! What a service does: functions, requests, health.

use super::{Family, Labels, Part, counter, gauge, histogram};
use crate::names::{
    FUNCTION_CALLS, FUNCTION_CONCURRENT, FUNCTION_DURATION, HEALTH_DURATION, HEALTH_STATUS,
    HTTP_CLIENT_DURATION, HTTP_SERVER_ACTIVE, HTTP_SERVER_DURATION, LABEL_CHECK, LABEL_CRITICALITY,
    LABEL_ERROR_CLASS, LABEL_ERROR_KIND, LABEL_ERROR_TYPE, LABEL_FUNCTION, LABEL_METHOD,
    LABEL_MODULE, LABEL_PORT, LABEL_PROTOCOL, LABEL_RESULT, LABEL_ROUTE, LABEL_SCHEME,
    LABEL_SERVER, LABEL_STATUS,
};

/// The outcomes of calls.
const RESULTS: &[&str] = &["ok", "error", "cancelled", "panicked"];
const CLASSES: &[&str] = &["", "client", "server", "dependency", "cancelled"];
const OF_FUNCTION: Labels = &[(LABEL_FUNCTION, &[]), (LABEL_MODULE, &[])];
const OF_CHECK: Labels = &[(LABEL_CHECK, &[])];

/// All of them.
pub(super) const FAMILIES: &[Family] = &[
    counter(
        Part::Functions,
        FUNCTION_CALLS,
        &[
            (LABEL_FUNCTION, &[]),
            (LABEL_MODULE, &[]),
            (LABEL_RESULT, RESULTS),
            (LABEL_ERROR_KIND, &[]),
            (LABEL_ERROR_CLASS, CLASSES),
        ],
        "Calls of annotated functions by outcome.",
    ),
    histogram(
        Part::Functions,
        FUNCTION_DURATION,
        OF_FUNCTION,
        "Duration of calls of annotated functions, whatever their outcome.",
    ),
    gauge(
        Part::Functions,
        FUNCTION_CONCURRENT,
        OF_FUNCTION,
        "Calls of annotated functions in flight.",
    ),
    histogram(
        Part::Http,
        HTTP_SERVER_DURATION,
        &[
            (LABEL_METHOD, &[]),
            (LABEL_ROUTE, &[]),
            (LABEL_STATUS, &[]),
            (LABEL_SCHEME, &["http", "https"]),
            (LABEL_ERROR_TYPE, &[]),
            (LABEL_PROTOCOL, &["1.0", "1.1", "2"]),
        ],
        "Duration of HTTP server requests, until the response body ended.",
    ),
    gauge(
        Part::Http,
        HTTP_SERVER_ACTIVE,
        &[(LABEL_METHOD, &[]), (LABEL_SCHEME, &["http", "https"])],
        "HTTP server requests in flight.",
    ),
    histogram(
        Part::Http,
        HTTP_CLIENT_DURATION,
        &[
            (LABEL_METHOD, &[]),
            (LABEL_SERVER, &[]),
            (LABEL_PORT, &[]),
            (LABEL_STATUS, &[]),
            (LABEL_PROTOCOL, &[]),
            (LABEL_ERROR_TYPE, &[]),
        ],
        "Duration of HTTP client requests, until the head of the response.",
    ),
    gauge(
        Part::Health,
        HEALTH_STATUS,
        &[
            (LABEL_CHECK, &[]),
            (
                LABEL_CRITICALITY,
                &["required", "degraded", "informational"],
            ),
        ],
        "1 if a health check is well, 0 if not.",
    ),
    histogram(
        Part::Health,
        HEALTH_DURATION,
        OF_CHECK,
        "How long a health check took.",
    ),
];
