// `transparent` looks through to one error and takes everything from it.
use frosted::ErrorKind;

#[derive(ErrorKind)]
enum Bad {
    #[error_kind(transparent)]
    Two(Inner, Inner),
    #[error_kind(transparent, status = 404)]
    Both(Inner),
}

#[derive(ErrorKind)]
#[error_kind(transparent)]
struct Empty;

#[derive(ErrorKind)]
struct Inner;

fn main() {}
