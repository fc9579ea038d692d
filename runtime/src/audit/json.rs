//! The audit as JSON.

use super::{Audit, Function, Recorded, name_of};
use crate::json::Object;
use crate::redact::{FieldInfo, Schema, Shows, Sink};

impl Audit {
    /// The report as one JSON object with the lists `classes`, `functions` and `types`.
    pub fn to_json(&self) -> String {
        let classes = self.classes.iter().map(|(class, actions)| {
            let mut object = Object::new();
            object.text("name", class.name());
            object.text("floor", &format!("{:?}", class.floor()).to_lowercase());
            for (sink, action) in Sink::ALL.iter().zip(actions) {
                object.text(sink.name(), name_of(*action));
            }
            object.finish()
        });
        let mut object = Object::new();
        object.literal("classes", list(classes));
        object.literal("functions", list(self.functions.iter().map(function)));
        object.literal(
            "types",
            list(self.types.iter().map(|schema| of_type(schema))),
        );
        object.finish()
    }
}

fn list(objects: impl Iterator<Item = String>) -> String {
    format!("[{}]", objects.collect::<Vec<_>>().join(","))
}

fn function(function: &Function) -> String {
    let fields = function.fields.iter().map(|(name, recorded)| {
        let mut object = Object::new();
        object.text("name", name);
        let (kind, detail) = match recorded {
            Recorded::Public => ("public", None),
            Recorded::Classed(class) => ("class", Some(class.name())),
            Recorded::Scalar => ("scalar", None),
            Recorded::Text => ("text", None),
            Recorded::Rules(of) => ("rules", Some(*of)),
            Recorded::Unknown => ("unknown", None),
        };
        object.text("recorded", kind);
        if let Some(detail) = detail {
            object.text(if kind == "class" { "class" } else { "type" }, detail);
        }
        object.finish()
    });
    let mut object = Object::new();
    object.text("name", &function.name);
    object.literal("fields", list(fields));
    object.finish()
}

fn of_type(schema: &Schema) -> String {
    let mut object = Object::new();
    object.text("name", schema.name);
    object.text("module", schema.module);
    object.literal("fields", list(schema.fields.iter().map(field)));
    object.finish()
}

fn field(field: &FieldInfo) -> String {
    let mut object = Object::new();
    object.text("path", field.path);
    if let Some(class) = field.class {
        object.text("class", class.name());
    }
    object.text(
        "shows",
        match field.shows {
            Shows::Nested => "nested",
            Shows::All => "all",
            Shows::Classified => "classified",
            Shows::Url => "url",
            Shows::Map { .. } => "map",
            Shows::Custom => "custom",
            Shows::Nothing => "nothing",
        },
    );
    if let Shows::Map { keys, values } = field.shows {
        object.text("keys", keys.name());
        object.text("values", values.name());
    }
    if field.keep_last > 0 {
        object.literal("keep_last", field.keep_last);
    }
    if !field.namespace.is_empty() {
        object.text("namespace", field.namespace);
    }
    if let Some(shape) = field.shape {
        object.text("shape", &format!("{shape:?}").to_lowercase());
    }
    if field.presence {
        object.literal("presence", true);
    }
    if !field.reason.is_empty() {
        object.text("reason", field.reason);
    }
    object.finish()
}
