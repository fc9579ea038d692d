//! What a call returned, judged by its type: whether it is an error, and what may be shown of it.

mod body;
mod value;
mod verdict;

pub use body::{invoke, never};
pub use value::{ByHidden, ByOk, ByOkText, ByWhole, ByWholeText};
pub use verdict::{
    ByError, ByKind, ByValue, Failure, Fallible, Returned, Verdict, error_debug, error_display,
};
