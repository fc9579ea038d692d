//! Probes: what they answer, and how often what stands behind them is asked.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use frosted::health::{Check, Health};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tower::ServiceExt;

type Failed = Result<(), &'static str>;

async fn ask(router: &Router, method: &str, path: &str) -> (StatusCode, String) {
    let request = Request::builder().method(method).uri(path);
    let request = request.body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    if status.is_success() {
        assert_eq!(answer.headers()["cache-control"], "no-store");
    }
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn ready(router: &Router) -> (u16, String) {
    let (status, body) = ask(router, "GET", "/health/ready").await;
    (status.as_u16(), body)
}

#[tokio::test]
async fn the_bodies_are_those_that_were_promised() {
    let works = Arc::new(AtomicBool::new(true));
    let of_check = Arc::clone(&works);
    let health = Health::new()
        .check("database", move || {
            let works = of_check.load(Ordering::Relaxed);
            async move {
                if works {
                    Ok(())
                } else {
                    Err("postgres://u:hunter2@db is down")
                }
            }
        })
        .check("redis", || async { Failed::Ok(()) });
    let router = health.router();
    let all = r#"{"status":"ready","checks":{"database":"ok","redis":"ok"}}"#;
    assert_eq!(ready(&router).await, (200, all.to_owned()));
    works.store(false, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let not = r#"{"status":"not_ready","checks":{"database":"error","redis":"ok"}}"#;
    assert_eq!(ready(&router).await, (503, not.to_owned()));
    let live = ask(&router, "GET", "/health/live").await;
    assert_eq!(live, (StatusCode::OK, r#"{"status":"ok"}"#.to_owned()));
    health.drain();
    let draining = r#"{"status":"draining"}"#;
    assert_eq!(ready(&router).await, (503, draining.to_owned()));
    assert_eq!(ask(&router, "GET", "/livez").await.0, StatusCode::OK);
    health.mark_broken();
    assert_eq!(
        ask(&router, "GET", "/health/live").await.0,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn a_check_that_is_not_required_does_not_turn_requests_away() {
    let health = Health::new()
        .with(Check::new("redis", || async { Failed::Err("gone") }).degraded())
        .with(Check::new("mail", || async { Failed::Err("gone") }).informational());
    let degraded = r#"{"status":"degraded","checks":{"redis":"error","mail":"error"}}"#;
    assert_eq!(ready(&health.router()).await, (200, degraded.to_owned()));
    let informational =
        Health::new().with(Check::new("mail", || async { Failed::Err("gone") }).informational());
    let (status, body) = ready(&informational.router()).await;
    assert!(
        status == 200 && body.contains(r#""status":"ready""#),
        "{body}"
    );
}

#[tokio::test]
async fn probes_are_answered_with_head_and_refuse_all_else() {
    let router: Router = Health::new().router();
    let (status, body) = ask(&router, "HEAD", "/health/ready").await;
    assert_eq!((status.as_u16(), body.as_str()), (200, ""));
    for path in [
        "/health/live",
        "/health/ready",
        "/health/startup",
        "/readyz",
    ] {
        let (status, _) = ask(&router, "POST", path).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_that_hangs_or_panics_is_one_failed_check() {
    let running = Arc::new(AtomicU32::new(0));
    let most = Arc::new(AtomicU32::new(0));
    let (of_running, of_most) = (Arc::clone(&running), Arc::clone(&most));
    let health = Health::new()
        .check("hangs", move || {
            let (running, most) = (Arc::clone(&of_running), Arc::clone(&of_most));
            async move {
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                let _left = OnDrop(&running);
                tokio::time::sleep(Duration::from_secs(60)).await;
                Failed::Ok(())
            }
        })
        .check("panics", || async { panic!("hunter2") as Failed })
        .check("works", || async { Failed::Ok(()) });
    let router: Router = health.router();
    let begun = Instant::now();
    let probes: Vec<_> = (0..100)
        .map(|_| {
            let router = router.clone();
            tokio::spawn(async move { ready(&router).await })
        })
        .collect();
    for probe in probes {
        let (status, body) = probe.await.unwrap();
        assert_eq!(status, 503);
        let expected = r#""checks":{"hangs":"timeout","panics":"error","works":"ok"}"#;
        assert!(body.contains(expected), "{body}");
    }
    assert!(
        begun.elapsed() < Duration::from_millis(1500),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

struct OnDrop<'c>(&'c AtomicU32);

impl Drop for OnDrop<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_probes_ask_once_a_second() {
    let asked = Arc::new(AtomicU32::new(0));
    let of_check = Arc::clone(&asked);
    let health = Health::new().check("database", move || {
        of_check.fetch_add(1, Ordering::Relaxed);
        async { Failed::Ok(()) }
    });
    let router: Router = health.router();
    let begun = Instant::now();
    let mut probes = 0;
    while begun.elapsed() < Duration::from_millis(2500) {
        assert_eq!(ready(&router).await.0, 200);
        probes += 1;
    }
    let asked = asked.load(Ordering::Relaxed);
    assert!(
        (2..=3).contains(&asked) && probes > 100,
        "{asked} for {probes}"
    );
}

#[tokio::test]
async fn a_check_in_the_background_runs_by_itself() {
    let blocked = Arc::new(AtomicBool::new(false));
    let of_check = Arc::clone(&blocked);
    let check = Check::new("queue", move || {
        let blocked = of_check.load(Ordering::Relaxed);
        async move { if blocked { Err("gone") } else { Ok(()) } }
    });
    let health = Health::new().with(check.every(Duration::from_millis(50)));
    let router: Router = health.router();
    assert_eq!(ready(&router).await.0, 200);
    blocked.store(true, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (status, body) = ready(&router).await;
    assert!(
        status == 503 && body.contains(r#""queue":"error""#),
        "{body}"
    );
}

#[tokio::test]
async fn those_who_do_not_wait_for_an_answer_change_nothing_for_others() {
    let health = Health::new()
        .check("database", || async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            Failed::Ok(())
        })
        .with(Check::new("queue", || async { Failed::Ok(()) }).every(Duration::from_millis(20)));
    let router: Router = health.router();
    for wait in 0..60 {
        let router = router.clone();
        let probe = tokio::spawn(async move { ready(&router).await });
        tokio::time::sleep(Duration::from_micros(wait * 20)).await;
        probe.abort();
    }
    let all = r#"{"status":"ready","checks":{"database":"ok","queue":"ok"}}"#;
    assert_eq!(ready(&router).await, (200, all.to_owned()));
}
