//! What can only be seen from inside: which span is current, and what a span holds on to.

use super::{Engine, Filter, Keep, Node, Outputs, Sampler, current};
use std::sync::Arc;
use tracing::{Span, info_span};

fn inside_an_engine(test: impl FnOnce(&dyn Fn() -> Arc<Node>)) {
    let engine = Engine::new(
        Filter::default(),
        Sampler::DEFAULT,
        Keep::DEFAULT,
        Outputs::default(),
    );
    let number = engine.0.number;
    let current = move || current::top(number).expect("a span");
    tracing::subscriber::with_default(engine, || test(&current));
}

#[test]
fn leaving_a_span_that_was_entered_twice_leaves_the_inner_entry() {
    inside_an_engine(|current| {
        let (outer, inner) = (info_span!("outer"), info_span!("inner"));
        let _outer = outer.enter();
        let _inner = inner.enter();
        let again = outer.enter();
        assert_eq!(current().metadata.name(), "outer");
        drop(again);
        assert_eq!(current().metadata.name(), "inner");
    });
}

#[test]
fn a_chain_of_successors_lets_go_of_its_forebears() {
    inside_an_engine(|current| {
        let mut span = info_span!("successor");
        for _ in 0..1000 {
            let next = span.in_scope(|| info_span!("successor"));
            // Dropping the last handle of the parent: only the child may hold on to it now.
            span = next;
        }
        let held = span.in_scope(|| current::Scope::of(&current()).iter().count());
        assert!(held <= 65, "{held} spans are held");
    });
}

#[test]
fn ids_of_another_subscriber_do_no_harm() {
    let foreign = {
        let engine = Engine::new(
            Filter::default(),
            Sampler::DEFAULT,
            Keep::DEFAULT,
            Outputs::default(),
        );
        tracing::subscriber::with_default(engine, || {
            let spans: Vec<Span> = (0..100).map(|_| info_span!("foreign")).collect();
            spans.iter().filter_map(Span::id).collect::<Vec<_>>()
        })
    };
    inside_an_engine(|_| {
        for id in foreign {
            let child = info_span!(parent: id.clone(), "child");
            child.follows_from(id);
        }
    });
}
