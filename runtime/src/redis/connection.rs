//! The connection.

use super::command::{Command, Keys};
use super::operation::Operation;
use crate::metrics::{OfStore, Operations, recording};
use crate::names;
use ::redis::aio::ConnectionLike;
use ::redis::{Cmd, ConnectionAddr, ConnectionInfo, Pipeline, RedisFuture, Value};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tracing::Instrument;

/// How many different commands are remembered. Others are looked up each time.
const MAX_KNOWN: usize = 256;

/// A connection whose commands are observed: see the [module](crate::redis). It can be cloned if the
/// connection can.
#[derive(Clone, Debug)]
pub struct ObservedRedis<C> {
    connection: C,
    target: Arc<Target>,
}

/// Where the commands go, and how they are observed.
#[derive(Debug)]
pub(super) struct Target {
    /// Empty if nobody has said.
    pub(super) address: String,
    pub(super) port: Option<u16>,
    cache: &'static str,
    keys: Keys,
    /// By name and database.
    known: RwLock<HashMap<(String, String), Arc<Operations>>>,
}

impl<C> ObservedRedis<C> {
    /// Observes the commands that go through a connection from now on.
    pub fn new(connection: C) -> Self {
        let target = Target {
            address: String::new(),
            port: None,
            cache: "redis",
            keys: Keys::Off,
            known: RwLock::default(),
        };
        Self {
            connection,
            target: Arc::new(target),
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Target)) -> Self {
        let mut target = Target {
            address: self.target.address.clone(),
            known: RwLock::default(),
            ..*self.target
        };
        change(&mut target);
        self.target = Arc::new(target);
        self
    }

    /// Says which server it is, as `server.address` and `server.port`.
    #[must_use]
    pub fn server(self, info: &ConnectionInfo) -> Self {
        let (address, port) = match info.addr() {
            ConnectionAddr::Tcp(host, port) | ConnectionAddr::TcpTls { host, port, .. } => {
                (host.clone(), Some(*port))
            }
            _ => (String::new(), None),
        };
        self.with(|target| (target.address, target.port) = (address, port))
    }

    /// Names the cache, as `cache_requests_total` counts it.
    #[must_use]
    pub fn cache(self, name: &'static str) -> Self {
        self.with(|target| target.cache = name)
    }

    /// Says how much of keys is recorded. Default: nothing.
    #[must_use]
    pub fn keys(self, keys: Keys) -> Self {
        self.with(|target| target.keys = keys)
    }

    /// The connection itself: what goes through it is not observed.
    pub fn inner(&mut self) -> &mut C {
        &mut self.connection
    }
}

impl Target {
    /// The durations of a command.
    pub(super) fn operations(&self, name: &str, database: &str) -> Arc<Operations> {
        let key = (name.to_owned(), database.to_owned());
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(operations) = known.get(&key) {
            return Arc::clone(operations);
        }
        let is_full = known.len() >= MAX_KNOWN;
        drop(known);
        let operations = Arc::new(Operations::of(&OfStore {
            system: "redis",
            namespace: database,
            summary: "",
            operation: name,
            address: &self.address,
            port: self.port,
        }));
        if !is_full {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(key, Arc::clone(&operations));
        }
        operations
    }

    /// Counts what the cache had.
    fn count(&self, command: &Command<'_>, answers: &[Value]) {
        let (hits, misses) = command.found(answers);
        if !recording() || hits + misses == 0 {
            return;
        }
        for (outcome, count) in [("hit", hits), ("miss", misses)] {
            let counter = metrics::counter!(
                names::CACHE_REQUESTS,
                names::LABEL_CACHE => self.cache,
                names::LABEL_OUTCOME => outcome
            );
            counter.increment(count);
        }
    }
}

impl<C: ConnectionLike + Send> ConnectionLike for ObservedRedis<C> {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(async move {
            let command = Command::one(cmd, self.target.keys);
            let mut operation = Operation::begin(&self.target, &command, self.connection.get_db());
            let span = operation.span.clone();
            let answer = self
                .connection
                .req_packed_command(cmd)
                .instrument(span)
                .await;
            match &answer {
                Ok(value) => {
                    operation.answered(std::slice::from_ref(value));
                    self.target.count(&command, std::slice::from_ref(value));
                }
                Err(error) => operation.failed(error),
            }
            answer
        })
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        Box::pin(async move {
            let command = Command::many(pipeline, self.target.keys);
            let mut operation = Operation::begin(&self.target, &command, self.connection.get_db());
            let span = operation.span.clone();
            let asked = self.connection.req_packed_commands(pipeline, offset, count);
            let answers = asked.instrument(span).await;
            match &answers {
                Ok(values) => {
                    let values = answers_of(values, pipeline);
                    operation.answered(values);
                    self.target.count(&command, values);
                }
                Err(error) => operation.failed(error),
            }
            answers
        })
    }

    fn get_db(&self) -> i64 {
        self.connection.get_db()
    }
}

/// The answers to the commands of a pipeline. Those of a transaction come as one; of one that was not
/// carried out there are none.
fn answers_of<'v>(values: &'v [Value], pipeline: &Pipeline) -> &'v [Value] {
    match values {
        values if !pipeline.is_transaction() => values,
        [Value::Array(values)] => values,
        _ => &[],
    }
}
