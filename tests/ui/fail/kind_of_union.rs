// A union has no variants to tell apart.
#[derive(frosted::ErrorKind)]
union Bits {
    small: u8,
    large: u64,
}

fn main() {}
