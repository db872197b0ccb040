//! Large pages, compressed by what a page needs.
//!
//! The layer behind this one compresses everything else. For a stream whose length nobody knows, brotli clears 8 MB before its
//! first byte; a page is there whole and is far shorter, and half a megabyte to look back on makes the same bytes.

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderValue,
        header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY},
    },
    middleware::Next,
    response::Response,
};
use brotli::enc::BrotliEncoderParams;
use std::io::Write;

/// A shorter page is no dearer in a stream.
const LARGE: u64 = 64 * 1024;
/// As thorough as the layer for everything else.
const QUALITY: i32 = 4;
/// How far back it looks for what it has written already: 2 to the power of this, in bytes.
const WINDOW: i32 = 19;

/// Answers, with a large page in brotli where whoever asks reads that.
pub(crate) async fn large_pages(request: Request, next: Next) -> Response {
    let takes_it = takes_brotli(request.headers());
    let response = next.run(request).await;
    if takes_it && is_large_page(&response) { in_brotli(response).await } else { response }
}

/// Whether brotli is among what somebody reads, and not with a weight of nothing.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let is_refused = |part: &str| {
            part.strip_prefix("q=")
                .is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
        };
        is_brotli && !parts.any(is_refused)
    })
}

/// Whether an answer is a page that is there whole, and worth it.
fn is_large_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
        && !response.headers().contains_key(CONTENT_ENCODING)
        && response.body().size_hint().exact().is_some_and(|length| length > LARGE)
}

async fn in_brotli(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    // It is in memory already, and nothing is waited for.
    let Ok(page) = to_bytes(body, usize::MAX).await else { return Response::from_parts(head, Body::empty()) };
    let Some(short) = shortened(&page) else { return Response::from_parts(head, page.into()) };
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(head, short.into())
}

/// A page in brotli.
fn shortened(page: &[u8]) -> Option<Vec<u8>> {
    let settings = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: page.len(),
        ..BrotliEncoderParams::default()
    };
    let mut short = Vec::with_capacity(page.len() / 16);
    let mut writer = brotli::CompressorWriter::with_params(&mut short, 16 * 1024, &settings);
    let written = writer.write_all(page);
    // The end is written when it is dropped.
    drop(writer);
    written.ok().map(|()| short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::{Html, IntoResponse};
    use std::io::Read;

    fn page(rows: usize) -> String {
        (0..rows).map(|row| format!("<tr><td>Children of sort {row}</td></tr>")).collect()
    }

    #[tokio::test]
    async fn a_large_page_comes_back_as_it_was() {
        let text = page(3_000);
        let answer = Html(text.clone()).into_response();
        assert!(is_large_page(&answer));
        let answer = in_brotli(answer).await;
        assert_eq!(answer.headers().get(CONTENT_ENCODING), Some(&HeaderValue::from_static("br")));
        assert!(!is_large_page(&answer), "it is not compressed twice");
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        assert!(bytes.len() < text.len() / 5, "{}", bytes.len());
        let mut read = String::new();
        brotli::Decompressor::new(&bytes[..], 4096).read_to_string(&mut read).expect("brotli");
        assert_eq!(read, text);
    }

    #[test]
    fn what_is_short_no_page_or_not_there_yet_is_left_alone() {
        assert!(!is_large_page(&Html(page(10)).into_response()));
        assert!(!is_large_page(&page(3_000).into_response()), "plain text");
        let stream = Body::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>(page(3_000))]));
        assert!(!is_large_page(&Html(stream).into_response()));
    }

    #[test]
    fn only_who_reads_brotli_is_sent_it() {
        let takes = |line: &'static str| {
            takes_brotli(&[(ACCEPT_ENCODING, HeaderValue::from_static(line))].into_iter().collect())
        };
        for line in ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, BR;q=0.1"] {
            assert!(takes(line), "{line}");
        }
        for line in ["", "gzip", "br;q=0", "gzip, br; q=0.0", "brotli"] {
            assert!(!takes(line), "{line}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
