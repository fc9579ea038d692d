//! The table.

use crate::Row;
use serde_json::json;

/// What came of one row.
pub(crate) struct Result {
    pub(crate) name: &'static str,
    peer: &'static str,
    base: &'static str,
    wall: Vec<f64>,
    cpu: Vec<f64>,
    allocations: f64,
}

impl Result {
    pub(crate) fn new(row: &Row) -> Self {
        Self {
            name: row.name,
            peer: row.peer,
            base: row.base,
            wall: Vec::new(),
            cpu: Vec::new(),
            allocations: 0.0,
        }
    }

    /// Adds what a process printed.
    pub(crate) fn add(&mut self, line: &str) {
        let mut numbers = line.split(' ').skip(1).map(|it| it.parse::<f64>().unwrap());
        self.wall.push(numbers.next().unwrap());
        self.cpu.push(numbers.next().unwrap());
        self.allocations = numbers.next().unwrap();
    }

    /// Whether it writes lines to where errors would stand.
    pub(crate) fn writes_lines(&self) -> bool {
        self.name.contains("a line") || self.name.contains("everything on")
    }

    pub(crate) fn wall(&self) -> f64 {
        median(&self.wall)
    }
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The ratio of a row to its peer, if that was measured too.
fn ratio(result: &Result, all: &[Result]) -> Option<f64> {
    let of = |name| {
        all.iter()
            .find(|other| other.name == name)
            .map(Result::wall)
    };
    let base = if result.base.is_empty() {
        0.0
    } else {
        of(result.base)?
    };
    Some((result.wall() - base) / (of(result.peer)? - base))
}

/// Prints the table as Markdown.
pub(crate) fn print(all: &[Result]) {
    println!(
        "| | ns a call | least to most | processor ns, all threads | allocations | ratio | to |"
    );
    println!("|---|--:|--:|--:|--:|--:|---|");
    for result in all {
        let least = result.wall.iter().copied().fold(f64::INFINITY, f64::min);
        let most = result.wall.iter().copied().fold(0.0, f64::max);
        let ratio = ratio(result, all).map_or_else(String::new, |it| format!("{it:.2}"));
        println!(
            "| {} | {:.1} | {least:.1} to {most:.1} | {:.1} | {:.2} | {ratio} | {} |",
            result.name,
            result.wall(),
            median(&result.cpu),
            result.allocations,
            result.peer,
        );
    }
}

/// The same as JSON, one object a row.
pub(crate) fn json(all: &[Result]) -> String {
    let rows = all.iter().map(|result| {
        json!({
            "name": result.name,
            "wall_ns": result.wall(),
            "cpu_ns": median(&result.cpu),
            "allocations": result.allocations,
            "peer": result.peer,
            "ratio": ratio(result, all),
        })
    });
    rows.map(|row| row.to_string() + "\n").collect()
}
