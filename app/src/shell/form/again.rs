//! A form that was sent: what came of it, or the form again with what was typed.

use super::{Errors, Refused};
use crate::ask::{address::with_done, done::Done, fault::Fault, path::Address, typed::Typed};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};

/// The box that says that a form was typed before a session ended: it is to be shown again, and nothing done yet.
pub(crate) const AGAIN: &str = "again";

/// Whether a form is to be shown again before anything is done.
pub(crate) fn is_again(typed: &Typed) -> bool {
    !typed.get(AGAIN).is_empty()
}

/// What came of a form.
pub(crate) enum Sent<T> {
    /// What it asked for was done, or was found to be overtaken by somebody else.
    Taken(T),
    /// It is shown again.
    Again(Again),
}

/// A form that is shown again: what is wrong with it, and the status that it comes back with.
pub(crate) struct Again {
    pub(crate) errors: Errors,
    status: StatusCode,
}

impl Again {
    /// As it was typed before a session ended.
    pub(crate) fn kept() -> Self {
        Self { errors: Errors::default(), status: StatusCode::OK }
    }

    /// With what is wrong at its boxes.
    pub(crate) fn wrong(errors: Errors) -> Self {
        Self { errors, status: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Since somebody else wrote in between, which its boxes say.
    pub(crate) fn stale(errors: Errors) -> Self {
        Self { errors, status: StatusCode::CONFLICT }
    }

    /// The answer that holds the form's page.
    pub(crate) fn answer(&self, page: Html<String>) -> Response {
        (self.status, page).into_response()
    }
}

/// Takes what was sent, unless it was typed before a session ended: then it is kept only when it is sent again.
pub(crate) async fn sent<T>(
    typed: &Typed,
    taking: impl Future<Output = Result<T, Refused>>,
) -> Result<Sent<T>, Fault> {
    if is_again(typed) {
        return Ok(Sent::Again(Again::kept()));
    }
    match taking.await {
        Ok(taken) => Ok(Sent::Taken(taken)),
        Err(Refused::Errors(errors)) => Ok(Sent::Again(Again::wrong(errors))),
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

/// On to a page that says what was done.
pub(crate) fn go_on(page: &impl Address, done: Done) -> Response {
    Redirect::to(&with_done(page, done)).into_response()
}

/// The same by a link that chooses something already, or leads to a place on the page.
pub(crate) fn go_on_by(link: &str, done: Done) -> Response {
    let (page, place) = link.find('#').map_or((link, ""), |at| link.split_at(at));
    let joint = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{joint}done={done}{place}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::{AGAIN, Sent, go_on, go_on_by, sent};
    use crate::{
        ask::{done::Done, path, typed::Typed},
        shell::form::{Errors, Refused},
    };
    use axum::{
        http::{StatusCode, header},
        response::Response,
    };
    use futures_util::FutureExt;

    #[test]
    fn what_was_done_follows_what_an_address_chooses() {
        let to = |answer: Response| {
            answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned)
        };
        let by = |link| to(go_on_by(link, Done::Same));
        assert_eq!(to(go_on(&path::Funding, Done::Same)).as_deref(), Some("/funding?done=same"));
        assert_eq!(by("/funding").as_deref(), Some("/funding?done=same"));
        assert_eq!(by("/priorities/a?year=2018-19").as_deref(), Some("/priorities/a?year=2018-19&done=same"));
        assert_eq!(by("/packs/a#decisions").as_deref(), Some("/packs/a?done=same#decisions"));
    }

    #[test]
    fn what_was_typed_before_a_session_ended_is_not_taken() {
        let typed = Typed::default().with(AGAIN, "yes");
        let taking = async { panic!("it was taken") };
        let came = sent::<()>(&typed, taking).now_or_never().expect("it waits for nothing");
        assert!(matches!(came, Ok(Sent::Again(again)) if again.status == StatusCode::OK));
    }

    #[test]
    fn what_is_wrong_comes_back() {
        let taking = async { Err(Refused::Errors(Errors::of("name", "say which"))) };
        let came = sent::<()>(&Typed::default(), taking).now_or_never().expect("it waits for nothing");
        let Ok(Sent::Again(again)) = came else { panic!("it was taken") };
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.errors.at("name"), Some("Say which"));
    }
}
