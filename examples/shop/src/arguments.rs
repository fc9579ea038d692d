//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

const USAGE: &str = "\
usage: shop serve [--address 127.0.0.1:8080] [--admin 127.0.0.1:9464] [--faults 127.0.0.1:9465]
       shop doctor
       shop ops   [--out DIR] [--check DIR] [--runbooks URL] [--grafana URL]
       shop demo  [--address 127.0.0.1:0] [--seconds 10] [--linger 0] [--report FILE]
                  [--admin ADDRESS] [--faults ADDRESS]

  doctor      shows every setting, where it comes from, and what is wrong
  ops         prints what the shop can emit; --out writes what it is watched with, and --check
              says what is wrong with what was written before
  --runbooks  where the runbooks can be read, for the links of alerts; --grafana, where Grafana is
  --admin     another address, with /metrics and the probes for those who operate the shop
  --faults    another, where faults are switched on and off to rehearse: `curl -X PUT` of
              /faults/slow, and `curl -X DELETE`; `curl` of /faults has all
  --seconds   how long traffic is driven
  --linger    how many seconds the shop stays up after the traffic, for you to look at
  --report    where to write what was sent, as JSON";

pub(crate) struct Arguments {
    pub(crate) command: Command,
    pub(crate) addresses: Addresses,
}

/// Where the shop listens.
pub(crate) struct Addresses {
    pub(crate) shop: SocketAddr,
    pub(crate) admin: Option<SocketAddr>,
    pub(crate) faults: Option<SocketAddr>,
}

pub(crate) enum Command {
    Serve,
    Doctor,
    Ops(Ops),
    Demo(Demo),
}

#[derive(Default)]
pub(crate) struct Ops {
    pub(crate) out: Option<PathBuf>,
    pub(crate) check: Option<PathBuf>,
    pub(crate) runbooks: Option<String>,
    pub(crate) grafana: Option<String>,
}

pub(crate) struct Demo {
    pub(crate) traffic: Duration,
    pub(crate) linger: Duration,
    pub(crate) report: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments after the program's name; the error is what to print.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, &'static str> {
        let mut command = match words.next().as_deref() {
            Some("serve") => Command::Serve,
            Some("doctor") => Command::Doctor,
            Some("ops") => Command::Ops(Ops::default()),
            Some("demo") => Command::Demo(Demo {
                traffic: Duration::from_secs(10),
                linger: Duration::ZERO,
                report: None,
            }),
            _ => return Err(USAGE),
        };
        let port = if matches!(command, Command::Serve) {
            8080
        } else {
            0
        };
        let mut addresses = Addresses {
            shop: SocketAddr::from(([127, 0, 0, 1], port)),
            admin: None,
            faults: None,
        };
        while let Some(option) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            let known = match &mut command {
                Command::Doctor => None,
                Command::Ops(ops) => ops.set(&option, value),
                Command::Serve => addresses.set(&option, &value),
                Command::Demo(demo) => demo
                    .set(&option, &value)
                    .or_else(|| addresses.set(&option, &value)),
            };
            known.ok_or(USAGE)?;
        }
        Ok(Self { command, addresses })
    }
}

impl Addresses {
    fn set(&mut self, option: &str, value: &str) -> Option<()> {
        let address = value.parse().ok()?;
        match option {
            "--address" => self.shop = address,
            "--admin" => self.admin = Some(address),
            "--faults" => self.faults = Some(address),
            _ => return None,
        }
        Some(())
    }
}

impl Ops {
    fn set(&mut self, option: &str, value: String) -> Option<()> {
        match option {
            "--out" => self.out = Some(value.into()),
            "--check" => self.check = Some(value.into()),
            "--runbooks" => self.runbooks = Some(value),
            "--grafana" => self.grafana = Some(value),
            _ => return None,
        }
        Some(())
    }
}

impl Demo {
    fn set(&mut self, option: &str, value: &str) -> Option<()> {
        let seconds = || value.parse().ok().map(Duration::from_secs);
        match option {
            "--seconds" => self.traffic = seconds()?,
            "--linger" => self.linger = seconds()?,
            "--report" => self.report = Some(value.into()),
            _ => return None,
        }
        Some(())
    }
}
