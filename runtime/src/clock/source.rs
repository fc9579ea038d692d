//! What a reading is taken from.

use std::sync::OnceLock;
use std::time::Instant;

/// The sources, as the one byte that says which of them is read.
pub(super) struct Source;

impl Source {
    pub(super) const UNKNOWN: u8 = 0;
    pub(super) const COUNTER: u8 = 1;
    pub(super) const STEADY: u8 = 2;
}

/// The source to read: the counter only where the kernel keeps its own time by it, which it does
/// after it found that the counter runs evenly and alike on every processor.
pub(super) fn trusted() -> u8 {
    const KERNEL: &str = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        return Source::STEADY;
    }
    match std::fs::read_to_string(KERNEL) {
        Ok(name) if name.trim() == "tsc" => Source::COUNTER,
        _ => Source::STEADY,
    }
}

/// The time-stamp counter.
#[inline]
#[cfg(target_arch = "x86_64")]
#[allow(
    unsafe_code,
    reason = "the instruction is an unsafe function of the standard library"
)]
pub(super) fn counter() -> u64 {
    // SAFETY: RDTSC reads a register and touches no memory. Every x86_64 processor has it, and an
    // operating system that forbids it in user mode does not name it as its own clock source,
    // which `trusted` asks for first. `tests/run` runs it under AddressSanitizer; Miri has no
    // such register.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// There is none that is known here, and [`trusted`] never names it.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn counter() -> u64 {
    steady()
}

/// Nanoseconds of the steady clock since it was first asked.
pub(super) fn steady() -> u64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let elapsed = BEGAN.get_or_init(Instant::now).elapsed();
    u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX)
}
