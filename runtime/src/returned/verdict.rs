//! What a return value says of its call.

use super::speech::AsDyn;
use super::words::Words;
use crate::error_kind::{ErrorClass, ErrorKind};
use crate::redact::View;
use std::borrow::Cow;
use tracing_core::Level;
use tracing_core::field::DebugValue;

/// What the return value says of the call.
#[derive(Debug)]
pub enum Verdict {
    /// Not an error.
    Ok,
    /// An error.
    Error(Failure),
}

/// What is known of an error. Its own words are only compared, and shown if the attribute asks.
#[derive(Debug)]
pub struct Failure {
    pub(crate) kind: &'static str,
    pub(crate) class: Option<ErrorClass>,
    pub(crate) level: Level,
    /// What its own rules let through of it.
    pub(crate) seen: Option<DebugValue<View<'static>>>,
    /// What may be shown of it.
    pub(crate) text: Option<Cow<'static, str>>,
    /// Whether the attribute asks for the error's own text, and so for that of its sources.
    pub(crate) asked: bool,
    /// The name of its type.
    pub(crate) of: &'static str,
    pub(crate) words: Words,
}

impl Failure {
    /// An error whose type says what it is.
    pub(super) fn named<E: ErrorKind>(error: &E) -> Self {
        Self {
            kind: error.kind(),
            class: Some(error.class()),
            level: error.level(),
            text: error.safe_text(),
            seen: None,
            asked: false,
            of: std::any::type_name::<E>(),
            words: Words::default(),
        }
    }

    /// Any other: its kind is the path of its type, without parameters.
    pub(super) fn unnamed<E: ?Sized>() -> Self {
        let name = std::any::type_name::<E>();
        let path = name.split('<').next().filter(|path| !path.is_empty());
        Self::plain(path.unwrap_or(name))
    }

    /// An error that somebody reports by hand.
    pub(crate) fn captured<'e, E: AsDyn<'e> + ?Sized + 'e>(error: &E) -> Self {
        let unnamed = Self::unnamed::<E>();
        let kind = if unnamed.kind.starts_with("dyn ") {
            "error"
        } else {
            unnamed.kind
        };
        Self {
            kind,
            words: Words::of_error(error.as_dyn()),
            asked: true,
            ..unnamed
        }
    }

    /// An error that a condition of the attribute made of a value.
    pub(super) fn plain(kind: &'static str) -> Self {
        Self {
            kind,
            class: None,
            level: Level::ERROR,
            text: None,
            seen: None,
            asked: false,
            of: kind,
            words: Words::default(),
        }
    }
}
