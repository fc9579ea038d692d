// A `const fn` may run in the compiler, where nothing can be observed.
use frosted::observed;

#[observed]
const fn answer() -> u8 {
    42
}

fn main() {
    answer();
}
