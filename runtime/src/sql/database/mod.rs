//! Which database a pool leads to, as its address says.

#[cfg(not(feature = "sql-mysql"))]
#[path = "no_mysql.rs"]
mod mysql;
#[cfg(feature = "sql-mysql")]
mod mysql;
#[cfg(not(feature = "sql-postgres"))]
#[path = "no_postgres.rs"]
mod postgres;
#[cfg(feature = "sql-postgres")]
mod postgres;

use super::comment::Comments;
use super::statement::{Statement, Statements};
use crate::metrics::{OfStore, Operations};
use sqlx::any::AnyConnectOptions;
use sqlx::{Database, Pool};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

/// What all metrics and spans of one database say.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) system: &'static str,
    /// The name of the database; empty if it has none.
    pub(super) namespace: String,
    /// Empty if it is no other host.
    pub(super) address: String,
    pub(super) port: Option<u16>,
}

impl About {
    /// What the options of a pool say, of drivers that are known.
    pub(super) fn of<DB: Database>(pool: &Pool<DB>) -> Self {
        let options = pool.connect_options();
        let options: &dyn Any = &*options;
        any(options)
            .or_else(|| postgres::about(options))
            .or_else(|| mysql::about(options))
            .unwrap_or_else(|| Self::local(system(&DB::NAME.to_ascii_lowercase())))
    }

    /// A server; an address that is a path is that of a socket on this host.
    #[cfg_attr(
        not(any(feature = "sql-postgres", feature = "sql-mysql")),
        allow(dead_code, reason = "drivers that are not built in say nothing")
    )]
    fn server(system: &'static str, namespace: Option<&str>, host: &str, port: u16) -> Self {
        let is_socket = host.starts_with('/') || host.starts_with('@');
        Self {
            system,
            namespace: namespace.unwrap_or_default().to_owned(),
            address: if is_socket {
                String::new()
            } else {
                host.to_owned()
            },
            port: (!is_socket).then_some(port),
        }
    }

    /// A database in this process, or one of which nothing is known.
    pub(super) fn local(system: &'static str) -> Self {
        Self {
            system,
            namespace: String::new(),
            address: String::new(),
            port: None,
        }
    }

    /// The durations of one statement.
    pub(super) fn operations(&self, summary: &str, operation: &str) -> Operations {
        Operations::of(&OfStore {
            system: self.system,
            namespace: &self.namespace,
            summary,
            operation,
            address: &self.address,
            port: self.port,
        })
    }
}

/// A pool that is told its driver by an address.
fn any(options: &dyn Any) -> Option<About> {
    let url = &options.downcast_ref::<AnyConnectOptions>()?.database_url;
    let system = system(url.scheme());
    let host = url.host_str().filter(|host| !host.is_empty());
    let Some(host) = host.filter(|_| system != "sqlite") else {
        return Some(About::local(system));
    };
    let usual = if system == "postgresql" { 5432 } else { 3306 };
    Some(About {
        system,
        namespace: url.path().trim_start_matches('/').to_owned(),
        address: host.to_owned(),
        port: Some(url.port().unwrap_or(usual)),
    })
}

/// `db.system.name` of the semantic conventions.
fn system(scheme: &str) -> &'static str {
    match scheme {
        "postgres" | "postgresql" => "postgresql",
        "mysql" => "mysql",
        "mariadb" => "mariadb",
        "sqlite" => "sqlite",
        _ => "other_sql",
    }
}

/// How the queries of one pool are observed.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// From when on a query is slow; `None` for what the environment says.
    pub(super) slow: Option<Duration>,
    pub(super) comments: Comments,
    pub(super) application: String,
    /// How often the same query may come in one request.
    pub(super) repeats: u32,
}

/// Where the queries of one pool go, and how they are observed.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) about: About,
    pub(super) settings: Settings,
    statements: Statements,
}

impl Target {
    pub(super) fn new(about: About, settings: Settings) -> Self {
        Self {
            about,
            settings,
            statements: Statements::default(),
        }
    }

    pub(super) fn statement(&self, sql: &str) -> Arc<Statement> {
        self.statements.get(sql, &self.about)
    }
}
