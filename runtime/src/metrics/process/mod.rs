//! What the operating system knows of this process.

#[cfg(target_os = "linux")]
mod limit;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

#[cfg(target_os = "linux")]
pub(super) use linux::show;
#[cfg(not(target_os = "linux"))]
pub(super) use other::show;
