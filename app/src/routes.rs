//! Which address shows which page.

use crate::{fault, fault::Fault, pages};
use axum::{Router, middleware, routing::get};

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
        .fallback(|| async { Fault::NotFound("There is no page at this address.".into()) })
        .layer(middleware::from_fn(fault::dress))
}
