//! Data stores: SQL databases and Redis.

use super::{Family, Labels, Part, counter, gauge, histogram};
use crate::names::{
    CACHE_REQUESTS, DB_CONNECTIONS, DB_CONNECTIONS_MAX, DB_CONNECTIONS_MIN, DB_DURATION,
    DB_N_PLUS_ONE, DB_PENDING, DB_SLOW, DB_TIMEOUTS, DB_USE, DB_WAIT, LABEL_CACHE,
    LABEL_DB_NAMESPACE, LABEL_DB_OPERATION, LABEL_DB_STATUS, LABEL_DB_SYSTEM, LABEL_ERROR_TYPE,
    LABEL_OUTCOME, LABEL_POOL, LABEL_POOL_STATE, LABEL_PORT, LABEL_ROUTE, LABEL_SERVER,
    LABEL_SUMMARY,
};

const OF_POOL: Labels = &[(LABEL_POOL, &[])];
const OF_STATEMENT: Labels = &[(LABEL_SUMMARY, &[])];

/// All of them.
pub(super) const FAMILIES: &[Family] = &[
    histogram(
        Part::Stores,
        DB_DURATION,
        &[
            (LABEL_DB_SYSTEM, &[]),
            (LABEL_DB_NAMESPACE, &[]),
            (LABEL_SUMMARY, &[]),
            (LABEL_DB_OPERATION, &[]),
            (LABEL_DB_STATUS, &[]),
            (LABEL_ERROR_TYPE, &[]),
            (LABEL_SERVER, &[]),
            (LABEL_PORT, &[]),
        ],
        "Duration of queries and commands of data stores, without the wait for a connection.",
    ),
    gauge(
        Part::Sql,
        DB_CONNECTIONS,
        &[(LABEL_POOL, &[]), (LABEL_POOL_STATE, &["idle", "used"])],
        "Connections of a pool.",
    ),
    gauge(
        Part::Sql,
        DB_CONNECTIONS_MAX,
        OF_POOL,
        "How many connections a pool may have.",
    ),
    gauge(
        Part::Sql,
        DB_CONNECTIONS_MIN,
        OF_POOL,
        "How many connections a pool keeps.",
    ),
    gauge(
        Part::Sql,
        DB_PENDING,
        OF_POOL,
        "Queries that wait for a connection.",
    ),
    counter(
        Part::Sql,
        DB_TIMEOUTS,
        OF_POOL,
        "Queries that waited too long for a connection.",
    ),
    histogram(
        Part::Sql,
        DB_WAIT,
        OF_POOL,
        "Seconds until there was a connection.",
    ),
    histogram(
        Part::Sql,
        DB_USE,
        OF_POOL,
        "Seconds for which a connection was used.",
    ),
    counter(Part::Sql, DB_SLOW, OF_STATEMENT, "Queries that were slow."),
    counter(
        Part::Sql,
        DB_N_PLUS_ONE,
        &[(LABEL_ROUTE, &[]), (LABEL_SUMMARY, &[])],
        "Requests in which one query came again and again.",
    ),
    counter(
        Part::Redis,
        CACHE_REQUESTS,
        &[(LABEL_CACHE, &[]), (LABEL_OUTCOME, &["hit", "miss"])],
        "Values that a cache had, or had not.",
    ),
];
