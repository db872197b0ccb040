//! Running a server function: what an island asks of the server without leaving its page.

use crate::ask::fault::Fault;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::header,
    response::{IntoResponse, Response},
};
use leptos::prelude::{provide_context, use_context};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::timeout;

/// The most bytes of what is sent: a return of a thousand rows, as a form may send it.
const MOST: usize = 2 * 1024 * 1024;

/// How long it may take to arrive.
const LONGEST: Duration = Duration::from_secs(20);

/// Where a server function leaves the fault that it stops at, so that it is answered like any other.
#[derive(Clone, Default)]
struct Stopped(Arc<Mutex<Option<Fault>>>);

/// Runs the server function at a request's address, once what is sent is there whole and within bounds.
pub(crate) async fn call(request: Request) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !kind.starts_with("application/json") {
        return Err(Fault::BadRequest("That was not sent by a page of this site.".into()));
    }
    let read = timeout(LONGEST, to_bytes(body, MOST)).await;
    let read = read.map_err(|_| Fault::BadRequest("Only part of what was sent arrived.".into()))?;
    let request = Request::from_parts(parts, Body::from(read.map_err(|_| Fault::TooLarge)?));
    let stopped = Stopped::default();
    let context = stopped.clone();
    let response =
        leptos_axum::handle_server_fns_with_context(move || provide_context(context.clone()), request);
    let response = response.await.into_response();
    match stopped.0.lock().map(|mut fault| fault.take()) {
        Ok(Some(fault)) => Err(fault),
        _ => Ok(response),
    }
}

/// Stops the server function that is being run: its answer is the fault's. Gives the status of that.
pub(crate) fn refuse(fault: Fault) -> u16 {
    let status = fault.status().as_u16();
    if let Some(Stopped(stopped)) = use_context::<Stopped>()
        && let Ok(mut stopped) = stopped.lock()
    {
        *stopped = Some(fault);
    }
    status
}
