//! The table of keys. It decides what is accepted; the messages list it, and a test of the
//! workspace compares it with the reference in `docs/`.

use super::Value;

/// One key of an attribute.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    forms: &'static [Form],
    /// How it is written, for messages and the reference.
    pub(crate) usage: &'static str,
}

/// A form that an argument may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `key`
    Word,
    /// `key = value`
    Assigned,
    /// `key(..)`
    List,
}

impl Key {
    pub(crate) fn takes(&self, value: &Value) -> bool {
        self.forms.contains(&match value {
            Value::Nothing => Form::Word,
            Value::Assigned(_) => Form::Assigned,
            Value::List(_) => Form::List,
        })
    }
}

/// The keys of `#[observed]`, in the order of the reference.
pub(crate) const OBSERVED: &[Key] = &[
    Key {
        name: "name",
        forms: &[Form::Assigned],
        usage: "`name = \"..\"`",
    },
    Key {
        name: "level",
        forms: &[Form::Assigned],
        usage: "`level = \"debug\"`",
    },
    Key {
        name: "target",
        forms: &[Form::Assigned],
        usage: "`target = \"..\"`",
    },
    Key {
        name: "kind",
        forms: &[Form::Assigned],
        usage: "`kind = \"client\"`",
    },
    Key {
        name: "parent",
        forms: &[Form::Assigned],
        usage: "`parent = &span`",
    },
    Key {
        name: "follows_from",
        forms: &[Form::Assigned],
        usage: "`follows_from = causes`",
    },
    Key {
        name: "skip",
        forms: &[Form::List],
        usage: "`skip(a, b)`; alone, on a method of an observed `impl` block, it leaves the method out",
    },
    Key {
        name: "skip_all",
        forms: &[Form::Word],
        usage: "`skip_all`",
    },
    Key {
        name: "fields",
        forms: &[Form::List],
        usage: "`fields(a, b = value)`",
    },
    Key {
        name: "err",
        forms: &[Form::Word, Form::Assigned, Form::List],
        usage: "`err`, `err(level = \"warn\", Debug)` or `err = off`",
    },
    Key {
        name: "ret",
        forms: &[Form::Word, Form::List],
        usage: "`ret` or `ret(level = \"debug\", Display)`",
    },
    Key {
        name: "ok_if",
        forms: &[Form::Assigned],
        usage: "`ok_if = |returned| returned.is_some()`",
    },
    Key {
        name: "error_if",
        forms: &[Form::Assigned],
        usage: "`error_if = |returned| returned.is_none()`",
    },
    Key {
        name: "slow",
        forms: &[Form::Assigned],
        usage: "`slow = \"200ms\"`",
    },
    Key {
        name: "metrics",
        forms: &[Form::Assigned],
        usage: "`metrics = false`",
    },
    Key {
        name: "crate",
        forms: &[Form::Assigned],
        usage: "`crate = ::frosted`",
    },
];

/// The keys of `#[error_kind(..)]`, in the order of the reference.
pub(crate) const ERROR_KIND: &[Key] = &[
    Key {
        name: "kind",
        forms: &[Form::Assigned],
        usage: "`kind = \"out_of_stock\"`",
    },
    Key {
        name: "class",
        forms: &[Form::Assigned],
        usage: "`class = \"client\"`",
    },
    Key {
        name: "level",
        forms: &[Form::Assigned],
        usage: "`level = \"warn\"`",
    },
    Key {
        name: "retryable",
        forms: &[Form::Word, Form::Assigned],
        usage: "`retryable` or `retryable = false`",
    },
    Key {
        name: "status",
        forms: &[Form::Assigned],
        usage: "`status = 409`",
    },
    Key {
        name: "text",
        forms: &[Form::Assigned],
        usage: "`text = \"sold out\"`",
    },
    Key {
        name: "transparent",
        forms: &[Form::Word],
        usage: "`transparent`",
    },
    Key {
        name: "response",
        forms: &[Form::Word],
        usage: "`response`",
    },
    Key {
        name: "crate",
        forms: &[Form::Assigned],
        usage: "`crate = ::frosted`",
    },
];
