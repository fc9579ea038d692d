//! In place of what is around the service, in a build that serves nothing.

pub(super) fn are_networks(_: &str) -> bool {
    true
}

pub(super) fn are_hosts(_: &str) -> bool {
    true
}
