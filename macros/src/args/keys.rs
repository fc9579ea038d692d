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
        name: "public",
        forms: &[Form::List],
        usage: "`public(a, b)`",
    },
    Key {
        name: "class",
        forms: &[Form::List],
        usage: "`class(email = pii)`",
    },
    Key {
        name: "strict",
        forms: &[Form::Word],
        usage: "`strict`",
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

/// The keys of `#[business_metric]` after its kind, in the order of the reference.
pub(crate) const BUSINESS: &[Key] = &[
    Key {
        name: "name",
        forms: &[Form::Assigned],
        usage: "`name = \"orders_placed\"`",
    },
    Key {
        name: "help",
        forms: &[Form::Assigned],
        usage: "`help = \"Orders accepted\"`",
    },
    Key {
        name: "unit",
        forms: &[Form::Assigned],
        usage: "`unit = \"usd\"`",
    },
    Key {
        name: "value",
        forms: &[Form::Assigned],
        usage: "`value = ret.total_cents`",
    },
    Key {
        name: "scale",
        forms: &[Form::Assigned],
        usage: "`scale = 100`",
    },
    Key {
        name: "labels",
        forms: &[Form::List],
        usage: "`labels(product = order.product)`",
    },
    Key {
        name: "buckets",
        forms: &[Form::Assigned],
        usage: "`buckets = [10, 50, 100]`",
    },
    Key {
        name: "on",
        forms: &[Form::Assigned],
        usage: "`on = ok`, `on = error` or `on = always`",
    },
    Key {
        name: "exact",
        forms: &[Form::Word],
        usage: "`exact`",
    },
    Key {
        name: "crate",
        forms: &[Form::Assigned],
        usage: "`crate = ::frosted`",
    },
];

/// The keys of `#[label(..)]`, in the order of the reference.
pub(crate) const LABEL: &[Key] = &[
    Key {
        name: "value",
        forms: &[Form::Assigned],
        usage: "`value = \"pro\"`",
    },
    Key {
        name: "max",
        forms: &[Form::Assigned],
        usage: "`max = 500`",
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

/// The keys of `#[redact(..)]`, in the order of the reference.
pub(crate) const REDACT: &[Key] = &[
    Key {
        name: "display",
        forms: &[Form::Assigned],
        usage: "`display = \"order {id}\"`",
    },
    Key {
        name: "public",
        forms: &[Form::Word],
        usage: "`public`",
    },
    Key {
        name: "internal",
        forms: &[Form::Word],
        usage: "`internal`",
    },
    Key {
        name: "pii",
        forms: &[Form::Word],
        usage: "`pii`",
    },
    Key {
        name: "pan",
        forms: &[Form::Word],
        usage: "`pan`",
    },
    Key {
        name: "health",
        forms: &[Form::Word],
        usage: "`health`",
    },
    Key {
        name: "secret",
        forms: &[Form::Word],
        usage: "`secret`",
    },
    Key {
        name: "class",
        forms: &[Form::Assigned],
        usage: "`class = Acme::TenantSecret`",
    },
    Key {
        name: "keep_last",
        forms: &[Form::Assigned],
        usage: "`keep_last = 4`",
    },
    Key {
        name: "hash",
        forms: &[Form::Assigned],
        usage: "`hash = \"customer\"`",
    },
    Key {
        name: "as",
        forms: &[Form::Assigned],
        usage: "`as = email`",
    },
    Key {
        name: "presence",
        forms: &[Form::Word],
        usage: "`presence`",
    },
    Key {
        name: "url",
        forms: &[Form::Word],
        usage: "`url`",
    },
    Key {
        name: "map",
        forms: &[Form::List],
        usage: "`map(keys = public, values = secret)`",
    },
    Key {
        name: "with",
        forms: &[Form::Assigned],
        usage: "`with = shorten`",
    },
    Key {
        name: "drop",
        forms: &[Form::Word],
        usage: "`drop`",
    },
    Key {
        name: "reason",
        forms: &[Form::Assigned],
        usage: "`reason = \"..\"`",
    },
    Key {
        name: "transparent",
        forms: &[Form::Word],
        usage: "`transparent`",
    },
    Key {
        name: "all",
        forms: &[Form::Assigned],
        usage: "`all = pii`",
    },
    Key {
        name: "variant",
        forms: &[Form::Assigned],
        usage: "`variant = hidden`",
    },
    Key {
        name: "bound",
        forms: &[Form::Assigned],
        usage: "`bound = \"T: Redact\"`",
    },
    Key {
        name: "crate",
        forms: &[Form::Assigned],
        usage: "`crate = ::frosted`",
    },
];

/// The keys of `#[redact(..)]` on a parameter: those of a field from `public` to `class`.
pub(crate) const PARAMETER: &[Key] = REDACT.split_at(1).1.split_at(7).0;

#[cfg(test)]
mod tests {
    use super::PARAMETER;

    #[test]
    fn a_parameter_can_be_public_or_of_a_class() {
        let names: Vec<_> = PARAMETER.iter().map(|key| key.name).collect();
        let expected = [
            "public", "internal", "pii", "pan", "health", "secret", "class",
        ];
        assert_eq!(names, expected);
    }
}
