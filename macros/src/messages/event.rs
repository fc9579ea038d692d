//! What the macros for events have to say.

/// An event without anything in it.
pub(crate) fn empty_event() -> String {
    "an event says something: `info!(\"order placed\")`, with fields before the text: `info!(order_id, \"order placed\")`".to_owned()
}

/// A prefix such as `target:` with something else than it takes.
pub(crate) fn bad_prefix() -> String {
    "before the fields there may be `target: \"..\"`, `parent: &span` and `name: \"..\"`, each once, followed by a comma".to_owned()
}

/// A placeholder without an argument, or one that cannot be read.
pub(crate) fn bad_placeholder() -> String {
    "this text has a placeholder that cannot be read; a brace by itself is written twice: `{{` and `}}`".to_owned()
}

/// Something that is bound without a name or a value.
pub(crate) fn nothing_bound(name: &str) -> String {
    format!("`{name}!` takes fields: `{name}!(order_id, region = order.region)`")
}

/// Text in a place for fields.
pub(crate) fn bound_text(name: &str) -> String {
    format!(
        "`{name}!` takes fields and no text; give the value a name: `{name}!(step = \"payment\")`"
    )
}
