//! The same, said explicitly to `tracing`'s own mock of a subscriber.

use crate::{block_on, give_up, ours, turn};
use frosted::instrument;
use tracing::field::{debug, display};
use tracing::subscriber::with_default;
use tracing::{Level, info_span};
use tracing_mock::{expect, subscriber};

#[instrument(skip(pass_word), fields(sum = amount + 1, label = %reason, later))]
fn pay(amount: u64, reason: &str, list: &[u8], pass_word: &str, token: &str) {
    let _ = (amount, reason, list, pass_word, token);
}

#[test]
fn arguments_and_fields_have_their_kinds_and_no_secret_is_among_them() {
    let span = expect::span().named("pay").at_level(Level::INFO);
    let fields = expect::field("amount")
        .with_value(&7_u64)
        .and(expect::field("reason").with_value(&"gift"))
        .and(expect::field("list").with_value(&debug([1_u8])))
        .and(expect::field("sum").with_value(&8_u64))
        .and(expect::field("label").with_value(&display("gift")))
        .only();
    let (subscriber, handle) = subscriber::mock()
        .new_span(span.clone().with_fields(fields))
        .enter(&span)
        .exit(&span)
        .drop_span(&span)
        .only()
        .run_with_handle();
    with_default(subscriber, || pay(7, "gift", &[1], "hunter2", "abc"));
    handle.assert_finished();
}

#[test]
fn name_target_level_and_parent_are_the_given_ones() {
    let given = expect::span().named("given");
    let span = expect::span()
        .named("n")
        .with_target("t")
        .at_level(Level::WARN);
    let (subscriber, handle) = subscriber::mock()
        .new_span(&given)
        .new_span(
            span.clone()
                .with_ancestry(expect::has_explicit_parent("given")),
        )
        .enter(&span)
        .exit(&span)
        .drop_span(&span)
        .drop_span(&given)
        .only()
        .run_with_handle();
    with_default(subscriber, || {
        ours::everything_at_once(&info_span!("given"));
    });
    handle.assert_finished();
}

#[test]
fn a_cause_is_followed() {
    let cause = expect::span().named("cause");
    let span = expect::span().named("following");
    let (subscriber, handle) = subscriber::mock()
        .new_span(&cause)
        .new_span(&span)
        .follows_from(&span, &cause)
        .enter(&span)
        .exit(&span)
        .drop_span(&span)
        .drop_span(&cause)
        .run_with_handle();
    with_default(subscriber, || {
        ours::following(vec![info_span!("cause").id()]);
    });
    handle.assert_finished();
}

#[test]
fn an_error_and_a_returned_value_are_events_of_one_field() {
    let span = expect::span().named("both");
    let returned = expect::event()
        .at_level(Level::INFO)
        .with_fields(expect::field("return").with_value(&debug(1_u8)).only());
    let failed = expect::event().at_level(Level::ERROR).with_fields(
        expect::field("error")
            .with_value(&display("fault number 1"))
            .only(),
    );
    let (subscriber, handle) = subscriber::mock()
        .new_span(&span)
        .enter(&span)
        .event(returned)
        .exit(&span)
        .drop_span(&span)
        .new_span(&span)
        .enter(&span)
        .event(failed)
        .exit(&span)
        .drop_span(&span)
        .only()
        .run_with_handle();
    with_default(subscriber, || {
        drop(ours::both(false));
        drop(ours::both(true));
    });
    handle.assert_finished();
}

#[test]
fn a_future_is_entered_for_each_poll_and_for_its_drop() {
    let span = expect::span().named("async_fields");
    let (subscriber, handle) = subscriber::mock()
        .new_span(&span)
        .enter(&span)
        .exit(&span)
        .enter(&span)
        .record(&span, expect::field("b").with_value(&2_u64))
        .exit(&span)
        .enter(&span)
        .exit(&span)
        .drop_span(&span)
        .run_with_handle();
    with_default(subscriber, || block_on(ours::async_fields(1, 2)));
    handle.assert_finished();
}

#[test]
fn a_future_that_is_given_up_is_dropped_inside_of_its_span() {
    let span = expect::span().named("async_pending");
    let (subscriber, handle) = subscriber::mock()
        .new_span(&span)
        .enter(&span)
        .exit(&span)
        .enter(&span)
        .exit(&span)
        .enter(&span)
        .event(expect::event().at_level(Level::INFO))
        .exit(&span)
        .drop_span(&span)
        .only()
        .run_with_handle();
    with_default(subscriber, || give_up(ours::async_pending(1)));
    handle.assert_finished();
}

/// What `tracing` leaves outside of the span, as it does not see the future.
#[instrument]
fn two_armed(early: bool) -> std::pin::Pin<Box<dyn Future<Output = u8>>> {
    if early {
        Box::pin(std::future::ready(1))
    } else {
        let future = async {
            turn().await;
            tracing::info!("inside");
            2
        };
        Box::pin(future)
    }
}

#[test]
fn a_future_that_tracing_does_not_see_is_in_its_span() {
    let span = expect::span().named("two_armed");
    let inside = expect::event().with_ancestry(expect::has_contextual_parent("two_armed"));
    let (subscriber, handle) = subscriber::mock()
        .new_span(&span)
        .enter(&span)
        .exit(&span)
        .enter(&span)
        .event(inside)
        .exit(&span)
        .enter(&span)
        .exit(&span)
        .drop_span(&span)
        .only()
        .run_with_handle();
    with_default(subscriber, || assert_eq!(block_on(two_armed(false)), 2));
    handle.assert_finished();
}
