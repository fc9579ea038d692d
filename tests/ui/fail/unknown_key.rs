// A misspelt key names the nearest one; a strange key lists what there is.
use frosted::observed;

#[observed(er(level = "warn"))]
fn misspelt() {}

#[observed(frobnicate)]
fn strange() {}

fn main() {
    misspelt();
    strange();
}
