// A key in another form than it has: the message shows how it is written.
use frosted::observed;

#[observed(skip, skip_all = true, name("x"), fields = 1, ret = 2)]
fn call() {}

fn main() {
    call();
}
