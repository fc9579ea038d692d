//! What a reader asks for: [content negotiation](https://prometheus.io/docs/instrumenting/content_negotiation/)
//! with the weights of RFC 9110, section 12.5.

use super::Format;

/// The format that the header `Accept` asks for: `OpenMetrics` where it is wanted at least as much as
/// text, and text where nothing that we have is named.
pub(super) fn format(accept: &str) -> Format {
    let (mut open, mut text) = (0.0_f32, 0.0_f32);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let parameters: Vec<&str> = parts.collect();
        let version = parameter(&parameters, "version");
        let weight = weight(&parameters);
        match media.as_str() {
            "application/openmetrics-text" if matches!(version, None | Some("1.0.0")) => {
                open = open.max(weight);
            }
            "text/plain" if matches!(version, None | Some("0.0.4")) => text = text.max(weight),
            _ => {}
        }
    }
    if open > 0.0 && open >= text {
        Format::OpenMetrics
    } else {
        Format::Text
    }
}

/// Whether the header `Accept-Encoding` allows gzip.
pub(super) fn gzip(encoding: &str) -> bool {
    encoding.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let coding = parts.next().unwrap_or_default();
        let parameters: Vec<&str> = parts.collect();
        coding.eq_ignore_ascii_case("gzip") && weight(&parameters) > 0.0
    })
}

fn parameter<'p>(parameters: &[&'p str], name: &str) -> Option<&'p str> {
    parameters.iter().find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let named = key.trim().eq_ignore_ascii_case(name);
        named.then(|| value.trim().trim_matches('"'))
    })
}

/// The weight of a range: one unless it says another.
fn weight(parameters: &[&str]) -> f32 {
    let weight = parameter(parameters, "q").and_then(|weight| weight.parse().ok());
    weight.unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_the_one_that_is_wanted_most() {
        let open = [
            "application/openmetrics-text",
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            "application/openmetrics-text; version=\"1.0.0\"; q=0.5, text/plain; q=0.5",
        ];
        for accept in open {
            assert_eq!(format(accept), Format::OpenMetrics, "{accept}");
        }
        let text = [
            "",
            "*/*",
            "text/plain;version=0.0.4",
            "application/openmetrics-text;version=2.0.0",
            "application/openmetrics-text;q=0.1,text/plain",
            "application/openmetrics-text;q=0",
            ";;,=;q=nonsense, \u{1F980}",
        ];
        for accept in text {
            assert_eq!(format(accept), Format::Text, "{accept}");
        }
    }

    #[test]
    fn gzip_is_used_where_it_is_allowed() {
        assert!(gzip("gzip") && gzip("deflate, GZIP;q=0.5"));
        assert!(!gzip("") && !gzip("gzip;q=0") && !gzip("br, identity"));
    }
}
