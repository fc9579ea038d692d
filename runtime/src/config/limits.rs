//! How much of what was recorded is sent: the variables of the
//! [specification](https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits).
//! Those of one kind win over those of all. No more is kept than by default.

use super::otel::Reader;
use crate::names::env;

/// What the specification gives by default, and the most that is kept.
const MOST: usize = 128;

/// How many attributes, and how many characters of each text.
pub(crate) type Attributes = (usize, Option<usize>);

/// What the variables say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) of_span: Attributes,
    pub(crate) of_event: Attributes,
    pub(crate) of_record: Attributes,
    pub(crate) events: usize,
    pub(crate) links: usize,
}

impl Reader<'_> {
    pub(super) fn limits(&mut self) -> Limits {
        let length = self.length(&[env::ATTRIBUTE_LENGTH]);
        let of_span = [env::SPAN_ATTRIBUTE_LENGTH, env::ATTRIBUTE_LENGTH];
        let of_record = [env::RECORD_ATTRIBUTE_LENGTH, env::ATTRIBUTE_LENGTH];
        Limits {
            of_span: (
                self.count(&[env::SPAN_ATTRIBUTES, env::ATTRIBUTES]),
                self.length(&of_span),
            ),
            of_event: (
                self.count(&[env::EVENT_ATTRIBUTES, env::ATTRIBUTES]),
                length,
            ),
            of_record: (
                self.count(&[env::RECORD_ATTRIBUTES, env::ATTRIBUTES]),
                self.length(&of_record),
            ),
            events: self.count(&[env::SPAN_EVENTS]),
            links: self.count(&[env::SPAN_LINKS]),
        }
    }

    fn count(&mut self, variables: &[&'static str]) -> usize {
        let Some((variable, text)) = self.environment.first(variables) else {
            return MOST;
        };
        match text.trim().parse() {
            Ok(count) if count <= MOST => count,
            _ => {
                self.warn(variable, "128");
                MOST
            }
        }
    }

    fn length(&mut self, variables: &[&'static str]) -> Option<usize> {
        let (variable, text) = self.environment.first(variables)?;
        let length = text.trim().parse().ok();
        if length.is_none() {
            self.warn(variable, "8 KiB");
        }
        length
    }
}
