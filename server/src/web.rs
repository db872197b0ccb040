//! What lies around every request: who asks and when, what may be kept, and what a browser may load.

use crate::{assets, clock};
use app::{Now, Site};
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::access::Visitor;
use std::sync::Arc;
use storage::Record;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, trace::TraceLayer};

/// Only our own files, no inline script or style, in nobody's frame. Islands are WebAssembly, which browsers compile
/// only where `wasm-unsafe-eval` allows it; it allows no script.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every response says, whatever it is about.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Asks what time it is: the server's clock, or a test's.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The whole application over a record.
pub fn router(record: Record, base_url: Arc<str>) -> Router {
    router_at(record, site(base_url), Arc::new(clock::now))
}

/// The site as this program carries it.
#[must_use]
pub fn site(base_url: Arc<str>) -> Site {
    assets::site(base_url)
}

/// The whole application over a record, for a site, by a clock.
pub fn router_at(record: Record, site: Site, clock: Clock) -> Router {
    let broken = site.clone();
    let lay =
        move |request: Request, next: Next| lay_out(record.clone(), site.clone(), clock(), request, next);
    app::router()
        .layer(middleware::from_fn(lay))
        .layer(CompressionLayer::new())
        // Files are compressed already, once, when the program is built.
        .merge(assets::router())
        .layer(CatchPanicLayer::custom(move |_| app::broken(&broken)))
        .layer(middleware::from_fn(say))
        .layer(TraceLayer::new_for_http())
}

/// Lays who asks, when and of what record into the request, for the pages to take from there.
async fn lay_out(
    record: Record,
    site: Site,
    now: DateTime<Utc>,
    mut request: Request,
    next: Next,
) -> Response {
    let extensions = request.extensions_mut();
    extensions.insert(record);
    extensions.insert(site);
    extensions.insert(Now(now));
    // Until there are accounts everybody who comes by the web is a stranger.
    extensions.insert(Visitor::Stranger);
    let mut response = next.run(request).await;
    // A page shows the record as it stands: it is never served from a store unasked.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

async fn say(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
