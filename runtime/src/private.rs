//! What expansions name. Not for anybody else: it changes without notice.

pub use crate::__register as register;
pub use crate::__register_metric as register_metric;
pub use crate::__register_objective as register_objective;
pub use crate::__register_schema as register_schema;
pub use crate::__respond as respond;
pub use crate::error_kind::{ErrorClass, ErrorKind};
pub use crate::label::{
    Amount, Label, LabelSpec, LabelValue, Measure, OpenLabel, Whole, closed, label_text, measured,
    open, scaled, values_of, whole, witness,
};
pub use crate::objective::{Goal, Latency, Objective, RouteObjective};
pub use crate::redact::{
    AsItIs, AsOptional, AsOptionalText, AsText, ByOwnRules, Captured, Class, Classified, Explicit,
    FieldInfo, Floor, Open, Out, Parts, Plain, Probe, Redact, Redacted, Schema, Shape, Shows,
    Unread, address, custom, debug, display, is_class_of_field, map, message, needs_text, nested,
    of, of_keys, of_values, public, ruled, shows_traces, strictly, viewed,
};
pub use crate::returned::{
    AsDebug, AsDyn, AsError, AsHolder, AsPlain, AsRuled, Conditioned, DebugText, DisplayText,
    Failure, Fallible, Gives, Hidden, Infallible, Inside, Itself, Judge, Judged, Kind, Named,
    Never, OkOf, Print, Ruled, Sees, Show, Showing, ShowingAll, Speech, Type, Unnamed, Verdict,
    Worded, error_debug, error_display, error_if, never, ok_if, shown_as,
};
pub use tracing_core::field::{Value, debug as as_debug, display as as_display};
pub use tracing_core::{Level, span::Id};

#[cfg(feature = "engine")]
pub use crate::call::{
    Call, Hand, Handed, Kept, Noting, NotingKnown, Observed, On, Parent, Rewrap, Scoped, Tracked,
    bind, bind_for_a_while, drive, emit, noting, noting_known, parent, run, run_future, run_stream,
    seen_by,
};
#[cfg(feature = "engine")]
pub use crate::catalog::{RegisteredClass, RegisteredObjective, RegisteredSchema};
#[cfg(feature = "engine")]
pub use crate::metrics::{Change, Metric, MetricKind, MetricSpec, RegisteredMetric};
#[cfg(not(feature = "engine"))]
pub use crate::off::{
    Call, Change, Counting, ErrorEvent, EventSource, Hand, Kept, Metric, MetricKind, MetricSpec,
    On, Parent, Site, SpanSpec, Spec, Style, Tracked, bind, bind_for_a_while, drive, emit, noting,
    noting_known, parent, run, run_future, run_stream, seen_by,
};
#[cfg(feature = "engine")]
pub use crate::site::{Counting, ErrorEvent, EventSource, Registered, Site, SpanSpec, Spec, Style};
#[cfg(feature = "axum")]
pub use axum::response::{IntoResponse, Response};
#[cfg(feature = "engine")]
pub use inventory;

/// The traits behind the tiers, nameless: an expansion brings their methods into scope and no
/// name.
pub mod traits {
    #[cfg(feature = "engine")]
    pub use crate::call::{ByHanded as _, ByKept as _};
    #[cfg(not(feature = "engine"))]
    pub use crate::off::ByKept as _;
    pub use crate::redact::{
        ByExplicit as _, ByKnownRules as _, ByKnownScalar as _, ByNothing as _,
        ByNothingInside as _, ByOpaquePart as _, ByOpen as _, ByOptional as _, ByOptionalText as _,
        ByOwnDebug as _, ByPlain as _, ByPlainPart as _, ByPrinted as _, ByRedact as _,
        ByRuledPart as _, ByRules as _, ByRulesInside as _, ByText as _, ByUnclassified as _,
        ByUnknown as _, ByUnread as _, ByView as _,
    };
    pub use crate::returned::{
        ByClassedOk as _, ByClassedWhole as _, ByDebug as _, ByHidden as _, ByHolder as _,
        ByInside as _, ByItself as _, ByKind as _, ByNoWords as _, ByOk as _, ByOkText as _,
        ByRuledKind as _, ByRuledOk as _, ByRuledType as _, ByRuledWhole as _, BySource as _,
        ByType as _, ByUnclassedOk as _, ByUnclassedWhole as _, ByValue as _, ByWhole as _,
        ByWholeText as _,
    };
}
