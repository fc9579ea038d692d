//! How much memory a process may have: the least that a control group around it allows, or what the
//! machine has. See the [kernel's documentation](https://docs.kernel.org/admin-guide/cgroup-v2.html).

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

const GROUPS: &str = "/sys/fs/cgroup";

/// In bytes; `None` if nothing can be read.
pub(super) fn of_memory() -> Option<u64> {
    let group = read_to_string("/proc/self/cgroup").unwrap_or_default();
    let of_groups = limits(Path::new(GROUPS), &group);
    of_groups.into_iter().chain(of_machine()).min()
}

/// The limits of all groups around: `0::/path` is the group of version 2, and a container sees its own
/// as the root. Version 1 has the one that counts at the root of a container too.
fn limits(root: &Path, group: &str) -> Vec<u64> {
    let number = |file: PathBuf| read_to_string(file).ok()?.trim().parse().ok();
    let path = group.lines().find_map(|line| line.strip_prefix("0::/"));
    let folder = root.join(path.unwrap_or_default());
    let around = folder.ancestors().take_while(|it| it.starts_with(root));
    let second = around.filter_map(|folder| number(folder.join("memory.max")));
    let first = number(root.join("memory/memory.limit_in_bytes"));
    second.chain(first).collect()
}

/// `MemTotal:       24000000 kB`
fn of_machine() -> Option<u64> {
    let text = read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_all_groups_around_counts() -> std::io::Result<()> {
        let root = std::env::temp_dir().join(format!("frosted-limits-{}", std::process::id()));
        let inner = root.join("service/worker");
        std::fs::create_dir_all(&inner)?;
        std::fs::write(inner.join("memory.max"), "max\n")?;
        std::fs::write(root.join("service/memory.max"), "1000\n")?;
        std::fs::write(root.join("memory.max"), "2000\n")?;
        assert_eq!(limits(&root, "0::/service/worker\n"), [1000, 2000]);
        assert_eq!(limits(&root, "1:cpu:/other\n"), [2000]);
        std::fs::remove_dir_all(&root)
    }

    #[test]
    fn a_machine_has_memory() {
        assert!(of_memory().is_some_and(|bytes| bytes > 1 << 20));
    }
}
