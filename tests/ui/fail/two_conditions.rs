// One condition decides, not two.
use frosted::observed;

#[observed(ok_if = Option::is_some, error_if = Option::is_none)]
fn both() -> Option<u8> {
    None
}

fn main() {}
