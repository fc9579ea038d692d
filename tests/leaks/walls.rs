//! The walls, each with what takes it away. The suite builds the crate without it, and must then
//! see something get out.

/// A change to one file of the runtime.
pub(crate) struct Wall {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) find: &'static str,
    pub(crate) replace: &'static str,
}

pub(crate) const WALLS: &[Wall] = &[
    // Classes are not looked at.
    Wall {
        name: "policy",
        file: "redact/policy.rs",
        find: "let given = self.classes.get(class.name());",
        replace: "if class.floor() != Floor::Public { return Action::Clear; }\n        let given = self.classes.get(class.name());",
    },
    // Text is a scalar like any other.
    Wall {
        name: "scalars",
        file: "redact/plain.rs",
        find: "impl Plain for char {",
        replace: "impl Plain for String {\n    fn captured(&self) -> Captured<'static> {\n        Captured::Text(Cow::Owned(self.clone()))\n    }\n}\n\nimpl Plain for char {",
    },
    // Names say nothing.
    Wall {
        name: "names",
        file: "redact/scrub/settings.rs",
        find: "if keys::is_sensitive(name) {",
        replace: "if false && keys::is_sensitive(name) {",
    },
    // Texts are not looked through.
    Wall {
        name: "scrub",
        file: "redact/scrub/scan.rs",
        find: "    scan.run();",
        replace: "    if false { scan.run(); }",
    },
    // Nothing is watched for.
    Wall {
        name: "watched",
        file: "redact/scrub/exact.rs",
        find: "let Some(automaton) = &watched.automaton else {",
        replace: "let Some(automaton) = watched.automaton.as_ref().filter(|_| false) else {",
    },
    // Addresses are shown as they are.
    Wall {
        name: "url",
        file: "redact/scrub/url.rs",
        find: "    Address { secrets, end }",
        replace: "    secrets.clear();\n    Address { secrets, end }",
    },
    // The hook of the standard library stays.
    Wall {
        name: "panics",
        file: "panics.rs",
        find: "LOGGED.store(logged, Ordering::Relaxed);",
        replace: "LOGGED.store(logged, Ordering::Relaxed);\n    if true { return; }",
    },
    // Labels are not looked at.
    Wall {
        name: "labels",
        file: "metrics/store/labels.rs",
        find: "match Clean::of_label(name, value) {",
        replace: "match Clean::of_label(name, value).filter(|_| false) {",
    },
    // Errors say what their sources say.
    Wall {
        name: "errors",
        file: "call/event.rs",
        find: "let sources = if failure.asked { sources } else { &[] };",
        replace: "",
    },
    // Nor in reports.
    Wall {
        name: "sources",
        file: "engine/told.rs",
        find: "filter(|told| told.asked)",
        replace: "filter(|_| true)",
    },
    // The resource is sent as it is.
    Wall {
        name: "resource",
        file: "init/outputs/mod.rs",
        find: "let clean = Clean::of_label(key, value);",
        replace: "let clean = Some(Clean::constant(Box::leak(value.clone().into_boxed_str())));",
    },
];
