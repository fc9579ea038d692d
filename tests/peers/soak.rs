//! The shop for a long time, while everything around it comes and goes: it takes no more memory and
//! no more descriptors at the end than at the beginning.
//!
//! In the suite it runs for twenty seconds; `SOAK_SECONDS=1800` is half an hour, and `SOAK_SHOP` names
//! a program built with optimisation.

use crate::shop::{CARD, Shop};
use frosted_tests::collector::{Collector, Manner};
use frosted_tests::peer::{Rotel, find};
use frosted_tests::stores::{Postgres, Redis};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Who asks, and how often each of them does in a second.
const CLIENTS: u32 = 4;
const RATE: u32 = 250;

#[test]
fn a_shop_whose_stores_and_collector_come_and_go_stays_as_it_is() {
    let (Some(initdb), Some(postgres), Some(redis), Some(rotel)) = (
        find("initdb"),
        find("postgres"),
        find("redis-server"),
        find("rotel-agent"),
    ) else {
        return;
    };
    let seconds = std::env::var("SOAK_SECONDS").map_or(20, |text| text.parse().unwrap());
    let mut postgres = Postgres::start(&initdb, &postgres);
    let mut redis = Redis::start(&redis);
    let rotel = Rotel::start(&rotel);
    let hangs = Collector::start(Manner::Hangs);
    let traces = format!("http://127.0.0.1:{}", rotel.http);
    let mut shop = Shop::serve(&[
        ("DATABASE_URL", &postgres.url),
        ("REDIS_URL", &redis.url),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &traces),
        // One signal meets nobody who answers.
        ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", hangs.endpoint()),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
        ("RUST_LOG", "warn"),
        ("SENTRY_DSN", "http://key@127.0.0.1:9/1"),
    ]);
    shop.sign_in("soak@example.org");
    let (status, order) = shop.order(1, CARD);
    assert_eq!(status, 201);
    let path = format!("/orders/{}", order["id"]);
    let (answers, failures) = (AtomicU64::new(0), AtomicU64::new(0));
    let (over, begun) = (AtomicBool::new(false), Instant::now());
    let mut seen = Vec::new();
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| asks(&shop, &path, &over, &answers, &failures));
        }
        let length = Duration::from_secs(seconds);
        let turn = (length / 10).min(Duration::from_secs(30));
        let mut turns = 0_u32;
        while begun.elapsed() < length {
            thread::sleep(Duration::from_secs(1));
            seen.push(shop.process.resources());
            if begun.elapsed() > turn * (turns + 1) {
                turns += 1;
                match turns % 5 {
                    1 => rotel.process().signal("STOP"),
                    2 => rotel.process().signal("CONT"),
                    3 => redis.restart(),
                    4 => postgres.restart(),
                    _ => {}
                }
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    rotel.process().signal("CONT");
    let (answers, failures) = (answers.into_inner(), failures.into_inner());
    // The first third fills pools, queues and caches.
    let half = seen.len() / 3;
    let mean = |part: &[(u64, usize)]| part.iter().map(|it| it.0).sum::<u64>() / part.len() as u64;
    let third = |start: usize| mean(&seen[start..start + half]);
    let (early, late) = (third(half), third(seen.len() - half));
    let minutes = Duration::from_secs(seen.len() as u64 / 3).as_secs_f64() / 60.0;
    let grown = i32::try_from(late).unwrap() - i32::try_from(early).unwrap();
    let grown = f64::from(grown) / 1024.0;
    let most = seen.iter().map(|it| it.1).max().unwrap();
    let report = format!(
        "{answers} answers, {failures} of them failures; {early} KiB, {minutes:.1} minutes later {late} KiB; at most {most} descriptors"
    );
    println!("{report}");
    // A mebibyte in ten minutes, and a mebibyte of what an allocator does meanwhile.
    let allowed = 1.0 + minutes / 10.0;
    assert!(grown < allowed || seconds < 300 && grown < 8.0, "{report}");
    assert!(most < 200, "{report}");
    assert!(answers > 20 * seconds, "{report}");
    assert!(failures < answers / 2, "{report}");
    let (status, _) = shop.order(1, CARD);
    assert_eq!(status, 201);
    let (stdout, stderr) = shop.stop(Duration::from_secs(30));
    assert!(
        !stdout.contains("panicked") && !stderr.contains("panicked"),
        "{stderr}"
    );
}

/// Reads an order again and again, and now and then places one.
fn asks(shop: &Shop, path: &str, over: &AtomicBool, answers: &AtomicU64, failures: &AtomicU64) {
    let pause = Duration::from_secs(1) / RATE;
    let mut count = 0_u64;
    while !over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        count += 1;
        let request = if count.is_multiple_of(100) {
            let order = serde_json::json!({ "product_id": 1, "quantity": 1, "card_number": CARD });
            shop.request("POST", "/orders").json(&order)
        } else {
            shop.request("GET", path)
        };
        let answer = request.timeout(Duration::from_secs(5)).send();
        let failed = answer.map_or(true, |answer| !answer.status().is_success());
        answers.fetch_add(1, Ordering::Relaxed);
        failures.fetch_add(u64::from(failed), Ordering::Relaxed);
        thread::sleep(pause.saturating_sub(begun.elapsed()));
    }
}
