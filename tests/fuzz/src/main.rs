//! A fuzz target for what clients send: the fuzzer chooses bytes by what they made the code do, and
//! the bytes become a request with hostile headers. See `run`.

#![no_main]

#[path = "../../src/hostile.rs"]
mod hostile;

use axum::Router;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};

struct Service {
    router: Router,
    runtime: Runtime,
    _telemetry: frosted::Telemetry,
}

fn service() -> &'static Service {
    static SERVICE: OnceLock<Service> = OnceLock::new();
    SERVICE.get_or_init(|| Service {
        _telemetry: frosted::init!().expect("nothing was set up before"),
        router: hostile::router(),
        runtime: Builder::new_current_thread().build().expect("a runtime"),
    })
}

fuzz_target!(|bytes: &[u8]| {
    let service = service();
    let sent = hostile::send(service.router.clone(), bytes);
    service.runtime.block_on(sent);
});
