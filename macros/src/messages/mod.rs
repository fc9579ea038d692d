//! Every message of the macros, each a function of its own. A message says what is wrong, what is
//! allowed, and the corrected spelling. A test of the workspace fails when one of them has no
//! compile-fail program that shows it.

mod business;
mod counting;
mod event;
mod redact;

pub(crate) use business::*;
pub(crate) use counting::*;
pub(crate) use event::*;
pub(crate) use redact::*;

/// `#[observed]` on something that is no function.
pub(crate) fn not_a_function() -> String {
    "this attribute goes on a function, a method or an `impl` block; for a module, put it on each function inside".to_owned()
}

/// `#[observed]` on a `const fn`.
pub(crate) fn const_function() -> String {
    "a `const fn` cannot be observed, as it may run in the compiler; remove `const` or `#[observed]`".to_owned()
}

/// A trait's method without a default body.
pub(crate) fn no_body() -> String {
    "this method has no body to observe; put `#[observed]` on the methods of each `impl`".to_owned()
}

/// An argument that is no `key`, `key = value` or `key(..)`.
pub(crate) fn not_an_argument(first: &str) -> String {
    format!(
        "expected an argument: `key`, `key = value` or `key(..)`, or first of all a string, which is short for `{first} = \"..\"`"
    )
}

/// A key that does not exist, or not yet.
pub(crate) fn unknown_key(key: &str, nearest: Option<&str>, known: &str) -> String {
    match nearest {
        Some(nearest) => {
            format!("unknown argument `{key}`, did you mean `{nearest}`? There are: {known}")
        }
        None => format!("unknown argument `{key}`. There are: {known}"),
    }
}

/// A key that is given twice.
pub(crate) fn duplicate_key(key: &str) -> String {
    format!("`{key}` is given twice; keep one of them")
}

/// A key in another form than it has.
pub(crate) fn wrong_form(key: &str, usage: &str) -> String {
    format!("`{key}` is written {usage}")
}

/// A level that is none.
pub(crate) fn bad_level() -> String {
    "a level is `\"trace\"`, `\"debug\"`, `\"info\"`, `\"warn\"` or `\"error\"`, a number from 1 (trace) to 5 (error), or a path such as `Level::INFO`".to_owned()
}

/// A span kind that is none.
pub(crate) fn bad_kind() -> String {
    "a span kind is `\"internal\"`, `\"server\"`, `\"client\"`, `\"producer\"` or `\"consumer\"`"
        .to_owned()
}

/// A name or target of no characters.
pub(crate) fn empty_text(key: &str) -> String {
    format!("`{key}` must not be empty; leave it out to use the default")
}

/// A name or target that is no constant.
pub(crate) fn not_constant(key: &str) -> String {
    format!("`{key}` must be a string literal or the path of a constant, such as `{key} = NAME`")
}

/// A root that could mean another crate in another module.
pub(crate) fn bad_root() -> String {
    "`crate` takes an absolute path to frosted, such as `crate = ::frosted` or `crate = crate::telemetry::frosted`".to_owned()
}

/// `skip` of something that is no parameter.
pub(crate) fn skip_unknown(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => {
            format!("`{name}` is no parameter of this function, did you mean `{nearest}`?")
        }
        None => format!("`{name}` is no parameter of this function, so there is nothing to skip"),
    }
}

/// `skip` of anything but a name.
pub(crate) fn skip_not_a_name() -> String {
    "`skip` takes names of parameters: `skip(pool, body)`".to_owned()
}

/// `skip(..)` beside `skip_all`.
pub(crate) fn skip_twice() -> String {
    "`skip_all` skips these too; keep one of the two".to_owned()
}

/// A field that cannot be read.
pub(crate) fn bad_field() -> String {
    "a field is written `name`, `name = value`, `name = %value`, `name = ?value`, `%value` or `?value`; a name may have dots".to_owned()
}

/// Two fields of one name.
pub(crate) fn duplicate_field(name: &str) -> String {
    format!("the field `{name}` is given twice; a span has one value for a name")
}

/// A field whose name speaks of a secret.
pub(crate) fn sensitive_field(name: &str) -> String {
    format!(
        "a field called `{name}` is never shown; record something about it that is no secret, such as `{name}_length = {name}.len()`, or rename the field if it holds none"
    )
}

/// A format of `err` or `ret` that does not exist.
pub(crate) fn bad_capture(key: &str) -> String {
    format!(
        "`{key}` takes `level = \"..\"` and one of `Display` and `Debug`: `{key}(level = \"warn\", Debug)`"
    )
}

/// A future inside of another type, which the call would not wait for.
pub(crate) fn hidden_future() -> String {
    "this type holds a future or a stream, and the call would end before that runs; return `impl Future<Output = ..>`, `impl Stream<Item = ..>` or a pinned box of one itself, or make it an `async fn`".to_owned()
}

