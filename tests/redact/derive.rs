//! Everything that the derive accepts.

use crate::shown;
use frosted::Redact;
use frosted::redact::{Class, Out};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;

frosted::taxonomy! {
    /// What this company tells apart.
    pub Acme {
        TenantSecret: secret,
        StaffNote: pii,
    }
}

/// No trait at all.
struct Key([u8; 32]);

#[derive(Redact)]
#[redact(display = "customer {id}")]
struct Customer {
    #[redact(public)]
    id: u64,
    #[redact(pii)]
    email: String,
}

fn customer() -> Customer {
    Customer {
        id: 7,
        email: "ada@example.com".into(),
    }
}

#[derive(Redact)]
#[redact(display = "order {id} of {customer} to {email}, {{paid}}")]
struct Order {
    #[redact(public)]
    id: String,
    customer: Customer,
    others: Vec<Option<Box<Customer>>>,
    #[redact(pii, as = email)]
    email: Option<String>,
    #[redact(pan, keep_last = 4)]
    card: String,
    #[redact(pii, hash = "customer")]
    owner: u64,
    #[redact(secret)]
    webhook: Key,
    #[redact(map(keys = public, values = secret))]
    extra: BTreeMap<String, Key>,
    #[redact(map(keys = pii, values = secret))]
    sessions: HashMap<String, String>,
    #[redact(url)]
    callback: String,
    #[redact(health)]
    diagnosis: Option<String>,
    #[redact(pii, presence)]
    referrer: Option<String>,
    #[redact(drop)]
    raw: Vec<u8>,
    #[redact(with = first_letter)]
    nick: String,
    #[redact(class = Acme::StaffNote)]
    note: String,
    #[redact(public, reason = "counts uses, is none")]
    token: u8,
}

fn first_letter(nick: &str, out: &mut Out<'_>) -> fmt::Result {
    out.text(nick.get(..1).unwrap_or_default())
}

fn order() -> Order {
    Order {
        id: "A-1".into(),
        customer: customer(),
        others: vec![Some(Box::new(customer())), None],
        email: None,
        card: "4111111111111111".into(),
        owner: 7,
        webhook: Key([7; 32]),
        extra: [("a".to_owned(), Key([1; 32]))].into(),
        sessions: [("canary".to_owned(), "canary".to_owned())].into(),
        callback: "https://u:canary@host/path?a=canary".into(),
        diagnosis: None,
        referrer: None,
        raw: vec![1, 2, 3],
        nick: "canary".into(),
        note: "canary".into(),
        token: 3,
    }
}

#[test]
fn a_struct_shows_what_its_fields_say() {
    let expected = "Order { id: \"A-1\", customer: Customer { id: 7, email: [pii] }, \
        others: [Customer { id: 7, email: [pii] }, None], email: None, card: [pan], owner: [pii], \
        webhook: [secret], extra: {a: [secret]}, sessions: <1 item>, \
        callback: \"https://[scrubbed:url]@host/path?a=[scrubbed:url]\", diagnosis: [health], \
        referrer: [pii], nick: \"c\", note: [StaffNote], token: 3 }";
    assert_eq!(shown(&order()), expected);
    assert_eq!(format!("{:?}", order()), expected);
    assert_eq!(format!("{:#?}", order()), expected);
    assert_eq!(format!("{:>500?}", order()), expected);
    assert_eq!(format!("{:x?}", order()), expected);
}

#[test]
fn a_display_is_made_of_parts_as_they_may_be_seen() {
    assert_eq!(
        order().to_string(),
        "order A-1 of Customer { id: 7, email: [pii] } to None, {paid}"
    );
    assert_eq!(customer().to_string(), "customer 7");
    let mut with_email = order();
    with_email.email = Some("canary".into());
    assert!(with_email.to_string().contains("to [pii], "));
}

