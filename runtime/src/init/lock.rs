//! What a package depends on, by the lock file of where it runs. There is one where it is developed,
//! and none in production.

use std::collections::BTreeSet;
use std::fs;
use toml::{Table, Value};

/// Says which versions of OpenTelemetry a package depends on, if there are several.
pub(super) fn several_opentelemetries(package: &str) -> Option<String> {
    let folder = std::env::current_dir().ok()?;
    let mut files = folder.ancestors().map(|folder| folder.join("Cargo.lock"));
    let file = files.find(|file| file.is_file())?;
    let lock: Table = fs::read_to_string(file).ok()?.parse().ok()?;
    let versions = versions(&lock, package)?;
    (versions.len() > 1).then(|| {
        let list: Vec<&str> = versions.into_iter().collect();
        format!(
            "several versions of opentelemetry are in use ({}): what is recorded with one is not \
             seen by the others",
            list.join(", ")
        )
    })
}

/// The versions of `opentelemetry` below a package. Its own development dependencies count: the file
/// does not tell them apart.
fn versions<'l>(lock: &'l Table, package: &str) -> Option<BTreeSet<&'l str>> {
    let packages = lock.get("package")?.as_array()?;
    let text = |of: &'l Value, key| of.get(key).and_then(Value::as_str).unwrap_or_default();
    let find = |wanted: &str| {
        // `name`, or `name version` where there are several.
        let mut words = wanted.split(' ');
        let (name, version) = (words.next().unwrap_or_default(), words.next());
        packages.iter().position(|known| {
            text(known, "name") == name && version.is_none_or(|it| text(known, "version") == it)
        })
    };
    let mut seen = BTreeSet::from([find(package)?]);
    let mut left: Vec<usize> = seen.iter().copied().collect();
    let mut versions = BTreeSet::new();
    while let Some(place) = left.pop() {
        let known = &packages[place];
        if text(known, "name") == "opentelemetry" {
            versions.insert(text(known, "version"));
        }
        let below = known.get("dependencies").and_then(Value::as_array);
        let below = below.into_iter().flatten().filter_map(Value::as_str);
        left.extend(below.filter_map(find).filter(|place| seen.insert(*place)));
    }
    Some(versions)
}
