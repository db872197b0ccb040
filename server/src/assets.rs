//! Files that the program carries, served for ever under names that hold their hash.

use app::{Bundle, Site};
use axum::{
    Router,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{sync::Arc, time::Duration};

/// A file that the program carries, plain and compressed.
#[derive(Debug)]
pub(crate) struct Asset {
    path: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Work that takes less than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// The site as pages need to know it.
pub(crate) fn site(base_url: Arc<str>) -> Site {
    let bundle = |module: Option<&Asset>, wasm: Option<&Asset>| {
        module.zip(wasm).map(|(module, wasm)| Bundle {
            starter: STARTER.path,
            module: module.path,
            wasm: wasm.path,
        })
    };
    Site {
        style: STYLE.path,
        icon: ICON.path,
        bundle: bundle(MAYBE_MODULE, MAYBE_WASM),
        grid: bundle(MAYBE_GRID_MODULE, MAYBE_GRID_WASM),
        base_url,
        patience: PATIENCE,
    }
}

/// The routes of the files.
pub(crate) fn router() -> Router {
    let bundles = [MAYBE_MODULE, MAYBE_WASM, MAYBE_GRID_MODULE, MAYBE_GRID_WASM];
    [&STYLE, &ICON, &STARTER].map(Some).into_iter().chain(bundles).flatten().fold(
        Router::new(),
        |router, asset| {
            router.route(asset.path, get(move |headers: HeaderMap| async move { asset.serve(&headers) }))
        },
    )
}

impl Asset {
    fn serve(&'static self, headers: &HeaderMap) -> Response {
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let accepts = |name: &str| {
            accepted.split(',').any(|part| {
                let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
                coding.trim() == name && weight.replace(' ', "").trim_end_matches(['0', '.']) != "q="
            })
        };
        let (bytes, encoding) = if accepts("br") {
            (self.brotli, Some("br"))
        } else if accepts("gzip") {
            (self.gzip, Some("gzip"))
        } else {
            (self.plain, None)
        };
        let mut response = bytes.into_response();
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind()));
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn kind(&self) -> &'static str {
        match self.path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "wasm" => "application/wasm",
            _ => "application/octet-stream",
        }
    }
}
