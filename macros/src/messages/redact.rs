//! What `#[derive(Redact)]` has to say.

/// `#[derive(Redact)]` on a `union`.
pub(crate) fn redact_of_union() -> String {
    "`Redact` is derived for enums and structs; for a `union` implement it by hand".to_owned()
}

/// Something else than a string, or an empty one.
pub(crate) fn not_a_text() -> String {
    "this takes a string that is not empty".to_owned()
}

/// A class that is no constant of a taxonomy.
pub(crate) fn not_a_class_path() -> String {
    "`class` takes a constant of a `frosted::taxonomy!`, such as `class = Acme::TenantSecret`; one of our own classes is written alone: `#[redact(pii)]`".to_owned()
}

/// A class that does not exist.
pub(crate) fn not_a_class(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("this is no class, did you mean `{nearest}`?"),
        None => "a class is `internal`, `pii`, `pan`, `health`, `secret`, or a constant of a `frosted::taxonomy!`; `public` is said of each field by itself".to_owned(),
    }
}

/// A `keep_last` that is no small number.
pub(crate) fn bad_keep_last() -> String {
    "`keep_last` takes a number from 1 to 8; at least twice as many characters, and never fewer than 8, stay hidden".to_owned()
}

/// A shape that does not exist.
pub(crate) fn bad_shape() -> String {
    "a shape is `email` (its domain), `ip` (its network) or `iban` (its country); for another, write a function and name it: `with = ..`".to_owned()
}

/// A `variant` that says something else.
pub(crate) fn bad_variant() -> String {
    "`variant` takes `hidden`: then neither the variant's name nor its fields are shown".to_owned()
}

/// A `map` without both halves.
pub(crate) fn bad_map() -> String {
    "`map` says what its keys and its values are: `map(keys = public, values = secret)`".to_owned()
}

/// A `bound` that cannot be read.
pub(crate) fn bad_bound() -> String {
    "`bound` takes what may stand after `where`: `bound = \"T: frosted::Redact\"`; an empty string asks for nothing".to_owned()
}

/// A key of a field elsewhere.
pub(crate) fn redact_key_of_field(key: &str) -> String {
    format!(
        "`{key}` says what one field is; put `#[redact({key} ..)]` on the field, or give all fields a class: `#[redact(all = pii)]`"
    )
}

/// A key of a variant elsewhere.
pub(crate) fn redact_key_of_variant(key: &str) -> String {
    format!("`{key}` belongs to one variant of an enum; put `#[redact({key} = ..)]` there")
}

/// A key of the whole type elsewhere.
pub(crate) fn redact_key_of_type(key: &str) -> String {
    format!("`{key}` holds for the whole type or variant; put `#[redact({key} ..)]` there")
}

/// `all` on a variant without fields.
pub(crate) fn redact_nothing_to_classify() -> String {
    "this variant has no fields that `all` could speak of; leave it out".to_owned()
}

/// `transparent` on something with more than one field, or none.
pub(crate) fn redact_transparent_needs_one_field() -> String {
    "`transparent` shows a type as its one field: it goes on a struct that has one".to_owned()
}

/// What the field of a transparent type is, in two places.
pub(crate) fn redact_said_twice() -> String {
    "what the field is stands on the type and on the field; keep one of the two".to_owned()
}

/// A hidden variant with a text.
pub(crate) fn hidden_has_no_display() -> String {
    "a hidden variant has no text; leave `display` out, and `[hidden]` stands there".to_owned()
}

/// A field that is two things.
pub(crate) fn redact_is_two_things(first: &str, second: &str) -> String {
    format!("a field is one thing: `{first}` and `{second}` cannot both hold; keep one of them")
}

/// A key that speaks of a class, where there is none.
pub(crate) fn redact_needs_a_class(key: &str) -> String {
    format!("`{key}` is for a field with a class: `#[redact(pii, {key} ..)]`")
}

/// A secret that would leave something to guess from.
pub(crate) fn secret_leaves_no_trace(key: &str) -> String {
    format!(
        "a `secret` leaves no trace, so `{key}` is not for it; leave it out, or give the field another class, such as `pii`"
    )
}

/// Two parts of one value.
pub(crate) fn two_parts() -> String {
    "`keep_last` and `as` both say which part may be shown; keep one of them".to_owned()
}

/// A public field with a name that speaks of a secret.
pub(crate) fn public_needs_a_reason(name: &str) -> String {
    format!(
        "a field called `{name}` sounds like a secret; if it is one, write `#[redact(secret)]`, and if not, say why: `#[redact(public, reason = \"..\")]`"
    )
}

/// A reason that nobody asked for.
pub(crate) fn reason_without_public() -> String {
    "`reason` says why a field may be `public`; leave it out here".to_owned()
}

/// A text that cannot be read.
pub(crate) fn bad_display() -> String {
    "`display` is text with the names of fields: `\"order {id}\"`; formats such as `{id:?}` would print past the rules of a field, and a brace by itself is written twice".to_owned()
}

/// A variant without a text, where others have one.
pub(crate) fn display_is_missing() -> String {
    "the other variants have a `display`, and this one needs one too".to_owned()
}

/// A name in a text that no field has.
pub(crate) fn no_such_field(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) if nearest != name => {
            format!("there is no field `{name}` to display, did you mean `{nearest}`?")
        }
        _ => format!("there is no field `{name}` to display, or it is dropped"),
    }
}
