//! What tests of accounts share: invitations, and people with real passwords.

use crate::{
    application::{Answer, answer, post},
    people::secret,
    plans,
    recording::MORNING,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::access::Role;
use storage::{
    Record,
    account::{self, Invited},
    testing,
};

/// A password that is hard to guess.
pub const PASSWORD: &str = "marble otter seventeen";

/// An invitation for an analyst, as its link's path.
///
/// # Panics
/// When the engine fails.
pub async fn invited(record: &Record, email: &str) -> String {
    if testing::count(record, "SELECT number FROM counter").await.expect("a count") == 0 {
        plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    }
    let link = secret();
    let desk = plans::operator(record).await;
    let clock = || plans::moment(MORNING);
    let outcome =
        account::invite(&desk, email, Role::Analyst, "Oxford Health NHS Foundation Trust", &link, clock)
            .await;
    assert!(matches!(outcome, Ok(Invited::Linked(_))), "{outcome:?}");
    format!("/invitations/{}", link.text())
}

/// Somebody who has accepted an invitation with a real password: the pair of their session's cookie and their browser's.
///
/// # Panics
/// When they are not let in.
pub async fn joined(record: &Record, application: &axum::Router, email: &str) -> (String, String) {
    let link = invited(record, email).await;
    let entered = post(application, &link, &[("name", "Ann Baker"), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.read());
    (entered.cookie("session").expect("a session"), entered.cookie("browser").expect("a browser"))
}

/// Asks for an address with some cookies.
///
/// # Panics
/// When there is no answer.
pub async fn get_with(application: &axum::Router, cookies: &str, address: &str) -> Answer {
    let request = Request::builder()
        .uri(address)
        .header(header::COOKIE, cookies)
        .body(Body::empty())
        .expect("a request");
    answer(application, request).await
}

/// Signs in, to go on to the board.
///
/// # Panics
/// When there is no answer.
pub async fn sign_in(application: &axum::Router, email: &str, password: &str) -> Answer {
    post(application, "/sign-in", &[("email", email), ("password", password), ("to", "/board")]).await
}
