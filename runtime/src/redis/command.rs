//! What a command is called, and what may be said of it.

use ::redis::{Arg, Cmd, Pipeline, Value};
use std::borrow::Cow;

/// How much of the keys of commands is recorded, as `db.query.text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keys {
    /// Nothing.
    #[default]
    Off,
    /// What they begin with, up to and with the first of these: `GET order:?`.
    Prefix(char),
    /// All of them, after the [scrubber](crate::redact::scrub). Keys often hold what a user is
    /// called by.
    Full,
}

/// How long a name may be.
const LONGEST: usize = 64;

/// Commands whose first argument is a key. Of others nothing is shown: what they take may be a
/// password, a script, or a value.
const WITH_KEY: &[&str] = &[
    "APPEND",
    "DECR",
    "DECRBY",
    "DEL",
    "EXISTS",
    "EXPIRE",
    "EXPIREAT",
    "GET",
    "GETDEL",
    "GETEX",
    "GETRANGE",
    "GETSET",
    "HDEL",
    "HEXISTS",
    "HGET",
    "HGETALL",
    "HINCRBY",
    "HKEYS",
    "HLEN",
    "HMGET",
    "HMSET",
    "HSCAN",
    "HSET",
    "HSETNX",
    "HVALS",
    "INCR",
    "INCRBY",
    "INCRBYFLOAT",
    "LINDEX",
    "LLEN",
    "LPOP",
    "LPUSH",
    "LRANGE",
    "LREM",
    "LTRIM",
    "MGET",
    "PERSIST",
    "PEXPIRE",
    "PSETEX",
    "PTTL",
    "RPOP",
    "RPUSH",
    "SADD",
    "SCARD",
    "SET",
    "SETEX",
    "SETNX",
    "SETRANGE",
    "SISMEMBER",
    "SMEMBERS",
    "SPOP",
    "SREM",
    "SSCAN",
    "STRLEN",
    "TTL",
    "TYPE",
    "UNLINK",
    "XADD",
    "XLEN",
    "XRANGE",
    "ZADD",
    "ZCARD",
    "ZCOUNT",
    "ZINCRBY",
    "ZRANGE",
    "ZRANK",
    "ZREM",
    "ZSCORE",
];
/// Commands that ask for values which may not be there.
const LOOKUPS: &[&str] = &["GET", "GETEX", "HGET", "MGET", "HMGET"];
/// Commands that name a procedure.
const PROCEDURES: &[&str] = &["EVALSHA", "EVALSHA_RO", "FCALL", "FCALL_RO"];

/// A command, as far as it may be known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command<'c> {
    /// In capitals.
    pub(super) name: Cow<'static, str>,
    pub(super) procedure: Option<String>,
    /// How many commands, where it is not one.
    pub(super) batch: Option<usize>,
    /// What is shown of its text.
    pub(super) text: Option<String>,
    looked_up: Vec<&'c [u8]>,
}

fn arguments(command: &Cmd) -> impl Iterator<Item = &[u8]> {
    command.args_iter().map(|argument| match argument {
        Arg::Simple(bytes) => bytes,
        _ => b"0",
    })
}

/// A command's name in capitals, if it is a name.
fn name(command: &Cmd) -> Cow<'static, str> {
    let first = arguments(command).next().unwrap_or_default();
    let known = WITH_KEY
        .iter()
        .find(|known| known.as_bytes().eq_ignore_ascii_case(first));
    if let Some(known) = known {
        return Cow::Borrowed(known);
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    if first.is_empty() || first.len() > LONGEST || !first.iter().all(is_name) {
        return Cow::Borrowed("OTHER");
    }
    Cow::Owned(String::from_utf8_lossy(first).to_ascii_uppercase())
}

impl<'c> Command<'c> {
    /// One command.
    pub(super) fn one(command: &'c Cmd, keys: Keys) -> Self {
        let name = name(command);
        let procedure = PROCEDURES.contains(&&*name).then(|| {
            let procedure = arguments(command).nth(1).unwrap_or_default();
            let text = String::from_utf8_lossy(procedure);
            text.chars().take(LONGEST).collect()
        });
        Self {
            text: text(&name, command, keys),
            looked_up: arguments(command).take(1).collect(),
            name,
            procedure,
            batch: None,
        }
    }

    /// Several at once.
    pub(super) fn many(pipeline: &'c Pipeline, keys: Keys) -> Self {
        let mut commands = pipeline.cmd_iter();
        let batch = pipeline.len();
        if batch == 1
            && !pipeline.is_transaction()
            && let Some(command) = commands.next()
        {
            return Self::one(command, keys);
        }
        let kind = if pipeline.is_transaction() {
            "MULTI"
        } else {
            "PIPELINE"
        };
        let mut names = pipeline.cmd_iter().map(name);
        let first = names.next();
        let same = first.filter(|first| names.all(|name| name == *first));
        Self {
            name: same.map_or(Cow::Borrowed(kind), |same| format!("{kind} {same}").into()),
            procedure: None,
            batch: Some(batch),
            text: None,
            looked_up: pipeline
                .cmd_iter()
                .map(|command| arguments(command).next().unwrap_or_default())
                .collect(),
        }
    }

