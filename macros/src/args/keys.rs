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

const fn key(name: &'static str, forms: &'static [Form], usage: &'static str) -> Key {
    Key { name, forms, usage }
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
    key("name", &[Form::Assigned], "`name = \"..\"`"),
    key("level", &[Form::Assigned], "`level = \"debug\"`"),
    key("target", &[Form::Assigned], "`target = \"..\"`"),
    key("kind", &[Form::Assigned], "`kind = \"client\"`"),
    key("parent", &[Form::Assigned], "`parent = &span`"),
    key("follows_from", &[Form::Assigned], "`follows_from = causes`"),
    key(
        "skip",
        &[Form::List],
        "`skip(a, b)`; alone, on a method of an observed `impl` block, it leaves the method out",
    ),
    key("skip_all", &[Form::Word], "`skip_all`"),
    key("fields", &[Form::List], "`fields(a, b = value)`"),
    key("public", &[Form::List], "`public(a, b)`"),
    key("class", &[Form::List], "`class(email = pii)`"),
    key("strict", &[Form::Word], "`strict`"),
    key(
        "err",
        &[Form::Word, Form::Assigned, Form::List],
        "`err`, `err(level = \"warn\", Debug)` or `err = off`",
    ),
    key(
        "ret",
        &[Form::Word, Form::List],
        "`ret` or `ret(level = \"debug\", Display)`",
    ),
    key(
        "ok_if",
        &[Form::Assigned],
        "`ok_if = |returned| returned.is_some()`",
    ),
    key(
        "error_if",
        &[Form::Assigned],
        "`error_if = |returned| returned.is_none()`",
    ),
    key("slow", &[Form::Assigned], "`slow = \"200ms\"`"),
    key("labels", &[Form::List], "`labels(plan = account.plan)`"),
    key(
        "buckets",
        &[Form::Assigned],
        "`buckets = [\"10ms\", \"100ms\", \"1s\"]`",
    ),
    key(
        "slo",
        &[Form::List],
        "`slo(availability = \"99.9\", latency(le = \"250ms\", target = \"99\"))`",
    ),
    key("metrics", &[Form::Assigned], "`metrics = false`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
];

/// The keys of `#[business_metric]` after its kind, in the order of the reference.
pub(crate) const BUSINESS: &[Key] = &[
    key("name", &[Form::Assigned], "`name = \"orders_placed\"`"),
    key("help", &[Form::Assigned], "`help = \"Orders accepted\"`"),
    key("unit", &[Form::Assigned], "`unit = \"usd\"`"),
    key("value", &[Form::Assigned], "`value = ret.total_cents`"),
    key("scale", &[Form::Assigned], "`scale = 100`"),
    key("labels", &[Form::List], "`labels(product = order.product)`"),
    key("buckets", &[Form::Assigned], "`buckets = [10, 50, 100]`"),
    key(
        "on",
        &[Form::Assigned],
        "`on = ok`, `on = error` or `on = always`",
    ),
    key("exact", &[Form::Word], "`exact`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
];

/// The keys of `slo(..)` and `slo!`, in the order of the reference.
pub(crate) const SLO: &[Key] = &[
    key("name", &[Form::Assigned], "`name = \"checkout\"`"),
    key(
        "availability",
        &[Form::Assigned],
        "`availability = \"99.9\"`",
    ),
    key(
        "latency",
        &[Form::List],
        "`latency(le = \"250ms\", target = \"99\")`",
    ),
    key("allow_unreachable", &[Form::Word], "`allow_unreachable`"),
    key("route", &[Form::Assigned], "`route = \"/orders/{id}\"`"),
    key("method", &[Form::Assigned], "`method = \"POST\"`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
];

/// The keys of `slo(..)` on a function, which is its own route: the first four.
pub(crate) const SLO_OF_FUNCTION: &[Key] = SLO.split_at(4).0;

/// The keys of `latency(..)`.
pub(crate) const LATENCY: &[Key] = &[
    key("le", &[Form::Assigned], "`le = \"250ms\"`"),
    key("target", &[Form::Assigned], "`target = \"99\"`"),
];

/// The keys of `#[label(..)]`, in the order of the reference.
pub(crate) const LABEL: &[Key] = &[
    key("value", &[Form::Assigned], "`value = \"pro\"`"),
    key("max", &[Form::Assigned], "`max = 500`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
];

/// The keys of `#[error_kind(..)]`, in the order of the reference.
pub(crate) const ERROR_KIND: &[Key] = &[
    key("kind", &[Form::Assigned], "`kind = \"out_of_stock\"`"),
    key("class", &[Form::Assigned], "`class = \"client\"`"),
    key("level", &[Form::Assigned], "`level = \"warn\"`"),
    key(
        "retryable",
        &[Form::Word, Form::Assigned],
        "`retryable` or `retryable = false`",
    ),
    key("status", &[Form::Assigned], "`status = 409`"),
    key("text", &[Form::Assigned], "`text = \"sold out\"`"),
    key("transparent", &[Form::Word], "`transparent`"),
    key("response", &[Form::Word], "`response`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
];

/// The keys of `#[redact(..)]`, in the order of the reference.
pub(crate) const REDACT: &[Key] = &[
    key("display", &[Form::Assigned], "`display = \"order {id}\"`"),
    key("public", &[Form::Word], "`public`"),
    key("internal", &[Form::Word], "`internal`"),
    key("pii", &[Form::Word], "`pii`"),
    key("pan", &[Form::Word], "`pan`"),
    key("health", &[Form::Word], "`health`"),
    key("secret", &[Form::Word], "`secret`"),
    key("class", &[Form::Assigned], "`class = Acme::TenantSecret`"),
    key("keep_last", &[Form::Assigned], "`keep_last = 4`"),
    key("hash", &[Form::Assigned], "`hash = \"customer\"`"),
    key("as", &[Form::Assigned], "`as = email`"),
    key("presence", &[Form::Word], "`presence`"),
    key("url", &[Form::Word], "`url`"),
    key(
        "map",
        &[Form::List],
        "`map(keys = public, values = secret)`",
    ),
    key("with", &[Form::Assigned], "`with = shorten`"),
    key("drop", &[Form::Word], "`drop`"),
    key("reason", &[Form::Assigned], "`reason = \"..\"`"),
    key("transparent", &[Form::Word], "`transparent`"),
    key("all", &[Form::Assigned], "`all = pii`"),
    key("variant", &[Form::Assigned], "`variant = hidden`"),
    key("bound", &[Form::Assigned], "`bound = \"T: Redact\"`"),
    key("crate", &[Form::Assigned], "`crate = ::frosted`"),
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
