//! Where lines are written, and what happens when that fails.

use super::Stream;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::thread;
use std::time::{Duration, Instant};

/// How often trouble is spoken of on standard error.
const NOTE_EVERY: Duration = Duration::from_mins(1);
/// How long a stream that takes nothing for the moment is waited for.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(5);

/// The stream, past the standard library's own buffer: what that could not write it would write
/// once more, later, in the middle of something else.
pub(super) struct Out {
    stream: Stream,
    file: Option<File>,
    /// Whether the last byte that was written did not end a line.
    is_torn: bool,
    noted: Option<Instant>,
}

impl Out {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream,
            file: file(stream),
            is_torn: false,
            noted: None,
        }
    }

    /// Writes whole lines, while no `println!` does. A line that was cut off before is ended first.
    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        match self.stream {
            Stream::Stdout => {
                let mut lock = io::stdout().lock();
                lock.flush().and_then(|()| self.through(&mut lock, lines))
            }
            Stream::Stderr => self.through(&mut io::stderr().lock(), lines),
        }
    }

    fn through(&mut self, lock: &mut dyn Write, lines: &[u8]) -> io::Result<()> {
        let mut file = self.file.as_ref();
        let out: &mut dyn Write = match &mut file {
            Some(file) => file,
            None => lock,
        };
        if self.is_torn {
            write_all(out, b"\n").1?;
            self.is_torn = false;
        }
        let (written, result) = write_all(out, lines);
        if let Some(last) = lines[..written].last() {
            self.is_torn = *last != b'\n';
        }
        result
    }

    /// Says on standard error that lines cannot be written, now and then.
    pub(super) fn note(&mut self, error: &io::Error) {
        let due = self.noted.is_none_or(|at| at.elapsed() >= NOTE_EVERY);
        if due && self.stream == Stream::Stdout {
            self.noted = Some(Instant::now());
            let kind = error.kind();
            // Where this fails too, the counters are what is left.
            let _ = writeln!(io::stderr(), "frosted: log lines cannot be written: {kind}");
        }
    }
}

/// How many bytes were written, and whether that was all.
fn write_all(out: &mut dyn Write, bytes: &[u8]) -> (usize, io::Result<()>) {
    let (mut written, mut waits) = (0, None);
    while written < bytes.len() {
        match out.write(&bytes[written..]) {
            Ok(0) => return (written, Err(ErrorKind::WriteZero.into())),
            Ok(count) => (written, waits) = (written + count, None),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let since = *waits.get_or_insert_with(Instant::now);
                if since.elapsed() >= PATIENCE {
                    return (written, Err(error));
                }
                thread::sleep(PAUSE);
            }
            Err(error) => return (written, Err(error)),
        }
    }
    (written, out.flush())
}

#[cfg(unix)]
fn file(stream: Stream) -> Option<File> {
    use std::os::fd::AsFd;
    let same = match stream {
        Stream::Stdout => io::stdout().as_fd().try_clone_to_owned(),
        Stream::Stderr => io::stderr().as_fd().try_clone_to_owned(),
    };
    same.ok().map(File::from)
}

#[cfg(not(unix))]
fn file(_: Stream) -> Option<File> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes, then fails once.
    struct Fails(usize, Vec<u8>);

    impl Write for Fails {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                self.0 = usize::MAX;
                return Err(ErrorKind::StorageFull.into());
            }
            let count = bytes.len().min(self.0);
            self.0 -= count;
            self.1.extend_from_slice(&bytes[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_that_was_cut_off_is_ended_before_the_next() {
        for cut in 0..=8 {
            let mut to = Fails(cut, Vec::new());
            let mut out = Out {
                stream: Stream::Stderr,
                file: None,
                is_torn: false,
                noted: None,
            };
            let first = out.through(&mut to, b"{1}\n{2}\n");
            assert_eq!(first.is_err(), cut < 8);
            assert!(out.through(&mut to, b"{3}\n").is_ok() || cut == 8);
            let text = String::from_utf8(to.1).expect("ASCII");
            let last = if cut == 8 { "{2}" } else { "{3}" };
            assert_eq!(text.lines().last(), Some(last), "{cut}: {text}");
            assert!(!text.contains("\n\n"), "{cut}: {text}");
        }
    }
}
