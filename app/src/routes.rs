//! Which address shows which page.

use crate::{fault, fault::Fault, pages};
use axum::{
    Router,
    http::Uri,
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

/// Every path that the router knows, as it is written there.
pub const PATHS: &[&str] =
    &["/", "/board", "/focus-areas/{slug}", "/priorities/{slug}", "/indicators/{slug}"];

/// The pages. The server lays its record, visitor, clock and site into each request's extensions.
pub fn router() -> Router {
    let [home, board, focus_area, priority, indicator] = PATHS else {
        unreachable!("a handler for each path")
    };
    Router::new()
        .route(home, get(pages::home::show))
        .route(board, get(pages::board::show))
        .route(focus_area, get(pages::focus_area::show))
        .route(priority, get(pages::priority::show))
        .route(indicator, get(pages::indicator::show))
        .method_not_allowed_fallback(|| async { Fault::NotAllowed })
        .fallback(elsewhere)
        .layer(middleware::from_fn(fault::dress))
}

/// An address that no page has: one with a slash too many leads to the page without it.
async fn elsewhere(uri: Uri) -> Response {
    let path = uri.path();
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() < path.len()
        && !trimmed.is_empty()
        && !trimmed.starts_with("//")
        && !trimmed.contains('\\')
    {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{trimmed}{query}")).into_response();
    }
    Fault::NotFound("There is no page at this address.".into()).into_response()
}
