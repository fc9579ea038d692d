//! The connections of pools on the metrics page: by the pool's name, of the last one that was called
//! so, for as long as it is there.

use crate::metrics::{Number, watch};
use crate::names;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// What is known of a pool's connections.
pub(super) trait Connections: Send + Sync {
    fn idle(&self) -> u64;
    fn all(&self) -> u64;
    fn most(&self) -> u64;
    fn least(&self) -> u64;
    fn waiting(&self) -> u64;
}

type Pools = Mutex<HashMap<String, Weak<dyn Connections>>>;

fn pools() -> &'static Pools {
    static POOLS: OnceLock<Pools> = OnceLock::new();
    POOLS.get_or_init(Pools::default)
}

/// From now on, this is the pool of the name.
pub(super) fn remember(name: &str, pool: &Arc<dyn Connections>) {
    let mut pools = pools().lock().unwrap_or_else(PoisonError::into_inner);
    pools.insert(name.to_owned(), Arc::downgrade(pool));
}

type Part = fn(&dyn Connections) -> u64;

/// Shows the pool of the name, whichever that is.
pub(super) fn show(name: &str) {
    let parts: [(_, Option<&str>, Part); 5] = [
        (names::DB_CONNECTIONS, Some("idle"), |it| it.idle()),
        (names::DB_CONNECTIONS, Some("used"), |it| {
            it.all().saturating_sub(it.idle())
        }),
        (names::DB_CONNECTIONS_MAX, None, |it| it.most()),
        (names::DB_CONNECTIONS_MIN, None, |it| it.least()),
        (names::DB_PENDING, None, |it| it.waiting()),
    ];
    for (metric, state, part) in parts {
        let state = state.map(|state| (names::LABEL_POOL_STATE, state));
        let labels: Vec<_> = [(names::LABEL_POOL, name)]
            .into_iter()
            .chain(state)
            .collect();
        let name = name.to_owned();
        watch(metric, &labels, move || {
            let pools = pools().lock().unwrap_or_else(PoisonError::into_inner);
            let pool = pools.get(&name).and_then(Weak::upgrade);
            drop(pools);
            Number::Whole(pool.map_or(0, |pool| part(&*pool)))
        });
    }
}
