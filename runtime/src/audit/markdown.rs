//! The audit as Markdown.

use super::{Audit, Recorded, name_of};
use crate::redact::{Class, FieldInfo, Shows, Sink};
use std::fmt::Write;

impl Audit {
    /// The report as Markdown: three tables.
    pub fn to_markdown(&self) -> String {
        let mut text =
            String::from("# What this program may record\n\n## Classes\n\n| class | at least as |");
        for sink in Sink::ALL {
            let _ = write!(text, " {} |", sink.name());
        }
        text.push_str("\n|---|---|---|---|---|---|\n");
        for (class, actions) in &self.classes {
            let floor = format!("{:?}", class.floor()).to_lowercase();
            let _ = write!(text, "| `{}` | {floor} |", class.name());
            for action in actions {
                let _ = write!(text, " {} |", name_of(*action));
            }
            text.push('\n');
        }
        text.push_str("\n## Functions\n\n| function | field | what is recorded |\n|---|---|---|\n");
        for function in &self.functions {
            for (name, recorded) in &function.fields {
                let what = what(*recorded);
                let _ = writeln!(text, "| `{}` | `{name}` | {what} |", function.name);
            }
        }
        text.push_str(
            "\n## Types\n\n| type | field | what it is | what may be seen |\n|---|---|---|---|\n",
        );
        for schema in &self.types {
            for field in schema.fields {
                let (is, seen) = (is(field), seen(field));
                let (module, name, path) = (schema.module, schema.name, field.path);
                let _ = writeln!(text, "| `{module}::{name}` | `{path}` | {is} | {seen} |");
            }
        }
        text
    }
}

fn what(recorded: Recorded) -> String {
    match recorded {
        Recorded::Public => "public, as its attribute says".to_owned(),
        Recorded::Classed(class) => format!("class `{}`", class.name()),
        Recorded::Scalar => "a plain scalar".to_owned(),
        Recorded::Text => "text, scrubbed".to_owned(),
        Recorded::Rules(of) => format!("by the rules of `{}`", of.replace('|', "\\|")),
        Recorded::Unknown => "nothing was seen yet".to_owned(),
    }
}

fn is(field: &FieldInfo) -> String {
    match (field.class, field.shows) {
        (Some(class), _) => format!("`{}`", class.name()),
        (None, Shows::All) if field.reason.is_empty() => "public".to_owned(),
        (None, Shows::All) => format!("public: {}", field.reason.replace('|', "\\|")),
        (None, Shows::Map { keys, values }) => {
            format!("keys `{}`, values `{}`", keys.name(), values.name())
        }
        _ => "by its type".to_owned(),
    }
}

fn seen(field: &FieldInfo) -> String {
    let of_class = |class: Class| {
        let mut parts = vec!["as the policy says".to_owned()];
        if field.keep_last > 0 {
            parts.push(format!("at most its last {}", field.keep_last));
        }
        if let Some(shape) = field.shape {
            parts.push(format!(
                "at most its shape as {}",
                format!("{shape:?}").to_lowercase()
            ));
        }
        if !field.namespace.is_empty() {
            parts.push(format!("hashed in `{}`", field.namespace));
        }
        if field.presence || class.hides_presence() {
            parts.push("not whether it is there".to_owned());
        }
        parts.join(", ")
    };
    match field.shows {
        Shows::Classified => of_class(field.class.unwrap_or(Class::SECRET)),
        Shows::Map { .. } => "as the policy says".to_owned(),
        Shows::Nested => "as its type says".to_owned(),
        Shows::All => "everything".to_owned(),
        Shows::Url => "an address without credentials and values".to_owned(),
        Shows::Custom => "what a function writes".to_owned(),
        Shows::Nothing => "nothing".to_owned(),
    }
}