/// An opaque future that must also be something that a wrapped one is not.
pub(crate) fn future_of_more_traits() -> String {
    "the future or stream is wrapped, and what wraps it has no other traits than `Send`, `Sync` and `Unpin`; leave the others out, or put the attribute on an `async fn` that is called here".to_owned()
}

/// `ret` or `err` where the return type says nothing.
pub(crate) fn nothing_to_capture(key: &str) -> String {
    format!(
        "`{key}` needs a return type to look at; without one, or with `impl Trait`, leave it out"
    )
}

/// A `slow` that is no duration.
pub(crate) fn bad_duration() -> String {
    "`slow` takes a whole number with its unit: `slow = \"500us\"`, `\"200ms\"`, `\"2s\"` or `\"1m\"`"
        .to_owned()
}

/// A `metrics` that is neither of the two.
pub(crate) fn bad_metrics() -> String {
    "`metrics` takes `true` or `false`".to_owned()
}

/// Both conditions at once.
pub(crate) fn two_conditions() -> String {
    "`ok_if` and `error_if` answer the same question; keep one of them".to_owned()
}

/// A part of the static description that depends on the type around it.
pub(crate) fn depends_on_self(what: &str) -> String {
    format!(
        "{what} is fixed when the program is built and cannot depend on `Self` or a type parameter; use a literal or the path of a constant outside of the `impl`"
    )
}

/// `record` of a field that nobody declared.
pub(crate) fn undeclared_field(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!(
            "the span of this function has no field `{name}`, so `record` would do nothing; did you mean `{nearest}`?"
        ),
        None => format!(
            "the span of this function has no field `{name}`, so `record` would do nothing; declare it: `fields({name} = Empty)`"
        ),
    }
}

/// `#[derive(ErrorKind)]` on a `union`.
pub(crate) fn kind_of_union() -> String {
    "`ErrorKind` is derived for enums and structs; for a `union` implement it by hand".to_owned()
}

/// A kind in other letters than a label should have.
pub(crate) fn bad_kind_name() -> String {
    "a kind is written in snake case, such as `\"out_of_stock\"`: small letters, digits and `_`, and a letter first".to_owned()
}

/// A class that is none.
pub(crate) fn bad_class() -> String {
    "a class is `\"client\"`, `\"server\"`, `\"dependency\"` or `\"cancelled\"`".to_owned()
}

/// A status that reports no error.
pub(crate) fn bad_status() -> String {
    "`status` takes the HTTP status code of an error: a number from 400 to 599".to_owned()
}

/// A safe text with placeholders.
pub(crate) fn bad_text() -> String {
    "`text` is a string that is shown as it is; it takes no placeholders, as a value in it would be shown too".to_owned()
}

/// A `retryable` that is neither of the two.
pub(crate) fn bad_retryable() -> String {
    "`retryable` is written alone, or with `true` or `false`".to_owned()
}

/// `transparent` where it is not clear what to look through to.
pub(crate) fn transparent_needs_one_field() -> String {
    "`transparent` takes everything from the error inside: it needs one field, or one that is marked `#[source]` or `#[from]`".to_owned()
}

/// `transparent` beside something that it would take from inside.
pub(crate) fn transparent_takes_all(key: &str) -> String {
    format!("`transparent` takes `{key}` from the error inside; keep one of the two")
}

/// A key of a variant on the whole enum.
pub(crate) fn key_of_variant(key: &str) -> String {
    format!("`{key}` belongs to one variant; put `#[error_kind({key} ..)]` on it")
}

/// A key of the whole type on a variant.
pub(crate) fn key_of_type(key: &str) -> String {
    format!("`{key}` holds for the whole type; put `#[error_kind({key})]` on it")
}

/// A key of one method on the whole block.
pub(crate) fn key_of_method(key: &str) -> String {
    format!("`{key}` belongs to one method; put `#[observed({key} ..)]` on it")
}

/// `public` of anything but a name.
pub(crate) fn public_not_a_name() -> String {
    "`public` takes names of parameters that anybody may read: `public(region)`".to_owned()
}

/// `class` of anything but a name and a class.
pub(crate) fn class_not_assigned() -> String {
    "`class` says what parameters are: `class(email = pii, key = Acme::TenantSecret)`".to_owned()
}

/// What something is that is no parameter.
pub(crate) fn said_of_no_parameter(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => {
            format!("there is no parameter `{name}` to classify, did you mean `{nearest}`?")
        }
        None => format!("there is no parameter `{name}` to classify"),
    }
}

/// A parameter that is skipped and spoken of.
pub(crate) fn said_and_skipped(name: &str) -> String {
    format!(
        "`{name}` is skipped, so nothing is recorded that could have a class; keep one of the two"
    )
}

/// A parameter that is two things.
pub(crate) fn said_twice(name: &str) -> String {
    format!("what `{name}` is was said before; keep one of them")
}
