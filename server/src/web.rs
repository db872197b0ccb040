//! What surrounds every request: who asks and when, what may be kept, and what a browser may load.

use crate::{assets, chance, clock, compressed, maker, visitor, visitor::Proxy};
use app::{Chance, Clock, Now, Site, path::is_invitation};
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{self, Next},
    response::Response,
};
use std::sync::Arc;
use storage::Record;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::{CsrfLayer, ProtectionError},
    trace::TraceLayer,
};

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

/// After a first visit over TLS browsers use nothing but TLS, for two years.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// The whole application over a record.
pub(crate) fn router(record: Record, base_url: Arc<str>, proxy: Proxy) -> Router {
    router_by(record, site(base_url), Clock(Arc::new(clock::now)), proxy)
}

/// The site as this program carries it.
#[must_use]
pub fn site(base_url: Arc<str>) -> Site {
    assets::site(base_url)
}

/// The whole application over a record, for a site, by a clock: the server's, or a test's.
pub fn router_at(record: Record, site: Site, clock: Clock) -> Router {
    router_by(record, site, clock, Proxy::None)
}

fn router_by(record: Record, site: Site, clock: Clock, proxy: Proxy) -> Router {
    let broken = site.clone();
    let secure = site.clone();
    let around = Around { record, site, clock, chance: Chance(Arc::new(chance::bytes)), proxy };
    let lay = move |request: Request, next: Next| lay_out(around.clone(), request, next);
    let forged = site_of_forged(&broken);
    app::router()
        .layer(middleware::from_fn(lay))
        .layer(forged)
        .layer(middleware::from_fn(compressed::large_pages))
        .layer(CompressionLayer::new())
        // Files are compressed already, once, when the program is built.
        .merge(assets::router())
        .layer(CatchPanicLayer::custom(move |_| app::broken(&broken)))
        .layer(middleware::from_fn(move |request: Request, next: Next| say(secure.clone(), request, next)))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// What is laid into every request.
#[derive(Clone)]
struct Around {
    record: Record,
    site: Site,
    clock: Clock,
    chance: Chance,
    proxy: Proxy,
}

/// A form that another site sends is refused by the origin that browsers report; no page needs a secret for it.
fn site_of_forged(site: &Site) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let site = site.clone();
    let layer = CsrfLayer::new();
    // A proxy in front may call us by another name than people do.
    let layer = layer.clone().add_trusted_origin(&*site.base_url).unwrap_or(layer);
    layer.with_rejection_response(move |_: ProtectionError| app::forged(&site))
}

/// What the log records of a request: never what follows `/invitations/`, which lets somebody in, nor a query.
fn span(request: &Request) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), path = logged(request.uri().path()))
}

/// A path that may be logged: no part of it that is as long as a secret, however the rest is spelt.
fn logged(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.len() < 40 || part.contains('-') { part } else { "..." });
    parts.collect::<Vec<_>>().join("/")
}

/// Puts who asks, when and of what record into the request, for the pages to take from there.
async fn lay_out(around: Around, mut request: Request, next: Next) -> Response {
    let now = (around.clock.0)();
    let heard = visitor::heard(&around.site, around.proxy, &request);
    let who = match visitor::known(heard, &around.record, now).await {
        Ok(who) => who,
        Err(error) => {
            tracing::error!(%error, "nobody could be told who asks");
            return app::broken(&around.site);
        }
    };
    let is_private = who.signed_in.is_some() || who.session.is_some() || *request.method() != Method::GET;
    let kept = if is_private || is_invitation(request.uri().path()) {
        // What partners see, and what lets them in, is not left behind in a browser that others use after them.
        HeaderValue::from_static("no-store")
    } else {
        // A page shows the record as it is now: it is never served from a cache without asking.
        HeaderValue::from_static("no-cache")
    };
    let extensions = request.extensions_mut();
    extensions.insert(around.record);
    extensions.insert(around.site);
    extensions.insert(Now(now));
    extensions.insert(around.clock);
    extensions.insert(around.chance);
    extensions.insert(maker::maker());
    extensions.insert(who);
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(kept);
    response
}

async fn say(site: Site, request: Request, next: Next) -> Response {
    let is_secret = is_invitation(request.uri().path());
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if is_secret {
        // The whole address would go along with the style sheet's request, into whatever log lies in between.
        response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("origin"));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // No log and no table of header compression may keep what lets somebody in.
    if let header::Entry::Occupied(mut cookies) = response.headers_mut().entry(header::SET_COOKIE) {
        cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
    }
    if site.is_secure() {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::logged;

    #[test]
    fn a_log_tells_no_link() {
        assert_eq!(logged("/board"), "/board");
        let secret = "0123456789abcdef".repeat(4);
        assert_eq!(logged(&format!("/invitations/{secret}")), "/invitations/...");
        assert_eq!(logged(&format!("//invit%61tions/{secret}/")), "//invit%61tions/.../");
    }
}