    /// How many values were there, and how many not, of those that were asked for.
    pub(super) fn found(&self, answers: &[Value]) -> (u64, u64) {
        let mut found = (0, 0);
        for (name, answer) in self.looked_up.iter().zip(answers) {
            let is_lookup = |known: &&str| known.as_bytes().eq_ignore_ascii_case(name);
            if LOOKUPS.iter().any(is_lookup) {
                count(answer, &mut found);
            }
        }
        found
    }
}

fn count(answer: &Value, (hits, misses): &mut (u64, u64)) {
    match answer {
        Value::Nil => *misses += 1,
        Value::Array(values) => values.iter().for_each(|value| match value {
            Value::Nil => *misses += 1,
            _ => *hits += 1,
        }),
        Value::ServerError(_) => {}
        _ => *hits += 1,
    }
}

/// The command with `?` for whatever is not a key.
fn text(name: &str, command: &Cmd, keys: Keys) -> Option<String> {
    if keys == Keys::Off || !WITH_KEY.contains(&name) {
        return None;
    }
    let mut arguments = arguments(command).skip(1);
    let key = String::from_utf8_lossy(arguments.next()?).into_owned();
    let key = match keys {
        Keys::Prefix(end) => match key.find(end) {
            Some(place) => format!("{}{end}?", &key[..place]),
            None => "?".to_owned(),
        },
        _ => key,
    };
    let rest = if arguments.next().is_some() { " ?" } else { "" };
    Some(format!("{name} {key}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::redis::{cmd, pipe};

    #[test]
    fn commands_have_names_and_nothing_of_their_arguments() {
        let one = |command: &Cmd, keys| {
            let command = Command::one(command, keys);
            (command.name.into_owned(), command.text)
        };
        let set = cmd("set").arg("order:ada").arg("secret").clone();
        assert_eq!(one(&set, Keys::Off), ("SET".to_owned(), None));
        let prefix = Some("SET order:? ?".to_owned());
        assert_eq!(one(&set, Keys::Prefix(':')), ("SET".to_owned(), prefix));
        let full = Some("SET order:ada ?".to_owned());
        assert_eq!(one(&set, Keys::Full), ("SET".to_owned(), full));
        let unknown = cmd("GET").arg("ada").clone();
        assert_eq!(one(&unknown, Keys::Prefix(':')).1, Some("GET ?".to_owned()));
        for command in ["AUTH", "HELLO", "ACL", "CONFIG", "EVAL"] {
            let secret = cmd(command).arg("hunter2").clone();
            assert_eq!(one(&secret, Keys::Full), (command.to_owned(), None));
        }
        let odd = cmd("what a user\nsent").clone();
        assert_eq!(one(&odd, Keys::Full), ("OTHER".to_owned(), None));
        let call = cmd("FCALL").arg("charge").arg(0).clone();
        let call = Command::one(&call, Keys::Off);
        assert_eq!(call.procedure.as_deref(), Some("charge"));
    }

    #[test]
    fn pipelines_and_transactions_are_named_by_what_is_in_them() {
        let many = |pipeline: &Pipeline| {
            let command = Command::many(pipeline, Keys::Off);
            (command.name.into_owned(), command.batch)
        };
        let gets = pipe().get("a").get("b").get("c").clone();
        assert_eq!(many(&gets), ("PIPELINE GET".to_owned(), Some(3)));
        let mixed = pipe().get("a").set("b", 1).clone();
        assert_eq!(many(&mixed), ("PIPELINE".to_owned(), Some(2)));
        let atomic = pipe().atomic().incr("a", 1).incr("b", 1).clone();
        assert_eq!(many(&atomic), ("MULTI INCRBY".to_owned(), Some(2)));
        assert_eq!(many(&pipe().get("a").clone()), ("GET".to_owned(), None));
        assert_eq!(many(&pipe()), ("PIPELINE".to_owned(), Some(0)));
    }

    #[test]
    fn values_that_are_not_there_are_misses() {
        let gets = pipe().get("a").mget(&["b", "c"]).set("d", 1).clone();
        let command = Command::many(&gets, Keys::Off);
        let answers = [
            Value::Nil,
            Value::Array(vec![Value::Int(1), Value::Nil]),
            Value::Okay,
        ];
        assert_eq!(command.found(&answers), (1, 2));
    }
}
