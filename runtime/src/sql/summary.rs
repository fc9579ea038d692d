//! What a statement does and to which tables, in a few words: the name of its span and its label
//! ([`db.query.summary`](https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query)).

use super::words::{Piece, Pieces};

/// How many bytes a summary has at most; it is never cut inside of a name.
const LONGEST: usize = 255;

/// What is known of a statement from its words alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) text: String,
    /// The first operation; empty if there is none.
    pub(super) operation: String,
    /// The only table, if there is one and no more.
    pub(super) collection: Option<String>,
}

/// Words that begin an operation.
const OPERATIONS: [&str; 11] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "TRUNCATE", "CREATE", "ALTER",
    "DROP", "CALL",
];
/// Words before an `UPDATE` or a `DELETE` that is none.
const NO_OPERATION: [&str; 6] = ["FOR", "DO", "KEY", "ON", "AFTER", "BEFORE"];
/// Words after which a table is named.
const BEFORE_TABLE: [&str; 3] = ["FROM", "JOIN", "INTO"];
/// Words that end a list of tables.
const AFTER_TABLES: [&str; 13] = [
    "WHERE",
    "GROUP",
    "ORDER",
    "SET",
    "VALUES",
    "HAVING",
    "LIMIT",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "RETURNING",
    "WINDOW",
    "FETCH",
];
/// What is created, altered and dropped by name.
const OBJECTS: [&str; 8] = [
    "TABLE", "VIEW", "INDEX", "SCHEMA", "DATABASE", "SEQUENCE", "TRIGGER", "FUNCTION",
];
/// Words that may stand between a verb and the name.
const FILLERS: [&str; 9] = [
    "IF",
    "NOT",
    "EXISTS",
    "ONLY",
    "LATERAL",
    "OR",
    "UNIQUE",
    "TEMPORARY",
    "CONCURRENTLY",
];

/// What is inside of a bracket, or of none.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about what comes next"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Level {
    /// Whether it is a statement, and not a list of values.
    is_statement: bool,
    /// Whether a table comes next.
    wants_table: bool,
    /// Whether a comma brings another.
    in_tables: bool,
    /// Whether what is created or dropped comes next.
    wants_object: bool,
}

struct Reader {
    summary: Summary,
    is_full: bool,
    tables: usize,
    levels: Vec<Level>,
    level: Level,
    /// The word before, in capitals.
    before: String,
    /// Whether the next word is the first of a bracket, or of all.
    is_first: bool,
}

/// Whether a statement has a comment. Where a backslash stands, dialects differ in where text ends:
/// then whatever could be a comment is one.
pub(super) fn has_comment(text: &str) -> bool {
    let may_have = ["--", "/*", "#"].iter().any(|start| text.contains(start));
    may_have
        && (text.contains(['\\', '#']) || Pieces::of(text).any(|piece| piece == Piece::Comment))
}

