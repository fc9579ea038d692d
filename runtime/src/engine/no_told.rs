//! In place of what an error says, in a build where nobody reports it.

use crate::returned::Failure;

pub(crate) fn telling<T>(_: &Failure, emit: impl FnOnce() -> T) -> T {
    emit()
}
