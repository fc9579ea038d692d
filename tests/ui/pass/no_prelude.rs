// Without a prelude, expansions still find everything.
#![no_implicit_prelude]
#![deny(warnings)]

#[::frosted::observed(ret, err, fields(sum = left + right))]
fn add(left: u8, right: u8) -> ::core::result::Result<u8, u8> {
    ::core::result::Result::Ok(left + right)
}

#[::frosted::observed]
async fn later(value: u8) -> ::core::option::Option<u8> {
    ::core::option::Option::Some(value)
}

fn main() {
    let _ = add(1, 2);
    ::core::mem::drop(later(1));
}
