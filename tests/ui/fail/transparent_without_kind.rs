// The error inside must say what kind it is, and the field is shown if it does not.
use frosted::ErrorKind;

#[derive(ErrorKind)]
enum Bad {
    #[error_kind(transparent)]
    Io(String),
}

fn main() {}
