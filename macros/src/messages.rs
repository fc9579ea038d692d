//! Every message of the macros, each a function of its own. A message says what is wrong, what is
//! allowed, and the corrected spelling. A test of the workspace fails when one of them has no
//! compile-fail program that shows it.

/// `#[observed]` on something that is no function.
pub(crate) fn not_a_function() -> String {
    "`#[observed]` goes on a function or a method with a body; for a type or an `impl` block, put it on each function inside".to_owned()
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
pub(crate) fn not_an_argument() -> String {
    "expected an argument: `key`, `key = value` or `key(..)`, or the name of the span as the first string".to_owned()
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
