//! Statements of SQL without the values that are written into them.
//!
//! Dialects differ in what is a string: with a backslash before a quote, one database reads on and
//! another has read the end. Where a statement could be read in two ways, or not to its end, only
//! its first words are kept.

mod reader;

use super::rules::{Hits, Rule};
use reader::Reader;

/// A statement with `?` in place of every literal and without comments; of one that manages roles,
/// keys or files, and of one that cannot be read for certain, only its first words.
pub(crate) fn statement(text: &str, hits: &mut Hits) -> String {
    let verb = verb(text);
    if manages(&verb) {
        hits.add(Rule::Sql);
        return verb;
    }
    let mut reader = Reader::new(text);
    let clear = reader.read().filter(|()| !reader.speaks_of_passwords);
    if reader.found {
        hits.add(Rule::Sql);
    }
    if clear.is_none() {
        hits.add(Rule::Sql);
        return if verb.is_empty() {
            Rule::Failed.marker().to_owned()
        } else {
            format!("{verb} …")
        };
    }
    reader.out.trim().to_owned()
}

/// The first words that say what a statement does.
fn verb(text: &str) -> String {
    const SECOND: [&str; 5] = ["ALTER", "CREATE", "DROP", "SET", "GRANT"];
    let mut words = text
        .trim_start_matches(|it: char| it == '(' || it.is_whitespace())
        .split(|it: char| !it.is_ascii_alphabetic())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_ascii_uppercase();
    let starts = text.trim_start_matches(|it: char| it == '(' || it.is_whitespace());
    if first.len() > 12 || !starts.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return String::new();
    }
    match words.next().map(str::to_ascii_uppercase) {
        Some(second) if SECOND.contains(&first.as_str()) && second.len() <= 12 => {
            format!("{first} {second}")
        }
        _ => first,
    }
}

/// Statements that may hold a password, or data that is no literal.
fn manages(verb: &str) -> bool {
    let (first, second) = verb.split_once(' ').unwrap_or((verb, ""));
    let of_roles = ["ROLE", "USER", "LOGIN", "SERVER", "SUBSCRIPTION", "SECRET"];
    matches!(
        first,
        "COPY" | "GRANT" | "REVOKE" | "ATTACH" | "PRAGMA" | "EXEC" | "EXECUTE"
    ) || (first == "SET" && second == "PASSWORD")
        || (["ALTER", "CREATE", "DROP"].contains(&first) && of_roles.contains(&second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(statement(text, &mut Hits::default()), *expected, "{text}");
        }
    }

    #[test]
    fn literals_go_and_names_stay() {
        becomes(&[
            (
                "SELECT id FROM users WHERE email = 'ada'",
                "SELECT id FROM users WHERE email = ?",
            ),
            (
                "SELECT \"u\".\"id\" FROM \"users\" AS \"u\" WHERE \"u\".\"a\" = \"ada\"",
                "SELECT \"u\".\"id\" FROM \"users\" AS \"u\" WHERE \"u\".\"a\" = ?",
            ),
            (
                "INSERT INTO users (\"a\", \"b\") VALUES ('it''s', 42)",
                "INSERT INTO users (\"a\", \"b\") VALUES (?)",
            ),
            (
                "INSERT INTO t VALUES (\"ada\", \"bob\")",
                "INSERT INTO t VALUES (?)",
            ),
            (
                "SELECT * FROM t WHERE a IN (1, 2, 3) AND b = $1",
                "SELECT * FROM t WHERE a IN (?) AND b = $1",
            ),
            (
                "SELECT concat(\"ada\", 'x') -- ada\nFROM t /* ada */",
                "SELECT concat(?) FROM t",
            ),
            (
                "UPDATE t SET a = 0x1F, b = E'x', c = $$ada$$, d = $q$ada$q$",
                "UPDATE t SET a = ?, b = ?, c = ?, d = ?",
            ),
            (
                "SELECT `a` FROM `t` WHERE `a` LIKE \"ada%\"",
                "SELECT `a` FROM `t` WHERE `a` LIKE ?",
            ),
            (
                "select a1 from t2 where b=-1.5e3",
                "select a1 from t2 where b=-?",
            ),
        ]);
    }

    #[test]
    fn what_manages_roles_or_cannot_be_read_shows_its_first_words() {
        becomes(&[
            ("ALTER ROLE shop PASSWORD 'ada'", "ALTER ROLE"),
            ("create user shop identified by 'ada'", "CREATE USER"),
            (
                "CREATE OR REPLACE USER shop IDENTIFIED BY \"ada\"",
                "CREATE OR …",
            ),
            ("BEGIN; ALTER USER x IDENTIFIED BY \"ada\"", "BEGIN …"),
            ("EXEC sp_addlogin ada, secret", "EXEC"),
            ("SELECT q'[it's ada]', 'x'", "SELECT …"),
            ("COPY t FROM STDIN ada", "COPY"),
            ("SELECT 'it\\'s ada'", "SELECT …"),
            ("SELECT 'ada", "SELECT …"),
            ("SELECT (1", "SELECT …"),
            ("SELECT /* ada", "SELECT …"),
            ("SELECT $tag$ ada", "SELECT …"),
            ("'ada'' ", "[scrub-failed]"),
            ("ädä 'x", "[scrub-failed]"),
        ]);
    }
}
