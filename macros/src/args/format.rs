//! How a value becomes text.

/// A format, where one can be chosen.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Not at all: only what is known to be harmless is shown.
    #[default]
    Safe,
    Display,
    Debug,
}
