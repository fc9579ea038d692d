//! What the sinks may show: from the code, from the TOML file that `FROSTED_POLICY` names, and the
//! key of hashes from `FROSTED_HASH_KEY`. All faults are found at once; none repeats a value.

use super::env::Environment;
use super::own::Fault;
use crate::catalog;
use crate::names::env;
use crate::redact::{Action, Class, Policies, Rule, Settings, Sink, plain_name};
use toml::{Table, Value};

/// How large a policy file may be.
const MAX_FILE: u64 = 1 << 20;

/// What redaction goes by.
#[derive(Debug)]
pub(crate) struct Redaction {
    pub(crate) policies: Policies,
    pub(crate) scrub: Settings,
}

impl Redaction {
    /// What the code says, with what the file says over it.
    pub(crate) fn read(environment: &Environment, of_code: Policies) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader {
            policies: of_code,
            scrub: Settings::default(),
            faults: Vec::new(),
        };
        reader.classes();
        if let Some(path) = environment.get(env::FROSTED_POLICY) {
            reader.file(path);
        }
        if let Some(key) = environment.get(env::FROSTED_HASH_KEY) {
            reader.key(key);
        }
        let of_policies = reader.policies.faults();
        let mut faults: Vec<Fault> = reader.faults.into_iter().collect();
        faults.extend(of_policies.into_iter().map(|fault| Fault {
            variable: env::FROSTED_POLICY.to_owned(),
            expected: fault,
        }));
        if faults.is_empty() {
            Ok(Self {
                policies: reader.policies,
                scrub: reader.scrub,
            })
        } else {
            Err(faults)
        }
    }
}

struct Reader {
    policies: Policies,
    scrub: Settings,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, text: impl Into<String>) {
        self.faults.push(Fault {
            variable: env::FROSTED_POLICY.to_owned(),
            expected: text.into(),
        });
    }

    /// Classes of one name must be one.
    fn classes(&mut self) {
        let mut known: Vec<Class> = Class::OURS.to_vec();
        for class in catalog::classes() {
            match known.iter().find(|it| it.name() == class.name()) {
                Some(other) if *other == class && !Class::OURS.contains(&class) => {}
                Some(_) => self.fault(format!(
                    "the class `{}` is defined twice; give one of the two another name",
                    class.name()
                )),
                None => known.push(class),
            }
        }
    }

    fn file(&mut self, path: &str) {
        let small = std::fs::metadata(path).is_ok_and(|file| file.len() <= MAX_FILE);
        let text = if small {
            std::fs::read_to_string(path).ok()
        } else {
            None
        };
        let Some(text) = text else {
            return self.fault("must name a file of at most 1 MiB that can be read, as UTF-8");
        };
        let table: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => return self.fault(not_toml(&text, &error)),
        };
        for (key, value) in table {
            match (key.as_str(), value) {
                ("redaction", Value::Table(table)) => self.redaction(table),
                ("scrub", Value::Table(table)) => self.scrub(table),
                _ => self.fault("has the tables `redaction` and `scrub`, and no others"),
            }
        }
    }

    fn redaction(&mut self, mut table: Table) {
        // What holds for all comes first, whatever the order of the file.
        if let Some(value) = table.remove("default") {
            self.sink("default", &Sink::ALL, value);
        }
        for (key, value) in table {
            let sink = Sink::ALL.into_iter().find(|sink| sink.name() == key);
            match (key.as_str(), value, sink) {
                ("strict", Value::Boolean(true), _) => {
                    self.policies = self.policies.clone().strict();
                }
                ("strict", Value::Boolean(false), _) => {}
                (_, value, Some(sink)) => self.sink(sink.name(), &[sink], value),
                _ => self.fault(
                    "redaction: has `default`, `console`, `json`, `otlp` and `sentry`, each a table, and `strict = true`",
                ),
            }
        }
    }

    fn sink(&mut self, name: &str, sinks: &[Sink], value: Value) {
        let Value::Table(table) = value else {
            return self.fault(format!("redaction.{name}: must be a table"));
        };
        for (key, value) in table {
            let (class, action) = (class(&key), value.as_str().and_then(action));
            match (class, action) {
                (Some(class), Some(action)) => {
                    for sink in sinks {
                        self.policies = self.policies.clone().on(*sink, class, action);
                    }
                }
                (None, _) => self.fault(format!(
                    "redaction.{name}: has a class that this program does not define"
                )),
                (Some(class), None) => self.fault(format!(
                    "redaction.{name}.{}: must be `tag`, `hash`, `drop`, `partial` or `clear`",
                    class.name()
                )),
            }
        }
    }

    fn scrub(&mut self, table: Table) {
        for (key, value) in table {
            match (key.as_str(), value) {
                ("email", Value::Boolean(on)) => self.scrub.email = on,
                ("names", Value::Array(names)) => self.names(&names),
                ("off", Value::Array(rules)) => self.off(&rules),
                _ => self
                    .fault("scrub: has `email = true`, and the lists of strings `names` and `off`"),
            }
        }
    }

    fn names(&mut self, names: &[Value]) {
        for name in names {
            match name.as_str().map(plain_name) {
                Some(name) if name.len() >= 3 => self.scrub.names.push(name),
                _ => self.fault("scrub.names: must be strings of at least three letters"),
            }
        }
    }

    fn off(&mut self, rules: &[Value]) {
        for rule in rules {
            let found = rule.as_str().and_then(|name| {
                let mut rules = Rule::ALL.into_iter().filter(|rule| rule.may_be_off());
                rules.find(|rule| rule.name() == name)
            });
            match found {
                Some(rule) => self.scrub.off.add(rule),
                None => self.fault(
                    "scrub.off: must be rules that may be off: `url`, `vendor`, `card`, `iban`, `email` and `quoted`",
                ),
            }
        }
    }

    /// `id:hexadecimal`
    fn key(&mut self, text: &str) {
        let read = text.trim().split_once(':').and_then(|(id, key)| {
            let key = bytes(key)?;
            Some(self.policies.clone().hash_key(id, &key))
        });
        match read {
            Some(policies) if policies.faults().len() <= self.policies.faults().len() => {
                self.policies = policies;
            }
            _ => self.faults.push(Fault {
                variable: env::FROSTED_HASH_KEY.to_owned(),
                expected: "must be `id:key`: up to 16 letters and digits, and at least 16 bytes in hexadecimal"
                    .to_owned(),
            }),
        }
    }
}

