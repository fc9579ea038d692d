//! `shop demo`: mixed traffic for a bounded time, then what was seen of it.

mod client;
mod report;
mod traffic;

use crate::Failure;
use crate::arguments::Demo;
use std::net::SocketAddr;
use std::time::Duration;

/// Drives traffic at the shop and prints what telemetry counted. Everything for people goes to
/// standard error: standard output holds log lines and nothing else.
pub(crate) async fn run(shop: SocketAddr, demo: &Demo) -> Result<(), Failure> {
    eprintln!(
        "shop listens on http://{shop}, traffic runs for {:?}",
        demo.traffic
    );
    let sent = traffic::drive(shop, demo.traffic).await?;
    // Cancelled requests and spawned tasks end a moment after their clients left.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let page = reqwest::get(format!("http://{shop}/metrics"))
        .await?
        .text()
        .await?;
    eprintln!("{}", report::tables(&page));
    eprintln!("{}", report::addresses(shop));
    if let Some(file) = &demo.report {
        let report = serde_json::json!({ "address": shop.to_string(), "sent": sent });
        // Whoever waits for the file must not see half of it.
        let draft = file.with_extension("draft");
        std::fs::write(&draft, report.to_string())?;
        std::fs::rename(&draft, file)?;
    }
    tokio::time::sleep(demo.linger).await;
    Ok(())
}
