//! Records of the `log` crate are lines and events like any other.

use crate::scenario;

#[test]
fn records_are_lines_under_their_own_target_in_the_span_around() {
    for layer in [false, true] {
        let mut run = scenario("records").env("RUST_LOG", "info,driver=debug");
        if layer {
            run = run.env("FIXTURE_LAYER", "1");
        }
        let seen = run.run();
        assert!(seen.succeeded, "{}", seen.stderr);
        let outside = seen.line("outside");
        assert_eq!(outside["target"], "fixture::records");
        assert_eq!(outside["level"], "info");
        assert!(outside.get("trace_id").is_none());
        let span = seen.span("inside");
        let pool = seen.line("9 of 10 in use");
        assert_eq!(pool["target"], "driver::pool");
        assert_eq!(pool["level"], "warning");
        assert_eq!(pool["span_id"], *span.span_id);
        assert!(pool.get("log.target").is_none() && pool.get("log.file").is_none());
        assert!(span.events.contains(&"9 of 10 in use".to_owned()));
        // The scrubber stands before them as well.
        let all = format!("{:?} {:?}", seen.lines, seen.spans);
        assert!(all.contains("charged with") && !all.contains("hunter2"));
        seen.line("asked for");
        let quiet = ["too quiet", "not asked for"];
        assert!(
            !seen
                .lines
                .iter()
                .any(|line| quiet.iter().any(|it| line["message"] == *it))
        );
        let many = seen
            .lines
            .iter()
            .filter(|line| line["message"] == "many targets");
        let of_all = many.clone().filter(|line| line["target"] == "log").count();
        assert!(
            many.count() == 1100 && (1..=100).contains(&of_all),
            "{of_all}"
        );
    }
}
