//! The rows as bars, on a scale of powers of ten.

use crate::report::Result;
use std::fmt::Write;

const ROW: f64 = 18.0;
const LEFT: f64 = 380.0;
const DECADE: f64 = 110.0;
const DECADES: i32 = 5;

/// A drawing of the times of all rows, as SVG.
pub(crate) fn svg(all: &[Result]) -> String {
    let height = ROW * (all.len() as f64 + 3.0);
    let width = LEFT + DECADE * f64::from(DECADES) + 80.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for decade in 0..=DECADES {
        let x = LEFT + DECADE * f64::from(decade);
        let (end, label) = (height - ROW, 10_i64.pow(decade.unsigned_abs()));
        let _ = writeln!(
            svg,
            "<line x1=\"{x}\" y1=\"{ROW}\" x2=\"{x}\" y2=\"{end}\" stroke=\"#ddd\"/>\
             <text x=\"{x}\" y=\"12\" text-anchor=\"middle\">{label} ns</text>"
        );
    }
    for (place, result) in all.iter().enumerate() {
        bar(&mut svg, place, result);
    }
    svg + "</svg>\n"
}

fn bar(svg: &mut String, place: usize, result: &Result) {
    let y = ROW * (place as f64 + 1.5);
    let wall = result.wall().max(1.0);
    let length = wall.log10() * DECADE;
    let color = match result.name {
        name if name.contains("frosted") => "#2b7bba",
        name if name.starts_with("floor") || name.starts_with("bare") => "#999",
        _ => "#d98c3f",
    };
    let (text, name) = (y + 11.0, result.name.replace('&', "&amp;"));
    let (start, end) = (LEFT - 6.0, LEFT + length + 4.0);
    let _ = writeln!(
        svg,
        "<text x=\"{start}\" y=\"{text}\" text-anchor=\"end\">{name}</text>\
         <rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"13\" fill=\"{color}\"/>\
         <text x=\"{end:.1}\" y=\"{text}\">{wall:.0}</text>"
    );
}
