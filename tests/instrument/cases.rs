// Included twice, under each of the two attributes.

use super::{block_on, give_up, turn};
use std::fmt::{Debug, Display};
use std::future::pending;
use std::num::NonZeroU32;
use std::pin::Pin;
use tracing::{Level, Span, info, info_span};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault(u8);

impl Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "fault number {}", self.0)
    }
}

impl std::error::Error for Fault {}

#[derive(Debug, Clone)]
struct Point {
    x: u8,
    y: u8,
}

#[derive(Debug)]
struct Pair<T>(T, T);

const NAME: &str = "a name in a constant";
const TARGET: &str = "a target in a constant";
const LEVEL: Level = Level::DEBUG;
const FIELD: &str = "field.in.a.constant";

#[instrument]
fn nothing() {}

#[instrument]
pub(super) fn natives(a: u64, b: i8, c: bool, d: &str, e: f32) -> u8 {
    info!("inside");
    1
}

#[instrument]
fn more_natives(a: u128, b: i128, c: usize, d: String, e: &&u16, f: NonZeroU32, g: std::num::Wrapping<u8>) {}

#[instrument]
fn debugged(a: Option<u8>, b: Vec<u8>, c: Point, d: &Point, e: char, f: (), g: [u8; 2], h: Box<u8>) {}

#[instrument]
fn aliased(a: std::primitive::u8, b: &mut u8) {}

#[instrument]
fn underscored(_a: u8, _: u8) {}

#[instrument]
fn mutable(mut a: u8) -> u8 {
    a += 1;
    a
}

#[instrument]
fn moved(a: String) -> String {
    a
}

#[instrument]
fn destructured(Point { x, y: height }: Point, (left, right): (u8, u8), Pair(first, _): Pair<u8>) {}

#[instrument]
fn destructured_references(&a: &u8, &Point { x, .. }: &Point, (left, &right): (u8, &u8)) {}

#[instrument]
fn destructured_array([a, b]: [u8; 2], c: u8) {}

#[instrument(skip(a, c))]
fn skipped(a: u8, b: u8, c: u8) {}

#[instrument(skip_all)]
fn skipped_all(a: u8, b: Point) {}

#[instrument(skip_all, fields(b, c = 3))]
fn skipped_but_declared(a: u8, b: u8) {
    Span::current().record("b", 7);
}

#[instrument(fields(a))]
fn declared_over(a: u8, b: u8) {}

#[instrument(fields(a = a + 1))]
fn given_over(a: u8) {}

#[instrument(fields(a.len = a.len(), b = %b, c = ?c, %d, ?e, f = 1, g = "text", h = true, i = 1.5))]
fn fields(a: &str, b: u8, c: Option<u8>, d: u8, e: u8) {}

#[instrument(fields(empty, also = tracing::field::Empty, type = 1, self.x = 2, {FIELD} = 4))]
fn named_fields(a: u8) {
    Span::current().record("also", "later");
}

#[instrument(skip_all, fields(sum = a + b, largest = ?[a, b].iter().max()))]
fn computed(a: u8, b: u8) {}

#[instrument("positional")]
fn named_first(a: u8) {}

#[instrument("positional", skip_all)]
fn named_first_with_more(a: u8) {}

#[instrument(name = "literal")]
fn named(a: u8) {}

#[instrument(name = NAME)]
fn named_by_constant(a: u8) {}

#[instrument(target = "elsewhere")]
fn targeted(a: u8) {}

#[instrument(target = TARGET)]
fn targeted_by_constant(a: u8) {}

#[instrument(level = "trace")]
fn traced() {}

#[instrument(level = "DEBUG")]
fn debug_level() {}

#[instrument(level = Level::WARN)]
fn warned() {}

#[instrument(level = LEVEL)]
fn level_by_constant() {}

#[instrument(level = 1)]
fn level_by_number() {}

#[instrument(level = 5)]
fn level_by_highest_number() {}

#[instrument(parent = None)]
fn rootless() {}

#[instrument(parent = &parent, skip_all)]
fn child_of(parent: Span) {}

#[instrument(skip_all, parent = parent.id())]
fn child_of_id(parent: &Span) {}

#[instrument(parent = parent, skip_all, target = "t", level = "warn", name = "n", fields(x = 1))]
pub(super) fn everything_at_once(parent: &Span) {}

#[instrument(follows_from = causes, skip(causes))]
pub(super) fn following(causes: Vec<Option<tracing::Id>>) {}

#[instrument(follows_from = [Span::current().id()])]
fn following_none() {}

#[instrument(ret)]
fn returning(a: u8) -> u8 {
    a + 1
}

#[instrument(ret(Display))]
fn returning_display(a: u8) -> Fault {
    Fault(a)
}

#[instrument(ret(level = "warn", Debug))]
fn returning_at(a: u8) -> Fault {
    Fault(a)
}

#[instrument(ret, level = "debug", target = "t")]
fn returning_at_the_level_of_the_span(a: u8) -> Option<u8> {
    None
}

#[instrument(ret)]
fn returning_a_result(fails: bool) -> Result<u8, Fault> {
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(err)]
fn failing(fails: bool) -> Result<u8, Fault> {
    if fails {
        return Err(Fault(1));
    }
    Ok(1)
}

#[instrument(err(Debug))]
fn failing_debug(fails: bool) -> Result<u8, Fault> {
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(err(level = Level::INFO), target = "t")]
fn failing_at(fails: bool) -> Result<u8, Fault> {
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(err, ret)]
pub(super) fn both(fails: bool) -> Result<u8, Fault> {
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(ret(level = "debug", Display), err(level = "warn", Debug), skip_all)]
fn both_in_detail(fails: bool) -> Result<u8, Fault> {
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(err)]
fn question_mark(text: &str) -> Result<u8, Box<dyn std::error::Error>> {
    Ok(text.parse()?)
}

#[instrument(err)]
fn quiet_error(fails: bool) -> Result<(), String> {
    Err("a text".to_owned())
}

#[instrument]
fn error_without_err(fails: bool) -> Result<(), Fault> {
    Err(Fault(2))
}

#[instrument]
fn outer(a: u8) -> u8 {
    returning(a) + natives(1, 2, true, "x", 1.0)
}

#[instrument]
fn recursive(depth: u8) {
    if depth > 0 {
        recursive(depth - 1);
    }
}

#[instrument]
fn generic<T: Debug, const N: usize>(value: T, list: [T; N]) -> usize {
    N
}

#[instrument(skip(value))]
fn generic_skipped<T>(value: T) -> T {
    value
}

#[instrument]
fn impl_argument(value: impl Debug) {}

#[instrument]
fn impl_return(limit: u8) -> impl Iterator<Item = u8> {
    info!("before");
    0..limit
}

#[instrument(skip(change))]
fn closure(change: impl Fn(u8) -> u8, value: u8) -> u8 {
    change(value)
}

#[instrument(skip_all)]
fn borrowed<'a>(list: &'a mut Vec<u8>) -> &'a mut u8 {
    &mut list[0]
}
