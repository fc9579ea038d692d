//! The audit: what this binary may record, of which class, and what each sink gets of it.

mod json;
mod markdown;

use crate::catalog;
use crate::redact::{self, Action, Class, Schema, Sink};
use crate::site::{self, Seen, Site};

/// What this binary may record of the values that it works with, as a report for whoever answers
/// for them.
///
/// It lists every annotated function with its fields, every type that derives
/// [`Redact`](derive@crate::Redact), called or not, and what the policies in use make of each
/// class. What the type of a function's argument says is known once the function was called: a
/// report written at the end of a run of the tests has it all. There are no values in it.
///
/// ```no_run
/// let audit = frosted::audit();
/// std::fs::write("audit.md", audit.to_markdown())?;
/// std::fs::write("audit.json", audit.to_json())?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Audit {
    functions: Vec<Function>,
    types: Vec<&'static Schema>,
    classes: Vec<(Class, [Action; 4])>,
}

/// One annotated function.
#[derive(Clone, Debug)]
struct Function {
    name: String,
    fields: Vec<(&'static str, Recorded)>,
}

/// What is recorded under the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Recorded {
    /// The attribute says that anybody may read it.
    Public,
    /// The attribute says what it is.
    Classed(Class),
    /// A plain scalar.
    Scalar,
    /// Text, after the scrubber.
    Text,
    /// A value of a type with rules.
    Rules(&'static str),
    /// No call has shown it: perhaps nothing.
    Unknown,
}

/// What this binary may record: see [`Audit`].
pub fn audit() -> Audit {
    let mut functions: Vec<Function> = site::all().map(function).collect();
    functions.sort_by(|one, other| one.name.cmp(&other.name));
    let classes = Class::OURS.into_iter().chain(catalog::classes());
    let actions = |class| Sink::ALL.map(|sink| redact::action(sink, class));
    Audit {
        functions,
        types: catalog::schemas(),
        classes: classes.map(|class| (class, actions(class))).collect(),
    }
}

fn function(site: &'static Site) -> Function {
    let fields = site.fields().enumerate();
    Function {
        name: format!("{}::{}", site.module(), site.function()),
        fields: fields
            .map(|(place, name)| (name, recorded(site, place, name)))
            .collect(),
    }
}

fn recorded(site: &'static Site, place: usize, name: &str) -> Recorded {
    let said = site.spec().said.iter().find(|info| info.path == name);
    if let Some(info) = said {
        return info.class.map_or(Recorded::Public, Recorded::Classed);
    }
    match site.learned().field(place) {
        Some(Seen::Scalar) => Recorded::Scalar,
        Some(Seen::Text) => Recorded::Text,
        Some(Seen::Rules(of)) => Recorded::Rules(of),
        None => Recorded::Unknown,
    }
}

/// The name of what a policy does.
fn name_of(action: Action) -> &'static str {
    let mut names = Action::NAMES.iter();
    let found = names.find(|(_, known)| *known == action);
    found.map_or("", |(name, _)| name)
}
