//! One dependency, one init line, one attribute.

#![forbid(unsafe_code)]

use frosted::observed;

#[observed]
fn shipping_cost(weight_grams: u32, address: &str) -> Result<u32, AddressError> {
    if address.is_empty() {
        return Err(AddressError);
    }
    Ok(300 + weight_grams / 10)
}

/// There is nowhere to ship to.
#[derive(Debug)]
struct AddressError;

fn main() -> Result<(), frosted::InitError> {
    let telemetry = frosted::init!()?;
    for address in ["1 Main Street", "", "2 Side Street"] {
        let _ = shipping_cost(1200, address);
    }
    println!("{}", telemetry.metrics().unwrap_or_default());
    Ok(())
}
