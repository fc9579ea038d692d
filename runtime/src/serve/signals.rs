//! What asks the process to stop.

use super::ending::Stop;
use std::io;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A request to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// What said it.
    pub(super) by: &'static str,
    /// Whether those who send requests are given a moment.
    pub(super) waits: bool,
    /// Which signal it is; zero if it is none.
    pub(super) number: u32,
}

/// Requests to stop, in the order in which they came.
pub(super) struct Signals(UnboundedReceiver<Told>);

impl Signals {
    /// Installs the handlers. They stay for the life of the process: the third signal ends it even
    /// if nobody asks any more.
    pub(super) fn install(stop: Option<Stop>) -> io::Result<Self> {
        let (sender, receiver) = unbounded_channel();
        listen(&sender)?;
        if let Some(stop) = stop {
            tokio::spawn(async move {
                stop.await;
                let told = Told {
                    by: "application",
                    waits: false,
                    number: 0,
                };
                let _ = sender.send(told);
            });
        }
        Ok(Self(receiver))
    }

    /// The second signal: whoever sends it does not want to wait. An application that stops and is
    /// told to by one signal is no second.
    pub(super) async fn again(&mut self) {
        while self.next().await.number < 2 {}
    }

    /// The next request to stop.
    pub(super) async fn next(&mut self) -> Told {
        match self.0.recv().await {
            Some(told) => told,
            None => std::future::pending().await,
        }
    }
}

#[cfg(unix)]
fn listen(sender: &UnboundedSender<Told>) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let sender = sender.clone();
    tokio::spawn(async move {
        let mut number = 0;
        loop {
            let (by, waits) = std::future::poll_fn(|cx| {
                if terminate.poll_recv(cx).is_ready() {
                    return std::task::Poll::Ready(("SIGTERM", true));
                }
                interrupt.poll_recv(cx).map(|_| ("SIGINT", false))
            })
            .await;
            number += 1;
            if number >= 3 {
                std::process::exit(130);
            }
            let _ = sender.send(Told { by, waits, number });
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn listen(sender: &UnboundedSender<Told>) -> io::Result<()> {
    let sender = sender.clone();
    tokio::spawn(async move {
        for number in 1..=2 {
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            let told = Told {
                by: "SIGINT",
                waits: false,
                number,
            };
            let _ = sender.send(told);
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    });
    Ok(())
}
