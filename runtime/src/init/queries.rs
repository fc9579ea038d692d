//! Queries of databases.

use crate::config::Own;
use crate::sql;

/// Says what a slow query is.
pub(super) fn configure(own: &Own) {
    sql::slow_from(own.slow_query);
}

/// Listens to sqlx, before anybody listens to anything.
pub(super) fn listen(own: &Own) {
    if own.sqlx_events {
        sql::listen();
    }
}
