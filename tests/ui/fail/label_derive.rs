// Only an enum without data that nobody classified is a label.
#![allow(dead_code)]
use frosted::{Label, Redact};

#[derive(Label)]
struct Plan {
    name: String,
}

#[derive(Label)]
enum Payment {
    Card(u8),
    Cash,
}

#[derive(Label, Redact)]
#[redact(all = health)]
enum Diagnosis {
    Flu,
}

#[derive(Label)]
enum Values {
    #[label(value = "")]
    Empty,
    #[label(value = "same")]
    One,
    #[label(value = "same")]
    Other,
    #[label(max = 3)]
    Capped,
    #[label]
    Nothing,
}

fn main() {}
