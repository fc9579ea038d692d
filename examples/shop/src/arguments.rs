//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

const USAGE: &str = "\
usage: shop serve [--address 127.0.0.1:8080] [--admin 127.0.0.1:9464]
       shop doctor
       shop ops   [--out DIR] [--check DIR]
       shop demo  [--address 127.0.0.1:0] [--seconds 10] [--linger 0] [--report FILE]

  doctor      shows every setting, where it comes from, and what is wrong
  ops         prints what the shop can emit; --out writes what it is watched with, and --check
              says what is wrong with what was written before
  --admin     another address, with /metrics and the probes for those who operate the shop
  --seconds   how long traffic is driven
  --linger    how many seconds the shop stays up after the traffic, for you to look at
  --report    where to write what was sent, as JSON";

pub(crate) struct Arguments {
    pub(crate) command: Command,
    pub(crate) address: SocketAddr,
    pub(crate) admin: Option<SocketAddr>,
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
}

pub(crate) struct Demo {
    pub(crate) traffic: Duration,
    pub(crate) linger: Duration,
    pub(crate) report: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments after the program's name; the error is what to print.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, &'static str> {
        let name = words.next();
        let serves = match name.as_deref() {
            Some("serve") => true,
            Some("demo" | "doctor" | "ops") => false,
            _ => return Err(USAGE),
        };
        let is_demo = name.as_deref() == Some("demo");
        let is_ops = name.as_deref() == Some("ops");
        let mut ops = Ops::default();
        let port = if serves { 8080 } else { 0 };
        let mut address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut admin = None;
        let mut demo = Demo {
            traffic: Duration::from_secs(10),
            linger: Duration::ZERO,
            report: None,
        };
        while let Some(option) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            let seconds = || value.parse().map(Duration::from_secs).map_err(|_| USAGE);
            match option.as_str() {
                "--address" if serves || is_demo => address = value.parse().map_err(|_| USAGE)?,
                "--admin" if serves => admin = Some(value.parse().map_err(|_| USAGE)?),
                "--seconds" if is_demo => demo.traffic = seconds()?,
                "--linger" if is_demo => demo.linger = seconds()?,
                "--out" if is_ops => ops.out = Some(value.into()),
                "--check" if is_ops => ops.check = Some(value.into()),
                "--report" if is_demo => demo.report = Some(value.into()),
                _ => return Err(USAGE),
            }
        }
        let command = if serves {
            Command::Serve
        } else if is_demo {
            Command::Demo(demo)
        } else if is_ops {
            Command::Ops(ops)
        } else {
            Command::Doctor
        };
        Ok(Self {
            command,
            address,
            admin,
        })
    }
}
