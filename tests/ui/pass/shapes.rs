// Shapes that must compile: hygiene, shadowed names, generics, borrowed results.
#![deny(warnings)]
#![forbid(unsafe_code)]

use frosted::observed;

mod tracing {}
mod metrics {}

#[allow(dead_code)]
enum Result<T, E> {
    Ok(T),
    Err(E),
}

#[observed]
fn own_result() -> Result<u8, u8> {
    Result::Ok(1)
}

#[observed]
fn borrowed<'a>(text: &'a mut str) -> ::core::result::Result<&'a mut str, u8> {
    Ok(text)
}

#[observed]
async fn elided(text: &str) -> ::core::result::Result<&str, Box<dyn ::std::error::Error>> {
    if text.is_empty() {
        return Err("empty".into());
    }
    Ok(text)
}

#[observed(crate = ::frosted)]
fn generic<const N: usize, T: Clone>(values: [T; N]) -> impl Iterator<Item = T> {
    values.into_iter()
}

#[observed]
fn inner_attribute(value: u8) -> u8 {
    #![allow(unused_variables)]
    let unused = value;
    value
}

#[observed]
fn closure(apply: impl Fn(u8) -> u8, mut start: u8) -> u8 {
    start += 1;
    apply(start)
}

#[observed]
fn endless(stop: bool) -> ! {
    ::std::process::exit(i32::from(!stop))
}

#[observed]
extern "C" fn foreign(value: u8) -> u8 {
    value
}

#[observed]
fn inferred_closure() -> impl Fn(&str) -> usize {
    |text| text.len()
}

#[observed]
async fn own_names(value: u8) -> ::core::result::Result<u8, Error> {
    use ::std::io::Error;
    let _ = Error::other("another error than the one in the signature");
    Ok(value)
}

#[derive(Debug)]
#[allow(dead_code)]
struct Error;

#[observed(skip(r#type, missing), fields(n = Vec::<u8>::with_capacity(1).len(), pair = Pair::<u8, u8>::N))]
fn generics_in_arguments(#[cfg(any())] missing: u8, r#type: u8) -> u8 {
    r#type
}

struct Pair<A, B>(A, B);

impl<A, B> Pair<A, B> {
    const N: u8 = 2;
}

/// Has methods of the names that an expansion calls.
#[allow(dead_code)]
trait Greedy: Sized {
    fn enter(self) {}
    fn records(self) {}
    fn finish(self) {}
    fn drive(self) {}
    fn __frosted_capture(self) {}
}

impl<T> Greedy for Vec<T> {}

struct Counter(u8);

impl Counter {
    const NAME: &'static str = "Counter::add";

    #[observed(name = Self::NAME, fields(before = self.0))]
    fn add(&mut self, r#type: u8) -> &mut u8 {
        self.0 += r#type;
        &mut self.0
    }

    #[observed]
    fn into_inner(self) -> u8 {
        self.0
    }
}

trait Greeter {
    #[observed]
    fn greet(&self) -> u8 {
        1
    }
}

impl Greeter for Counter {}

macro_rules! make {
    ($name:ident, $body:expr) => {
        #[observed]
        fn $name(__frosted_call: u8) -> u8 {
            $body + __frosted_call
        }
    };
}

make!(made, 1);

macro_rules! fragments {
    ($name:ident, $span:literal, $level:expr, $returned:ty, $body:block) => {
        #[observed(name = $span, level = $level, crate = $crate::renamed)]
        fn $name() -> $returned $body
    };
}

macro_rules! method {
    ($name:ident) => {
        impl Counter {
            #[observed(fields(held = self.0))]
            fn $name(&mut self, added: u8) -> u8 {
                self.0 += added;
                self.0
            }
        }
    };
}

method!(generated);

mod renamed {
    pub use ::frosted::*;
}

fragments!(from_fragments, "from fragments", "debug", u8, { 7 });

fn main() {
    own_result();
    let _ = borrowed(&mut String::from("x"));
    drop(elided("x"));
    assert_eq!(generic([1, 2]).count(), 2);
    assert_eq!(inner_attribute(1), 1);
    assert_eq!(closure(|value| value * 2, 1), 4);
    let mut counter = Counter(1);
    assert_eq!(*counter.add(2), 3);
    assert_eq!(counter.greet(), 1);
    assert_eq!(counter.generated(0), 3);
    assert_eq!(counter.into_inner(), 3);
    assert_eq!(made(2), 3);
    assert_eq!(foreign(2), 2);
    assert_eq!(from_fragments(), 7);
    assert_eq!(inferred_closure()("abc"), 3);
    assert_eq!(generics_in_arguments(1), 1);
    let pair = Pair(1, 2);
    assert_eq!(pair.0 + pair.1, 3);
    drop(own_names(1));
    endless(true);
}
