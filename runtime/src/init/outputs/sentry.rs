//! Reports of errors, if there is an address for them.

use super::{Running, clean};
use crate::config::{Otel, Reports};
use crate::engine::Outputs;
use crate::names::env;
use crate::redact::Sink;
use crate::sentry::{Address, ReportSettings, Sentry};

/// Where reports go, if that is said in order.
fn address(reports: &Reports, otel: &mut Otel) -> Option<Address> {
    let text = reports.address.as_ref()?;
    let address = Address::parse(&text.0);
    if address.is_none() {
        otel.warn(env::SENTRY_DSN, "no reports");
    }
    address
}

/// Adds what is wrong with the settings.
pub(in crate::init) fn check(reports: &Reports, otel: &mut Otel) {
    address(reports, otel);
}

pub(super) fn prepare(
    reports: &Reports,
    otel: &mut Otel,
    running: &mut Running,
    sinks: &mut Outputs,
) {
    let Some(address) = address(reports, otel) else {
        return;
    };
    let named = |key: &str| {
        let mut resource = otel.resource.iter();
        let named = resource.find(|(name, _)| name == key);
        named.map(|(_, value)| value.clone())
    };
    let release = named("service.name").zip(named("service.version"));
    let output = Sentry::new(&ReportSettings {
        release: reports
            .release
            .clone()
            .or(release.map(|(name, version)| format!("{name}@{version}"))),
        environment: reports
            .environment
            .clone()
            .or_else(|| named("deployment.environment.name")),
        resource: clean(&otel.resource),
    });
    running.sinks.push(Sink::Sentry);
    let (of_launch, of_show, of_flush) = (output.clone(), output.clone(), output.clone());
    running.add(move || of_launch.launch(&address), move || of_show.show());
    running
        .senders
        .push(Box::new(move |limit| of_flush.flush(limit)));
    sinks.events.push(Box::new(output));
}
