// Events with something wrong in them, each with what is allowed.
use frosted::{Redact, bind, info};

#[derive(Redact)]
#[redact(transparent, pii)]
struct Email(String);

fn main() {
    let (order, email) = (7, Email(String::new()));
    info!();
    info!(tarjet: "x", "text");
    info!(target: "x", target: "y", "text");
    info!("a } brace");
    info!("{order", 1);
    info!(password = order, "text");
    info!(a = 1, a = 2, "text");
    info!(a = , "text");
    info!(%email, "text");
    bind!();
    bind!(order, "text");
}