/// Reads a statement without its values: what is text in it would be taken for the name of a table.
pub(super) fn of(text: &str) -> Summary {
    let mut reader = Reader {
        summary: Summary::default(),
        is_full: false,
        tables: 0,
        levels: Vec::new(),
        level: Level {
            is_statement: true,
            ..Level::default()
        },
        before: String::new(),
        is_first: true,
    };
    for piece in Pieces::of(text) {
        reader.take(piece);
    }
    if reader.tables != 1 {
        reader.summary.collection = None;
    }
    reader.summary
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Comment => return,
            Piece::Word(word) => self.word(word),
            Piece::Quoted(name) | Piece::Text(name) => {
                if self.level.wants_table {
                    self.table(name);
                }
                self.before.clear();
            }
            Piece::Sign('(' | '[') => self.open(),
            Piece::Sign(')' | ']') => self.close(),
            Piece::Sign(';') => {
                self.levels.clear();
                self.level = Level {
                    is_statement: true,
                    ..Level::default()
                };
                self.is_first = true;
                self.before.clear();
                return;
            }
            Piece::Sign(',') => {
                self.level.wants_table = self.level.in_tables;
                self.before.clear();
            }
            Piece::Sign(_) => self.before.clear(),
        }
        self.is_first = piece == Piece::Sign('(');
    }

    fn open(&mut self) {
        self.level.wants_table = false;
        // Deeper than anybody writes: what is inside is passed over.
        if self.levels.len() < 256 {
            self.levels.push(self.level);
        }
        self.level = Level::default();
        self.before.clear();
    }

    fn close(&mut self) {
        self.level = self.levels.pop().unwrap_or_default();
        self.before = ")".to_owned();
    }

    fn word(&mut self, word: &str) {
        let upper = word.to_ascii_uppercase();
        if self.is_first && ["SELECT", "WITH", "VALUES"].contains(&upper.as_str()) {
            self.level.is_statement = true;
        }
        if self.level.is_statement {
            self.of_statement(word, &upper);
        }
        self.before = upper;
    }

    fn of_statement(&mut self, word: &str, upper: &str) {
        if self.is_operation(upper) {
            self.operation(word);
            self.level.wants_table = matches!(upper, "UPDATE" | "CALL" | "TRUNCATE");
            self.level.wants_object = matches!(upper, "CREATE" | "ALTER" | "DROP" | "TRUNCATE");
            self.level.in_tables = false;
        } else if self.level.wants_object && OBJECTS.contains(&upper) {
            self.add(word);
            self.level.wants_object = false;
            self.level.wants_table = true;
        } else if upper == "TO" && self.before == "ROLLBACK" {
            self.add(word);
        } else if FILLERS.contains(&upper) && (self.level.wants_table || self.level.wants_object) {
            // The name comes later.
        } else if BEFORE_TABLE.contains(&upper) {
            // `a IS DISTINCT FROM b` names no table.
            self.level.wants_table = self.before != "DISTINCT";
            self.level.in_tables = upper != "INTO";
        } else if AFTER_TABLES.contains(&upper) {
            self.level.wants_table = false;
            self.level.in_tables = false;
        } else if self.level.wants_table {
            self.table(word);
        } else if self.is_first && upper != "WITH" {
            self.operation(word);
        } else {
            self.level.wants_object = false;
        }
    }

    fn is_operation(&self, upper: &str) -> bool {
        let is_part = ["UPDATE", "DELETE"].contains(&upper)
            && NO_OPERATION.contains(&self.before.as_str())
            || upper == "REPLACE" && !self.is_first
            || upper == "CALL" && !self.is_first;
        OPERATIONS.contains(&upper) && !is_part && !self.level.wants_object
    }

    fn operation(&mut self, word: &str) {
        if self.summary.operation.is_empty() {
            word.clone_into(&mut self.summary.operation);
        }
        self.add(word);
    }

    fn table(&mut self, name: &str) {
        self.level.wants_table = false;
        self.tables += 1;
        self.summary.collection = Some(name.to_owned());
        self.add(name);
    }

    fn add(&mut self, word: &str) {
        let text = &mut self.summary.text;
        let separator = usize::from(!text.is_empty());
        self.is_full |= text.len() + separator + word.len() > LONGEST;
        if self.is_full {
            return;
        }
        if separator > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(cases: &[(&str, &str)]) {
        for (text, summary) in cases {
            assert_eq!(of(text).text, *summary, "{text}");
        }
    }

    #[test]
    fn the_examples_of_the_conventions_are_as_they_say() {
        is(&[
            (
                "SELECT * FROM wuser_table WHERE username = ?",
                "SELECT wuser_table",
            ),
            (
                "INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders WHERE order_id = ?",
                "INSERT shipping_details SELECT orders",
            ),
            (
                "SELECT * FROM songs, artists WHERE songs.artist_id == artists.id",
                "SELECT songs artists",
            ),
            (
                "SELECT order_date FROM (SELECT * FROM orders o JOIN customers c ON o.customer_id = c.customer_id)",
                "SELECT SELECT orders customers",
            ),
            (
                "SELECT * FROM \"song list\", 'artists'",
                "SELECT \"song list\" 'artists'",
            ),
            ("call some_stored_procedure", "call some_stored_procedure"),
        ]);
    }

    #[test]
    fn statements_of_every_kind_have_one() {
        is(&[
            (
                "INSERT INTO a.b VALUES (1) ON CONFLICT (id) DO UPDATE SET x = 1",
                "INSERT a.b",
            ),
            (
                "INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE x = 1",
                "INSERT a",
            ),
            ("SELECT * FROM jobs FOR UPDATE SKIP LOCKED", "SELECT jobs"),
            (
                "UPDATE products SET stock = stock - $1 WHERE id = $2",
                "UPDATE products",
            ),
            ("DELETE FROM ONLY a USING b WHERE a.x = b.x", "DELETE a"),
            (
                "WITH r AS (SELECT * FROM orders) SELECT * FROM r",
                "SELECT orders SELECT r",
            ),
            (
                "CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY)",
                "CREATE TABLE accounts",
            ),
            (
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
                "CREATE INDEX i",
            ),
            ("TRUNCATE TABLE users", "TRUNCATE TABLE users"),
            ("CREATE USER bob IDENTIFIED BY 'x'", "CREATE"),
            ("BEGIN", "BEGIN"),
            ("SELECT 1", "SELECT"),
            ("-- by ada\nSELECT a /* b */ FROM t", "SELECT t"),
            ("SELECT a FROM x; DELETE FROM y", "SELECT x DELETE y"),
            (
                "SELECT * FROM a LEFT JOIN b ON a.i = b.i, c",
                "SELECT a b c",
            ),
            (
                "SELECT * FROM t JOIN u ON u.tags && ARRAY[a, b] WHERE x",
                "SELECT t u",
            ),
            ("SELECT replace(a, 'b', 'c') FROM t", "SELECT t"),
            ("", ""),
        ]);
    }

    #[test]
    fn values_are_no_tables() {
        is(&[
            ("SELECT trim(both 'x' from 'ada') FROM t", "SELECT t"),
            ("SELECT extract(year from birthday) FROM t", "SELECT t"),
            ("SELECT * FROM t WHERE a IS DISTINCT FROM 'ada'", "SELECT t"),
            (
                "SELECT 'FROM ada', $$FROM ada$$, E'it\\'s FROM ada' FROM t",
                "SELECT t",
            ),
        ]);
    }

    #[test]
    fn it_is_never_cut_inside_of_a_name() {
        let long = "t".repeat(300);
        assert_eq!(of(&format!("SELECT * FROM {long}")).text, "SELECT");
        let many: Vec<String> = (0..100).map(|it| format!("table_{it}")).collect();
        let summary = of(&format!("SELECT * FROM {}", many.join(", "))).text;
        assert!(summary.len() <= LONGEST && summary.len() > 200, "{summary}");
        assert!(
            summary
                .split(' ')
                .skip(1)
                .all(|name| many.contains(&name.to_owned()))
        );
    }

    #[test]
    fn a_comment_is_told_from_text() {
        assert!(has_comment("SELECT 1 -- x"));
        assert!(has_comment("SELECT /* a /* b */ c */ 1"));
        assert!(!has_comment("SELECT '/* x */', \"-- y\", $q$ -- $q$"));
        assert!(has_comment("SELECT 'it\\' /* x */") && has_comment("SELECT 1 # x"));
    }

    #[test]
    fn nothing_that_anybody_sends_panics() {
        const PARTS: [&str; 24] = [
            "SELECT", " FROM ", "'", "\"", "`", "$", "$$", "$a$", "/*", "*/", "--", "\n", "(", ")",
            ",", ";", "E'", "\\", "ä", "𝄞", "0", " JOIN ", "x", "\0",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut text = String::new();
        for _ in 0..1_000_000 {
            text.clear();
            for _ in 0..state % 9 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let place = usize::try_from(state % 24).unwrap_or_default();
                text.push_str(PARTS[place]);
            }
            state = state.wrapping_mul(0x2545_F491_4F6C_DD1D).wrapping_add(1);
            assert!(of(&text).text.len() <= LONGEST);
        }
    }
}
