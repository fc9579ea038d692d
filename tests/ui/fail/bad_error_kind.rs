// Each argument of `#[error_kind]` says what it takes.
use frosted::ErrorKind;

#[derive(ErrorKind)]
#[error_kind(class = "user")]
enum Bad {
    #[error_kind("OutOfStock")]
    Kind,
    #[error_kind(status = 200)]
    Status,
    #[error_kind(text = "no such order: {id}")]
    Text { id: u8 },
    #[error_kind(retryable = "yes")]
    Retryable,
    #[error_kind(levle = "warn")]
    Key,
    #[error_kind]
    Empty,
    _404,
}

fn main() {
    // Nothing is said of what could not be derived.
    let _ = Bad::Kind.kind();
}
