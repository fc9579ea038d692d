// A condition of the wrong type is the compiler's to explain, at the condition.
use frosted::observed;

#[observed(ok_if = |answer: &u8| *answer > 3)]
fn answer() -> Option<u8> {
    None
}

fn main() {
    answer();
}
