//! Permission comes before the body: nobody who may not send it is read from.

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Method, Request, StatusCode, header},
};
use domain::access::Role;
use futures_util::stream;
use std::{convert::Infallible, time::Duration};
use storage::{Record, account};
use tests::{
    accounts::{PASSWORD, joined, sign_in},
    application::{Answer, answer, application, application_at, post, post_from},
    on_both_engines,
    people::member,
    plans,
    recording::{MORNING, count},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

const STEP: &str = "/indicators/self-harm-reports/step";
const RECORD: &str = "/indicators/self-harm-reports/record";

/// A body that fails whoever asks for any of it.
fn untouched() -> Body {
    Body::from_stream(stream::poll_fn(|_| -> std::task::Poll<Option<Result<Bytes, Infallible>>> {
        panic!("the body was read")
    }))
}

/// Sends a form whose body must not be read.
async fn unread(application: &Router, cookie: &str, address: &str) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::HOST, "outcomes.test")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    answer(application, request.body(untouched()).expect("a request")).await
}

/// An address of a path. What it names does not matter: whoever may not ask is refused.
fn somewhere(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "2018-19" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

on_both_engines! {
    /// What a stranger sends is left unread wherever something is needed, and so is what somebody sends whose role does not go
    /// there.
    async fn permission_comes_before_the_body(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let viewer = member(&record, "Vic", Role::Viewer, "oxford-health").await;
        let application = application(record.clone());
        let mut tried = 0;
        for way in app::ways().iter().filter(|way| way.method == Method::POST && way.need != app::Need::Nothing) {
            let address = somewhere(way.path);
            for cookie in ["", "session=0", &format!("session={}", "0".repeat(64))] {
                let stranger = unread(&application, cookie, &address).await;
                assert_eq!(stranger.status, StatusCode::UNAUTHORIZED, "{address}: {}", stranger.read());
                assert!(stranger.text.contains("action=\"/sign-in\""), "{address}");
            }
            if way.need != app::Need::Person {
                let refused = unread(&application, &viewer.cookie(), &address).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}: {}", refused.read());
            }
            tried += 1;
        }
        assert!(tried > 30, "only {tried} were tried");
        let sql = "SELECT count(*) FROM audit WHERE visitor = 'person' AND outcome = 'refused' AND action = 'send file' AND subject = '/import'";
        assert_eq!(count(&record, sql).await, 1);
    }

    /// A form that was typed as its session ended comes back behind the sign-in form for a week, whichever way it ended. A file
    /// is not read, nor is more than the form holds.
    async fn a_form_of_an_ended_session_comes_back(record: Record) {
        let application = application(record.clone());
        let (ended, _) = joined(&record, &application, "ann@health.example").await;
        let own = sign_in(&application, "ann@health.example", PASSWORD).await.cookie("session").expect("a session");
        let number = count(&record, "SELECT min(number) FROM session").await.to_string();
        post_from(&application, "192.0.2.1", &own, "/account/sessions", &[("session", &number)]).await;
        let out = sign_in(&application, "ann@health.example", PASSWORD).await.cookie("session").expect("a session");
        post_from(&application, "192.0.2.1", &out, "/sign-out", &[]).await;
        let typed = [("step", "withdraw"), ("reason", "Keep me")];
        let at = |moment: &str| application_at(record.clone(), moment);
        // They ended at nine; the one that nobody ended ran out at eleven.
        for (cookie, last, over) in [
            (&ended, "2026-11-30T08:59:59Z", "2026-11-30T09:00:00Z"),
            (&out, "2026-11-30T08:59:59Z", "2026-11-30T09:00:00Z"),
            (&own, "2026-11-30T10:59:59Z", "2026-11-30T11:00:00Z"),
        ] {
            let page = post_from(&at(last), "192.0.2.1", cookie, STEP, &typed).await;
            assert_eq!((page.status, page.holds("kept-reason")), (StatusCode::UNAUTHORIZED, "Keep me".to_owned()));
            assert_eq!(unread(&at(over), cookie, STEP).await.status, StatusCode::UNAUTHORIZED);
            for address in ["/import", "/returns/oxford-health/2018-19-q2/file"] {
                assert_eq!(unread(&at(last), cookie, address).await.status, StatusCode::UNAUTHORIZED, "{address}");
            }
            // Up to the form's own bound.
            let long = [("happened", "x".repeat(100_000))];
            let long: Vec<(&str, &str)> = long.iter().map(|(name, value)| (*name, &**value)).collect();
            assert_eq!(post_from(&at(last), "192.0.2.1", cookie, RECORD, &long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
            let page = post_from(&at(last), "192.0.2.1", cookie, "/indicators/self-harm-reports/narrative", &long).await;
            assert_eq!((page.status, page.holds("kept-happened").len()), (StatusCode::UNAUTHORIZED, 100_000));
        }
        assert_eq!(post(&application, STEP, &typed).await.text.matches("kept-").count(), 0, "a stranger's is not read");
        // Of an ended session only the fact is kept; after a week, not even that.
        assert_eq!(count(&record, "SELECT count(*) FROM session WHERE ended_at IS NOT NULL AND browser = '' AND origin = ''").await, 2);
        sign_in(&at("2026-11-30T12:00:00Z"), "ann@health.example", PASSWORD).await;
        assert_eq!(count(&record, "SELECT count(*) FROM session").await, 1);
        // Erasing somebody leaves nothing of theirs.
        let person = count(&record, "SELECT id FROM person").await;
        let clock = || plans::moment("2026-11-30T12:00:00Z");
        account::erase(&plans::operator(&record).await, person, clock).await.expect("erased");
        assert_eq!(count(&record, "SELECT count(*) FROM session").await, 0);
    }

    /// On a socket: the head and the first bytes of an upload of 16 MB are answered, and no more is asked for.
    async fn an_upload_is_refused_at_its_first_byte(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let server = tokio::spawn(async { axum::serve(listener, application).await });
        for address in ["/import", "/returns/oxford-health/2018-19-q2/file"] {
            let mut stream = TcpStream::connect(&host).await.expect("a connection");
            let head = format!(
                "POST {address} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 16777216\r\n\
                 Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\ncontent-disp"
            );
            stream.write_all(head.as_bytes()).await.expect("sent");
            // Nothing more is sent, and the connection stays open: who waits for the rest waits for ever.
            let mut answer = Vec::new();
            let answered = timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
            answered.expect("an answer without the rest").expect("an answer");
            let answer = String::from_utf8_lossy(&answer);
            assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("Sign in to continue"), "{answer}");
        }
        server.abort();
    }
}
