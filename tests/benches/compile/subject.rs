//! The crates that are measured.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::SystemTime;

/// One attribute.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// As it stands on each function; empty for none.
    pub(crate) attribute: &'static str,
    dependencies: &'static str,
    /// What `main` does first.
    setup: &'static str,
}

/// Ours is a path, for which this stands.
const RUNTIME: &str = "@runtime@";

/// The first one has no attribute.
pub(crate) const VARIANTS: &[Variant] = &[
    Variant {
        name: "bare",
        attribute: "",
        dependencies: "",
        setup: "",
    },
    Variant {
        name: "frosted",
        attribute: "#[frosted::observed(skip_all)]",
        dependencies: "frosted = { path = \"@runtime@\", default-features = false, features = [\"logs\", \"prometheus\"] }",
        setup: "let _telemetry = frosted::init!();",
    },
    Variant {
        name: "tracing",
        attribute: "#[tracing::instrument(skip_all)]",
        dependencies: "tracing = \"0.1.44\"",
        setup: "",
    },
    Variant {
        name: "tracing-err",
        attribute: "#[tracing::instrument(skip_all, err)]",
        dependencies: "tracing = \"0.1.44\"",
        setup: "",
    },
    Variant {
        name: "fastrace",
        attribute: "#[fastrace::trace]",
        dependencies: "fastrace = { version = \"0.7.19\", features = [\"enable\"] }",
        setup: "",
    },
    Variant {
        name: "autometrics",
        attribute: "#[autometrics::autometrics]",
        dependencies: "autometrics = { version = \"3\", features = [\"prometheus-exporter\"] }",
        setup: "autometrics::prometheus_exporter::init();",
    },
];

/// A crate on disk.
pub(crate) struct Subject {
    pub(crate) folder: PathBuf,
    name: String,
}

/// How many functions stand in one module.
const MODULE: usize = 100;

impl Subject {
    /// Writes a crate with this many functions, each reached through a table.
    pub(crate) fn write(variant: &Variant, functions: usize) -> Self {
        let workspace = frosted_tests::workspace();
        let name = format!("{}-{functions}", variant.name);
        let folder = workspace.join("target/bench/compile").join(&name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let runtime = workspace.join("runtime");
        let dependencies = variant
            .dependencies
            .replace(RUNTIME, &runtime.display().to_string());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
             [dependencies]\n{dependencies}\n[profile.release]\nstrip = true\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let mut modules = String::new();
        let mut arms = String::new();
        for first in (0..functions).step_by(MODULE) {
            let module = first / MODULE;
            let mut text = String::new();
            for number in first..functions.min(first + MODULE) {
                text.push_str(&function(variant, number));
                let arm = format!("{number} => Box::pin(m{module}::f{number}(a, b)),\n");
                arms.push_str(&arm);
            }
            fs::write(folder.join(format!("src/m{module}.rs")), text).unwrap();
            writeln!(modules, "pub mod m{module};").unwrap();
        }
        let main = MAIN
            .replace("@modules@", &modules)
            .replace("@arms@", &arms)
            .replace("@setup@", variant.setup);
        fs::write(folder.join("src/main.rs"), main).unwrap();
        Self { folder, name }
    }

    /// Makes cargo compile the crate again.
    pub(crate) fn touch(&self) {
        let main = File::options()
            .write(true)
            .open(self.folder.join("src/main.rs"))
            .unwrap();
        main.set_modified(SystemTime::now()).unwrap();
    }

    /// The size of the stripped program in bytes.
    pub(crate) fn size(&self) -> f64 {
        let program = self.folder.join("target/release").join(&self.name);
        let size = fs::metadata(program).unwrap().len();
        f64::from(u32::try_from(size).unwrap())
    }
}

fn function(variant: &Variant, number: usize) -> String {
    format!(
        "{}\npub async fn f{number}(a: u64, b: &str) -> Result<u64, crate::Fault> {{\n    \
         crate::helper(a).await?;\n    Ok(a + b.len() as u64 + {number})\n}}\n",
        variant.attribute
    )
}

const MAIN: &str = r#"
@modules@
use std::{future::Future, pin::Pin};

#[derive(Debug)]
pub struct Fault;

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("fault")
    }
}

impl std::error::Error for Fault {}

#[inline(never)]
pub async fn helper(a: u64) -> Result<(), Fault> {
    if a == u64::MAX { Err(Fault) } else { Ok(()) }
}

fn pick<'a>(which: usize, a: u64, b: &'a str) -> Pin<Box<dyn Future<Output = Result<u64, Fault>> + 'a>> {
    match which {
        @arms@
        _ => panic!(),
    }
}

fn main() {
    @setup@
    let which = std::env::args().nth(1).map_or(0, |text| text.parse().unwrap());
    let mut future = pick(which, 1, "x");
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    println!("{:?}", future.as_mut().poll(&mut context));
}
"#;
