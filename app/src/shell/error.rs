//! The page of an error, in the house's look.

use crate::{
    ask::{fault::Fault, site::Site},
    shell::{page::plain, sign_in::asked_for},
};
use axum::{
    extract::{Extension, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{access::Visitor, plan::Nature};
use storage::{AsAt, Record};

/// Gives every fault its page in the house's look.
pub(crate) async fn dress(Extension(site): Extension<Site>, request: Request, next: Next) -> Response {
    let record = request.extensions().get::<Record>().cloned();
    let response = next.run(request).await;
    let Some(fault) = response.extensions().get::<Fault>() else { return response };
    let mut page = page_of(&site, nature(record).await, fault);
    // What the router says of the ways that an address can be asked.
    page.headers_mut()
        .extend(response.headers().get(header::ALLOW).map(|ways| (header::ALLOW, ways.clone())));
    page
}

/// Whether the record's figures are made up. If that is not known, the page does not mention it, and holds no figure.
async fn nature(record: Option<Record>) -> Nature {
    let Some(record) = record else { return Nature::Real };
    match record.desk(Visitor::Stranger, AsAt::Now).await {
        Ok(desk) => storage::plan::nature_of(&desk).await.unwrap_or(Nature::Real),
        Err(_) => Nature::Real,
    }
}

/// The page for a form that another site sent: for the layer that refuses them.
#[must_use]
pub fn forged(site: &Site) -> Response {
    let sentence = "That form was sent from another site. Nothing was done.";
    (StatusCode::FORBIDDEN, plain(site, Nature::Real, "That was not sent from this site", sentence))
        .into_response()
}

/// The page for a program that broke while making another: for the layer that catches panics.
#[must_use]
pub fn broken(site: &Site) -> Response {
    page_of(site, Nature::Real, &Fault::Ours)
}

fn page_of(site: &Site, nature: Nature, fault: &Fault) -> Response {
    let page = match fault {
        Fault::SignIn { to, kept } => asked_for(site, nature, to, kept),
        _ => plain(site, nature, fault.heading(), fault.sentence()),
    };
    (fault.status(), page).into_response()
}
