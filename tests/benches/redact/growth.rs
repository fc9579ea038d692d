//! How the time grows with the text, for texts that were made to be slow.

use crate::nanos;
use frosted::redact::{scrub, sql};
use std::fmt::Write as _;
use std::hint::black_box;

/// Sizes in bytes.
const SIZES: [usize; 6] = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];

/// Texts in which a rule begins everywhere and ends nowhere.
const HOSTILE: [(&str, &str); 13] = [
    ("prose", "the order of the customer was sent "),
    ("names", "password"),
    ("assignments", "a="),
    ("open quotes", "token=\"\\"),
    ("open brackets", "token=[pii("),
    ("addresses", "a://"),
    ("closed addresses", "a:b://)"),
    ("empty headers", "cookie:\n"),
    ("printed headers", "cookie:\\n"),
    ("headers of tokens", "eyJ-"),
    ("keys", "sk-a-"),
    ("digits", "4-1"),
    ("quotations", "assertion `left unknown variant ` Key ("),
];

/// Measures, prints the table, and draws it.
pub(crate) fn measure() -> String {
    println!("\n## Time against size\n\nNanoseconds a byte.\n");
    let sizes: Vec<String> = SIZES
        .iter()
        .map(|size| format!("{} KiB", size >> 10))
        .collect();
    println!(
        "| text of | {} |\n|---|{}",
        sizes.join(" | "),
        "--:|".repeat(SIZES.len())
    );
    let mut lines = Vec::new();
    let statement = ("a statement", "SELECT 'a' (\"b\" /* $ ");
    for (name, part) in HOSTILE.into_iter().chain([statement]) {
        let read: fn(&str) = match name {
            "a statement" => |text| drop(black_box(sql(black_box(text)))),
            _ => |text| drop(black_box(scrub(black_box(text)))),
        };
        let times = SIZES.map(|size| {
            let text: String = part.chars().cycle().take(size).collect();
            nanos(|| read(&text))
        });
        let per_byte: Vec<String> = SIZES
            .iter()
            .zip(times)
            .map(|(size, time)| format!("{:.2}", time / *size as f64))
            .collect();
        println!("| {name} | {} |", per_byte.join(" | "));
        lines.push((name, times));
    }
    draw(&lines)
}

/// Both axes are logarithmic: what is linear has the slope of the dashed line.
fn draw(lines: &[(&str, [f64; 6])]) -> String {
    let (width, height, left, bottom) = (640.0, 400.0, 70.0, 50.0);
    let x = |size: usize| left + ((size as f64).log2() - 10.0) / 10.0 * (width - left - 150.0);
    let y = |nanos: f64| height - bottom - (nanos.log10() - 2.0) / 6.0 * (height - bottom - 20.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for size in SIZES {
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{} KiB</text>",
            x(size),
            height - 30.0,
            size >> 10
        );
    }
    for (exponent, label) in [
        (3, "1 us"),
        (4, "10 us"),
        (5, "100 us"),
        (6, "1 ms"),
        (7, "10 ms"),
        (8, "100 ms"),
    ] {
        let place = y(10_f64.powi(exponent));
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{place:.0}\" text-anchor=\"end\">{label}</text>",
            left - 6.0
        );
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{:.0}\" y1=\"{place:.0}\" y2=\"{place:.0}\" stroke=\"#ddd\"/>",
            x(1 << 20)
        );
    }
    let (from, to) = (1000.0, 1000.0 * 1024.0);
    let _ = writeln!(
        svg,
        "<line x1=\"{:.0}\" y1=\"{:.0}\" x2=\"{:.0}\" y2=\"{:.0}\" stroke=\"#888\" stroke-dasharray=\"4\"/>",
        x(1 << 10),
        y(from),
        x(1 << 20),
        y(to)
    );
    for (place, (name, times)) in lines.iter().enumerate() {
        let points: Vec<String> = SIZES
            .iter()
            .zip(times)
            .map(|(size, nanos)| format!("{:.1},{:.1}", x(*size), y(*nanos)))
            .collect();
        let hue = place * 360 / lines.len();
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"hsl({hue},70%,40%)\" points=\"{}\"/>",
            points.join(" ")
        );
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" fill=\"hsl({hue},70%,40%)\">{name}</text>",
            x(1 << 20) + 10.0,
            30.0 + 15.0 * place as f64
        );
    }
    svg.push_str("</svg>\n");
    svg
}
