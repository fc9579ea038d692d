// A span kind that OpenTelemetry does not know.
use frosted::observed;

#[observed(kind = "customer")]
fn call() {}

fn main() {
    call();
}