/// Where a file is no TOML; what stands there is not repeated.
fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| {
        let before = text.get(..span.start).unwrap_or(text);
        before.matches('\n').count() + 1
    });
    format!("line {line} is not TOML, or has a key twice")
}

fn class(name: &str) -> Option<Class> {
    let mut classes = Class::OURS.into_iter().chain(catalog::classes());
    classes.find(|class| class.name() == name)
}

fn action(name: &str) -> Option<Action> {
    let mut actions = Action::NAMES.iter();
    let found = actions.find(|(known, _)| *known == name);
    found.map(|(_, action)| *action)
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits = hexadecimal.as_bytes().chunks(2);
    let byte = |two: &[u8]| {
        let text = std::str::from_utf8(two).ok().filter(|it| it.len() == 2)?;
        u8::from_str_radix(text, 16).ok()
    };
    digits.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Result<Redaction, Vec<String>> {
        let folder = std::env::temp_dir().join(format!("frosted-policy-{}", uuid::Uuid::new_v4()));
        std::fs::write(&folder, file).expect("a temporary file");
        let path = folder.to_string_lossy().into_owned();
        let variables = [
            (env::FROSTED_POLICY.to_owned(), path),
            (
                env::FROSTED_HASH_KEY.to_owned(),
                "k3:000102030405060708090a0b0c0d0e0f".to_owned(),
            ),
        ];
        let environment: Environment = variables.into_iter().collect();
        let read = Redaction::read(&environment, Policies::default());
        let _ = std::fs::remove_file(&folder);
        read.map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_file_says_what_sinks_may_show() {
        let redaction = read(
            "[redaction]\notlp = { pii = \"drop\" }\ndefault = { pii = \"hash\", health = \"tag\" }\nstrict = true\n\
             [scrub]\nemail = true\nnames = [\"Tenant_PIN\"]\noff = [\"iban\"]\n",
        )
        .expect("the file is right");
        let action = |sink, class| redaction.policies.of(sink).action(class);
        assert_eq!(action(Sink::Json, Class::PII), Action::Hash);
        assert_eq!(action(Sink::Otlp, Class::PII), Action::Drop);
        assert_eq!(action(Sink::Sentry, Class::HEALTH), Action::Tag);
        assert!(redaction.scrub.email && redaction.scrub.off.has(Rule::Iban));
        assert_eq!(redaction.scrub.names, ["tenantpin"]);
    }

    #[test]
    fn every_fault_of_a_file_is_found_and_none_repeats_a_value() {
        let faults = read(
            "canary = 1\n[redaction]\ncanary = 2\njson = { canary = \"tag\", pii = \"canary\", pan = \"clear\" }\n\
             [scrub]\ncanary = 3\nnames = [\"x\"]\noff = [\"key\", \"jwt\"]\n",
        )
        .expect_err("it is wrong");
        let expected = [
            "has the tables",
            "redaction: has",
            "redaction.json: has a class",
            "redaction.json.pii: must be",
            "scrub: has",
            "scrub.names",
            "scrub.off",
            "scrub.off",
            "json.pan: `clear` is not allowed, there are `tag`, `hash`, `drop`, `partial`",
        ];
        assert_eq!(faults.len(), expected.len(), "{faults:#?}");
        for text in expected {
            assert!(
                faults.iter().any(|fault| fault.contains(text)),
                "{text}: {faults:#?}"
            );
        }
        assert!(!format!("{faults:?}").contains("canary"));
    }

    #[test]
    fn what_is_no_toml_is_not_repeated() {
        let faults = read("[redaction]\npassword = hunter2\n").expect_err("it is wrong");
        assert_eq!(
            faults,
            ["FROSTED_POLICY: line 2 is not TOML, or has a key twice"]
        );
    }

    #[test]
    fn a_bad_key_is_a_fault_that_does_not_repeat_it() {
        for key in [
            "hunter2",
            "k3:hunter2",
            "k3:00",
            ":000102030405060708090a0b0c0d0e0f",
            "k3:0ä",
        ] {
            let variables = [(env::FROSTED_HASH_KEY.to_owned(), key.to_owned())];
            let read = Redaction::read(&variables.into_iter().collect(), Policies::default());
            let faults = read.expect_err("it is wrong");
            assert_eq!(faults.len(), 1, "{key}");
            assert!(!faults[0].to_string().contains("hunter2"));
        }
    }
}
