//! The lines of the page.

use super::Format;
use crate::metrics::{Exemplar, Family, Kind, Number, QUANTILES, Reading, Series, escape, store};
use crate::names;
use std::fmt::{Display, Write};
use std::time::{Duration, UNIX_EPOCH};

/// A piece of the page.
pub(super) struct Writer {
    format: Format,
    out: String,
    reading: Reading,
}

impl Writer {
    pub(super) fn new(format: Format) -> Self {
        Self {
            format,
            out: String::new(),
            reading: Reading::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// The end of the page.
    pub(super) fn end(&mut self) {
        if self.format == Format::OpenMetrics {
            self.out.push_str("# EOF\n");
        }
    }

    /// A number; whole ones are by far the most.
    fn number(&mut self, number: Number) {
        match number {
            Number::Whole(number) => self.whole(number),
            number => self.put(number),
        }
    }

    fn whole(&mut self, mut number: u64) {
        let mut digits = [0_u8; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        let digits = digits[start..].iter().map(|digit| char::from(*digit));
        self.out.extend(digits);
    }

    fn put(&mut self, text: impl Display) {
        // Writing into memory does not fail.
        let _ = write!(self.out, "{text}");
    }

    /// What stands before the lines of a family.
    pub(super) fn head(&mut self, family: &Family) {
        let described = store().description(&family.name);
        let open = self.format == Format::OpenMetrics;
        let (suffix, kind) = match family.kind {
            Kind::Info if !open => ("_info", "gauge"),
            Kind::Counter if !open => (names::TOTAL, "counter"),
            Kind::Bare if !open => ("", "counter"),
            kind => ("", kind.as_str()),
        };
        let name = format!("{}{suffix}", family.name);
        if !described.help.is_empty() {
            let mut help = String::new();
            escape(&described.help, &mut help);
            if !open {
                help = help.replace("\\\"", "\"");
            }
            self.put(format_args!("# HELP {name} {help}\n"));
        }
        self.put(format_args!("# TYPE {name} {kind}\n"));
        if open && !described.unit.is_empty() {
            self.put(format_args!("# UNIT {name} {}\n", described.unit));
        }
    }

    /// The lines of a series.
    pub(super) fn series(&mut self, family: &Family, series: &Series) {
        let mut reading = std::mem::take(&mut self.reading);
        series.read(&mut reading);
        let line = Line {
            name: &family.name,
            labels: series.labels(),
        };
        match family.kind {
            Kind::Counter => {
                self.start(line, names::TOTAL, None);
                self.number(reading.value);
                self.exemplar(series, 0);
                self.out.push('\n');
            }
            Kind::Gauge | Kind::Bare => self.line(line, "", None, reading.value),
            Kind::Info => self.line(line, "_info", None, Number::Whole(1)),
            Kind::Histogram => self.histogram(line, series, &reading),
            Kind::Summary => self.summary(line, &reading),
        }
        self.reading = reading;
    }

    fn histogram(&mut self, line: Line<'_>, series: &Series, reading: &Reading) {
        let bounds = series.bounds().map(|bounds| &**bounds).unwrap_or_default();
        let bounds = bounds.iter().copied().chain([f64::INFINITY]);
        let mut count = 0_u64;
        for (place, (bound, bucket)) in bounds.zip(&reading.buckets).enumerate() {
            count = count.wrapping_add(*bucket);
            self.start(line, "_bucket", Some(("le", bound)));
            self.whole(count);
            self.exemplar(series, place);
            self.out.push('\n');
        }
        self.line(line, "_sum", None, reading.sum);
        self.line(line, "_count", None, Number::Whole(count));
    }

    fn summary(&mut self, line: Line<'_>, reading: &Reading) {
        for (quantile, value) in QUANTILES.into_iter().zip(reading.quantiles) {
            self.line(line, "", Some(("quantile", quantile)), Number::Float(value));
        }
        self.line(line, "_sum", None, reading.sum);
        self.line(line, "_count", None, reading.value);
    }

    fn line(&mut self, line: Line<'_>, suffix: &str, also: Option<(&str, f64)>, value: Number) {
        self.start(line, suffix, also);
        self.number(value);
        self.out.push('\n');
    }

    /// A line up to its value.
    fn start(&mut self, line: Line<'_>, suffix: &str, also: Option<(&str, f64)>) {
        self.out.push_str(line.name);
        self.out.push_str(suffix);
        if !line.labels.is_empty() || also.is_some() {
            self.out.push('{');
            self.out.push_str(line.labels);
            if let Some((name, value)) = also {
                if !line.labels.is_empty() {
                    self.out.push(',');
                }
                self.put(format_args!("{name}=\"{}\"", Bound(value)));
            }
            self.out.push('}');
        }
        self.out.push(' ');
    }

    /// The exemplar of a line, in the format that has them.
    fn exemplar(&mut self, series: &Series, place: usize) {
        if self.format != Format::OpenMetrics {
            return;
        }
        let Some(exemplar) = series.exemplar(place) else {
            return;
        };
        let Exemplar { span, value, at } = exemplar;
        let at = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        self.put(format_args!(
            " # {{trace_id=\"{}\",span_id=\"{}\"}} {} {}.{:03}",
            span.trace_id,
            span.span_id,
            Number::Float(value),
            at.as_secs(),
            at.subsec_millis(),
        ));
    }
}

/// What all lines of a series begin with.
#[derive(Clone, Copy)]
struct Line<'l> {
    name: &'l str,
    labels: &'l str,
}

/// A bound or a quantile, as `OpenMetrics` spells it: with a point. Both formats have the same
/// spelling, so that a change of the format makes no other series.
struct Bound(f64);

impl Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_infinite() {
            f.write_str("+Inf")
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}
