//! `slo(..)` and what stands in `slo!`: what a function or a route promises.

use super::{Argument, LATENCY, Value, read as arguments, string, time};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::quote;
use std::time::Duration;
use syn::{Expr, LitStr};

/// What was promised.
#[derive(Default)]
pub(crate) struct Slo {
    pub(crate) name: Option<LitStr>,
    pub(crate) availability: Option<Goal>,
    pub(crate) latency: Option<Latency>,
    pub(crate) allow_unreachable: bool,
}

/// Percent of all calls.
pub(crate) struct Goal {
    at: LitStr,
    /// In steps of [`STEPS`] for all calls.
    steps: u64,
}

/// A goal for how long calls take.
pub(crate) struct Latency {
    at: Expr,
    le: Duration,
    target: Goal,
}

/// All calls: a goal has at most five digits after the point of its per cent.
const STEPS: u64 = 10_000_000;

/// Takes one argument; gives it back if it is none of these.
pub(crate) fn take(slo: &mut Slo, argument: Argument, errors: &mut Errors) -> Option<Argument> {
    match (argument.key.name, &argument.value) {
        ("name", Value::Assigned(value)) => {
            slo.name = errors.unless(name(value), value, messages::bad_slo_name);
        }
        ("availability", Value::Assigned(value)) => {
            slo.availability = errors.unless(goal(value), value, messages::bad_goal);
        }
        ("latency", Value::List(list)) => {
            slo.latency = latency(&argument.at, list.clone(), errors);
        }
        ("allow_unreachable", _) => slo.allow_unreachable = true,
        _ => return Some(argument),
    }
    None
}

/// A name that can stand in a label and in the name of a file.
fn name(value: &Expr) -> Option<LitStr> {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || it == '_';
    string(value).cloned().filter(|text| {
        let text = text.value();
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.len() <= 64
            && text.chars().all(fits)
    })
}

/// `"99.9"`: exact, so that no budget is off by what a float would round.
fn goal(value: &Expr) -> Option<Goal> {
    let at = string(value)?.clone();
    let text = at.value();
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 5 || whole.len() > 2 {
        return None;
    }
    let steps = format!("{whole}{part:0<5}").parse().ok()?;
    (0 < steps && steps < STEPS).then_some(Goal { at, steps })
}

fn latency(at: &TokenStream, list: TokenStream, errors: &mut Errors) -> Option<Latency> {
    let (mut le, mut target) = (None, None);
    for argument in arguments(list, LATENCY, errors) {
        let Value::Assigned(value) = argument.value else {
            continue;
        };
        if argument.key.name == "le" {
            let time = errors.unless(time::read(&value), &value, messages::bad_le);
            le = Some(time.map(|time| (value, time)));
        } else {
            target = Some(errors.unless(goal(&value), &value, messages::bad_goal));
        }
    }
    if le.is_none() || target.is_none() {
        errors.add(at, messages::half_latency());
    }
    let (at, le) = le??;
    let target = target??;
    Some(Latency { at, le, target })
}

/// Reports every fault of what was promised of a histogram with these bounds.
pub(crate) fn judge(slo: &Slo, at: &TokenStream, bounds: &[Duration], errors: &mut Errors) {
    if slo.availability.is_none() && slo.latency.is_none() && errors.is_empty() {
        errors.add(at, messages::nothing_promised());
    }
    let of_latency = slo.latency.as_ref().map(|latency| &latency.target);
    for goal in slo.availability.iter().chain(of_latency) {
        if !slo.allow_unreachable {
            can_be_missed_fast_enough(goal, errors);
        }
    }
    if let Some(latency) = &slo.latency {
        is_a_bound(latency, bounds, errors);
    }
}

/// `availability = "90"`: the alert that fires first wants 14.4 times the errors that are allowed.
fn can_be_missed_fast_enough(goal: &Goal, errors: &mut Errors) {
    let budget = STEPS - goal.steps;
    if budget * 144 >= STEPS * 10 {
        let (percent, tenths) = (budget * 1440 / STEPS, budget * 14_400 / STEPS % 10);
        let errors_then = format!("{percent}.{tenths}");
        let shown = errors_then.trim_end_matches(".0");
        errors.add(&goal.at, messages::unreachable(&goal.at.value(), shown));
    }
}

/// `latency(le = "300ms", ..)`: what is faster is counted in buckets.
fn is_a_bound(latency: &Latency, bounds: &[Duration], errors: &mut Errors) {
    if bounds.contains(&latency.le) {
        return;
    }
    let below = bounds.iter().rev().find(|bound| **bound < latency.le);
    let above = bounds.iter().find(|bound| **bound > latency.le);
    let neighbours: Vec<_> = below
        .into_iter()
        .chain(above)
        .map(|bound| format!("`\"{}\"`", time::shown(*bound)))
        .collect();
    let (le, neighbours) = (time::shown(latency.le), neighbours.join(" and "));
    errors.add(&latency.at, messages::no_bound(&le, &neighbours));
}

/// The description for the runtime.
pub(crate) fn print(slo: &Slo, default: &str, root: &Root) -> TokenStream {
    let name = slo.name.as_ref().map(LitStr::value);
    let name = name.as_deref().unwrap_or(default);
    let availability = option(slo.availability.as_ref().map(|goal| of_goal(goal, root)));
    let latency = option(slo.latency.as_ref().map(|latency| {
        let (within, goal) = (time::nanos(latency.le), of_goal(&latency.target, root));
        quote!(#root::Latency { within: #within, goal: #goal })
    }));
    let allow_unreachable = slo.allow_unreachable;
    quote! {
        #root::Objective {
            name: #name,
            availability: #availability,
            latency: #latency,
            allow_unreachable: #allow_unreachable,
        }
    }
}

fn of_goal(goal: &Goal, root: &Root) -> TokenStream {
    let text = goal.at.value();
    quote!(#root::Goal(#text))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
