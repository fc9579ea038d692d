//! Where PostgreSQL is.

use super::About;
use sqlx::postgres::PgConnectOptions;
use std::any::Any;

pub(super) fn about(options: &dyn Any) -> Option<About> {
    let options = options.downcast_ref::<PgConnectOptions>()?;
    let (database, host) = (options.get_database(), options.get_host());
    if options.get_socket().is_some() {
        return Some(About::server("postgresql", database, "/", 0));
    }
    Some(About::server(
        "postgresql",
        database,
        host,
        options.get_port(),
    ))
}
