//! From `/proc/self`, at most a few times a second. What cannot be read is not shown; what could be
//! read once and cannot any more stays as it was.

use crate::metrics::store::Number;
use crate::metrics::watched::watch;
use crate::names;
use procfs::process::{LimitValue, Process};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// For how long what was read is good for all series of a page.
const FRESH: Duration = Duration::from_millis(100);

/// What is known. A value that cannot be read is not a number.
#[derive(Clone, Copy, Debug)]
struct Seen {
    user: f64,
    system: f64,
    resident: f64,
    memory_limit: f64,
    address_space: f64,
    threads: f64,
    files: f64,
    max_files: f64,
    read: f64,
    written: f64,
    voluntary: f64,
    involuntary: f64,
    minor: f64,
    major: f64,
    /// Seconds since 1970.
    began: f64,
}

type Part = fn(&Seen) -> f64;

static LAST: Mutex<Option<(Instant, Seen)>> = Mutex::new(None);

fn seen() -> Option<Seen> {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((at, seen)) = &*last
        && at.elapsed() < FRESH
    {
        return Some(*seen);
    }
    if let Some(seen) = look() {
        *last = Some((Instant::now(), seen));
    }
    last.map(|(_, seen)| seen)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the page has no other numbers for seconds, and bytes stay below 2^53"
)]
fn look() -> Option<Seen> {
    let process = Process::myself().ok()?;
    let stat = process.stat().ok()?;
    let ticks = procfs::ticks_per_second() as f64;
    let (status, io) = (process.status().ok(), process.io().ok());
    let number = |value: Option<u64>| value.map_or(f64::NAN, |value| value as f64);
    let max_files = process
        .limits()
        .map(|limits| limits.max_open_files.soft_limit);
    let boot = procfs::boot_time_secs().ok();
    Some(Seen {
        user: stat.utime as f64 / ticks,
        system: stat.stime as f64 / ticks,
        resident: (stat.rss * procfs::page_size()) as f64,
        memory_limit: number(super::limit::of_memory()),
        address_space: stat.vsize as f64,
        threads: stat.num_threads as f64,
        files: number(process.fd_count().ok().map(|files| files as u64)),
        max_files: match max_files {
            Ok(LimitValue::Value(files)) => files as f64,
            Ok(LimitValue::Unlimited) => f64::INFINITY,
            Err(_) => f64::NAN,
        },
        read: number(io.map(|io| io.read_bytes)),
        written: number(io.map(|io| io.write_bytes)),
        voluntary: number(status.as_ref().and_then(|it| it.voluntary_ctxt_switches)),
        involuntary: number(status.as_ref().and_then(|it| it.nonvoluntary_ctxt_switches)),
        minor: stat.minflt as f64,
        major: stat.majflt as f64,
        began: number(boot) + stat.starttime as f64 / ticks,
    })
}

/// Shows everything that can be read.
pub(crate) fn show() {
    let Some(now) = seen() else {
        return;
    };
    for (name, labels, part) in all() {
        if part(&now).is_nan() {
            continue;
        }
        let last = AtomicU64::new(part(&now).to_bits());
        watch(name, labels, move || {
            let value = seen().map_or(f64::NAN, |seen| part(&seen));
            if !value.is_nan() {
                last.store(value.to_bits(), Ordering::Relaxed);
            }
            Number::Float(f64::from_bits(last.load(Ordering::Relaxed)))
        });
    }
}

type Row = (&'static str, &'static [(&'static str, &'static str)], Part);

fn all() -> [Row; 19] {
    [
        (
            names::PROCESS_CPU,
            &[(names::LABEL_CPU_MODE, "user")],
            |it| it.user,
        ),
        (
            names::PROCESS_CPU,
            &[(names::LABEL_CPU_MODE, "system")],
            |it| it.system,
        ),
        (names::PROCESS_CPU_CLASSIC, &[], |it| it.user + it.system),
        (names::PROCESS_MEMORY, &[], |it| it.resident),
        (names::PROCESS_MEMORY_CLASSIC, &[], |it| it.resident),
        (names::PROCESS_MEMORY_LIMIT, &[], |it| it.memory_limit),
        (names::PROCESS_VIRTUAL, &[], |it| it.address_space),
        (names::PROCESS_VIRTUAL_CLASSIC, &[], |it| it.address_space),
        (names::PROCESS_THREADS, &[], |it| it.threads),
        (names::PROCESS_FILES, &[], |it| it.files),
        (names::PROCESS_MAX_FILES, &[], |it| it.max_files),
        (
            names::PROCESS_DISK,
            &[(names::LABEL_DISK_DIRECTION, "read")],
            |it| it.read,
        ),
        (
            names::PROCESS_DISK,
            &[(names::LABEL_DISK_DIRECTION, "write")],
            |it| it.written,
        ),
        (
            names::PROCESS_SWITCHES,
            &[(names::LABEL_SWITCH_TYPE, "voluntary")],
            |it| it.voluntary,
        ),
        (
            names::PROCESS_SWITCHES,
            &[(names::LABEL_SWITCH_TYPE, "involuntary")],
            |it| it.involuntary,
        ),
        (
            names::PROCESS_FAULTS,
            &[(names::LABEL_FAULT_TYPE, "minor")],
            |it| it.minor,
        ),
        (
            names::PROCESS_FAULTS,
            &[(names::LABEL_FAULT_TYPE, "major")],
            |it| it.major,
        ),
        (names::PROCESS_START, &[], |it| it.began),
        (names::PROCESS_UPTIME, &[], uptime),
    ]
}

fn uptime(seen: &Seen) -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(f64::NAN, |now| (now.as_secs_f64() - seen.began).max(0.0))
}
