//! The spans that rotel prints, read back from its text.

use std::collections::BTreeMap;

/// One span. Attributes keep the types that rotel shows: `Int(7)`, `Str(text)`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) trace_id: String,
    pub(crate) parent_id: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) resource: BTreeMap<String, String>,
}

/// Which list the lines with an arrow belong to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Resource,
    Span,
    Event,
}

pub(crate) fn parse(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut resource = BTreeMap::new();
    let mut part = Part::Resource;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("ResourceSpans #") {
            resource.clear();
            part = Part::Resource;
        } else if trimmed.starts_with("SpanEvent #") {
            part = Part::Event;
        } else if trimmed.starts_with("Span #") {
            part = Part::Span;
            spans.push(Span {
                resource: resource.clone(),
                ..Span::default()
            });
        } else if let Some((key, value)) = trimmed
            .strip_prefix("-> ")
            .and_then(|it| it.split_once(": "))
        {
            match (part, spans.last_mut()) {
                (Part::Resource, _) => drop(resource.insert(key.to_owned(), value.to_owned())),
                (Part::Span, Some(span)) => {
                    drop(span.attributes.insert(key.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        } else if let (Part::Span, Some(span), Some((key, value))) =
            (part, spans.last_mut(), trimmed.split_once(": "))
        {
            set(span, key.trim(), value.trim());
        }
    }
    spans
}

fn set(span: &mut Span, key: &str, value: &str) {
    let field = match key {
        "Trace ID" => &mut span.trace_id,
        "Parent ID" => &mut span.parent_id,
        "ID" => &mut span.id,
        "Name" => &mut span.name,
        "Kind" => &mut span.kind,
        "Status code" => &mut span.status,
        _ => return,
    };
    value.clone_into(field);
}
