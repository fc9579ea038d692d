//! The process and its runtime.

use super::{Family, Labels, Part, counter, gauge, histogram};
use crate::names::{
    LABEL_CPU_MODE, LABEL_DISK_DIRECTION, LABEL_FAULT_TYPE, LABEL_RUNTIME, LABEL_SWITCH_TYPE,
    LABEL_WORKER, PROCESS_CPU, PROCESS_CPU_CLASSIC, PROCESS_DISK, PROCESS_FAULTS, PROCESS_FILES,
    PROCESS_MAX_FILES, PROCESS_MEMORY, PROCESS_MEMORY_CLASSIC, PROCESS_MEMORY_LIMIT, PROCESS_START,
    PROCESS_SWITCHES, PROCESS_THREADS, PROCESS_UPTIME, PROCESS_VIRTUAL, PROCESS_VIRTUAL_CLASSIC,
    TOKIO_BUSY, TOKIO_DELAY, TOKIO_PARKS, TOKIO_QUEUE, TOKIO_TASKS, TOKIO_WORKERS,
};

const OF_RUNTIME: Labels = &[(LABEL_RUNTIME, &[])];
const OF_WORKER: Labels = &[(LABEL_RUNTIME, &[]), (LABEL_WORKER, &[])];

/// All of them.
pub(super) const FAMILIES: &[Family] = &[
    counter(
        Part::Core,
        PROCESS_CPU,
        &[(LABEL_CPU_MODE, &["user", "system"])],
        "Processor time of this process.",
    ),
    counter(
        Part::Core,
        PROCESS_CPU_CLASSIC,
        &[],
        "Processor time of this process.",
    ),
    gauge(Part::Core, PROCESS_MEMORY, &[], "Resident memory."),
    gauge(Part::Core, PROCESS_MEMORY_CLASSIC, &[], "Resident memory."),
    gauge(
        Part::Core,
        PROCESS_MEMORY_LIMIT,
        &[],
        "Memory that this process may have: of its control group, or of the machine.",
    ),
    gauge(Part::Core, PROCESS_VIRTUAL, &[], "Address space in use."),
    gauge(
        Part::Core,
        PROCESS_VIRTUAL_CLASSIC,
        &[],
        "Address space in use.",
    ),
    gauge(Part::Core, PROCESS_THREADS, &[], "Threads of this process."),
    gauge(Part::Core, PROCESS_FILES, &[], "Open file descriptors."),
    gauge(
        Part::Core,
        PROCESS_MAX_FILES,
        &[],
        "How many file descriptors may be open.",
    ),
    counter(
        Part::Core,
        PROCESS_DISK,
        &[(LABEL_DISK_DIRECTION, &["read", "write"])],
        "Bytes read from and written to disks.",
    ),
    counter(
        Part::Core,
        PROCESS_SWITCHES,
        &[(LABEL_SWITCH_TYPE, &["voluntary", "involuntary"])],
        "Context switches.",
    ),
    counter(
        Part::Core,
        PROCESS_FAULTS,
        &[(LABEL_FAULT_TYPE, &["minor", "major"])],
        "Page faults.",
    ),
    gauge(
        Part::Core,
        PROCESS_START,
        &[],
        "When this process began, in seconds since 1970.",
    ),
    gauge(
        Part::Core,
        PROCESS_UPTIME,
        &[],
        "Seconds since this process began.",
    ),
    gauge(Part::Tokio, TOKIO_WORKERS, OF_RUNTIME, "Worker threads."),
    gauge(
        Part::Tokio,
        TOKIO_TASKS,
        OF_RUNTIME,
        "Tasks that have not ended.",
    ),
    gauge(
        Part::Tokio,
        TOKIO_QUEUE,
        OF_RUNTIME,
        "Tasks in the queue that all workers share.",
    ),
    counter(
        Part::Tokio,
        TOKIO_BUSY,
        OF_WORKER,
        "Seconds in which a worker ran tasks.",
    ),
    counter(
        Part::Tokio,
        TOKIO_PARKS,
        OF_WORKER,
        "How often a worker had nothing to do.",
    ),
    histogram(
        Part::Tokio,
        TOKIO_DELAY,
        OF_RUNTIME,
        "Seconds from when a task was ready until a worker ran it.",
    ),
];
