// `record` of a field that the span does not have would do nothing.
use frosted::observed;
use tracing::Span;

#[observed(fields(order_id = Empty))]
fn misspelt(count: u8) -> u8 {
    if count > 1 {
        Span::current().record("orderid", 7).record("count", 2);
    }
    count
}

#[observed]
async fn forgotten() {
    tracing::Span::current().record("result", "done");
    // These are not this function's span.
    tracing::info_span!("other", x = 1).in_scope(|| {
        Span::current().record("x", 2);
    });
}

fn main() {}
