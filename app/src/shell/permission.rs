//! Whether a visitor may ask: checked before a body is read, for every way in the table.

use crate::{
    ask::{
        desk::Asked,
        fault::Fault,
        typed::Typed,
        way::{Need, Sends},
    },
    shell::form::read,
};
use axum::{
    extract::{FromRequestParts, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use domain::access::{Action, Visitor};

/// Lets a request on to its page if its visitor has what the way needs. Others are asked to sign in or refused, the audit
/// notes it, and what they send is left unread. One thing is read from a stranger: what was typed into a form in a browser
/// whose session ended lately, so that it comes back after signing in.
///
/// Only the role is checked here. The page and the write check the indicator or organisation.
pub(crate) async fn ask(need: Need, sends: Sends, request: Request, next: Next) -> Result<Response, Fault> {
    let (mut parts, body) = request.into_parts();
    let asked = Asked::from_request_parts(&mut parts, &()).await?;
    let visitor = asked.desk.visitor();
    if need == Need::Person && visitor.person().is_none() {
        // Nobody in particular did nothing in particular: there is nothing for the audit to note.
        return Err(Fault::SignIn { to: asked.path, kept: Typed::default() });
    }
    if asked.looking_back.is_some() && is_change(need, &parts.method) {
        return Err(Fault::BadRequest(
            "You are looking at an earlier date, where nothing can be changed. Go to the page as it is now \
                and make the change there."
                .into(),
        ));
    }
    let refused = match need {
        Need::Nothing | Need::Person => None,
        Need::OneOf(actions) if actions.iter().any(|action| visitor.may_for_some(*action)) => None,
        Need::OneOf(actions) => actions.first(),
    };
    let Some(action) = refused else {
        parts.extensions.insert(asked);
        parts.extensions.insert(sends);
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let kept = match sends.most() {
        Some(most) if asked.who.was_signed_in && *visitor == Visitor::Stranger => {
            read(Request::from_parts(parts, body), most).await?
        }
        _ => Typed::default(),
    };
    asked.note_refused(*action).await?;
    Err(match visitor {
        Visitor::Stranger => Fault::SignIn { to: asked.address.clone(), kept },
        Visitor::Operator | Visitor::Person(_) => Fault::Forbidden,
    })
}

/// Whether a way is there to change something, if only to show the form for it.
fn is_change(need: Need, method: &Method) -> bool {
    match need {
        Need::Nothing => false,
        Need::Person => *method == Method::POST,
        Need::OneOf(actions) => actions.iter().any(|action| *action != Action::ReadPartnerFigures),
    }
}
