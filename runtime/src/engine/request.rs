//! What a data store asks of the request around it.

use super::around::{with_call_around, with_work};
use super::node::Node;
use crate::names;
use crate::redact::FieldValue;
use crate::site::Site;
use std::sync::Arc;

/// How many different things are counted within one request.
const MAX_COUNTED: usize = 64;

/// How often something happened within one request, by its key.
#[derive(Debug, Default)]
pub(crate) struct Repeats(Vec<(u64, u32)>);

impl Repeats {
    /// Counts one more; how many there are now, if that is known.
    fn count(&mut self, key: u64) -> Option<u32> {
        if let Some((_, count)) = self.0.iter_mut().find(|(known, _)| *known == key) {
            *count = count.saturating_add(1);
            return Some(*count);
        }
        let has_room = self.0.len() < MAX_COUNTED;
        has_room.then(|| {
            self.0.push((key, 1));
            1
        })
    }
}

fn with_request<T>(then: impl FnOnce(&Arc<Node>) -> T) -> Option<T> {
    let is_request = |work: &Arc<Node>| work.metadata.target() == names::TARGET_HTTP;
    with_work(|work| is_request(work).then(|| then(work))).flatten()
}

/// Counts one more of these within the request around; how many there are now. `None` outside of
/// any, and for what comes after many others.
pub(crate) fn count_around(key: u64) -> Option<u32> {
    with_request(|request| request.record().rich().repeats.count(key)).flatten()
}

/// Records a value on the request around.
pub(crate) fn set_around(name: &'static str, value: FieldValue) {
    with_request(|request| request.record().set(name, value));
}

/// The route of the request around.
pub(crate) fn route_around() -> Option<String> {
    with_request(|request| {
        let record = request.record();
        let route = record
            .fields
            .get("http.route")
            .and_then(FieldValue::as_text);
        route.map(ToOwned::to_owned)
    })
    .flatten()
}

/// The annotated function around.
pub(crate) fn function_around() -> Option<&'static str> {
    let mut function = None;
    with_call_around(|call| function = call.site().map(Site::function));
    function
}
