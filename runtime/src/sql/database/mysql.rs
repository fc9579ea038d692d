//! Where `MySQL` or `MariaDB` is.

use super::About;
use sqlx::mysql::MySqlConnectOptions;
use std::any::Any;

pub(super) fn about(options: &dyn Any) -> Option<About> {
    let options = options.downcast_ref::<MySqlConnectOptions>()?;
    let (database, host) = (options.get_database(), options.get_host());
    if options.get_socket().is_some() {
        return Some(About::server("mysql", database, "/", 0));
    }
    Some(About::server("mysql", database, host, options.get_port()))
}
