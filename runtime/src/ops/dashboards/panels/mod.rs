//! The panels of the dashboards. `$these` stands for the service and the chosen instances.

mod resources;
mod service;
mod telemetry;

pub(super) use resources::{process, stores};
pub(super) use service::{functions, requests};
pub(super) use telemetry::telemetry;

/// One panel.
#[derive(Clone)]
pub(super) struct Panel {
    pub(super) title: String,
    /// As Grafana names it.
    pub(super) unit: &'static str,
    pub(super) kind: &'static str,
    /// The least that is shown, unless what it shows can be less.
    pub(super) min: Option<u8>,
    /// The file of the runbook that goes with it, or nothing.
    pub(super) runbook: &'static str,
    /// Each with what its lines are called.
    pub(super) queries: Vec<(String, String)>,
}

fn panel(title: &str, unit: &'static str, queries: &[(&str, &str)]) -> Panel {
    let owned = |(expr, legend): &(&str, &str)| ((*expr).to_owned(), (*legend).to_owned());
    Panel {
        title: title.to_owned(),
        unit,
        kind: "timeseries",
        min: Some(0),
        runbook: "",
        queries: queries.iter().map(owned).collect(),
    }
}

impl Panel {
    fn stat(mut self) -> Self {
        self.kind = "stat";
        self
    }

    fn below_zero(mut self) -> Self {
        self.min = None;
        self
    }

    fn runbook(mut self, alert: &'static str) -> Self {
        self.runbook = alert;
        self
    }
}
