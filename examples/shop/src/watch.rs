//! What the shop promises, and what it is watched with.

use crate::arguments::Ops as Asked;
use frosted::ops::Ops;
use std::io;
use std::process::ExitCode;

frosted::slo! {
    "orders",
    route = "/orders",
    method = "POST",
    availability = "99.9",
    latency(le = "1s", target = "99"),
}

frosted::slo! { "shop", availability = "99.5" }

/// Prints, writes or checks; fails if something is wrong.
pub(crate) fn run(asked: &Asked) -> ExitCode {
    let ops = Ops::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")).budget(1000);
    match done(&ops, asked) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("shop: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nothing is wrong.
fn done(ops: &Ops, asked: &Asked) -> io::Result<bool> {
    if asked.out.is_none() && asked.check.is_none() {
        println!("{}", ops.catalog().to_json());
    }
    if let Some(folder) = &asked.out {
        ops.write(folder)?;
    }
    let Some(folder) = &asked.check else {
        return Ok(true);
    };
    let problems = ops.check(folder)?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    Ok(problems.is_empty())
}
