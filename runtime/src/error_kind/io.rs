//! Errors of the standard library's input and output. Their text may hold a path or an address, so
//! only what kind they are is said.

use super::{ErrorClass, ErrorKind};
use std::io::{Error, ErrorKind as Io};

impl ErrorKind for Error {
    fn kind(&self) -> &'static str {
        match Error::kind(self) {
            Io::NotFound => "io_not_found",
            Io::PermissionDenied => "io_permission_denied",
            Io::ConnectionRefused => "io_connection_refused",
            Io::ConnectionReset => "io_connection_reset",
            Io::ConnectionAborted => "io_connection_aborted",
            Io::NotConnected => "io_not_connected",
            Io::HostUnreachable => "io_host_unreachable",
            Io::NetworkUnreachable => "io_network_unreachable",
            Io::AddrInUse => "io_address_in_use",
            Io::AddrNotAvailable => "io_address_not_available",
            Io::BrokenPipe => "io_broken_pipe",
            Io::AlreadyExists => "io_already_exists",
            Io::WouldBlock => "io_would_block",
            Io::InvalidInput => "io_invalid_input",
            Io::InvalidData => "io_invalid_data",
            Io::TimedOut => "io_timed_out",
            Io::WriteZero => "io_write_zero",
            Io::StorageFull => "io_storage_full",
            Io::Interrupted => "io_interrupted",
            Io::Unsupported => "io_unsupported",
            Io::UnexpectedEof => "io_unexpected_eof",
            Io::OutOfMemory => "io_out_of_memory",
            _ => "io_other",
        }
    }

    fn class(&self) -> ErrorClass {
        if is_of_a_peer(Error::kind(self)) {
            ErrorClass::Dependency
        } else {
            ErrorClass::Server
        }
    }

    fn retryable(&self) -> bool {
        let kind = Error::kind(self);
        is_of_a_peer(kind) || matches!(kind, Io::Interrupted | Io::WouldBlock)
    }
}

fn is_of_a_peer(kind: Io) -> bool {
    matches!(
        kind,
        Io::ConnectionRefused
            | Io::ConnectionReset
            | Io::ConnectionAborted
            | Io::NotConnected
            | Io::HostUnreachable
            | Io::NetworkUnreachable
            | Io::BrokenPipe
            | Io::TimedOut
            | Io::UnexpectedEof
    )
}
