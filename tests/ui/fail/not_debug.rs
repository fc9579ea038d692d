// `#[instrument]` records with `Debug`, as `tracing` does; what has none is shown.
use frosted::instrument;

struct Hidden;

#[instrument]
fn hidden(first: u8, second: Hidden) -> u8 {
    let _ = second;
    first
}

fn main() {
    hidden(1, Hidden);
}
