//! What holds values with rules.

use crate::shown;
use frosted::redact::Class;
use frosted::{Redact, Secret};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

#[derive(Redact, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[redact(transparent, pii)]
struct Email(String);

fn email() -> Email {
    Email("ada@canary.example".into())
}

#[test]
fn they_are_looked_through_by_structure() {
    assert_eq!(shown(&&email()), "[pii]");
    assert_eq!(shown(&Box::new(email())), "[pii]");
    assert_eq!(shown(&Rc::new(email())), "[pii]");
    assert_eq!(shown(&Arc::new(email())), "[pii]");
    assert_eq!(shown(&Cow::Borrowed(&email())), "[pii]");
    assert_eq!(shown(&Some(email())), "[pii]");
    assert_eq!(shown(&None::<Email>), "None");
    assert_eq!(shown(&vec![email(), email()]), "[[pii], [pii]]");
    assert_eq!(shown(&[email()]), "[[pii]]");
    assert_eq!(shown(&VecDeque::from([email()])), "[[pii]]");
    assert_eq!(shown(&BTreeSet::from([email()])), "[[pii]]");
    assert_eq!(shown(&(email(), Some(email()))), "([pii], [pii])");
    assert_eq!(shown(&Ok::<_, Email>(email())), "Ok([pii])");
    assert_eq!(shown(&Err::<Email, _>(email())), "Err([pii])");
    assert_eq!(
        shown(&HashMap::from([(email(), email())])),
        "[([pii], [pii])]"
    );
    assert_eq!(
        shown(&BTreeMap::from([(email(), email())])),
        "[([pii], [pii])]"
    );
    let dynamic: Box<dyn Redact> = Box::new(email());
    assert_eq!(shown(&dynamic), "[pii]");
    assert_eq!(shown(&OnceLock::<Email>::new()), "None");
}

#[test]
fn what_somebody_holds_is_not_waited_for() {
    let mutex = Mutex::new(email());
    assert_eq!(shown(&mutex), "[pii]");
    let held = mutex.lock().unwrap();
    assert_eq!(shown(&held), "[pii]");
    assert_eq!(shown(&mutex), "<locked>");
    drop(held);
    let lock = RwLock::new(email());
    let held = lock.write().unwrap();
    assert_eq!(shown(&lock), "<locked>");
    drop(held);
    let cell = RefCell::new(email());
    let held = cell.borrow_mut();
    assert_eq!(shown(&cell), "<borrowed>");
    drop(held);
    assert_eq!(shown(&cell), "[pii]");
}

#[test]
fn what_is_large_or_deep_is_cut() {
    #[derive(Redact)]
    struct Chain(Option<Box<Chain>>);

    #[derive(Redact)]
    #[redact(transparent)]
    struct Thin(Option<Box<Thin>>);

    let mut thin = Thin(None);
    for _ in 0..2000 {
        thin = Thin(Some(Box::new(thin)));
    }
    assert_eq!(shown(&thin), "…");

    let many = vec![email(); 1000];
    let text = shown(&many);
    assert!(text.ends_with(", …+936]") && text.len() < 1000, "{text}");

    let mut chain = Chain(None);
    for _ in 0..1000 {
        chain = Chain(Some(Box::new(chain)));
    }
    let text = shown(&chain);
    assert!(text.contains("Chain(…)") && text.len() < 400, "{text}");

    // As many as there are ways through it: nobody walks them all.
    let mut wide: Rc<dyn Redact> = Rc::new(email());
    for _ in 0..20 {
        wide = Rc::new(vec![wide; 10]);
    }
    assert!(shown(&wide).len() < 17_000);
}

#[test]
fn an_address_on_the_network_is_somebodys() {
    let address: IpAddr = "203.0.113.7".parse().unwrap();
    assert_eq!(shown(&address), "[pii]");
}

#[test]
fn a_secret_has_no_way_out_but_one() {
    let secret = Secret::new("canary".to_owned());
    assert_eq!(shown(&secret), "[secret]");
    assert_eq!(format!("{secret:?}{secret:#?}"), "[secret][secret]");
    assert_eq!(secret.expose(), "canary");
    assert_eq!(Class::SECRET.name(), "secret");
}
