//! What a call returned, judged by its type: whether it is an error, and what may be shown of it.

mod asked;
mod judge;
mod sees;
mod shape;
mod shown;
mod speech;
mod verdict;
mod words;

pub use asked::{
    Conditioned, Fallible, Print, Worded, error_debug, error_display, error_if, ok_if,
};
pub use judge::{
    ByKind, ByRuledKind, ByRuledType, ByType, ByValue, Infallible, Judge, Judged, Kind, Named,
    Ruled, Unnamed,
};
pub use sees::{ByInside, ByItself, Inside, Itself, Sees};
pub use shape::{Gives, Never, Type, never};
pub use shown::{
    AsPlain, AsRuled, ByClassedOk, ByClassedWhole, ByHidden, ByOk, ByOkText, ByRuledOk,
    ByRuledWhole, ByUnclassedOk, ByUnclassedWhole, ByWhole, ByWholeText, DebugText, DisplayText,
    Hidden, OkOf, Show, Showing, ShowingAll, shown_as,
};
pub use speech::{
    AsDebug, AsDyn, AsError, AsHolder, ByDebug, ByHolder, ByNoWords, BySource, Speech,
};
pub use verdict::{Failure, Verdict};
pub(crate) use words::{Match, Words, compare_words};
