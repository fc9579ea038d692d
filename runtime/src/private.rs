//! What expansions name. Not for anybody else: it changes without notice.

pub use crate::__register as register;
pub use crate::redact::{Captured, Explicit, Plain, Probe, debug, display};
pub use crate::returned::{
    Failure, Fallible, Returned, Verdict, error_debug, error_display, invoke, never,
};
pub use tracing_core::Level;

#[cfg(feature = "engine")]
pub use crate::call::{Call, Observed, announce_return};
#[cfg(not(feature = "engine"))]
pub use crate::off::{Call, Site, Spec, announce_return};
#[cfg(feature = "engine")]
pub use crate::site::{Registered, Site, Spec};
#[cfg(feature = "engine")]
pub use inventory;

/// The traits behind the tiers, nameless: an expansion brings their methods into scope and no
/// name.
pub mod traits {
    pub use crate::redact::{ByExplicit as _, ByNothing as _, ByPlain as _};
    pub use crate::returned::{
        ByError as _, ByHidden as _, ByKind as _, ByOk as _, ByOkText as _, ByValue as _,
        ByWhole as _, ByWholeText as _,
    };
}
