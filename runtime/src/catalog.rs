//! Everything that this binary says of itself at link time.

use crate::objective::RouteObjective;
use crate::redact::{Class, Schema};

/// What an expansion submits at link time: one type with rules.
#[derive(Debug)]
pub struct RegisteredSchema(pub &'static Schema);

inventory::collect!(RegisteredSchema);

/// What [`taxonomy!`](crate::taxonomy) submits at link time.
#[derive(Debug)]
pub struct RegisteredClass(pub Class);

inventory::collect!(RegisteredClass);

/// What [`slo!`](crate::slo) submits at link time.
#[derive(Debug)]
pub struct RegisteredObjective(pub &'static RouteObjective);

inventory::collect!(RegisteredObjective);

/// What the routes of this binary promise.
pub(crate) fn objectives() -> impl Iterator<Item = &'static RouteObjective> {
    let all = inventory::iter::<RegisteredObjective>.into_iter();
    all.map(|registered| registered.0)
}

/// The types with rules of this binary, by module and name.
pub(crate) fn schemas() -> Vec<&'static Schema> {
    let all = inventory::iter::<RegisteredSchema>.into_iter();
    let mut schemas: Vec<_> = all.map(|registered| registered.0).collect();
    schemas.sort_by_key(|schema| (schema.module, schema.name));
    schemas
}

/// The classes that this binary adds to ours.
pub(crate) fn classes() -> impl Iterator<Item = Class> {
    let all = inventory::iter::<RegisteredClass>.into_iter();
    all.map(|registered| registered.0)
}
