//! Ordinary lines pass unchanged: a scrubber that cries wolf is switched off by somebody.

use frosted::redact::scrub;

#[test]
fn ordinary_lines_pass_unchanged() {
    let lines = include_str!("ordinary.txt");
    assert!(lines.lines().count() > 120);
    for line in lines.lines() {
        assert_eq!(scrub(line), line);
    }
    assert_eq!(scrub(lines), lines, "as one text");
}
