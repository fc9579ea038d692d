//! Arguments in any order and combination mean the same.

use crate::observed::{self, Style};
use proc_macro2::TokenStream;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

/// Every form of every argument. Forms of one key stand side by side: at most one of them is taken.
const FORMS: &[&[&str]] = &[
    &["name = \"n\"", "name = NAME", "name = Self::NAME"],
    &[
        "target = \"t\"",
        "target = TARGET",
        "target = crate::TARGET",
    ],
    &[
        "level = \"debug\"",
        "level = 2",
        "level = Level::WARN",
        "level = LEVEL",
    ],
    &["kind = \"client\"", "kind = \"consumer\""],
    &["parent = None", "parent = &a", "parent = Span::none()"],
    &["follows_from = [a.id()]", "follows_from = causes()"],
    &[
        "skip(a)",
        "skip(a, b)",
        "skip(self, a,)",
        "skip_all",
        "skip()",
    ],
    &[
        "fields(a)",
        "fields(x.y = 1, %b, ?c)",
        "fields(x = %a.len(), y = ?[1, 2], z = self.z, w = f(1, 2),)",
        "fields(type = 1, later = Empty, { NAME } = 2)",
        "fields(n = Vec::<u8>::with_capacity(1).len(), p = Pair::<u8, u8>::N)",
        "fields()",
    ],
    &[
        "err",
        "err = off",
        "err()",
        "err(Debug)",
        "err(level = \"warn\", Display)",
        "err(Display, level = 4)",
    ],
    &[
        "ret",
        "ret(Debug)",
        "ret(level = Level::INFO)",
        "ret(Display, level = \"trace\")",
    ],
    &[
        "ok_if = |it| it.is_ok()",
        "error_if = Result::is_err",
        "ok_if = is_fine",
    ],
    &["public(c)", "public(c, d)"],
    &[
        "class(e = pii)",
        "class(e = secret)",
        "class(e = Acme::Note)",
    ],
    &["strict"],
    &["slow = \"200ms\"", "slow = \"1m\"", "slow = \"5us\""],
    &[
        "labels(plan = a)",
        "labels(plan = plan(a), c)",
        "labels(c,)",
    ],
    &[
        "buckets = [\"10ms\", \"250ms\", \"1s\"]",
        "buckets = [\"250ms\"]",
    ],
    &[
        "slo(availability = \"99.9\")",
        "slo(name = \"f\", latency(le = \"250ms\", target = \"99.95\"))",
        "slo(\"g\", latency(target = \"90\", le = \"250ms\"), availability = \"50\", allow_unreachable)",
    ],
    &["metrics = true", "metrics = false"],
    &["crate = ::frosted", "crate = crate::telemetry"],
];

const FUNCTION: &str =
    "async fn f(&self, a: u8, b: &str, (c, d): (u8, u8), e: Vec<u8>) -> Result<u8, E> { body() }";

fn expand(arguments: &[&str], style: Style) -> String {
    let arguments: TokenStream = arguments.join(", ").parse().expect("tokens");
    let function: TokenStream = FUNCTION.parse().expect("tokens");
    observed::expand(arguments, &function, style).to_string()
}

/// Some of the arguments, in the order of the table.
fn some_arguments() -> impl Strategy<Value = Vec<&'static str>> {
    let forms = subsequence(FORMS.to_vec(), 0..=FORMS.len());
    (
        forms,
        proptest::collection::vec(any::<Index>(), FORMS.len()),
    )
        .prop_map(|(forms, picks)| {
            let picked = forms.into_iter().zip(picks);
            let mut picked: Vec<&str> = picked.map(|(forms, pick)| *pick.get(forms)).collect();
            // What is not counted is not counted in some way.
            let counting = ["labels", "buckets", "slo"];
            if picked
                .iter()
                .any(|it| counting.iter().any(|key| it.starts_with(key)))
            {
                picked.retain(|it| *it != "metrics = false");
            }
            picked
        })
}

fn some_style() -> impl Strategy<Value = Style> {
    prop_oneof![Just(Style::Observed), Just(Style::Instrument)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn order_means_nothing(
        (ordered, shuffled) in some_arguments()
            .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        style in some_style(),
    ) {
        let expected = expand(&ordered, style);
        prop_assert!(!expected.contains("compile_error"), "{ordered:?}: {expected}");
        prop_assert_eq!(expand(&shuffled, style), expected);
    }

    #[test]
    fn every_argument_says_something(arguments in some_arguments(), left_out in any::<Index>()) {
        prop_assume!(!arguments.is_empty());
        let mut fewer = arguments.clone();
        let gone = fewer.remove(left_out.index(arguments.len()));
        // These say what holds anyway.
        let idle = ["metrics = true", "crate = ::frosted", "err", "err()", "skip()", "fields()", "strict"];
        // Beside `skip_all`, or for what is recorded anyway.
        let covered = ["skip", "fields(a)", "public(c)"];
        prop_assume!(!idle.contains(&gone) && !covered.iter().any(|it| gone.starts_with(it)));
        prop_assert_ne!(expand(&arguments, Style::Observed), expand(&fewer, Style::Observed));
    }

    #[test]
    fn what_is_given_twice_is_refused(
        arguments in some_arguments(),
        twice in any::<Index>(),
    ) {
        prop_assume!(!arguments.is_empty());
        let again = arguments[twice.index(arguments.len())];
        let mut more = arguments.clone();
        more.push(again);
        let expansion = expand(&more, Style::Observed);
        prop_assert!(expansion.contains("is given twice"), "{more:?}: {expansion}");
    }

    #[test]
    fn a_misspelt_key_is_refused_beside_any_others(arguments in some_arguments(), at in any::<Index>()) {
        let mut more = arguments.clone();
        more.insert(at.index(arguments.len() + 1), "er(level = \"warn\")");
        let expansion = expand(&more, Style::Observed);
        prop_assert!(expansion.contains("did you mean `err`?"), "{more:?}: {expansion}");
    }
}
