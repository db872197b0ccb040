//! A way to ask for something: how, at which address, what it needs of the visitor, and what answers.

use crate::ask::path::Address;
use axum::{
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, get, post},
};
use domain::access::Action;

/// What a visitor needs to ask for an address. It is checked before a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: it is open to anybody, and shows each visitor what they may see.
    Nothing,
    /// To be signed in, whatever the role.
    Person,
    /// A role that may do one of these actions, for any organisation. The page and the write check which organisation.
    OneOf(&'static [Action]),
}

/// What comes along with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// Nothing.
    Nothing,
    /// A form: what people type into a few boxes.
    Form,
    /// A form with many rows, or with boxes for pages of text.
    LongForm,
    /// Files, by form.
    Files,
    /// The arguments of a server function, as an island sends them.
    Call,
}

impl Sends {
    /// The most bytes that a form may have; nothing where no form is sent.
    pub(crate) fn most(self) -> Option<usize> {
        match self {
            Self::Nothing | Self::Files | Self::Call => None,
            // A note of a few pages fits.
            Self::Form => Some(64 * 1024),
            // A return of a thousand rows.
            Self::LongForm => Some(2 * 1024 * 1024),
        }
    }
}

/// A way to ask for something.
#[derive(Clone, Debug)]
pub struct Way {
    /// How it is asked.
    pub method: Method,
    /// The address, as the router writes it.
    pub path: &'static str,
    /// What it needs of the visitor.
    pub need: Need,
    /// What comes along.
    pub sends: Sends,
    pub(crate) handler: MethodRouter,
}

/// The ways of an address.
///
/// A server function is in the table like any other way: its address is a type of `ask::path` whose path is the function's
/// own (`#[server(prefix = "...", endpoint = "...")]`), it sends [`Sends::Call`], and it is answered by `shell::call::call`,
/// which bounds what is sent and runs the function at the address. `router` registers it.
///
/// Its needs are checked before it runs, and the tests that walk the table try every role at it.
pub(crate) trait Ways: Address {
    /// To see it.
    fn get<H: Handler<T, ()>, T: 'static>(need: Need, handler: H) -> Way {
        Way { method: Method::GET, path: Self::PATH, need, sends: Sends::Nothing, handler: get(handler) }
    }

    /// To change something.
    fn post<H: Handler<T, ()>, T: 'static>(need: Need, sends: Sends, handler: H) -> Way {
        let handler = post(handler);
        let handler = match sends {
            // What reads them has limits of its own.
            Sends::Files => handler.route_layer(DefaultBodyLimit::disable()),
            Sends::Nothing | Sends::Form | Sends::LongForm | Sends::Call => handler,
        };
        Way { method: Method::POST, path: Self::PATH, need, sends, handler }
    }
}

impl<A: Address> Ways for A {}
