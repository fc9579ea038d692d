//! Pages that others can read.

use crate::{read, run};
use frosted_tests::peer::find;
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads a page with the parser that Prometheus publishes, and prints how many samples and
/// exemplars there are.
const PARSER: &str = "
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
families = list(parse(sys.stdin.read()))
samples = [sample for family in families for sample in family.samples]
exemplars = [sample for sample in samples if sample.exemplar]
print(len(families), len(samples), len(exemplars))
";

fn fed(command: &mut Command, page: &str) -> (bool, String, String) {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(page.as_bytes()).unwrap();
    drop(input);
    let output = process.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_published_parser_reads_openmetrics_with_exemplars() {
    let Some(python) = find("openmetrics") else {
        return;
    };
    for scenario in ["exemplars", "openmetrics-business", "openmetrics-random"] {
        let folder = run(scenario, &[("FIXTURE_SEED", "7")]);
        let page = read(&folder, "page");
        assert!(page.ends_with("# EOF\n"), "{scenario}: {page}");
        let (good, counts, errors) = fed(Command::new(&python).args(["-c", PARSER]), &page);
        assert!(good, "{scenario}: {errors}\n{page}");
        let counts: Vec<usize> = counts
            .split_whitespace()
            .map(|it| it.parse().unwrap())
            .collect();
        assert!(counts[1] > 50, "{scenario}: {counts:?}");
        assert!(
            scenario != "exemplars" || counts[2] >= 2,
            "{counts:?}\n{page}"
        );
    }
}

#[test]
fn promtool_has_nothing_to_say_of_business_metrics() {
    let Some(promtool) = find("promtool") else {
        return;
    };
    let folder = run("business", &[]);
    let page = read(&folder, "page");
    let (good, said, errors) = fed(Command::new(promtool).args(["check", "metrics"]), &page);
    let said: Vec<&str> = said.lines().chain(errors.lines()).collect();
    let said: Vec<&str> = said.into_iter().filter(|line| !line.is_empty()).collect();
    // Its name was forced with `exact`.
    let forced = "empty_calls counter metrics should have \"_total\" suffix";
    assert!(!good && said == [forced], "{said:?}");
}