#[derive(Redact)]
enum Login {
    Anonymous,
    #[redact(all = pii)]
    Basic {
        user: String,
        #[redact(secret)]
        pass: String,
        #[redact(public)]
        tries: u8,
    },
    Bearer(#[redact(secret)] String),
    #[redact(variant = hidden)]
    Impersonated(#[redact(pii)] u64),
    Nested(Customer, #[redact(drop)] String),
}

#[test]
fn an_enum_shows_what_its_variants_say() {
    let basic = Login::Basic {
        user: "canary".into(),
        pass: "canary".into(),
        tries: 2,
    };
    assert_eq!(shown(&Login::Anonymous), "Anonymous");
    assert_eq!(
        shown(&basic),
        "Basic { user: [pii], pass: [secret], tries: 2 }"
    );
    assert_eq!(shown(&Login::Bearer("canary".into())), "Bearer([secret])");
    assert_eq!(shown(&Login::Impersonated(7)), "[hidden]");
    let nested = Login::Nested(customer(), "canary".into());
    assert_eq!(shown(&nested), "Nested(Customer { id: 7, email: [pii] })");
}

#[derive(Redact)]
#[redact(transparent, pii)]
struct Email(String);

#[derive(Redact)]
#[redact(transparent)]
struct OrderId(#[redact(public)] u64);

#[derive(Redact)]
#[redact(all = secret)]
struct Keys {
    one: Key,
    two: Option<Key>,
    #[redact(public)]
    count: u8,
}

#[derive(Redact)]
struct Unit;

#[derive(Redact)]
enum Never {}

#[test]
fn newtypes_carry_their_class() {
    assert_eq!(shown(&Email("canary".into())), "[pii]");
    assert_eq!(shown(&OrderId(7)), "7");
    assert_eq!(format!("{:?}", [OrderId(7)]), "[7]");
    assert_eq!(shown(&Unit), "Unit");
    let keys = Keys {
        one: Key([1; 32]),
        two: None,
        count: 1,
    };
    assert_eq!(
        shown(&keys),
        "Keys { one: [secret], two: [secret], count: 1 }"
    );
}

#[derive(Redact)]
struct Node<T> {
    value: T,
    next: Option<Box<Node<T>>>,
    marker: PhantomData<fn() -> T>,
}

/// A class on the field asks nothing of the parameter.
#[derive(Redact)]
struct Tagged<T, const N: usize> {
    #[redact(pii)]
    raw: [T; N],
}

#[derive(Redact)]
struct Page<'a, T>
where
    T: Clone,
{
    items: &'a [T],
    #[redact(public)]
    total: usize,
}

#[derive(Redact)]
struct Open<T>(#[redact(public)] T);

#[derive(Redact)]
#[redact(bound = "I::Item: frosted::Redact")]
struct First<I: Iterator>(Option<I::Item>);

#[test]
fn generics_are_bound_by_their_parameters() {
    let inner = Node {
        value: customer(),
        next: None,
        marker: PhantomData,
    };
    let list = Node {
        value: customer(),
        next: Some(Box::new(inner)),
        marker: PhantomData,
    };
    assert_eq!(shown(&list).matches("[pii]").count(), 2);
    assert_eq!(
        shown(&Tagged {
            raw: [Key([1; 32])]
        }),
        "Tagged { raw: [pii] }"
    );
    let items = [7, 8].map(|id| Some(std::rc::Rc::new(Id(id))));
    let page = Page {
        items: &items,
        total: 2,
    };
    assert_eq!(shown(&page), "Page { items: [7, 8], total: 2 }");
    assert_eq!(shown(&Open("text")), "Open(\"text\")");
    assert_eq!(
        shown(&First::<std::vec::IntoIter<Customer>>(Some(customer())))
            .matches("[pii]")
            .count(),
        1
    );
}

#[derive(Redact)]
#[redact(transparent)]
struct Id(#[redact(public)] u64);

#[test]
fn what_is_public_is_shown_unless_it_travels_as_keys_do() {
    #[derive(Redact)]
    struct Public<'a> {
        #[redact(public)]
        text: &'a str,
        #[redact(public)]
        maybe: Option<char>,
        #[redact(public)]
        bytes: Vec<u8>,
        #[redact(public)]
        optional: Vec<Option<Box<u8>>>,
        #[redact(public)]
        array: [u32; 4],
        #[redact(public)]
        names: Vec<&'a str>,
        #[redact(public)]
        own_rules: Email,
        #[redact(public)]
        sentence: String,
    }
    let public = Public {
        text: "a\nb",
        maybe: Some('x'),
        bytes: vec![104, 117],
        optional: vec![Some(Box::new(104))],
        array: [1; 4],
        names: vec!["ada", "bob"],
        own_rules: Email("canary".into()),
        sentence: "password=canary".into(),
    };
    assert_eq!(
        shown(&public),
        "Public { text: \"a\\nb\", maybe: \"x\", bytes: <2 items>, optional: <1 item>, array: <4 items>, \
         names: [\"ada\", \"bob\"], own_rules: [pii], sentence: \"password=[scrubbed:key]\" }"
    );
}

#[test]
fn rules_that_fail_show_nothing() {
    #[derive(Redact)]
    struct Failing(#[redact(with = fails)] String, #[redact(public)] u8);
    #[derive(Redact)]
    struct Panicking(
        #[redact(public)] &'static str,
        #[redact(with = panics)] String,
    );
    fn fails(text: &str, out: &mut Out<'_>) -> fmt::Result {
        out.text(text)?;
        Err(fmt::Error)
    }
    fn panics(text: &str, out: &mut Out<'_>) -> fmt::Result {
        out.text(text)?;
        panic!("canary")
    }
    assert_eq!(shown(&Failing("canary".into(), 1)), "[redaction-failed]");
    assert_eq!(
        format!("{:?}", Panicking("a", "canary".into())),
        "[redaction-failed]"
    );
}

#[test]
fn names_and_classes_of_users_are_theirs() {
    #[derive(Redact)]
    #[allow(non_camel_case_types, reason = "a raw name")]
    struct r#type {
        #[redact(public)]
        r#match: u8,
    }
    assert_eq!(shown(&r#type { r#match: 1 }), "type { match: 1 }");
    assert_eq!(Acme::TenantSecret.floor(), Class::SECRET.floor());
    assert_eq!(Acme::StaffNote.name(), "StaffNote");
}
