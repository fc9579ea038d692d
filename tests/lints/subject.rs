//! Code that nobody should write: as many lints as a function can trigger, each in a function
//! with the attribute. A test runs every lint there is over it, with the attribute and without.
#![allow(
    clippy::missing_const_for_fn,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    reason = "the limits, see limits.rs"
)]

use std::collections::HashMap;

pub struct Thing { pub name: String, pub size: u64 }

pub type Fallible<T> = Result<T, String>;

#[frosted::observed]
fn unused_argument(first: u32, second: u32) -> u32 { first }
#[frosted::observed]
fn unused_argument_fallible(first: u32, second: u32) -> Result<u32, String> { Ok(first) }
#[frosted::observed]
async fn unused_argument_async(first: u32, second: u32) -> Result<u32, String> { std::future::ready(()).await; Ok(first) }
#[frosted::observed]
fn unused_local(first: u32) -> Result<u32, String> { let local = first; Ok(first) }
#[frosted::observed]
fn unused_mutable(mut first: u32) -> Result<u32, String> { let mut other = 1; Ok(first + other) }
#[frosted::observed]
async fn unused_mutable_async(mut first: u32) -> Result<u32, String> { std::future::ready(()).await; let mut other = 1; Ok(first + other) }
#[frosted::observed]
fn assigned_only(mut first: u32) -> Result<u32, String> { first = 5; Ok(1) }
#[frosted::observed]
fn assigned_only_plain(mut first: u32) -> u32 { first = 5; 1 }
#[frosted::observed]
async fn assigned_only_async(mut first: u32) -> Result<u32, String> { std::future::ready(()).await; first = 5; Ok(1) }
#[frosted::observed]
fn overwritten(mut first: u32) -> Result<u32, String> { first = 5; Ok(first) }
#[frosted::observed]
fn unreachable_tail(first: u32) -> Result<u32, String> { return Ok(first); let x = 1; Ok(x) }
#[frosted::observed]
fn needless_return(first: u32) -> u32 { return first; }
#[frosted::observed]
fn needless_return_fallible(first: u32) -> Result<u32, String> { return Ok(first); }
#[frosted::observed]
async fn needless_return_async(first: u32) -> Result<u32, String> { std::future::ready(()).await; return Ok(first); }
#[frosted::observed]
fn needless_return_unit() { println!("x"); return; }
#[frosted::observed]
fn prints(first: u32) { println!("{first}"); eprintln!("{}", first); dbg!(first); }
#[frosted::observed]
fn prints_fallible(first: u32) -> Fallible<u32> { println!("{first}"); eprintln!("{}", first); dbg!(first); Ok(first) }
#[frosted::observed]
async fn prints_async(first: u32) { println!("{first}"); std::future::ready(()).await; }
#[frosted::observed]
fn could_be_const(first: u32) -> u32 { first + 1 }
#[frosted::observed]
fn could_be_const_fallible(first: u32) -> Result<u32, u32> { if first > 1 { Ok(first) } else { Err(1) } }
/// A sentence.
#[frosted::observed]
fn documented(first: u32) -> u32 { first * 2 }
#[frosted::observed]
fn underscore(_first: u32) -> u32 { _first + 1 }
#[frosted::observed]
fn underscore_fallible(_first: u32) -> Result<u32, String> { Ok(_first + 1) }
#[frosted::observed]
fn by_value(text: String) -> usize { text.len() }
#[frosted::observed]
fn by_value_fallible(text: String) -> Result<usize, String> { if text.is_empty() { Err("e".into()) } else { Ok(text.len()) } }
#[frosted::observed]
async fn by_value_async(text: String) -> usize { std::future::ready(()).await; text.len() }
#[frosted::observed]
fn pointer(list: &Vec<u32>, text: &String) -> usize { list.len() + text.len() }
#[frosted::observed]
fn pointer_fallible(list: &Vec<u32>, text: &String) -> Result<usize, String> { if text.is_empty() { return Err(String::new()); } Ok(list.len() + text.len()) }
#[frosted::observed]
async fn pointer_async(list: &Vec<u32>, text: &String) -> Result<usize, String> { std::future::ready(()).await; Ok(list.len() + text.len()) }
#[frosted::observed]
fn mutable_reference(list: &mut Vec<u32>) -> usize { list.len() }
#[frosted::observed]
fn mutable_reference_fallible(list: &mut Vec<u32>) -> Result<usize, String> { if list.is_empty() { Err(String::new()) } else { Ok(list.len()) } }
#[frosted::observed]
fn always_ok(first: u32) -> Result<u32, String> { Ok(first) }
#[frosted::observed]
fn always_some(first: u32) -> Option<u32> { Some(first) }
#[frosted::observed]
async fn no_await(first: u32) -> u32 { first }
#[frosted::observed]
async fn no_await_fallible(first: u32) -> Result<u32, String> { Ok(first) }
#[frosted::observed]
pub fn unwraps(first: Option<u32>) -> u32 { first.unwrap() }
#[frosted::observed]
pub fn unwraps_fallible(first: Option<u32>) -> Result<u32, String> { Ok(first.unwrap() + "7".parse::<u32>().map_err(|e| e.to_string())?) }
#[frosted::observed]
pub fn panics(first: u32) -> Result<u32, String> { if first > 3 { panic!("x") } todo!() }
#[frosted::observed]
pub fn public_undocumented(first: u32) -> Result<u32, String> { Ok(first) }
#[frosted::observed]
fn shadows(first: u32) -> Result<u32, String> { let first = first + 1; let first = first; Ok(first) }
#[frosted::observed]
fn let_and_return(first: u32) -> Result<u32, String> { let result = Ok(first); result }
#[frosted::observed]
fn casts(first: u64) -> Result<u32, String> { Ok(first as u32) }
#[frosted::observed]
fn matches(first: Option<u32>) -> Result<u32, String> { match first { Some(x) => Ok(x), None => Err("none".to_string()) } }
#[frosted::observed]
fn clones(text: &str) -> Result<String, String> { let s = text.to_string(); Ok(s.clone()) }
#[frosted::observed]
fn loops(list: &[u32]) -> Result<u32, String> { let mut sum = 0; for i in 0..list.len() { sum += list[i]; } Ok(sum) }
#[frosted::observed]
fn question(first: &str) -> Result<u32, std::num::ParseIntError> { let x = first.parse::<u32>()?; Ok(x) }
#[frosted::observed]
fn question_last(first: &str) -> Result<u32, std::num::ParseIntError> { Ok(first.parse::<u32>()?) }
#[frosted::observed]
fn unused_must_use(first: &str) -> Result<u32, String> { first.parse::<u32>(); Ok(1) }
#[frosted::observed]
fn large(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> Result<u8, String> { Ok(a + b + c + d + e + f + g + h) }
#[frosted::observed]
fn bools(a: bool, b: bool, c: bool, d: bool) -> bool { if a == true { return b && c && d } else { return false } }
#[frosted::observed]
fn takes_map(map: HashMap<String, u32>) -> Result<usize, String> { Ok(map.len()) }
#[frosted::observed]
fn BadName(First: u32) -> Result<u32, String> { Ok(First) }
#[frosted::observed]
fn lifetimes<'a>(text: &'a str) -> Result<&'a str, String> { Ok(text) }
#[frosted::observed]
fn unused_generic<'a>(first: u32) -> Result<u32, String> { Ok(first) }
#[frosted::observed]
fn boxed(first: Box<u32>) -> Result<Box<u32>, String> { Ok(first) }
#[frosted::observed]
#[must_use]
#[inline(always)]
fn attributed(first: u32) -> u32 { first }
#[frosted::observed]
#[deprecated]
fn old(first: u32) -> u32 { first }
#[frosted::observed]
fn uses_old(first: u32) -> Result<u32, String> { Ok(old(first)) }
#[frosted::observed]
fn ignores_must_use(first: u32) -> Result<u32, String> { attributed(first); Ok(first) }
#[frosted::observed]
unsafe fn unsafety(first: *const u32) -> u32 { unsafe { *first } }
#[frosted::observed]
fn redundant_closure(list: &[u32]) -> Result<Vec<String>, String> { Ok(list.iter().map(|x| x.to_string()).collect()) }
#[frosted::observed]
fn items_after(first: u32) -> Result<u32, String> { let a = first; fn inner() -> u32 { 1 } Ok(a + inner()) }
#[frosted::observed]
fn collapsible(first: u32) -> Result<u32, String> { if first > 1 { if first > 2 { return Ok(2); } } Ok(1) }
#[frosted::observed]
fn integer_overflow(first: u8) -> Result<u8, String> { let x: u8 = 255; Ok(first + (x + 1)) }
#[frosted::observed]
fn identical(first: u32) -> Result<bool, String> { Ok(first == first) }
#[frosted::observed]
fn refs((a, b): (u32, u32), Thing { name, size }: &Thing) -> Result<u32, String> { Ok(a) }
#[frosted::observed]
async fn refs_async((a, b): (u32, u32), Thing { name, size }: &Thing) -> Result<u32, String> { std::future::ready(()).await; Ok(a) }
#[frosted::observed]
fn many_lines(first: u32) -> Result<u32, String> {
    let mut x = first;
    if x > 1 { x += 1; } else if x > 2 { x += 2; } else { x += 3; }
    Ok(x)
}
#[frosted::observed]
fn unused_braces(first: u32) -> Result<u32, String> { let x = { first }; let y = (first); Ok(x + y) }
#[frosted::observed]
fn holds_lock(lock: &std::sync::Mutex<u32>) -> u32 { let guard = lock.lock().unwrap(); *guard }
#[frosted::observed]
async fn holds_lock_async(lock: &std::sync::Mutex<u32>) -> Result<u32, String> { let guard = lock.lock().unwrap(); std::future::ready(()).await; Ok(*guard) }
#[frosted::observed]
async fn large_future(list: [u8; 20000]) -> Result<u8, String> { std::future::ready(()).await; Ok(list[0]) }
#[frosted::observed]
fn boxed_future(first: u32) -> std::pin::Pin<Box<dyn std::future::Future<Output = Result<u32, String>> + Send>> { Box::pin(async move { Ok(first) }) }
#[frosted::observed]
fn never(first: u32) -> ! { std::process::exit(first as i32) }
#[frosted::observed]
fn implementation(first: impl Clone) -> impl Clone { first.clone() }

