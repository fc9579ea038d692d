// Some arguments belong to one variant, some to the whole type.
use frosted::ErrorKind;

#[derive(ErrorKind)]
#[error_kind(text = "something went wrong", transparent)]
enum Bad {
    #[error_kind(response, crate = ::frosted)]
    Variant,
}

fn main() {}
