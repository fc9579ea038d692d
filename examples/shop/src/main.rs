//! A small shop: accounts, orders and payments, observed by frosted.
//!
//! `shop serve` serves it; `shop demo` also drives traffic at it and shows what was seen.

#![forbid(unsafe_code)]

mod app;
mod arguments;
mod business;
mod cache;
mod demo;
mod error;
mod faults;
mod handlers;
mod payment;
mod store;
mod watch;

use arguments::{Arguments, Command};
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    if matches!(arguments.command, Command::Doctor) {
        return doctor();
    }
    if let Command::Ops(ops) = &arguments.command {
        return watch::run(ops);
    }
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("shop: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Shows what the settings amount to; fails if something is wrong with them.
fn doctor() -> ExitCode {
    let report = frosted::doctor(env!("CARGO_PKG_NAME"));
    print!("{report}");
    if report.problems().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let _telemetry = frosted::init!()?;
    let server = app::start(&arguments.addresses).await?;
    match arguments.command {
        Command::Serve => {
            eprintln!("shop listens on http://{}", server.address);
            server.ended().await
        }
        Command::Doctor | Command::Ops(_) => Ok(()),
        Command::Demo(demo) => {
            demo::run(server.address, &demo).await?;
            server.stop().await
        }
    }
}