#[frosted::observed]
fn perf(text: &str) -> Result<String, String> { if text.is_empty() { return Err(format!("{}", text.to_string())); } Ok(format!("{}", text.to_string())) }
#[frosted::observed]
fn ignored_drop(text: &str) -> Result<usize, String> { let _ = text.to_owned(); Ok(text.len()) }
#[frosted::observed]
fn member_of_the_same_name(size: u64, other: &Thing) -> Result<u64, String> { if other.size > 1 { Err(String::new()) } else { Ok(other.size) } }
#[frosted::observed]
fn bound_again(size: u64) -> Option<u64> { let size = 3; Some(size) }
#[frosted::observed]
fn expected(#[expect(unused_variables)] size: u64) -> Result<u64, String> { Ok(1) }
#[frosted::observed]
async fn expected_async(#[allow(unused_variables)] size: u64, other: u64) { std::future::ready(()).await; }
#[frosted::observed]
async fn shorthand(Thing { name, size }: Thing) -> usize { std::future::ready(()).await; name.len() + size as usize }
#[frosted::observed]
#[track_caller]
fn tracked_panic(first: u32) -> Option<u32> { panic!("{first}") }
#[frosted::observed]
fn hidden_lifetime(f: &mut std::fmt::Formatter) -> Result<(), std::fmt::Error> { f.write_str("x") }
#[frosted::observed]
fn unit_binding(list: &mut Vec<u32>) -> Result<(), String> { let unit = list.push(1); Ok(unit) }
#[frosted::observed]
fn unused_result_of(map: &mut HashMap<u32, u32>) -> Result<(), String> { map.insert(1, 2); Ok(()) }
#[frosted::observed]
fn trivial_cast(first: u32) -> Result<u64, String> { Ok(u64::from(first as u32)) }
#[frosted::observed]
fn unused_label(list: &[u32]) -> Result<u32, String> { 'outer: for x in list { return Ok(*x); } Err(String::new()) }
#[frosted::observed]
fn while_let(list: &mut Vec<u32>) -> Result<u32, String> { let mut sum = 0; loop { match list.pop() { Some(x) => sum += x, None => break } } Ok(sum) }
#[frosted::observed]
#[track_caller]
fn tracked(first: Option<u32>) -> u32 { first.unwrap() }
#[frosted::observed]
fn returns_unit(first: u32) -> () { drop(first.to_string()) }
#[frosted::observed]
fn many_returns(first: u32) -> Result<u32, String> { if first == 1 { return Ok(1); } if first == 2 { return Err("2".to_owned()); } else { return Ok(3); } }
#[frosted::observed]
fn nested(first: Option<Option<u32>>) -> Option<u32> { if let Some(x) = first { if let Some(y) = x { return Some(y); } } None }
#[frosted::observed]
fn const_panic(first: u32) -> Result<u32, String> { assert!(true); Ok(first) }
#[frosted::observed]
async fn let_async(first: u32) -> Result<u32, String> { let _ = std::future::ready(first); let x = std::future::ready(first).await; return Ok(x); }

impl Thing {
    #[frosted::observed]
    fn unused_self(&self, first: u32) -> Result<u32, String> { Ok(first) }
    #[frosted::observed]
    fn to_size(self) -> Result<u64, String> { Ok(self.size) }
    #[frosted::observed]
    fn new_wrong() -> Result<u64, String> { Ok(1) }
    #[frosted::observed]
    pub fn get(&self) -> u64 { self.size }
    #[frosted::observed]
    pub fn set(&mut self, size: u64) -> Result<(), String> { if size == 0 { return Err("zero".into()); } self.size = size; Ok(()) }
    #[frosted::observed]
    async fn asynchronous(&mut self, other: u64) -> Result<u64, String> { std::future::ready(()).await; self.size += other; Ok(self.size) }
    #[frosted::observed]
    fn mutable_self(mut self) -> Result<Thing, String> { self.size = 1; Ok(self) }
    #[frosted::observed]
    fn unused_mutable_self(mut self) -> Result<Thing, String> { Ok(self) }
    #[frosted::observed]
    fn reference_self(&mut self) -> Result<u64, String> { Ok(self.size) }
}

/// A trait.
pub trait Shape {
    /// Area.
    #[frosted::observed]
    fn area(&self, factor: u32, unused: u32) -> Result<u32, String> { Ok(factor) }
}

impl Shape for Thing {
    #[frosted::observed]
    fn area(&self, factor: u32, unused: u32) -> Result<u32, String> { Ok(factor * 2) }
}
