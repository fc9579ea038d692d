//! The static descriptor of one annotated function, its `tracing` callsite, and the list of all.

mod cells;
mod event;

use std::fmt;
use std::sync::OnceLock;
use tracing_core::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing_core::field::FieldSet;
use tracing_core::metadata::Kind;
use tracing_core::subscriber::Interest;
use tracing_core::{Level, Metadata};

pub(crate) use cells::Cells;
pub(crate) use event::EventSite;

/// What an expansion knows of a function. All of it is constant.
#[derive(Debug)]
pub struct Spec {
    /// The span's name.
    pub name: &'static str,
    /// The function's own name, as the `function` label shows it.
    pub function: &'static str,
    /// The module that holds the function.
    pub module: &'static str,
    /// The span's target.
    pub target: &'static str,
    /// The span's level.
    pub level: Level,
    /// The source file.
    pub file: &'static str,
    /// The line of the attribute.
    pub line: u32,
    /// The kind of the exported span: `internal`, `server`, `client`, `producer` or `consumer`.
    pub kind: &'static str,
    /// Names of the fields, in the order of their values.
    pub fields: &'static [&'static str],
}

/// One annotated function. It lives in a `static` of the expansion.
pub struct Site {
    spec: Spec,
    metadata: Metadata<'static>,
    callsite: OnceLock<DefaultCallsite>,
    errors: EventSlots,
    returns: EventSlots,
    cells: OnceLock<Cells>,
}

type EventSlots = [OnceLock<&'static EventSite>; 5];

impl Site {
    /// Describes a function; `itself` is the static that is being made, as its callsite needs an
    /// address that never changes.
    pub const fn new(spec: Spec, itself: &'static Self) -> Self {
        let metadata = Metadata::new(
            spec.name,
            spec.target,
            spec.level,
            Some(spec.file),
            Some(spec.line),
            Some(spec.module),
            FieldSet::new(spec.fields, Identifier(itself)),
            Kind::SPAN,
        );
        Self {
            spec,
            metadata,
            callsite: OnceLock::new(),
            errors: [const { OnceLock::new() }; 5],
            returns: [const { OnceLock::new() }; 5],
            cells: OnceLock::new(),
        }
    }

    /// The function, as its expansion described it.
    pub(crate) fn spec(&self) -> &Spec {
        &self.spec
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

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        &self.metadata
    }

    /// The place of this function's metric handles; the metrics level fills it once.
    pub(crate) fn cells(&self) -> &OnceLock<Cells> {
        &self.cells
    }

    /// The callsite of this function's error events at `level`.
    pub(crate) fn error_event(&'static self, level: Level) -> &'static EventSite {
        EventSite::of(&self.errors, &self.spec, level, event::ERROR_FIELDS)
    }

    /// The callsite of this function's return events at `level`.
    pub(crate) fn return_event(&'static self, level: Level) -> &'static EventSite {
        EventSite::of(&self.returns, &self.spec, level, event::RETURN_FIELDS)
    }

    fn callsite(&'static self) -> &'static DefaultCallsite {
        self.callsite
            .get_or_init(|| DefaultCallsite::new(&self.metadata))
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Site").field(&self.spec).finish()
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
