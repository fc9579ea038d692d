// `err` and `ret` with something else than a level and a format.
use frosted::observed;

#[observed(err(Pretty), ret(levle = "info"))]
fn call() -> Result<(), ()> {
    Ok(())
}

#[observed(err = on)]
fn on() -> Result<(), ()> {
    Ok(())
}

fn main() {
    let _ = (call(), on());
}
