//! Starting and stopping the server.

use crate::{Failure, visitor::Proxy, web};
use axum::http::Uri;
use std::{net::SocketAddr, sync::Arc};
use storage::Record;
use tokio::net::TcpListener;

/// When the server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Once somebody interrupts or terminates it.
    Asked,
    /// Then, and where standard input ends: it does so when whoever holds the other end closes it, or is no more.
    AskedOrInputEnds,
}

/// Serves the record until the program is asked to stop; requests under way are answered first.
pub(crate) async fn serve(
    record: Record,
    address: SocketAddr,
    base_url: Option<Arc<str>>,
    proxy: Proxy,
    end: End,
) -> Result<(), Failure> {
    let refused = |error: std::io::Error| Failure::Listen { address, reason: error.to_string() };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let local = listener.local_addr().map_err(refused)?;
    let base_url = base_url.unwrap_or_else(|| format!("http://{local}").into());
    println!("Outcomes is served at {base_url}/ ({}, listening on {local})", record.engine().await?);
    let application =
        web::router(record, base_url, proxy).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, application)
        .with_graceful_shutdown(stopped(end))
        .await
        .map_err(|error| Failure::Served(error.to_string()))
}

/// A base URL without the slash at its end. Pages live at the root of their host, so it has no path.
pub(crate) fn base_url(text: &str) -> Result<Arc<str>, Failure> {
    let refused = || Failure::BaseUrl(text.chars().take(120).collect());
    let uri: Uri = text.parse().map_err(|_| refused())?;
    let host = uri.host().filter(|host| host.chars().any(|c| c.is_ascii_alphanumeric()));
    match (uri.scheme_str(), host, uri.path_and_query().map(|path| path.as_str())) {
        (Some("http" | "https"), Some(_), None | Some("/")) => {
            Ok(text.trim_end_matches('/').to_lowercase().into())
        }
        _ => Err(refused()),
    }
}

async fn stopped(end: End) {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
        () = input_ended(end) => {}
    }
}

/// Waits for the end of standard input, on a thread of its own: a read cannot be given up. Where it does not count, for ever.
async fn input_ended(end: End) {
    let (ended, told) = tokio::sync::oneshot::channel();
    if end == End::AskedOrInputEnds {
        std::thread::spawn(move || {
            // An input that cannot be read has ended too.
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            ended.send(())
        });
        let _ = told.await;
    } else {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn only_a_base_url_is_one() {
        assert_eq!(
            base_url("https://outcomes.example.org/").as_deref().ok(),
            Some("https://outcomes.example.org")
        );
        assert_eq!(base_url("http://127.0.0.1:3000").as_deref().ok(), Some("http://127.0.0.1:3000"));
        for bad in
            ["", "outcomes.example.org", "ftp://host", "https://", "https:///x", "http://h?x", "http://h h"]
        {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }
}
