//! In place of what was logged, in a build that reports no errors.

#[derive(Debug, Default)]
pub(crate) struct Trail {}

impl Trail {
    #[allow(
        clippy::unused_self,
        reason = "as there is something in the other build"
    )]
    pub(super) fn size(&self) -> usize {
        0
    }
}
