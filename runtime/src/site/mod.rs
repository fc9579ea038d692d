//! The static descriptor of one annotated function, its `tracing` callsite, and the list of all.

mod cells;
mod counting;
mod event;
mod learned;
mod source;
mod spec;

use crate::redact::FieldInfo;
use std::fmt;
use std::panic::Location;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tracing_core::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing_core::field::FieldSet;
use tracing_core::metadata::Kind;
use tracing_core::subscriber::Interest;
use tracing_core::{Level, Metadata};

pub(crate) use cells::{Cells, ErrorKinds, Number};
pub use counting::Counting;
pub(crate) use counting::{Counted, Labelled};
pub(crate) use event::EventSite;
pub(crate) use learned::{Learned, Seen};
pub use source::EventSource;
pub use spec::{ErrorEvent, SpanSpec, Spec, Style};

/// Seconds between two warnings about one function.
const PAUSE: u64 = 60;

/// One annotated function. It lives in a `static` of the expansion.
pub struct Site {
    metadata: Metadata<'static>,
    besides: Option<&'static Spec>,
    callsite: OnceLock<DefaultCallsite>,
    number: Number,
    rest: OnceLock<Box<Rest>>,
}

/// What few functions need, made when one does.
#[derive(Default)]
struct Rest {
    /// By level.
    errors: [OnceLock<&'static EventSite>; 5],
    returns: OnceLock<&'static EventSite>,
    cells: OnceLock<Box<Cells>>,
    /// What is known of each field, once calls have shown it.
    learned: Learned,
    /// When the function was last warned of, in seconds since this process began to warn.
    warned: AtomicU64,
}

impl Site {
    /// Describes a function; `itself` is the static that is being made, as its callsite needs an
    /// address that never changes.
    #[track_caller]
    pub const fn new(spec: SpanSpec, itself: &'static Self) -> Self {
        let at = Location::caller();
        let metadata = Metadata::new(
            spec.name(),
            spec.target(),
            spec.level,
            Some(at.file()),
            Some(at.line()),
            Some(spec.module),
            FieldSet::new(spec.fields, Identifier(itself)),
            Kind::SPAN,
        );
        Self {
            metadata,
            besides: spec.besides,
            callsite: OnceLock::new(),
            number: Number::new(),
            rest: OnceLock::new(),
        }
    }

    /// The site of calls that leave no trace of their own.
    pub(crate) fn silent() -> &'static Self {
        static UNCOUNTED: Spec = Spec {
            metrics: false,
            ..Spec::DEFAULT
        };
        static SILENT: Site = Site::new(
            SpanSpec {
                besides: Some(&UNCOUNTED),
                ..SpanSpec::DEFAULT
            },
            &SILENT,
        );
        &SILENT
    }

    /// Whether calls leave no trace of their own.
    pub(crate) fn is_silent(&self) -> bool {
        self.function().is_empty()
    }

    /// What the attribute says, or what holds if it says nothing.
    #[inline]
    pub(crate) fn spec(&self) -> &'static Spec {
        static USUAL: Spec = Spec::DEFAULT;
        self.besides.unwrap_or(&USUAL)
    }

    /// The function's own name.
    pub(crate) fn function(&self) -> &'static str {
        match self.spec().function {
            "" => self.metadata.name(),
            function => function,
        }
    }

    /// The module that holds the function.
    pub(crate) fn module(&self) -> &'static str {
        self.metadata.module_path().unwrap_or_default()
    }

    /// Names of the fields, in the order of their values.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.metadata.fields().iter().map(|field| field.name())
    }

    fn rest(&self) -> &Rest {
        self.rest.get_or_init(Box::default)
    }

    /// Whether anybody wants the span, so that its fields are worth computing.
    #[inline]
    pub fn records(&'static self) -> bool {
        let interest = self.callsite().interest();
        !interest.is_never()
            && (interest.is_always()
                || tracing_core::dispatcher::get_default(|dispatch| {
                    dispatch.enabled(&self.metadata)
                }))
    }

    /// What the attribute says that a parameter is.
    pub fn said(&'static self, place: usize) -> &'static FieldInfo {
        static UNSAID: FieldInfo = FieldInfo::NESTED;
        self.spec().said.get(place).unwrap_or(&UNSAID)
    }

    /// What calls have shown of the fields.
    pub(crate) fn learned(&self) -> &Learned {
        &self.rest().learned
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        &self.metadata
    }

    /// The labels of its own that the function's metrics have.
    #[inline]
    pub(crate) fn labels(&self) -> Option<&'static Counting> {
        self.spec().counting.filter(|it| !it.labels().is_empty())
    }

    /// What calls without labels of their own are counted as.
    #[inline]
    pub(crate) fn counted(&'static self) -> Counted {
        Counted::new(self, None)
    }

    /// The callsite of this function's error events at `level`.
    pub(crate) fn error_event(&'static self, level: Level) -> &'static EventSite {
        let fields = match self.spec().style {
            Style::Observed => event::ERROR_FIELDS,
            Style::Instrument => event::TRACING_ERROR_FIELDS,
        };
        let slot = &self.rest().errors[event::index(level)];
        EventSite::of(slot, self, level, fields)
    }

    /// The callsite of this function's return events.
    pub(crate) fn return_event(&'static self) -> &'static EventSite {
        let fields = match self.spec().style {
            Style::Observed => event::RETURN_FIELDS,
            Style::Instrument => event::TRACING_RETURN_FIELDS,
        };
        EventSite::of(&self.rest().returns, self, self.spec().ret, fields)
    }

    /// Whether a warning about this function is due: one in a minute.
    pub(crate) fn may_warn(&self) -> bool {
        static BEGAN: OnceLock<Instant> = OnceLock::new();
        let now = BEGAN.get_or_init(Instant::now).elapsed().as_secs() + PAUSE;
        let warned = &self.rest().warned;
        let last = warned.load(Ordering::Relaxed);
        let due = last == 0 || now >= last + PAUSE;
        due && warned
            .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    fn callsite(&'static self) -> &'static DefaultCallsite {
        self.callsite
            .get_or_init(|| DefaultCallsite::new(&self.metadata))
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Site").field(&self.metadata).finish()
    }
}

impl Callsite for Site {
    fn set_interest(&self, interest: Interest) {
        if let Some(callsite) = self.callsite.get() {
            callsite.set_interest(interest);
        }
    }

    fn metadata(&self) -> &Metadata<'_> {
        &self.metadata
    }
}

/// What an expansion submits at link time: one annotated function of this binary.
#[derive(Debug)]
pub struct Registered(pub &'static Site);

inventory::collect!(Registered);

/// Every annotated function of this binary, called or not, in no order.
pub(crate) fn all() -> impl Iterator<Item = &'static Site> {
    inventory::iter::<Registered>
        .into_iter()
        .map(|registered| registered.0)
}
