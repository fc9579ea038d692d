//! The head decision: whether a trace that starts here is exported.
//!
//! Names and meaning as in `OTEL_TRACES_SAMPLER` of the OpenTelemetry environment specification.

use crate::context::{SpanContext, TraceId};

/// A head sampler.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sampler {
    /// What decides for a trace without a parent.
    pub(crate) root: Ratio,
    /// Whether a remote parent's decision is followed.
    pub(crate) parent_based: bool,
}

/// A share of all traces, compared with the low 56 bits of the trace id, so that services which
/// sample the same share keep the same traces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ratio {
    /// Kept are trace ids whose low bits are below this.
    threshold: u128,
}

impl Ratio {
    const END: u128 = 1 << 56;
    pub(crate) const ALL: Self = Self {
        threshold: Self::END,
    };
    pub(crate) const NONE: Self = Self { threshold: 0 };

    /// A share from zero to one; `None` outside of that.
    pub(crate) fn new(share: f64) -> Option<Self> {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "the product is from 0 to 2^56, which a float holds exactly enough"
        )]
        let threshold = (share * Self::END as f64) as u128;
        (0.0..=1.0).contains(&share).then_some(Self { threshold })
    }

    fn keeps(self, trace: TraceId) -> bool {
        trace.as_u128() % Self::END < self.threshold
    }
}

impl Sampler {
    /// `parentbased_always_on`, the specification's default.
    pub(crate) const DEFAULT: Self = Self {
        root: Ratio::ALL,
        parent_based: true,
    };

    pub(crate) fn samples(self, trace: TraceId, remote: Option<SpanContext>) -> bool {
        match remote {
            Some(parent) if self.parent_based => parent.flags.sampled(),
            _ => self.root.keeps(trace),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_keeps_about_its_share() {
        let tenth = Ratio::new(0.1).expect("a share");
        let kept = (0..10_000)
            .filter(|_| tenth.keeps(TraceId::random()))
            .count();
        assert!((800..1200).contains(&kept), "{kept}");
        assert!((0..1000).all(|_| Ratio::ALL.keeps(TraceId::random())));
        assert!(!(0..1000).any(|_| Ratio::NONE.keeps(TraceId::random())));
        assert_eq!(Ratio::new(1.5), None);
        assert_eq!(Ratio::new(f64::NAN), None);
    }
}
