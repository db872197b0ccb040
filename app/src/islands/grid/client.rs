//! How the browser calls the server: as Leptos does, except that a refusal is known by its status.

#[cfg(feature = "ssr")]
use crate::{ask::fault::Fault, shell::call::refuse};
use futures_util::{Sink, Stream};
use leptos::server_fn::{
    Bytes,
    client::{Client, browser::BrowserClient},
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
    response::ClientRes,
};
use serde::{Deserialize, Serialize};
use std::future::Future;

/// Why nothing came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unanswered {
    /// The server was not reached.
    NoConnection,
    /// The server answered with this HTTP status, and with nothing that could be read as what was asked for.
    Status(u16),
}

impl FromServerFnError for Unanswered {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::NoConnection,
            _ => unreadable(),
        }
    }
}

/// On the server: what was sent cannot be read.
#[cfg(feature = "ssr")]
fn unreadable() -> Unanswered {
    Unanswered::Status(refuse(Fault::broken_form()))
}

/// In the browser: what came back cannot be read, though it says that all is well.
#[cfg(not(feature = "ssr"))]
fn unreadable() -> Unanswered {
    Unanswered::Status(200)
}

/// Calls the server.
pub(crate) struct Caller;

impl Client<Unanswered> for Caller {
    type Request = <BrowserClient as Client<Unanswered>>::Request;
    type Response = <BrowserClient as Client<Unanswered>>::Response;

    async fn send(request: Self::Request) -> Result<Self::Response, Unanswered> {
        let response = <BrowserClient as Client<Unanswered>>::send(request).await?;
        let status = ClientRes::<Unanswered>::status(&response);
        if status < 400 { Ok(response) } else { Err(Unanswered::Status(status)) }
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static),
            Unanswered,
        >,
    > + Send {
        <BrowserClient as Client<Unanswered>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<Unanswered>>::spawn(future);
    }
}
